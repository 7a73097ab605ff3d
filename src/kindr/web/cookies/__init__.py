"""Cookies: the question, the page where the answer is changed, and the lock that no answer of ours passes without."""

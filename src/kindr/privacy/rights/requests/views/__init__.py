"""The pages of requests: one's own, those for people without an account, and the desk's."""

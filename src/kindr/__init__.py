"""Kindr: a children's shop whose privacy policy is kept by its software."""

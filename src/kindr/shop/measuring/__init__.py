"""Measuring: what fits now, for how long, and how sure that is (policy 2.5, 3.4)."""

"""The basket and the checkout page."""

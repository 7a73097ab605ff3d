"""The pages of the basket and of the checkout."""

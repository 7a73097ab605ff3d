"""What the shop sells: products, variants, stock and the pictures drawn from the size chart. No personal data."""

"""The pages that show the catalogue: home, listing, search, product. No models, no personal data."""

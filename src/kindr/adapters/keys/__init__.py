"""Root keys: a key file by default."""

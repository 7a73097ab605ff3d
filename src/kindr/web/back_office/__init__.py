"""The back office: goods, prices, stock and words in Django's admin. It knows no people."""

"""Pages of accounts: entering, the account's own pages, the address book, security."""

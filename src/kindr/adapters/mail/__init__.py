"""Who carries our letters: a sealed mailbox in development, SMTP elsewhere."""

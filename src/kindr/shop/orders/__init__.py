"""Orders: from placing to delivery, with their invoices and letters."""

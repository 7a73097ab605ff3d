"""`kindr policy check` and `kindr policy map`: policy, text and program held against each other."""

"""How the policy is shown: text, questions, tables and ways, each printed from the data."""

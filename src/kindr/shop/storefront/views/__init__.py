"""The pages of the shop window, and who of their readers has children that are measured."""

"""The desk: the pages on which staff work. It has no tables of its own."""

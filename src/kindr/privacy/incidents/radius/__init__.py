"""The blast radius: exactly whose which categories were opened, changed, and could have been opened."""

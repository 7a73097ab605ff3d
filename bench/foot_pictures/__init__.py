"""Pictures of a traced foot on a sheet of paper, rendered with a known truth in mm."""

"""What `kindr` can be asked to do; the table that names the commands is in `kindr.web.cli`."""

"""Every measured claim beside its baseline: one file for each subject, run by `python -m bench`."""

"""The tables of the mail adapter."""

from kindr.adapters.mail.personal import MailboxLetter

__all__ = ["MailboxLetter"]

"""Which mailer this installation uses."""

from __future__ import annotations

import os

from kindr.adapters.mail.fake import DevelopmentMailbox
from kindr.adapters.mail.smtp import SmtpMailer
from kindr.privacy.ports import Mailer


def chosen_mailer() -> Mailer:
    """SMTP when KINDR_SMTP_URL names a server, the development mailbox otherwise."""
    url = os.environ.get("KINDR_SMTP_URL", "")
    return SmtpMailer(url) if url else DevelopmentMailbox()

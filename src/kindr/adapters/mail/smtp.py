"""SMTP: hands letters to a mail server over TLS."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlparse

from kindr.base import clock
from kindr.privacy.ports import Letter

SECONDS = 20


class SmtpMailer:
    """A Mailer for `smtp://user:password@host:587?from=…` (STARTTLS) or `smtps://…:465`."""

    def __init__(self, url: str) -> None:
        self._url = urlparse(url)
        self._sender = dict(part.split("=", 1) for part in self._url.query.split("&") if "=" in part).get(
            "from", "support@kindrkids.id"
        )

    def send(self, letter: Letter) -> None:
        message = EmailMessage()
        message["From"] = unquote(self._sender)
        message["To"] = letter.to.value
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{letter.message_id}@{self._url.hostname}>"
        # Programs that answer absence notes leave it alone (RFC 3834), so that two never write to each other for ever.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body.value)
        if letter.html is not None:
            message.add_alternative(letter.html.value, subtype="html")
        with self._connect() as server:
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        host, context = self._url.hostname or "localhost", ssl.create_default_context()
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, self._url.port or 465, timeout=SECONDS, context=context)
        server = smtplib.SMTP(host, self._url.port or 587, timeout=SECONDS)
        if host not in ("localhost", "127.0.0.1", "::1"):
            server.starttls(context=context)
        return server

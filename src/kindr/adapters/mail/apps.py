"""Mail: the development mailbox and SMTP."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "kindr.adapters.mail"
    label = "mail"

"""Which outside parties a program reaches here; the others are told by hand, and the desk lists what is open."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from kindr.adapters.outside.fake import TrialParty
from kindr.privacy.ports import OutsideParty

PARTIES = ("courier", "mail_provider", "payment_gateway", "parent_company", "tax_office")


def chosen_parties() -> Mapping[str, OutsideParty]:
    """In development the trial parties; elsewhere none until one is written for the courier or gateway in use."""
    return {key: TrialParty() for key in PARTIES} if settings.DEVELOPMENT else {}

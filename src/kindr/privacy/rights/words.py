"""What the pages of My data say about who, what and why, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kindr.privacy.people import PersonKind
from kindr.privacy.terms import Basis

BASES: Mapping[Basis, Any] = {
    Basis.CONSENT: _("your consent"),
    Basis.CONTRACT: _("a contract with you"),
    Basis.LEGAL_DUTY: _("a legal duty"),
    Basis.VITAL_INTEREST: _("a vital interest"),
    Basis.PUBLIC_TASK: _("a public task"),
    Basis.LEGITIMATE_INTEREST: _("a legitimate interest"),
}

VERBS: Mapping[str, Any] = {
    "collect": _("took it in"),
    "read": _("looked at it"),
    "disclose": _("passed it on"),
    "advise": _("saw advice drawn from it"),
    "correct": _("changed it"),
    "restrict": _("locked it"),
    "expire": _("erased what was due"),
    "erase": _("erased it"),
}

DECISIONS: Mapping[str, Any] = {
    "given": _("agreed"),
    "refused": _("refused"),
    "withdrawn": _("withdrawn"),
    "expired": _("expired"),
    "superseded": _("replaced by a newer text"),
}

PEOPLE: Mapping[str, Any] = {
    PersonKind.CHILD: _("your child"),
    PersonKind.GUEST: _("an order without an account"),
}

YOU = _("You")
SELF = "yourself"
"""The role of the person in their own record, whatever they were signed in as."""
KEPT_AS = {
    "accounts": _("an account, with a password only as a code that nobody can turn back"),
    "files": _("files"),
}

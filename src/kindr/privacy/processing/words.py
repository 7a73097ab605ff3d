"""What the record of processing calls things: bases, standings, transfers, risks, and facts that are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.privacy.terms import Basis, Risk, Standing, Transfer

BASES: Mapping[Basis, Any] = {
    Basis.CONSENT: _("consent"),
    Basis.CONTRACT: _("a contract"),
    Basis.LEGAL_DUTY: _("a legal duty"),
    Basis.VITAL_INTEREST: _("a vital interest"),
    Basis.PUBLIC_TASK: _("a public task"),
    Basis.LEGITIMATE_INTEREST: _("a legitimate interest"),
}
STANDINGS: Mapping[Standing, Any] = {
    Standing.OWN_CONTROLLER: _("answers for the data itself"),
    Standing.PROCESSOR: _("works on our instructions"),
    Standing.AUTHORITY: _("an authority"),
}
TRANSFERS: Mapping[Transfer, Any] = {
    Transfer.NONE: _("no transfer: it stays in Indonesia"),
    Transfer.EQUAL_LAW: _("the law there protects as well or better, art. 56(2)"),
    Transfer.SAFEGUARDS: _("binding safeguards, art. 56(3)"),
    Transfer.CONSENT: _("the person's consent, art. 56(4)"),
}
RISKS: Mapping[Risk, Any] = {
    Risk.CHILDREN: _("data of children"),
    Risk.FINANCIAL: _("personal financial data"),
    Risk.LARGE_SCALE: _("many people"),
    Risk.PROFILING: _("watching or scoring people"),
}
FACTS: Mapping[str, Any] = {
    "name": pgettext_lazy("fact", "name"),
    "country": pgettext_lazy("fact", "country"),
    "contract": pgettext_lazy("fact", "contract"),
    "others": pgettext_lazy("fact", "its own processors"),
    "transfer": pgettext_lazy("fact", "basis of the transfer"),
    "phone": pgettext_lazy("fact", "telephone number"),
    "address": pgettext_lazy("fact", "postal address"),
    "document": pgettext_lazy("fact", "written assessment"),
    "signature": pgettext_lazy("fact", "signature"),
}
VERBS: Mapping[str, Any] = {
    "erase": pgettext_lazy("told to", "erase"),
    "correct": pgettext_lazy("told to", "correct"),
    "restrict": pgettext_lazy("told to", "pause"),
    "lift": pgettext_lazy("told to", "use again"),
}

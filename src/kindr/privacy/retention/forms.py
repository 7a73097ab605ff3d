"""The forms of the retention desk: whose data is meant, what is held and why, and another end."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindr.privacy.retention import grounds, overview
from kindr.privacy.retention.holds import LONGEST_REASON, Terms
from kindr.privacy.retention.models import EVERYTHING, Ground

WHY = {
    "article": gettext_lazy("Choose an article that belongs to the ground."),
    "dates": gettext_lazy("Give an end, a date to look again, or both."),
    "past": gettext_lazy("This date is past."),
    "silent": gettext_lazy("Only an order of an authority can forbid telling the person."),
    "reason": gettext_lazy("Give a reason, or none where an order forbids telling the person."),
    "nothing": gettext_lazy("There is nothing under this clause any more."),
    "twice": gettext_lazy("This is held on the same ground already."),
    "over": gettext_lazy("This hold has ended meanwhile; nothing was changed."),
}
"""What `HoldRefused` says, in words."""


def date_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A date that may be left out."""
    return forms.DateField(
        required=False,
        label=label,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class DatesForm(forms.Form):
    """Until when something is held, or when to look again."""

    until = date_field(gettext_lazy("Last day of the hold"), gettext_lazy("It ends by itself after this day."))
    review_on = date_field(gettext_lazy("Look again on"), gettext_lazy("It goes on until you lift it."))


class HoldForm(DatesForm):
    """What is held of one person, on which ground, why and until when."""

    slot = forms.ChoiceField(label=gettext_lazy("What is held"))
    article = forms.ChoiceField(label=gettext_lazy("Ground and article"))
    is_silent = forms.BooleanField(
        required=False, label=gettext_lazy("The order forbids telling the person; then no reason is written down here")
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Sealed. The person can read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("slot", "article", "reason", "until", "review_on", "is_silent")

    def __init__(self, *arguments: Any, person: uuid.UUID, **options: Any) -> None:
        super().__init__(*arguments, **options)
        found = overview.slots_to_hold(person)
        choices = [(f"{slot.clause}/{slot.period}", _slot_said(clause, slot.period)) for clause, slot in found]
        self.fields["slot"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["article"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            (f"{ground.value}/{article}", f"{ground.label} ({article})")
            for ground in Ground
            for article in grounds.ARTICLES[ground]
        ]

    @property
    def clause_and_period(self) -> tuple[str, str]:
        """What was chosen."""
        clause, _slash, period = self.cleaned_data["slot"].partition("/")
        return clause, period

    @property
    def terms(self) -> Terms:
        """Ground, article and dates."""
        given = self.cleaned_data
        ground, _slash, article = given["article"].partition("/")
        return Terms(Ground(ground), article, given["until"], given["review_on"], given["is_silent"])


def _slot_said(clause: Any, period: str) -> str:
    said = overview.said(clause)
    if period == EVERYTHING:
        return said
    if period.isdigit():
        return _("%(clause)s, only of %(year)s") % {"clause": said, "year": period}
    return _("%(clause)s, only record %(record)s") % {"clause": said, "record": _record_said(clause.key, period)}


def _record_said(clause: str, period: str) -> str:
    at = overview.collected_at(clause, period)
    return f"{period[:8]}, {date_format(at, 'j M Y')}" if at else period[:8]

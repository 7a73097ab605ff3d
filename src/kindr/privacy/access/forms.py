"""What staff type about access: reasons, grants, certificates, notes."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kindr.privacy import registry
from kindr.privacy.access import colleagues
from kindr.privacy.access.actions.certificates import Registration
from kindr.privacy.access.actions.grants import Asked
from kindr.privacy.access.actions.reasons import SHORTEST
from kindr.privacy.access.colleagues import SavedQuery
from kindr.privacy.access.queries.grants import Receiver, purposes_in_words
from kindr.privacy.vault.uploads import within_limits

LONGEST = 600
NO_NAMES = gettext_lazy("In your own words. Please write no names and no addresses of customers.")


def reason_field(label: Any) -> forms.CharField:
    """A few words that say why; a word alone says nothing."""
    return forms.CharField(
        label=label,
        help_text=NO_NAMES,
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class NoteForm(forms.Form):
    """What an officer found; may stay empty."""

    words = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )


class EmergencyForm(forms.Form):
    """Why something is opened without asking first."""

    reason = reason_field(gettext_lazy("What is the emergency?"))


class GrantForm(forms.Form):
    """Who shall open what of whom, for how long and why."""

    receiver = forms.ChoiceField(label=gettext_lazy("Who shall open something"))
    purpose = forms.ChoiceField(label=gettext_lazy("What for"))
    hours = forms.TypedChoiceField(label=gettext_lazy("For how many hours"), coerce=int)
    people = forms.CharField(
        label=gettext_lazy("Of whom"),
        help_text=gettext_lazy("Order numbers or sign-in addresses, one in each line, exactly as they are."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    query = forms.ChoiceField(label=gettext_lazy("Or everybody in a saved filter"), required=False)
    reason = reason_field(gettext_lazy("Why it is needed"))

    def __init__(
        self, *given: Any, receivers: Sequence[Receiver], queries: Collection[SavedQuery], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.receivers, self.queries = receivers, {str(one.id): one for one in queries}
        limit = registry.access_rules().most_hours
        hours = [(each, ngettext("%(n)d hour", "%(n)d hours", each) % {"n": each}) for each in range(1, limit + 1)]
        purposes = sorted({key for one in receivers for key in one.purposes})
        self._choose("receiver", [(str(one.id), one.name or str(one.id)[:8]) for one in receivers])
        self._choose("purpose", purposes_in_words(purposes))
        self._choose("hours", hours)
        self._choose("query", [("", _("none")), *((key, one.words) for key, one in self.queries.items())])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Names people, or a saved filter; raises ValidationError."""
        given = super().clean() or {}
        if not given.get("people", "").strip() and not given.get("query"):
            raise ValidationError(_("Please name somebody, or choose a saved filter."), code="nobody")
        chosen = next((one for one in self.receivers if str(one.id) == given.get("receiver")), None)
        if chosen and given.get("purpose") not in chosen.purposes:
            self.add_error("purpose", _("This purpose is not open to them."))
        return given

    def asked(self) -> Asked:
        """What is asked for; raises NobodyFound when a line leads to nobody."""
        given, query = self.cleaned_data, self.queries.get(self.cleaned_data["query"])
        people = colleagues.people_named(given["people"])
        words = {**query.content, "words": query.words} if query else None
        return Asked(uuid.UUID(given["receiver"]), given["purpose"], given["hours"], people, words)


class CertificateForm(forms.Form):
    """What stands on a certificate."""

    consultant = forms.ChoiceField(label=gettext_lazy("Consultant"))
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=120)
    number = forms.CharField(label=gettext_lazy("Number of the certificate"), max_length=80)
    scope = forms.MultipleChoiceField(label=gettext_lazy("What for"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=gettext_lazy("Valid until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    document = forms.FileField(
        label=gettext_lazy("The document"),
        help_text=gettext_lazy("PDF, JPEG, PNG or WebP. It is sealed while it is sent; a picture is drawn anew."),
        required=False,
        validators=[within_limits],
    )

    def __init__(self, *given: Any, consultants: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        keys = sorted(registry.policy().recipients["consultant"].purposes)
        wanted = [key for key in keys if registry.needs_grant("consultant", key)]
        for name, choices in (("consultant", list(consultants)), ("scope", purposes_in_words(wanted))):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def registration(self) -> Registration:
        """What was typed."""
        given = self.cleaned_data
        return Registration(
            uuid.UUID(given["consultant"]), given["issuer"], given["number"], tuple(given["scope"]), given["expires_on"]
        )

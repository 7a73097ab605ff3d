"""The forms of the incidents desk: what is reported, cause by cause, and what is written about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindr.privacy import registry
from kindr.privacy.incidents import words
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.queries import Found, colleagues
from kindr.privacy.incidents.rules import Cause, Kind, Reached, StepNotAllowed, check_told_at
from kindr.privacy.rights.labels import in_words

LONGEST = 8000


class MomentField(forms.DateTimeField):
    """A moment in the time of Jakarta."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(label=label, help_text=help_text, required=required, widget=widget)


class ReportForm(forms.Form):
    """What every incident has; each cause adds what its radius is computed from."""

    cause: Cause
    kind = forms.ChoiceField(label=gettext_lazy("What failed"))
    known_at = MomentField(
        gettext_lazy("Known since"), gettext_lazy("The earliest moment anybody here knew. The clock runs from it.")
    )
    processor_knew_at = MomentField(
        gettext_lazy("Known to a processor since"), gettext_lazy("If they knew first, the clock runs from then."),
        required=False,
    )  # fmt: skip
    since = MomentField(gettext_lazy("Window from"))
    until = MomentField(gettext_lazy("Window until"))
    note = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("What happened, as far as you know"),
        help_text=gettext_lazy("Sealed. For us; the letters have texts of their own."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    alarm = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, at: datetime, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._at = at
        self.fields["kind"].choices = list(words.KINDS.items())  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        since, until, known_at = given.get("since"), given.get("until"), given.get("known_at")
        if since and until and until <= since:
            self.add_error("until", _("The window ends before it begins."))
        if known_at and known_at > self._at:
            self.add_error("known_at", _("This moment is still to come."))
        return given

    def terms(self) -> dict[str, Any]:
        """What the radius is computed from."""
        return {}

    @property
    def reported(self) -> Reported:
        """What the form says."""
        given = self.cleaned_data
        return Reported(
            kind=Kind(given["kind"]), cause=self.cause, known_at=given["known_at"], since=given["since"],
            until=given["until"], terms=self.terms(), processor_knew_at=given["processor_knew_at"],
            alarm=given["alarm"],
        )  # fmt: skip


class WindowForm(ReportForm):
    cause = Cause.WINDOW


class CredentialForm(ReportForm):
    """A sign-in in wrong hands."""

    cause = Cause.CREDENTIAL
    colleague = forms.ChoiceField(required=False, label=gettext_lazy("Whose sign-in: a colleague or consultant"))
    person = forms.UUIDField(
        required=False,
        label=gettext_lazy("or anybody, by the random id"),
        help_text=gettext_lazy("As it stands in the address of a person's page."),
    )
    field_order = ("kind", "colleague", "person", "since", "until", "known_at", "processor_knew_at", "note")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        roles = registry.policy().recipients
        found = [(str(one.person), f"{in_words(roles[one.role].says)}, {str(one.person)[:8]}") for one in colleagues()]
        self.fields["colleague"].choices = [("", "–"), *found]  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("colleague")) == bool(given.get("person")):
            self.add_error("colleague", _("Choose a colleague, or give one random id."))
        return given

    def terms(self) -> dict[str, Any]:
        return {"actor": str(self.cleaned_data["colleague"] or self.cleaned_data["person"])}


class BackupForm(ReportForm):
    """A copy in wrong hands; `since` is the moment it was made."""

    cause = Cause.BACKUP
    copy = forms.ChoiceField(label=gettext_lazy("What was copied"))
    has_root = forms.BooleanField(
        required=False, label=gettext_lazy("The root key was taken as well"),
        help_text=gettext_lazy("Without it the keys in the copy open nothing."),
    )  # fmt: skip
    epoch = forms.IntegerField(
        required=False, min_value=1, label=gettext_lazy("Number of the root key, if you know it")
    )
    field_order = (
        "kind", "copy", "has_root", "epoch", "since", "until", "known_at", "processor_knew_at", "note",
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["copy"].choices = list(words.COPIES.items())  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["since"].label = _("The copy was made on")
        self.fields["until"].label = _("In our hands again, or lost for good, on")

    def terms(self) -> dict[str, Any]:
        given = self.cleaned_data
        known = {"epoch": given["epoch"]} if given["epoch"] else {}
        return {"copy": given["copy"], "has_root": given["has_root"], **known}


class KeyForm(ReportForm):
    """A key in wrong hands."""

    cause = Cause.KEY
    key = forms.UUIDField(required=False, label=gettext_lazy("One data key, by its id"))
    epoch = forms.IntegerField(required=False, min_value=1, label=gettext_lazy("or a root key, by its number"))
    field_order = ("kind", "key", "epoch", "since", "until", "known_at", "processor_knew_at", "note")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("key")) == bool(given.get("epoch")):
            self.add_error("key", _("Give a data key or a root key."))
        return given

    def terms(self) -> dict[str, Any]:
        key, epoch = self.cleaned_data["key"], self.cleaned_data["epoch"]
        return {"key": str(key)} if key else {"epoch": epoch}


class TableForm(ReportForm):
    """The rows of a table in wrong hands."""

    cause = Cause.TABLE
    table = forms.ChoiceField(label=gettext_lazy("Which table"))
    has_keys = forms.BooleanField(required=False, label=gettext_lazy("The keys were taken as well"))
    field_order = ("kind", "table", "has_keys", "since", "until", "known_at", "processor_knew_at", "note")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        found = [
            (model._meta.label, f"{in_words(registry.clause(model.clause).says)} ({model._meta.label})")
            for model in registry.personal_records()
        ]
        self.fields["table"].choices = found  # type: ignore[attr-defined]  # it is a ChoiceField

    def terms(self) -> dict[str, Any]:
        return {"table": self.cleaned_data["table"], "has_keys": self.cleaned_data["has_keys"]}


FORMS: dict[Cause, type[ReportForm]] = {
    form.cause: form for form in (CredentialForm, BackupForm, KeyForm, TableForm, WindowForm)
}


class TextForm(forms.Form):
    """One text about an incident."""

    kind = forms.ChoiceField(label=gettext_lazy("What it says"), choices=TextKind.choices)
    words = forms.CharField(
        max_length=LONGEST,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Sealed, and kept for five years after the incident is closed."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class SendForm(forms.Form):
    """Who is written to."""

    reached = forms.ChoiceField(label=gettext_lazy("Who is written to"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, found: Found | None, **options: Any) -> None:
        touched = found.people["opened"] + found.people["changed"] if found else 0
        first = Reached.OPENED if touched else Reached.ALL
        super().__init__(*arguments, **options)
        self.fields["reached"].initial = first.value
        numbers = {Reached.OPENED: touched, Reached.ALL: found.total if found else 0}
        said = [(each.value, f"{words.REACHED[each]}: {numbers[each]}") for each in Reached]
        self.fields["reached"].choices = said  # type: ignore[attr-defined]  # it is a ChoiceField


class ToldForm(forms.Form):
    """How and since when the authority has its notice."""

    way = forms.ChoiceField(label=gettext_lazy("How it was handed over"))
    sent_at = MomentField(gettext_lazy("Handed over on"))

    def __init__(self, *arguments: Any, at: datetime, known_at: datetime, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["sent_at"].initial = at
        self._at, self._known_at = at, known_at
        self.fields["way"].choices = list(words.WAYS.items())  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_sent_at(self) -> datetime:
        given: datetime = self.cleaned_data["sent_at"]
        try:
            check_told_at(given, known_at=self._known_at, at=self._at)
        except StepNotAllowed as refused:
            raise forms.ValidationError(str(words.REFUSALS[str(refused)])) from None
        return given


def cause_in(text: str) -> Cause:
    """The cause that an address names; that of a stolen sign-in for anything else."""
    return Cause(text) if text in set(map(str, Cause)) else Cause.CREDENTIAL

"""What people type about a request."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kindr.privacy import registry
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.requests import rules, words
from kindr.privacy.rights.requests.actions.noting import LONGEST
from kindr.privacy.rights.requests.ports import Child

ALL = ("", _("all"))
DUE = (ALL, ("day", _("within 24 hours")), ("late", _("late")))
WORDS = {"rows": 5, "maxlength": LONGEST}


class KindField(forms.ChoiceField):
    """Which right, as a list of buttons."""

    def __init__(self, kinds: Iterable[str], **options: Any) -> None:
        offered = [(kind, words.KINDS[kind]) for kind in words.KINDS if kind in set(kinds)]
        super().__init__(choices=offered, widget=forms.RadioSelect, **options)


class WordsForm(forms.Form):
    """What somebody asks for, in their own words."""

    words = forms.CharField(
        label=_("In your words"),
        help_text=_("So that we do what you mean. Please write no card numbers and no passwords."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=WORDS),
    )

    needs_words = frozenset({"correction", "objection"})

    def kinds(self) -> list[tuple[Any, str]]:
        """The buttons of the rights, each with what it does."""
        return [(radio, str(words.NOTES[radio.data["value"]])) for radio in self["kind"]]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where nobody could guess what is meant."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") in self.needs_words and not str(cleaned.get("words", "")).strip():
            self.add_error("words", _("Please tell us what it is about; we cannot guess it."))
        return cleaned


class RequestForm(WordsForm):
    """A request of somebody we know."""

    kind = KindField(rules.RIGHTS, label=_("What would you like?"))
    subject = forms.ChoiceField(label=_("Whom is it about?"), widget=forms.RadioSelect, required=False)

    field_order = ("kind", "subject", "words")

    def __init__(self, *arguments: Any, children: Sequence[Child] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        if children:
            names = [(str(child.id), child.name) for child in children]
            self.fields["subject"].choices = [("", _("Me")), *names]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["subject"]

    @property
    def child(self) -> uuid.UUID | None:
        """The child it is about; None for whoever asks."""
        chosen = self.cleaned_data.get("subject")
        return uuid.UUID(chosen) if chosen else None


class AddressForm(WordsForm):
    """A request of somebody without an account."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one you ordered or subscribed with. Our letter goes there, whether or not we know it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    kind = KindField(rules.RIGHTS, label=_("What would you like?"))

    field_order = ("email", "kind", "words")


class PhoneForm(WordsForm):
    """A request that somebody makes on the telephone."""

    kind = KindField(rules.RIGHTS, label=_("What does the caller ask for?"))
    words = forms.CharField(
        label=_("What the caller said"),
        help_text=_("Only what it takes to understand the request; the person reads it under My data."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=WORDS),
    )

    field_order = ("kind", "words")

    def __init__(self, *arguments: Any, is_of_age: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if is_of_age:
            self.fields["kind"] = KindField((*rules.RIGHTS, rules.KEEPING), label=self.fields["kind"].label)


class CodeForm(forms.Form):
    """The code from the letter."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits from our letter."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class NoteForm(forms.Form):
    """A note, an answer or a reason in words."""

    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs=WORDS))


class DenialForm(forms.Form):
    """A refusal: the reason's name, and words for the person."""

    reason = forms.ChoiceField(label=_("Reason"), choices=list(words.DENIALS.items()))
    text = forms.CharField(label=_("In words, for the person"), max_length=LONGEST, widget=forms.Textarea(attrs=WORDS))


class ReadAsForm(forms.Form):
    """Which rights a letter asks for, as the officer understands it."""

    kind = forms.MultipleChoiceField(
        label=_("Which right does the letter ask for?"),
        help_text=_("It may be more than one. Each becomes a request of its own, and the person confirms each."),
        choices=[(kind, words.KINDS[kind]) for kind in words.KINDS if kind in rules.RIGHTS],
        widget=forms.CheckboxSelectMultiple,
    )
    purposes = forms.MultipleChoiceField(
        label=_("Of a withdrawal: which consents?"),
        help_text=_("None chosen means all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        policy = registry.policy()
        says = [(key, in_words(policy.purposes[key].says)) for key in policy.withdrawals]
        self.fields["purposes"].choices = says  # type: ignore[attr-defined]  # a choice field


class QueueForm(forms.Form):
    """Which requests the officer looks at."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("open", _("open ones")), ("waiting", _("not confirmed yet")), ("closed", _("closed ones")), ALL],
        required=False,
    )
    kind = forms.ChoiceField(label=_("Right"), choices=[ALL, *words.KINDS.items()], required=False)
    channel = forms.ChoiceField(label=_("Came"), choices=[ALL, *words.CHANNELS.items()], required=False)
    due = forms.ChoiceField(label=_("Due"), choices=list(DUE), required=False)

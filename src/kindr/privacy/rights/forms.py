"""The two forms of My data: deleting the account, and correcting one value."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindr.privacy.rights.corrections import LONGEST, Correctable


class DeletionForm(forms.Form):
    """Asks for a word that nobody types by mistake."""

    word = forms.CharField(
        max_length=20,
        label=gettext_lazy("Confirmation"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["word"].help_text = _("Type %(word)s. This cannot be undone.") % {"word": self.expected}

    @property
    def expected(self) -> str:
        """The word, in the language of the page."""
        return _("DELETE")

    def clean_word(self) -> str:
        """Raises ValidationError when another word was typed."""
        word = str(self.cleaned_data["word"]).strip()
        if word.casefold() != self.expected.casefold():
            raise ValidationError(_("Please type %(word)s to confirm.") % {"word": self.expected}, code="word")
        return word


class CorrectionForm(forms.Form):
    """One text, as it should be."""

    value = forms.CharField(max_length=LONGEST, required=False)

    def __init__(self, *arguments: Any, way: Correctable, label: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.way = way
        self.fields["value"].label = label
        self.fields["value"].required = not way.may_be_empty

    def clean_value(self) -> str:
        """The clean text; raises ValidationError."""
        return self.way.check(str(self.cleaned_data["value"]))

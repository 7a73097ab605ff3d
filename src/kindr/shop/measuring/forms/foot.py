"""What a parent sends to have a foot measured: a picture, how it came about, and what else is known of the child."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.privacy.vault.uploads import within_limits
from kindr.shop.accounts.actions import TooManyTries
from kindr.shop.measuring import refusals
from kindr.shop.measuring.actions.foot import Child
from kindr.shop.measuring.apart import Asked, Busy
from kindr.shop.measuring.rules import units
from kindr.shop.measuring.rules.foot_photo.terms import Paper, Way
from kindr.shop.measuring.rules.measures import BOUNDS_CM, Measure

OLDEST_YEARS = 18
NO_PICTURE = _("Please take or choose a picture.")
NOT_A_LENGTH = _("A length is a number in centimetres, such as 108 or 108,5; inches have “in” behind them.")
OUT_OF_BOUNDS = _("This should be between %(least)s and %(most)s.")
WAYS = [
    (Way.TRACED, _("All around the foot, in the middle of the sheet")),
    (Way.WALL, _("Heel at the wall: the line starts and ends at a short edge")),
]
PAPERS = [
    (Paper.A4, _("A4, 210 × 297 mm")),
    (Paper.F4, _("F4 or folio, 215 × 330 mm")),
    (Paper.LETTER, _("Letter, 216 × 279 mm")),
]


def _picture(label: Any, help_text: Any = "", **attributes: str) -> forms.FileField:
    entry = forms.FileInput(attrs=attributes)
    return forms.FileField(label=label, help_text=help_text, required=False, validators=[within_limits], widget=entry)


class FootForm(forms.Form):
    """No field has a name that a browser remembers; `earlier` is what the picture before this one said."""

    way = forms.TypedChoiceField(
        label=_("How was it drawn?"), choices=WAYS, coerce=Way, initial=Way.TRACED, widget=forms.RadioSelect
    )
    paper = forms.TypedChoiceField(
        label=_("Which paper?"),
        choices=PAPERS,
        coerce=Paper,
        initial=Paper.A4,
        help_text=_("The paper is our ruler: with a wrong one the foot comes out a size too long or too short."),
    )
    camera = _picture(_("Take a picture now"), accept="image/*", capture="environment")
    picture = _picture(
        _("Or choose one that you took"), _("JPEG, PNG or WebP, up to 16 MB."), accept="image/jpeg,image/png,image/webp"
    )
    height = forms.CharField(
        label=pgettext_lazy("body", "Height"),
        help_text=_("In centimetres. It lets us notice a slip."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    age = forms.TypedChoiceField(
        label=_("Age in years"),
        choices=[("", "–"), *((years, str(years)) for years in range(1, OLDEST_YEARS + 1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    earlier = forms.FloatField(required=False, min_value=50, max_value=350, widget=forms.HiddenInput)
    status = 200

    def clean_height(self) -> float | None:
        text = self.cleaned_data["height"]
        if not text:
            return None
        try:
            height = units.centimetres(text)
        except units.NotAMeasure:
            raise ValidationError(NOT_A_LENGTH) from None
        bounds = BOUNDS_CM[Measure.HEIGHT]
        if not bounds[0] <= height <= bounds[1]:
            least, most = (f"{bound:g} cm" for bound in bounds)
            raise ValidationError(OUT_OF_BOUNDS, params={"least": least, "most": most})
        return height

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("camera") or given.get("picture")):
            self.add_error("picture", NO_PICTURE)
        return given

    @property
    def content(self) -> bytes:
        """The bytes of the picture."""
        given = self.cleaned_data
        upload = given.get("camera") or given["picture"]
        return bytes(upload.read())

    @property
    def asked(self) -> Asked:
        """What is asked of it."""
        return Asked(self.cleaned_data["paper"], self.cleaned_data["way"])

    @property
    def child(self) -> Child:
        """What is known beside the picture."""
        given = self.cleaned_data
        return Child(given["height"], given["age"], given["earlier"])

    @property
    def first_said(self) -> float | None:
        """What the picture before said in mm: it is not lost when the second one is refused."""
        return self.cleaned_data.get("earlier") if self.is_bound and not self.errors.get("earlier") else None

    @property
    def has_more(self) -> bool:
        """Whether the fold about the child should be open."""
        return bool(self.data.get("height") or self.data.get("age"))

    def refuse(self, refusal: Exception) -> None:
        """Says why there is no number."""
        self.add_error(None, refusals.words_for(refusal))
        self.status = 429 if isinstance(refusal, TooManyTries) else 503 if isinstance(refusal, Busy) else 200

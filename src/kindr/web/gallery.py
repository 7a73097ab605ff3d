"""The gallery at `/-/components/`: every shared component in every state, in both themes, for whoever builds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog.rules import Pages

SCENES = Path(__file__).parent / "static" / "img" / "scenes"
ICONS = Path(__file__).parent / "static" / "img" / "icons.svg"


@dataclass(frozen=True)
class Group:
    """Components that are looked at together, drawn by `gallery/<part>.html`."""

    name: str
    part: str
    sheets: tuple[str, ...] = ()
    """Files in `css/components/`."""
    templates: tuple[str, ...] = ()
    """Files in `templates/components/`."""

    @property
    def path(self) -> str:
        return f"gallery/{self.part}.html"


GROUPS = (
    Group("Letters", "letters"),
    Group("Buttons", "buttons", ("button",)),
    Group("Questions", "fields", ("field",), ("field", "field_notes", "form_errors")),
    Group("Choices", "choices", ("chips", "field")),
    Group("Paper and empty places", "paper", ("card",)),
    Group("Words to the reader", "notices", ("notice", "toast"), ("messages", "toasts")),
    Group("Going about", "places", ("tabs", "steps", "pages"), ("page_links",)),
    Group("Lists", "lists", ("definitions", "timeline", "accordion")),
    Group("Tables", "tables", ("table",)),
    Group("Numbers", "numbers", ("stat", "plot", "progress")),
    Group("Sealed things", "sealed", ("masked",), ("masked_card",)),
    Group("Above the page", "above", ("dialog", "sticky_bar")),
    Group("While waiting", "waiting", ("skeleton",)),
    Group("Scenes and icons", "drawings"),
)
"""Every component that belongs to no page of its own; a test holds the list complete."""
ON_EVERY_PAGE = {"site_header", "site_sections", "site_footer", "promise_bar", "stylesheets", "toasts"}
"""What the gallery's own head and foot show."""


SAID = {
    "info": "Your address was taken over from the order before.",
    "success": "Saved. Your data is sealed again.",
    "warning": "Two pieces are left in this size.",
    "error": "The card was refused. Nothing was charged.",
}
"""One message of each level."""


@dataclass(frozen=True)
class Said:
    """A message, as Django's look in a template."""

    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


class Questions(forms.Form):
    """One question of each kind."""

    name = forms.CharField(label="Name", help_text="The courier reads it at your door.", max_length=60)
    height = forms.IntegerField(label="Height in centimetres", help_text="Our sizes are heights.", min_value=50)
    province = forms.ChoiceField(label="Province", choices=[("1", "Daerah Istimewa Yogyakarta"), ("2", "Papua Barat")])
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    picture = forms.FileField(label="Picture", required=False)
    code = forms.CharField(label="Code from the letter", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    news = forms.BooleanField(label="Send me letters about new things", help_text="Two a month.", required=False)
    way = forms.ChoiceField(
        label="How shall we answer?", choices=[("m", "By e-mail"), ("t", "By telephone")], widget=forms.RadioSelect
    )


class Wrong(forms.Form):
    """A form that came back."""

    email = forms.EmailField(label="E-mail address", help_text="Your order's letters go there.")
    height = forms.IntegerField(label="Height in centimetres")
    sure = forms.BooleanField(label="It is right as it stands", required=False)
    agreed = forms.BooleanField(label="I have read the conditions")


@no_personal_data("shows the components with invented words")
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT:
        raise Http404
    return render(
        request, "gallery/gallery.html", {"groups": GROUPS, "themes": [_specimens(t) for t in ("light", "dark")]}
    )


def _specimens(theme: str) -> dict[str, object]:
    """What the parts draw, with ids of its own for each theme."""
    return {
        "name": theme,
        "asked": Questions(auto_id=f"{theme}-%s", initial={"name": "Keluarga Wicaksana", "height": 122}),
        "wrong": Wrong({"email": "keluarga@", "height": 190}, auto_id=f"{theme}-wrong-%s"),
        "pages": Pages(number=4, last=9),
        "scenes": sorted(path.stem for path in SCENES.glob("*.svg")),
        "icons": re.findall(r'<symbol id="(\w+)"', ICONS.read_text("utf-8")),
        "said": [Said(tag, words) for tag, words in SAID.items()],
    }

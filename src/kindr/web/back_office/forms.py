"""The forms of the back office: sections, colours, products with their drawing, new sizes, and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kindr.privacy.vault.uploads import within_limits
from kindr.shop.catalog import sheets
from kindr.shop.catalog.drawing import WrongDesign, read_design
from kindr.shop.catalog.models import Category, Chart, Colour, Product
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.rules import HEIGHTS, SHOES, Kind, sizes_of_kind
from kindr.web.back_office import design_words
from kindr.web.back_office.words import CARE, CUTS, FAMILIES, FIELDS, GARMENTS, HELP

Words = Mapping[Any, str | Promise]
DESIGN: Mapping[str, Words] = {
    "silhouette": design_words.SILHOUETTES,
    "collar": design_words.COLLARS,
    "sleeve": design_words.SLEEVES,
    "length": design_words.LENGTHS,
    "pocket": design_words.POCKETS,
    "pattern": design_words.PATTERNS,
    "accent": design_words.ACCENTS,
}
SIZES = (
    (_("Height in cm"), [(height, height) for height in HEIGHTS]),
    (_("Shoes, EU size"), [(size, size) for size in SHOES]),
)
LONG = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 2})


class WordedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when the program runs
    """Fields are called as in `words`, in the reader's language."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, field in self.fields.items():
            field.label = cast("str", FIELDS.get(name, field.label))
            field.help_text = cast("str", HELP.get(name, field.help_text))
            # Django's own sentence names the column of the table.
            field.error_messages["unique"] = _("Something else has this already.")


class SectionForm(WordedForm):
    """One section."""

    class Meta:
        model = Category
        fields = ("name_id", "name_en", "intro_id", "intro_en", "slug", "position")
        widgets = {"intro_id": SHORT, "intro_en": SHORT}


class ColourForm(WordedForm):
    """One colour."""

    hex = forms.CharField(
        max_length=7,
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write the dye as # and six of 0–9 and a–f."))],
        widget=forms.TextInput(attrs={"pattern": "#[0-9a-f]{6}", "spellcheck": "false"}),
    )
    family = forms.ChoiceField(choices=tuple(FAMILIES.items()))

    class Meta:
        model = Colour
        fields = ("key", "name_id", "name_en", "family", "hex", "position")


class SectionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # as above
    """Sections by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return said(obj, "name", get_language() or "id")


class ChartChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # as above
    """Size charts by their names; none is the shop's own."""

    def label_from_instance(self, obj: Any) -> str:
        return said(obj, "name", get_language() or "id")


class ProductForm(WordedForm):
    """A product: its words side by side, by what its size is found, and how it is drawn."""

    kind = forms.ChoiceField(choices=tuple(GARMENTS.items()))
    cut = forms.ChoiceField(choices=tuple(CUTS.items()))
    chart = ChartChoice(Chart.objects.order_by("key"), required=False, empty_label=_("The shop's own"))
    category = SectionChoice(Category.objects.order_by("position"), empty_label=None)
    care = forms.ChoiceField(choices=tuple(CARE.items()))
    silhouette = forms.ChoiceField(choices=tuple(DESIGN["silhouette"].items()))
    collar = forms.ChoiceField(choices=tuple(DESIGN["collar"].items()))
    sleeve = forms.ChoiceField(choices=tuple(DESIGN["sleeve"].items()))
    length = forms.ChoiceField(choices=tuple(DESIGN["length"].items()))
    pocket = forms.ChoiceField(choices=tuple(DESIGN["pocket"].items()))
    pattern = forms.ChoiceField(choices=tuple(DESIGN["pattern"].items()))
    accent = forms.ChoiceField(choices=tuple(DESIGN["accent"].items()))
    contrast = forms.BooleanField(required=False)
    ease = forms.IntegerField(min_value=-4, max_value=12)
    size = forms.TypedChoiceField(choices=SIZES, coerce=int)

    class Meta:
        model = Product
        fields = (
            "title_id", "title_en", "description_id", "description_en", "material_id", "material_en", "origin_id",
            "origin_en", "also_called", "category", "care", "slug", "is_shown", "kind", "cut", "chart",
        )  # fmt: skip
        widgets = {"description_id": LONG, "description_en": LONG}

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        if self.instance.pk is None:
            self.initial.setdefault("is_shown", False)
        self.fields["also_called"].required = False
        drawn = read_design({"silhouette": "tee", **self.instance.design} if self.instance.design else _FIRST)
        for name in (*DESIGN, "contrast", "ease", "size"):
            self.initial.setdefault(name, getattr(drawn, name))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        self._check_sizes(found)
        names = (*DESIGN, "contrast", "ease", "size")
        if all(name in found for name in names):
            design = {name: found[name] for name in names}
            # The cloth belongs to the kind of garment: another kind is drawn in its usual cloth.
            if (before := self.instance.design or {}).get("silhouette") == design["silhouette"] and "weave" in before:
                design["weave"] = before["weave"]
            try:
                read_design(design)
            except WrongDesign:
                raise ValidationError(_("A garment like this cannot be drawn.")) from None
            self.instance.design = design
        return found

    def _check_sizes(self, found: dict[str, Any]) -> None:
        """Shoes are drawn and sold in EU sizes, and everything else in heights."""
        if "kind" not in found:
            return
        possible = sizes_of_kind(Kind(found["kind"]))
        if found.get("size", possible[0]) not in possible:
            self.add_error("size", _("Shoes have EU sizes, and everything else has heights in cm."))
        if self.instance.pk and self.instance.variants.exclude(size__in=possible).exists():
            self.add_error("kind", _("It is sold in sizes that goods of this kind do not have."))


_FIRST = {"silhouette": "tee"}


class MoreForm(forms.Form):
    """One more colour of a product, or more sizes of one."""

    colour = forms.ChoiceField(label=_("Colour"))
    smallest = forms.TypedChoiceField(label=_("Smallest size"), coerce=int)
    largest = forms.TypedChoiceField(label=_("Largest size"), coerce=int)
    price = forms.IntegerField(label=_("Price in rupiah"), min_value=1, max_value=sheets.HIGHEST_PRICE)

    def __init__(self, *args: Any, kind: Kind, **given: Any) -> None:
        super().__init__(*args, **given)
        self.possible = sizes_of_kind(kind)
        for name in ("smallest", "largest"):
            self.fields[name].choices = [(each, each) for each in self.possible]  # type: ignore[attr-defined]  # as below
            self.fields[name].help_text = cast("str", SIZES[kind is Kind.SHOES][0])
        rows = Colour.objects.order_by("position")
        names = [(row.key, said(row, "name", get_language() or "id")) for row in rows]
        self.fields["colour"].choices = names  # type: ignore[attr-defined]  # it is a ChoiceField

    @property
    def sizes(self) -> list[int]:
        """Every size from the smallest to the largest."""
        return [each for each in self.possible if self.cleaned_data["smallest"] <= each <= self.cleaned_data["largest"]]

    def clean_largest(self) -> int:
        largest: int = self.cleaned_data["largest"]
        if largest < self.cleaned_data.get("smallest", 0):
            raise ValidationError(_("The largest size is smaller than the smallest."))
        return largest


class SheetForm(forms.Form):
    """A sheet to be checked."""

    kind = forms.ChoiceField(
        label=_("What it holds"), choices=(("prices", _("Prices and pieces")), ("texts", _("Texts"))),
        widget=forms.RadioSelect, initial="prices",
    )  # fmt: skip
    sheet = forms.FileField(label=_("CSV file"), validators=[within_limits], allow_empty_file=True)


class RepriceForm(forms.Form):
    """Prices of a section, or of everything, some percent higher or lower."""

    section = SectionChoice(
        Category.objects.order_by("position"), label=_("Section"), required=False, empty_label=_("All"),
        to_field_name="slug",
    )  # fmt: skip
    percent = forms.IntegerField(
        label=_("Percent"), min_value=-80, max_value=200,
        help_text=_("-10 makes everything ten percent cheaper. Prices are rounded to whole thousands."),
    )  # fmt: skip

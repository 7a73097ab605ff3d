"""What the shop sells: shelves, colours, products and the words that find them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kindr.shop.catalog.rules import Cut, Kind


class Family(models.TextChoices):
    """Colour families: what parents filter by, since a single shade finds too little."""

    WHITE = "white"
    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    PINK = "pink"
    PURPLE = "purple"
    BROWN = "brown"


class Care(models.TextChoices):
    """How a garment is washed."""

    WARM = "warm"
    COLD = "cold"
    HAND = "hand"


class Edition(models.Model):
    """One row whose mark changes with the catalogue, so that what was read under a mark may be kept under it.

    Triggers of the database change it, whoever writes; the stock alone does not, since it is asked for every page.
    """

    excused: ClassVar[Mapping[str, str]] = {"id": "always 1", "mark": "a random mark, about goods"}

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(name="edition_once", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.mark)


class Category(models.Model):
    """A shelf of the shop."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "about goods, not people",
        "slug": "about goods, not people",
        "name_id": "about goods, not people",
        "name_en": "about goods, not people",
        "intro_id": "about goods, not people",
        "intro_en": "about goods, not people",
        "position": "about goods, not people",
    }

    slug = models.SlugField(unique=True)
    name_id = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    intro_id = models.CharField(max_length=200)
    intro_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.slug


class Colour(models.Model):
    """A shade with its family; `hex` is what the drawings paint with."""

    excused: ClassVar[Mapping[str, str]] = {
        "key": "about goods, not people",
        "name_id": "about goods, not people",
        "name_en": "about goods, not people",
        "family": "about goods, not people",
        "hex": "about goods, not people",
        "position": "about goods, not people",
    }

    key = models.SlugField(primary_key=True)
    name_id = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    family = models.CharField(max_length=10, choices=Family.choices)
    hex = models.CharField(max_length=7)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = _("colour")
        verbose_name_plural = _("colours")
        constraints = [
            models.CheckConstraint(name="colour_hex", condition=Q(hex__regex=r"^#[0-9a-f]{6}$")),
            models.CheckConstraint(name="colour_family", condition=Q(family__in=Family.values)),
        ]

    def __str__(self) -> str:
        return self.key


class Chart(models.Model):
    """The size chart of goods that are cut otherwise than ours; what it does not name is as in the shop's chart."""

    excused: ClassVar[Mapping[str, str]] = {
        "key": "about goods, not people",
        "name_id": "about goods, not people",
        "name_en": "about goods, not people",
        "rows": "about goods, not people",
    }

    key = models.SlugField(primary_key=True)
    name_id = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    rows = models.JSONField(default=dict)
    """Size -> measure -> centimetres, as `rules.own_chart` reads it."""

    class Meta:
        verbose_name = _("size chart")
        verbose_name_plural = _("size charts")

    def __str__(self) -> str:
        return self.key


class Product(models.Model):
    """A garment as designed; what is bought is one of its variants."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "about goods, not people",
        "slug": "about goods, not people",
        "category": "about goods, not people",
        "title_id": "about goods, not people",
        "title_en": "about goods, not people",
        "description_id": "about goods, not people",
        "description_en": "about goods, not people",
        "material_id": "about goods, not people",
        "material_en": "about goods, not people",
        "origin_id": "about goods, not people",
        "origin_en": "about goods, not people",
        "care": "about goods, not people",
        "also_called": "about goods, not people",
        "design": "about goods, not people",
        "kind": "about goods, not people",
        "cut": "about goods, not people",
        "chart": "about goods, not people",
        "published_at": "about goods, not people",
        "is_shown": "about goods, not people",
        "found_id": "about goods, not people",
        "found_en": "about goods, not people",
    }

    slug = models.SlugField(max_length=90, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    title_id = models.CharField(max_length=90)
    title_en = models.CharField(max_length=90)
    description_id = models.TextField()
    description_en = models.TextField()
    material_id = models.CharField(max_length=120)
    material_en = models.CharField(max_length=120)
    origin_id = models.CharField(max_length=80)
    origin_en = models.CharField(max_length=80)
    care = models.CharField(max_length=10, choices=Care.choices)
    also_called = models.CharField(max_length=200, blank=True)
    """Other words, in both languages, by which parents look for it."""
    design = models.JSONField()
    """The parameters of the drawing; `catalog.drawing.design` says which."""
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Kind], default=Kind.TOPS.value)
    """What it asks of a body; decides which sizes are advised."""
    cut = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Cut], default=Cut.REGULAR.value)
    """How close it sits."""
    chart = models.ForeignKey(Chart, on_delete=models.PROTECT, related_name="products", null=True, blank=True)
    """By whose chart its sizes are named, none for the shop's."""
    published_at = models.DateTimeField()
    is_shown = models.BooleanField(default=True, db_default=True)
    """Whether the shop shows it. Goods are hidden and never deleted: orders point to them."""
    found_id = models.GeneratedField(
        expression=SearchVector("title_id", "also_called", weight="A", config="indonesian")
        + SearchVector("description_id", "material_id", weight="C", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    found_en = models.GeneratedField(
        expression=SearchVector("title_en", "also_called", weight="A", config="english")
        + SearchVector("description_en", "material_en", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.CheckConstraint(name="product_care", condition=Q(care__in=Care.values)),
            models.CheckConstraint(name="product_kind", condition=Q(kind__in=[each.value for each in Kind])),
            models.CheckConstraint(name="product_cut", condition=Q(cut__in=[each.value for each in Cut])),
        ]
        indexes = [
            GinIndex(name="product_found_id", fields=["found_id"]),
            GinIndex(name="product_found_en", fields=["found_en"]),
            models.Index(name="product_shelf", fields=["category", "-published_at"]),
            models.Index(name="product_newest", fields=["-published_at"]),
        ]

    def __str__(self) -> str:
        return self.slug


class SearchWord(models.Model):
    """A word that occurs in the catalogue, so that a mistyped one can be put right without an extension."""

    excused: ClassVar[Mapping[str, str]] = {
        "word": "a word of the catalogue, never one that somebody typed",
        "pieces": "letter triples of that word",
    }

    word = models.CharField(max_length=40, primary_key=True)
    pieces = ArrayField(models.CharField(max_length=3))
    """The word's trigrams."""

    class Meta:
        indexes = [GinIndex(name="searchword_pieces", fields=["pieces"])]

    def __str__(self) -> str:
        return self.word

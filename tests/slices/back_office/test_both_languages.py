"""The back office speaks Indonesian: no English is left over on its pages, in its lists, forms and refusals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kindr.shop.catalog.models import Errand, Product, Variant
from tests.architecture.house_rules import SOURCE
from tests.buying import run_tasks

GIVEN_AWAY = re.compile(
    r"\b(the|and|of|your|this|is|not|with|by|page|add|change|delete|position|key|save|from|all|history|search)\b", re.I
)
"""Words that no Indonesian sentence has."""
SPOKEN = {"aria-label", "placeholder", "title", "data-label"}
ENGLISH_BY_NATURE = {"English", "EN", "ID", "CSV", "QRIS"}


class _Words(HTMLParser):
    """Everything that a page says: text, labels, what stands in empty fields; data in code and text fields left out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "textarea", "code")
        self.said += [
            value or "" for name, value in attrs if name in ("aria-label", "placeholder", "title", "data-label")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "textarea", "code")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.said.append(" ".join(data.split()))


def _english_of(page: str) -> set[str]:
    reader = _Words()
    # The head of the page is the shop's; what it says is tested there.
    reader.feed(page[page.index("<main") : page.index("</main>")])
    said = {each for each in reader.said if each not in ENGLISH_BY_NATURE}
    return {each for each in said if each in _phrases() or GIVEN_AWAY.search(each)}


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_own_phrases(SOURCE / "web/back_office/locale/id/LC_MESSAGES/django.po"))


def _own_phrases(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id and isinstance(message.id, str) and message.id != message.string:
                yield message.id


@pytest.fixture
def kaus(garment: Variant) -> Product:
    product = garment.product
    for name in ("title", "description", "material", "origin"):
        setattr(product, f"{name}_id", "Kaus")
    product.save()
    return product


def _pages(product: Product) -> Iterator[str]:
    for name in ("index", "sheets", "sizes"):
        yield reverse(f"admin:{name}")
    for table in ("product", "category", "colour"):
        yield from (reverse(f"admin:catalog_{table}_{page}") for page in ("changelist", "add"))
    for table, key in (("product", product.pk), ("category", product.category_id), ("colour", "biru")):
        yield from (reverse(f"admin:catalog_{table}_{page}", args=[key]) for page in ("change", "history"))
    yield reverse("admin:catalog_product_pieces", args=[product.pk])
    yield reverse("admin:catalog_product_changelist") + "?q=zzz"


def test_no_page_has_english_left_over(desk: Client, kaus: Product) -> None:
    for address in list(_pages(kaus)):
        assert (address, _english_of(desk.get(address).content.decode())) == (address, set())


def test_a_page_in_english_is_caught(desk: Client, kaus: Product) -> None:
    assert "Overview" in desk.get("/en/back-office/").content.decode()
    assert len(_english_of(desk.get("/en/back-office/").content.decode())) > 5


def test_refusals_of_forms_have_none_either(desk: Client, kaus: Product) -> None:
    sheet = SimpleUploadedFile("s.csv", b"sku,price,hair\n,x\n", "text/csv")
    sent: list[tuple[str, dict[str, object]]] = [
        (reverse("admin:catalog_product_add"), {}),
        (reverse("admin:catalog_colour_add"), {"hex": "red", "position": "x", "key": "a b"}),
        (reverse("admin:catalog_category_add"), {"slug": "kaus", "position": 0}),
        (reverse("admin:catalog_product_pieces", args=[kaus.pk]), {"way": "x"}),
        (reverse("admin:catalog_product_more", args=[kaus.pk]), {"price": "x"}),
        (reverse("admin:sheets"), {"kind": "prices", "sheet": sheet}),
        (reverse("admin:sheets"), {}),
        (reverse("admin:reprice"), {"percent": 900}),
    ]
    for address, form in sent:
        answer = desk.post(address, form)
        assert answer.status_code in (200, 422)
        assert (address, _english_of(answer.content.decode())) == (address, set())


def test_long_work_has_none_in_any_state(desk: Client, kaus: Product, garment: Variant) -> None:
    reprice, errands = reverse("admin:reprice"), reverse("admin:sheets")
    desk.post(reprice, {"percent": "10"})
    errand = Errand.objects.get().pk
    page, turns = reverse("admin:errand", args=[errand]), [
        reverse("admin:turn", args=[errand, step]) for step in ("begin", "take-back")
    ]  # fmt: skip
    for turn in [None, *turns]:
        if turn:
            desk.post(turn)
        for work in (False, True):
            if work:
                run_tasks({"carry_on"})
            said = desk.get(page).content.decode().replace(garment.sku, "")
            assert _english_of(said) | _english_of(desk.get(errands).content.decode()) == set()

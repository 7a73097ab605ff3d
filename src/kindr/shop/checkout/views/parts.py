"""The basket as a part of a page: beside another page in a slide-over, or in place on its own."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kindr.shop.catalog.queries import current_edition
from kindr.shop.checkout import queries

SLIDE_OVER = "slide-over"


class Said(NamedTuple):
    """What a part says about what was just done."""

    words: str
    tone: str = "success"


def is_beside(request: HttpRequest) -> bool:
    """Whether a script asks for what slides in beside its page."""
    asked = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    return bool(asked) and asked.target == SLIDE_OVER


def part_of_basket(
    request: HttpRequest, token: uuid.UUID | None, said: Said | None = None, *, removed: str = ""
) -> HttpResponse:
    """The basket for the place that asked: the slide-over, or the basket's own page."""
    language, edition = get_language() or "id", current_edition()
    shown = {
        "basket": queries.basket_with_sizes(token, language=language, edition=edition),
        "undo": queries.removed(removed, language=language),
        "said": said,
        "where": "slide" if is_beside(request) else "page",
    }
    template = "checkout/slide_over.html" if is_beside(request) else "checkout/basket.html#basket"
    return render(request, template, shown)

"""The pictures of the garments."""

from __future__ import annotations

import json
import zlib
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog import queries
from kindr.shop.catalog.drawing import VERSION, NoSuchView, WrongDesign, draw, read_design
from kindr.shop.catalog.rules import NoSuchSize

A_YEAR = 365 * 24 * 3600


@conditional_page
@require_safe
@no_personal_data("a drawing of a garment shows nobody")
def garment(_: HttpRequest, slug: str, colour: str, view: str, size: int | None = None) -> HttpResponse:
    """One picture; its address changes with the design, so it may be kept for a year."""
    try:
        shown = queries.garment(slug, colour, language=get_language() or "id")
        picture = _drawn(
            json.dumps(dict(shown.design), sort_keys=True), shown.hex, view, size, f"{shown.title}, {shown.colour_name}"
        )
    except (queries.NoSuchGarment, NoSuchView, NoSuchSize, WrongDesign) as missing:
        raise Http404 from missing
    return _kept(picture)


@conditional_page
@require_safe
@no_personal_data("a dot of colour shows nobody")
def swatch(_: HttpRequest, colour: str) -> HttpResponse:
    """A dot of one dye."""
    try:
        dye = queries.dye(colour)
    except queries.NoSuchGarment as missing:
        raise Http404 from missing
    return _kept(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="{dye}" d="M0 0h1v1H0z"/></svg>'
    )


def _kept(picture: str) -> HttpResponse:
    answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer["ETag"] = quote_etag(f"{VERSION}-{mark_of(picture)}")
    return answer


@lru_cache(maxsize=2048)
def _drawn(design: str, dye: str, view: str, size: int | None, title: str) -> str:
    return draw(read_design(json.loads(design)), view=view, dye=dye, title=title, size=size)


def mark_of(text: str) -> str:
    """A short mark of a text, for its ETag."""
    return f"{zlib.crc32(text.encode()):08x}"

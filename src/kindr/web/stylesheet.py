"""The shop's stylesheet: one file for each component while it is written, one file in all when it is sent."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from kindr.privacy.access.declare import no_personal_data

FOLDER = Path(__file__).parent / "static" / "css"
# reset.css comes first: it declares the order of the layers.
FIRST = ("reset", "tokens", "base", "layout")
COMPONENTS = (
    "site_header", "site_footer", "button", "field", "card", "masked", "notice", "table", "tabs", "definitions",
    "timeline", "steps", "pages", "chips", "progress", "dialog", "accordion", "skeleton", "toast", "stat", "plot",
    "sticky_bar", "garment_card", "listing", "buy_box", "product", "home", "accounts", "shopping_bar",
    "basket", "slide_over", "cookie_question",
)  # fmt: skip
"""What is met on many pages; a page that alone needs a component links its file."""
LAST = ("utilities",)
FILE = re.compile(r'url\("/static/([^"]+)"\)')
"""A file beside the stylesheet; outside development its real address carries a mark of its content."""
A_YEAR = 365 * 24 * 3600


@cache
def sheet() -> str:
    """All of it, read once for each process."""
    names = (*FIRST, *(f"components/{name}" for name in COMPONENTS), *LAST)
    written = "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)
    return FILE.sub(lambda found: f'url("{static(found[1])}")', written)


@cache
def address() -> str:
    """Where it lies: the address changes with the text, so it may be kept for ever."""
    mark = hashlib.sha256(sheet().encode()).hexdigest()[:12]
    return f"/style/{mark}.css"


@require_safe
@gzip_page
@no_personal_data("a stylesheet is the same for everybody")
def stylesheet(_request: HttpRequest, mark: str) -> HttpResponse:
    """The stylesheet; one asked for by an older page's mark is today's, kept by no browser."""
    answer = HttpResponse(sheet(), content_type="text/css; charset=utf-8")
    is_ours = address() == f"/style/{mark}.css"
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_ours else "no-cache"
    return answer

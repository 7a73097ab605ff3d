"""What every page shares: one stylesheet, parts that are drawn once, and nothing about who is looking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

import kindr
from kindr.web import stylesheet
from tests.cast import Player

SOURCES = Path(kindr.__file__).parent
DRAWN_ONCE = {
    "basket.html", "chapter.html", "filter_panel.html", "filters.html", "home.html", "line.html", "listing.html",
    "more.html", "people.html", "policy.html", "product.html", "promise_bar.html", "site_footer.html",
    "site_header.html", "site_sections.html", "text.html",
}  # fmt: skip
"""Templates that keep a part from one request to the next: goods, sums and words, the same for everybody."""


def test_the_stylesheet_is_one_file_that_may_be_kept_for_a_year(client: Client) -> None:
    sent = client.get(stylesheet.address())
    assert sent["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sent["Cache-Control"]
    assert sent.content.decode().startswith("/* The order of the layers")
    assert not sent.cookies


def test_a_stylesheet_of_another_day_is_answered_with_todays_and_not_kept(client: Client) -> None:
    sent = client.get("/style/0123456789ab.css")
    assert sent["Cache-Control"] == "no-cache"
    assert sent.content == client.get(stylesheet.address()).content


def test_files_beside_the_stylesheet_are_named_by_their_marked_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheet, "static", lambda path: f"/static/{path}?marked")
    text = stylesheet.sheet.__wrapped__()
    assert 'url("/static/letters/nunito.woff2?marked")' in text
    assert not re.search(r'url\("/static/[^"?]+"\)', text)


def test_every_component_is_in_the_stylesheet_or_linked_by_a_page_of_its_own() -> None:
    there = {path.stem for path in (stylesheet.FOLDER / "components").glob("*.css")}
    linked = {
        name
        for template in SOURCES.rglob("templates/**/*.html")
        for name in re.findall(r"css/components/(\w+)\.css", template.read_text("utf-8"))
    }
    assert there == set(stylesheet.COMPONENTS) | linked


def test_only_parts_that_are_the_same_for_everybody_are_kept() -> None:
    keeping = {path.name for path in SOURCES.rglob("*.html") if "{% kept " in path.read_text("utf-8")}
    assert keeping == DRAWN_ONCE
    for path in SOURCES.rglob("*.html"):
        for part in re.findall(r"{% kept\b.*?{% endkept %}", path.read_text("utf-8"), re.DOTALL):
            assert "csrf_token" not in part
            assert not re.search(r"\b(user|request|search_words|messages)\b", part), path.name


@pytest.mark.django_db
def test_whoever_only_looks_is_given_no_cookie_and_no_session(client: Client) -> None:
    with CaptureQueriesContext(connections["default"]) as asked:
        pages = [client.get(path) for path in ("/", "/en/", "/search/", "/privacy/", "/en/privacy/")]
    assert all(page.status_code == 200 for page in pages)
    assert not client.cookies
    assert not [query["sql"] for query in asked if "session" in query["sql"] or "person" in query["sql"]]


def test_the_header_is_the_same_for_whoever_looks(client: Client, mara: Player) -> None:
    def header(page: bytes) -> bytes:
        return page.partition(b"<header")[2].partition(b"</header>")[0]

    assert header(mara.client().get("/privacy/").content) == header(client.get("/privacy/").content)

"""The gallery shows every shared component, and every drawing that a page names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import kindr
from kindr.web import gallery, stylesheet

SOURCES = Path(kindr.__file__).parent
TEMPLATES = SOURCES / "web" / "templates"
LIVES_ON = {
    "accounts": "account/",
    "basket": "basket/",
    "buy_box": "a garment's page",
    "cookie_question": "the shop window, until it was answered",
    "garment_card": "home, categories and search",
    "home": "home",
    "listing": "categories and search",
    "product": "a garment's page",
    "shopping_bar": "every page, while one shops for a child",
    "site_footer": "every page",
    "site_header": "every page",
    "slide_over": "every page, once something was put in the basket",
}
"""What the one stylesheet holds for certain pages; a component that a page links by itself lives on that page."""

MET_ELSEWHERE = {
    "buy-bar", "choice-price", "desk", "desk-together", "empty-page", "field-across", "fields-two", "has-places",
    "htmx-request", "place-search", "site-search-here", "site-sections", "toast-leaving",
}  # fmt: skip
"""Classes that only a page of its own, or a moment, gives."""

pytestmark = pytest.mark.django_db


def test_every_shared_component_is_in_the_gallery_or_lives_on_a_page() -> None:
    shown = {sheet for group in gallery.GROUPS for sheet in group.sheets}
    assert shown | set(LIVES_ON) == set(stylesheet.COMPONENTS)
    assert not shown & set(LIVES_ON)


def test_every_part_that_templates_share_is_in_the_gallery() -> None:
    shown = {name for group in gallery.GROUPS for name in group.templates}
    assert shown | gallery.ON_EVERY_PAGE == {path.stem for path in (TEMPLATES / "components").glob("*.html")}


@pytest.mark.parametrize("path", ["/-/components/", "/en/-/components/"])
def test_the_gallery_shows_every_group_in_both_themes_without_inline_style(client: Client, path: str) -> None:
    page = client.get(path)
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count('class="theme-light gallery-side') == len(gallery.GROUPS)
    assert text.count('class="theme-dark gallery-side') == len(gallery.GROUPS)
    assert not re.search(r"\sstyle=|<style|\son\w+=", text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_the_gallery_draws_every_class_of_its_components(client: Client) -> None:
    drawn = {
        name
        for found in re.findall(r'class="([^"]*)"', client.get("/-/components/").content.decode())
        for name in found.split()
    }
    for group in gallery.GROUPS:
        for sheet in group.sheets:
            text = (stylesheet.FOLDER / "components" / f"{sheet}.css").read_text("utf-8")
            rules = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            named = set(re.findall(r"\.([a-z][a-z-]+)(?=[\s.:,>{\[)])", rules))
            assert named - drawn <= MET_ELSEWHERE, sheet


def test_outside_development_there_is_no_gallery(client: Client) -> None:
    settings.DEVELOPMENT, before = False, settings.DEVELOPMENT
    try:
        assert client.get("/-/components/").status_code == 404
    finally:
        settings.DEVELOPMENT = before


def test_every_scene_and_icon_that_a_page_names_is_drawn() -> None:
    icons = set(re.findall(r'<symbol id="([\w-]+)"', gallery.ICONS.read_text("utf-8")))
    scenes = {path.stem for path in gallery.SCENES.glob("*.svg")}
    for path in SOURCES.rglob("templates/**/*.html"):
        text = path.read_text("utf-8")
        assert set(re.findall(r'{% scene "([\w-]+)"', text)) <= scenes, path.name
        assert set(re.findall(r'{% icon "([\w-]+)"', text)) <= icons, path.name


@pytest.mark.parametrize("path", sorted(gallery.SCENES.glob("*.svg")), ids=lambda path: path.stem)
def test_a_scene_is_small_has_both_themes_and_asks_for_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.encode()) < 3000
    assert "prefers-color-scheme:dark" in text
    assert 'viewBox="0 0 200 150"' in text
    assert not re.search(r"href|url\(|<script|<image", text)


def test_htmx_keeps_no_page_in_the_browser(client: Client) -> None:
    page = client.get("/-/components/").content.decode()
    assert '"historyCacheSize":0' in page
    assert '"refreshOnHistoryMiss":true' in page


def test_an_error_page_comes_even_when_the_look_itself_is_broken(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import RequestFactory

    from kindr.web import errors

    monkeypatch.setattr("kindr.web.stylesheet.address", lambda: 1 / 0)
    answer = errors.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Tidak ada yang hilang" in answer.content.decode()

"""The house keeps its shape: sizes, borders between slices, no action from afar; each rule is shown a violation."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import house_rules as rules

EDGES = {"views", "tasks", "commands", "clock", "demo", "staff", "declare", "actors", "backend"}
"""File or folder names where the clock may be read: pages, tasks and commands, and who stands at their doors."""


def _over_files(rule: Callable[[str, str], list[str]]) -> list[str]:
    found = []
    for path in rules.python_files():
        found += rule(path.read_text(), str(path.relative_to(rules.SOURCE)))
    return found


def test_no_module_is_too_long() -> None:
    assert _over_files(rules.too_long_module) == []
    assert rules.too_long_module("x = 1\n" * 401, "planted.py")


def test_no_function_or_view_is_too_long() -> None:
    assert _over_files(rules.too_long_functions) == []
    body = "".join(f"    x = {n}\n" for n in range(13))
    assert rules.too_long_functions(f"def page(request):\n{body}", "shop/planted/views.py")
    assert not rules.too_long_functions(f"def page(order):\n{body}", "shop/planted/queries.py")


def test_no_order_is_by_a_moment_alone() -> None:
    assert _over_files(rules.ordered_by_moments_alone) == []
    for planted in ('order_by("-at")', 'order_by(*named, "order__placed_at")', 'order_by(F("checked_at").asc())'):
        assert rules.ordered_by_moments_alone(f"rows.{planted}", "planted.py")
    assert not rules.ordered_by_moments_alone('rows.order_by("-at", "-pk")', "planted.py")


def test_parameters_are_few_or_named() -> None:
    assert _over_files(rules.too_many_parameters) == []
    assert rules.too_many_parameters("def f(a, b, c, d, e, g): ...", "planted.py")


def test_nothing_acts_from_afar() -> None:
    assert _over_files(rules.ambient_things) == []
    planted = "class Order:\n    def save(self): ...\n    class Meta:\n        ordering = ['at']\n"
    assert len(rules.ambient_things(planted, "planted.py")) == 2
    assert rules.ambient_things("from django.dispatch import receiver", "planted.py")


def test_the_clock_is_read_at_the_edges_only() -> None:
    inner = []
    for path in rules.python_files():
        parts = {*path.relative_to(rules.SOURCE).with_suffix("").parts}
        if not parts & EDGES and "adapters" not in parts and "web" not in parts:
            inner += rules.clock_inside(path.read_text(), str(path.relative_to(rules.SOURCE)))
    assert inner == []
    assert rules.clock_inside("at = clock.now()", "planted.py")


def test_an_access_is_built_in_one_place_only() -> None:
    found = []
    for path in rules.python_files():
        if path != rules.SOURCE / "privacy" / "access" / "declare.py":
            found += rules.access_made_elsewhere(path.read_text(), str(path.relative_to(rules.SOURCE)))
    assert found == []
    assert rules.access_made_elsewhere("Access(actor, 'everything')", "planted.py")


@pytest.mark.parametrize(
    "slice_folder", sorted(p for p in (rules.SOURCE / "shop").iterdir() if p.is_dir()), ids=lambda p: p.name
)
def test_slices_meet_only_through_actions_and_queries(slice_folder: Path) -> None:
    found = []
    for path in slice_folder.rglob("*.py"):
        if "migrations" not in path.parts:
            found += rules.other_slices_rooms(path.read_text(), str(path), slice_folder.name)
    assert found == []


def test_a_slice_that_reaches_into_another_is_caught() -> None:
    planted = "from kindr.shop.orders.personal import Delivery"
    assert rules.other_slices_rooms(planted, "planted.py", "loyalty")
    assert not rules.other_slices_rooms(planted, "planted.py", "orders")
    assert rules.other_slices_rooms("from kindr.shop.orders import models", "planted.py", "loyalty")
    assert not rules.other_slices_rooms("from kindr.shop.orders import actions, queries", "planted.py", "loyalty")


def test_only_use_cases_import_personal_records() -> None:
    found = []
    for path in (rules.SOURCE / "shop").glob("*/**/*.py"):
        room = path.relative_to(rules.SOURCE / "shop").parts[1].removesuffix(".py")
        found += rules.personal_outside_use_cases(path.read_text(), str(path), room)
    assert found == []
    planted = textwrap.dedent("from kindr.shop.orders.personal import Delivery")
    assert rules.personal_outside_use_cases(planted, "planted.py", "views")
    assert not rules.personal_outside_use_cases(planted, "planted.py", "queries")


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert [path for path in rules.python_files() if path.stem in rules.FORBIDDEN_NAMES] == []


def test_templates_and_assets_are_short() -> None:
    long = [
        f"{path.relative_to(rules.SOURCE)} has {lines} lines"
        for pattern, limit in (
            ("*.html", rules.TEMPLATE_LINES),
            ("*.css", rules.ASSET_LINES),
            ("*.js", rules.ASSET_LINES),
        )
        for path in rules.SOURCE.rglob(pattern)
        if (lines := len(path.read_text().splitlines())) > limit
    ]
    assert long == []

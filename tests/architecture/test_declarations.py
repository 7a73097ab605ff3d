"""The declaration lock: every view, task and command says its purpose, and the totality lock over every field."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django import app as task_queue

from kindr.privacy import registry
from kindr.privacy.access.declare import declared, for_purpose, no_personal_data
from kindr.privacy.totality import Place, stale_excuses, undeclared_fields, undeclared_places
from kindr.web import commands, places
from kindr.web.places import EXCUSES, PLACES, places_in_use

OTHERS = ("django.", "whitenoise.", "procrastinate.")
"""Views and tasks of libraries: static files and the queue's own upkeep open nothing of ours."""


def _views(patterns: list[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def _undeclared(things: Iterator[Any]) -> list[str]:
    return [
        f"{thing.__module__}.{thing.__qualname__}"
        for thing in things
        if declared(thing) is None and not thing.__module__.startswith(OTHERS)
    ]


def test_every_view_declares_its_purpose_or_that_it_opens_nothing() -> None:
    assert _undeclared(_views(get_resolver().url_patterns)) == []


def test_every_task_declares_its_purpose_or_that_it_opens_nothing() -> None:
    tasks = [task.func for task in task_queue.tasks.values()]
    assert tasks
    assert _undeclared(iter(tasks)) == []


def test_every_command_declares_its_purpose_or_that_it_opens_nothing() -> None:
    modules = [
        importlib.import_module(f"{commands.__name__}.{m.name}") for m in pkgutil.iter_modules(commands.__path__)
    ]
    runs = [module.run for module in modules if hasattr(module, "run")]
    assert runs
    assert _undeclared(iter(runs)) == []


def test_an_undeclared_view_is_caught() -> None:
    def silent(request: object) -> None: ...

    @no_personal_data("a planted page")
    def open_about_it(request: object) -> None: ...

    assert _undeclared(iter([silent, open_about_it])) == [f"{__name__}.{silent.__qualname__}"]


def test_every_declared_purpose_is_one_of_the_policy() -> None:
    purposes = {
        purpose
        for thing in [*_views(get_resolver().url_patterns), *(t.func for t in task_queue.tasks.values())]
        if (declaration := declared(thing))
        for purpose in declaration.purposes
    }
    assert purposes <= set(registry.policy().purposes)


def test_a_purpose_given_to_a_view_can_be_read_back() -> None:
    @for_purpose("fulfil_order", "answer_customer")
    def page(request: object) -> Any: ...

    declaration = declared(page)
    assert declaration is not None
    assert declaration.purposes == ("fulfil_order", "answer_customer")


def test_every_field_of_every_table_is_sealed_or_excused_by_name() -> None:
    assert undeclared_fields(EXCUSES) == []


def test_a_field_that_loses_its_excuse_is_caught() -> None:
    without = {label: dict(fields) for label, fields in EXCUSES.items()}
    del without["contenttypes.ContentType"]["model"]
    assert undeclared_fields(without) == ["contenttypes.ContentType.model is neither sealed under a clause nor excused"]


def test_no_excuse_outlives_its_field() -> None:
    assert stale_excuses(EXCUSES) == []
    assert stale_excuses({"contenttypes.ContentType": {"shoe_size": "planted"}})


def test_every_other_place_is_declared_and_a_planted_one_is_caught() -> None:
    assert undeclared_places(places_in_use(), PLACES) == []
    assert undeclared_places([("cache", "redis")], []) == ["the cache 'redis' is in use and not declared"]
    assert undeclared_places([], [Place("queue", "old", "planted")])


def test_the_program_does_not_start_while_a_field_is_undeclared(monkeypatch: pytest.MonkeyPatch) -> None:
    places.refuse_to_start_undeclared()
    monkeypatch.setattr(places, "EXCUSES", {**EXCUSES, "auth.Group": {}})
    with pytest.raises(places.PersonalDataUndeclared, match=r"auth\.Group\.name is neither sealed"):
        places.refuse_to_start_undeclared()

"""The totality lock: every field of every table, and every other place, is sealed under a clause or excused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from kindr.privacy import registry
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord

Excuses = Mapping[str, Mapping[str, str]]
"""For tables that are not ours: "app.Model" -> field -> why it holds nothing about a person in clear."""


@dataclass(frozen=True)
class Place:
    """Somewhere other than a table where data could lie: a file store, cache, queue, log, search index or party."""

    kind: str
    name: str
    why: str
    """What it holds and why nothing personal lies there in clear."""


def undeclared_fields(excuses: Excuses) -> list[str]:
    """Every field that is neither sealed under a clause nor excused, as sentences; empty when all is declared."""
    return [sentence for model in _every_model() for sentence in _undeclared_in(model, excuses)]


def stale_excuses(excuses: Excuses) -> list[str]:
    """Excuses for fields that do not exist any more."""
    known = {model._meta.label: {field.name for field in model._meta.concrete_fields} for model in _every_model()}
    named = [*((label, field) for label, fields in excuses.items() for field in fields)]
    named += [(m._meta.label, field) for m in _every_model() for field in m.__dict__.get("excused", {})]
    return [
        f"{label}.{field} is excused and does not exist"
        for label, field in named
        if field not in known.get(label, set())
    ]


def undeclared_places(found: Iterable[tuple[str, str]], declared: Iterable[Place]) -> list[str]:
    """Places in use that nobody declared, and declared ones that are gone, as sentences."""
    in_use, known = set(found), {(place.kind, place.name) for place in declared}
    return [
        *(f"the {kind} {name!r} is in use and not declared" for kind, name in sorted(in_use - known)),
        *(f"the {kind} {name!r} is declared and not in use" for kind, name in sorted(known - in_use)),
    ]


def _every_model() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return sorted((model for model in found if not model._meta.proxy), key=lambda model: model._meta.label)


def _undeclared_in(model: type[models.Model], excuses: Excuses) -> list[str]:
    excused = {**excuses.get(model._meta.label, {}), **_own_excuses(model)}
    sentences = []
    for field in model._meta.concrete_fields:
        place = f"{model._meta.label}.{field.name}"
        if isinstance(field, Sealed):
            sentences += _wrongly_sealed(model, field, place)
        elif not excused.get(field.name, "").strip():
            sentences.append(f"{place} is neither sealed under a clause nor excused")
    return sentences


def _own_excuses(model: type[models.Model]) -> dict[str, str]:
    """A model's own excuses and those of the abstract classes it is made from."""
    merged: dict[str, str] = {}
    for base in reversed(model.__mro__):
        merged.update(base.__dict__.get("excused", {}))
    return merged


def _wrongly_sealed(model: type[models.Model], field: Sealed, place: str) -> list[str]:
    if not issubclass(model, PersonalRecord):
        return [f"{place} is sealed outside a personal record"]
    clause = registry.policy().clauses.get(getattr(model, "clause", ""))
    if clause is None:
        return [f"{place} is sealed under no clause of the policy"]
    if field.category not in clause.about:
        return [f"{place} is {field.category}, which clause {clause.number} does not speak of"]
    return []

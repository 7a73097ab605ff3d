"""A person's copy of everything, as JSON and as a readable page; made while it is sent and stored nowhere."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string

from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights import planning, queries, retelling, stores, words
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.stores import Holding, records, written
from kindr.privacy.statement_gate import read_everything

SCHEMA = "kindr-my-data/1"
DPV = "https://w3id.org/dpv#"
DPV_PD = "https://w3id.org/dpv/pd#"

Held = Mapping[str, Sequence[Holding]]
"""What each store says that it holds."""


@dataclass(frozen=True)
class Copy:
    """Everything that is held, as one JSON text in UTF-8, with how many rows each store gave."""

    text: bytes
    counts: Mapping[str, int]


def as_json(person: uuid.UUID, *, access: Access, at: datetime) -> Iterator[str]:
    """Every value, every opening, every consent, piece by piece. Opened, and so logged, before the first piece."""
    content = content_of(person, access=access, at=at)
    return json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(content)


def content_of(person: uuid.UUID, *, access: Access, at: datetime) -> dict[str, Any]:
    """What a copy says; raises Refused, LogUnavailable."""
    content: dict[str, Any] = json.loads(copy_of(person, planning.covered(person), access=access, at=at).text)
    return content


def copy_of(
    person: uuid.UUID, people: frozenset[uuid.UUID], *, access: Access, at: datetime, held: Held | None = None
) -> Copy:
    """Everything that every store gives out; raises Refused, LogUnavailable.

    Each table is asked once, for its rows; records and books are opened together, with one key query, and each row is
    written once. `held` is what the stores said that they hold, when they were asked already.
    """
    held = held or {store.name: store.discover(people) for store in stores.registered()}
    tables = records.tables_of(people, {holding.slot.clause for holding in held[records.NAME]})
    opened = read_everything(people, tables, access=access, at=at)
    given = {store.name: store.export(people, opened=opened, access=access, at=at) for store in stores.registered()}
    named = records.names_in(opened.tables) if len(people) > 1 else {}
    others = queries.names_of_others(people, person, named)
    head = {
        **_heading(person, people, at),
        "others": {str(other): name for other, name in others.items()},
        "counted": [_counted(holding) for name in words.KEPT_AS for holding in held[name]],
    }
    rows = {name: list(some) for name, some in given.items()}
    filled = {name: some for name, some in rows.items() if some}
    parts = [written.in_json(head)[:-1], b', "stores": {']
    for number, (name, some) in enumerate(filled.items()):
        parts += [b", " if number else b"", written.in_json(name), b": [", b", ".join(some), b"]"]
    return Copy(b"".join((*parts, b"}}")), {name: len(some) for name, some in filled.items()})


def in_json(content: Mapping[str, Any]) -> str:
    """The same as one text."""
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_page(person: uuid.UUID, *, access: Access, at: datetime, language: str) -> Iterator[str]:
    """The statement as one page that needs nothing else, section by section, in a language."""
    return page_of(content_of(person, access=access, at=at), language=language)


def page_of(content: Mapping[str, Any], *, language: str) -> Iterator[str]:
    """The page that says what a copy says."""
    statement = retelling.statement_of(content)
    context = {
        "statement": statement,
        "language": language,
        "policy_since": date.fromisoformat(content["policy_version"]),
    }
    yield render_to_string("rights/download_head.html", context)
    for section in statement.sections:
        yield render_to_string("rights/download_section.html", {"section": section})
    yield render_to_string("rights/download_foot.html", context)


def _heading(person: uuid.UUID, people: frozenset[uuid.UUID], at: datetime) -> dict[str, Any]:
    policy = registry.policy()
    return {
        "schema": SCHEMA,
        "vocabularies": {"dpv": DPV, "pd": DPV_PD},
        "made_at": at.isoformat(),
        "policy_version": policy.version_at(at),
        "controller": {"name": policy.parties["controller"].name, "email": policy.parties["controller"].email},
        "person": str(person),
        "people": sorted(str(one) for one in people),
        "clauses": {clause.number: _clause(clause) for clause in policy.clauses.values() if not clause.pending},
    }


def _counted(holding: Holding) -> dict[str, Any]:
    clause, count = registry.clause(holding.slot.clause), holding.count
    return {"store": holding.store, "person": str(holding.slot.person), "clause": clause.number, "count": count}


def _clause(clause: Any) -> dict[str, Any]:
    policy = registry.policy()
    return {
        "says": in_words(clause.says),
        "categories": {key: policy.categories[key].dpv for key in sorted(clause.about)},
        "purposes": {key: policy.purposes[key].dpv for key in sorted(clause.purposes)},
        "kept": in_words(clause.keep.says),
        "ground": clause.keep.ground or None,
    }

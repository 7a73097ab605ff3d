"""`kindr person`: what is held about a random id, as counts by clause; no value is opened."""

from __future__ import annotations

import argparse
import uuid
from collections import Counter

from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.people import Person
from kindr.privacy.rights import planning
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.stores.keys import slots_of
from kindr.privacy.vault import keyrings
from kindr.web.configuration import configuration
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom it is about."""
    parser.add_argument("person", type=uuid.UUID, help="the random id of a person")


@no_personal_data("counts rows and keys by clause; opens nothing")
def run(options: argparse.Namespace) -> int:
    """Print what is held."""
    with borrowed(configuration().servers, server_settings(configuration())):
        person = Person.objects.filter(pk=options.person).first()
        if person is None:
            print("nobody has this id")
            return 1
        for line in lines_about(person):
            print(line)
    return 0


def lines_about(person: Person) -> list[str]:
    """Kind, state, and counts by clause of rows and living keys."""
    people = planning.covered(person.pk)
    rows: Counter[str] = Counter()
    for holding in planning.holdings(people):
        rows[holding.slot.clause] += holding.count
    keys = Counter(slot.clause for slot in slots_of(people))
    erasure = Erasure.objects.filter(person_id=person.pk).order_by("-requested_at", "-pk").first()
    clauses = registry.policy().clauses
    return [
        f"{person.kind}, {'erased' if keyrings.is_closed(person.pk) else 'known'}, {len(people)} covered",
        *([f"erasure {erasure.pk}: {erasure.state}"] if erasure else []),
        *(
            f"{clause.number:8} {key:20} {rows[key]:5} rows {keys[key]:5} keys"
            for key, clause in clauses.items()
            if rows[key] or keys[key]
        ),
    ]

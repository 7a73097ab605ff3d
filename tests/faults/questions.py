"""What tests ask inside a running shop: each question is a function, its answer one line of JSON.

Run as `python -m tests.faults.questions <question> [argument ...]` with the shop's own environment.
"""

from __future__ import annotations

import json
import sys
import uuid
from typing import Any


def fill(scale: str = "6") -> dict[str, str]:
    """Loads the demo cast and a few garments."""
    from kindr.base import clock
    from kindr.web import demo

    demo.load(at=clock.now(), scale=int(scale))
    return {}


def sign_ins() -> dict[str, dict[str, str]]:
    """Address, password and, for colleagues, second factor of everybody of the cast who can sign in, by name."""
    from kindr.web.demo import people as demo_people

    everybody = (*demo_people.PARENTS, *demo_people.STAFF)
    return {
        one.name: {"email": one.email, "password": one.password, "totp_secret": getattr(one, "totp_secret", "")}
        for one in everybody
    }


def person_of(address: str) -> str:
    """The id of the account that signs in with an address; empty when there is none."""
    from kindr.shop.accounts.queries import account_of_address

    account = account_of_address(address)
    return str(account.pk) if account else ""


def buyer_of(number: str) -> str:
    """The id of the person who placed an order."""
    from kindr.shop.orders.models import Order

    return str(Order.objects.get(number=number).person_id)


def openable(*persons: str) -> list[str]:
    """What of these people still opens, for anybody at all: `table role purpose`."""
    from kindr.base import clock
    from kindr.policy import POLICY
    from kindr.privacy import gates, registry
    from kindr.privacy.access.terms import Access, Refused

    found = set()
    for model in registry.personal_records():
        for record in model._default_manager.filter(person_id__in=[uuid.UUID(person) for person in persons]):
            for actor in _everybody(record.person_id):
                for purpose in POLICY.recipients[actor.role].purposes:
                    try:
                        gates.read(record, access=Access(actor, purpose), at=clock.now())
                    except (Refused, gates.Forgotten):
                        continue
                    found.add(f"{model._meta.label} {actor.role} {purpose}")
    return sorted(found)


def sessions() -> list[dict[str, Any]]:
    """Every session, decoded."""
    from importlib import import_module

    from django.conf import settings

    store = import_module(settings.SESSION_ENGINE).SessionStore
    rows = store.get_model_class().objects.all()
    return [{**store().decode(row.session_data), "person_id": str(row.person_id)} for row in rows]


def task_arguments() -> list[dict[str, Any]]:
    """The arguments of every task that was ever queued."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        return [json.loads(row[0]) for row in cursor.fetchall()]


def keys_of(person: str) -> list[str]:
    """The clauses under which a person still has a key."""
    from kindr.privacy.vault import keyrings

    return sorted({slot.clause for slot in keyrings.living_slots(uuid.UUID(person))})


def counts() -> dict[str, int]:
    """How many rows each table about people, orders and payments has."""
    from django.apps import apps

    labels = ("privacy", "accounts", "orders", "payments", "catalog", "vault", "mail")
    models = [model for model in apps.get_models() if model._meta.app_label in labels]
    return {model._meta.label: model._default_manager.count() for model in models}


def books_of_orders() -> dict[str, Any]:
    """How many orders there are, and which of them, or of the pieces on the shelf, were counted more than once."""
    from django.db.models import Count, F, Q, Sum

    from kindr.shop.catalog.models import Variant
    from kindr.shop.orders.models import Order

    orders = Order.objects.annotate(
        placed=Count("events", filter=Q(events__step="place"), distinct=True),
        invoices=Count("invoice", distinct=True),
        packed=Count("events", filter=Q(events__step="pack"), distinct=True),
    )
    shelf = Variant.objects.annotate(booked=Sum("movements__quantity"))
    doubled = orders.exclude(placed=1, invoices__lte=1, packed__lte=1).values_list("number", flat=True)
    miscounted = shelf.exclude(stock=F("booked")).values_list("sku", flat=True)
    return {"orders": Order.objects.count(), "doubled": list(doubled), "miscounted": list(miscounted)}


def _everybody(person: uuid.UUID) -> list[Any]:
    """The person, the system, and one of each role of the staff."""
    from kindr.privacy.access.terms import SYSTEM, Actor, ActorKind

    roles = ("packer", "service", "accountant", "dpo", "marketer", "analyst")
    staff = [Actor(ActorKind.STAFF, uuid.uuid4(), role) for role in roles]
    return [Actor(ActorKind.PERSON, person, "customer"), SYSTEM, *staff]


def main(question: str, *arguments: str) -> None:
    """Answers one question."""
    import django

    django.setup()
    print(json.dumps(globals()[question](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])

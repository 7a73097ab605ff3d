"""The demo shop: what each slice loads into an empty shop, and who can sign in to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kindr.privacy.people import Person
from kindr.shop.catalog.actions.load_catalogue import load_catalogue
from kindr.web.configuration import configuration
from kindr.web.demo import access as demo_access
from kindr.web.demo import incidents as demo_incidents
from kindr.web.demo import letters as demo_letters
from kindr.web.demo import measurements as demo_measurements
from kindr.web.demo import orders as demo_orders
from kindr.web.demo import people as demo_people
from kindr.web.demo import requests as demo_requests
from kindr.web.demo import scale as demo_scale
from kindr.web.demo import wardrobe as demo_wardrobe
from kindr.web.demo import year
from kindr.web.demo.chunk import ORDERS
from kindr.web.demo.orders import Told
from kindr.web.demo.people import Colleague, Parent
from kindr.web.servers import CannotRun

SEED = 1
JOINED = timedelta(days=45)
"""So long ago the cast joined, so that they have ordered since."""


BACK_OFFICE = "merchandiser"


class RealPeopleHere(CannotRun):
    """The demo has known passwords, so it is never loaded beside people who are not of its cast."""


class CastHere(CannotRun):
    """Somebody of the cast has an account where real people come: their passwords stand in the source text."""


def load(*, at: datetime, seed: int = SEED, scale: int | None = None) -> None:
    """Load the catalogue, the cast and their orders where they are missing. Raises RealPeopleHere.

    `scale` limits the number of garments and of orders, so that tests have a small shop.
    """
    is_loaded = _checked()
    load_catalogue(seed=seed, at=at, most=scale)
    # One commit, so that a demo that was interrupted is not taken for real people.
    with transaction.atomic():
        if not is_loaded:
            demo_people.load_parents(at=at - JOINED)
        # Colleagues begin today, so that they have days left in which a code opens the desk without a passkey.
        demo_people.load_colleagues(at=at)
        demo_access.load(at=at)
    demo_orders.load(at=at, seed=seed, most=scale)
    demo_requests.load(at=at)
    demo_letters.load(at=at)
    demo_incidents.load(at=at)
    if not is_loaded:
        demo_measurements.load(at=at)
        demo_wardrobe.load(at=at)


def load_year(*, at: datetime, seed: int = SEED, many: int = year.MANY, told: Told | None = None) -> int:
    """Load what is missing of a year of orders of sixty families, once the cast is there; counts the new orders.

    `told` hears how far it is. Raises RealPeopleHere.
    """
    _checked()
    return demo_orders.load_year(at=at, seed=seed, many=many, told=told)


def load_times(times: int, *, at: datetime, seed: int = SEED, orders: int = ORDERS, told: Told | None = None) -> int:
    """Load what is missing of a demo so many times as large, at the speed of COPY; counts the new rows.

    Raises RealPeopleHere, also when an account in this shop is not of the demo.
    """
    _checked()
    others = demo_scale.strangers(seed)
    if others:
        raise RealPeopleHere(f"accounts here that are not of the demo: {others}; use another KINDR_DATA folder")
    return demo_scale.load(at=at, seed=seed, times=times, orders=orders, told=told)


def _checked() -> bool:
    """Whether the cast is there already; raises RealPeopleHere where others live, or where it could be real."""
    if not configuration().is_development:
        raise RealPeopleHere("the demo is for development; KINDR_DEVELOPMENT is off here")
    is_loaded = demo_people.is_loaded()
    if not is_loaded and Person.objects.exists():
        raise RealPeopleHere("this shop has people who are not of the demo; use another KINDR_DATA folder for it")
    return is_loaded


def refuse_cast() -> None:
    """A shop that is not for development does not open with the demo's known passwords. Raises CastHere."""
    if not configuration().is_development and demo_people.has_accounts():
        raise CastHere("the demo was loaded here, and its passwords are known to everybody; use another database")


def sign_ins() -> Sequence[str]:
    """The lines that `kindr serve` prints about signing in to the demo shop, by place."""
    if not demo_people.is_loaded():
        return ()
    base = configuration().base_url
    office = [one for one in demo_people.STAFF if one.role == BACK_OFFICE]
    desks = [one for one in demo_people.STAFF if one.role != BACK_OFFICE]
    return [
        *_group("Shop", f"{base}/  (English: {base}/en/)", [("parent", one) for one in demo_people.PARENTS]),
        *_group("Desks", f"{base}/staff/sign-in/", [(one.role, one) for one in desks]),
        *_group("Back office", f"{base}/back-office/", [(one.role, one) for one in office]),
        *_group("Mailbox", f"{base}/-/mailbox/", []),
        *_group("Codes of the second factors, and what to try first", f"{base}/-/demo/", []),
    ]


def _group(name: str, address: str, people: Sequence[tuple[str, Parent | Colleague]]) -> list[str]:
    lines = [f"  {one.name:8} {role:13} {one.email:24} {one.password}" for role, one in people]
    return [f"{name}: {address}", *lines]

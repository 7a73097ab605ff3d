"""One order of Mara's, bought and paid, and the staff who work with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.access import log
from kindr.privacy.access.log import Line
from kindr.privacy.people import Person
from kindr.shop.accounts.actions import create_staff
from kindr.shop.orders.actions import report_problem
from kindr.shop.orders.models import ProblemReport
from tests.buying import order_of, paid
from tests.cast import Player, colleague, parent

STRANGER, CUSTOMER = "stranger", "customer"


@dataclass(frozen=True)
class World:
    """Mara's order, what she reported about it, and a browser for each role."""

    mara: Player
    packer: Player
    number: str
    report: str
    browsers: Mapping[str, Client]

    def log(self) -> list[Line]:
        """What the log says about Mara, newest first, without her own doings."""
        assert self.mara.id
        return [line for line in log.lines_about(self.mara.id) if line.actor_kind == "staff"]


@pytest.fixture
def world(db: None) -> World:
    mara = parent("Mara")
    placed = paid(order_of(mara))
    said = {"message": "Kancingnya lepas satu", "access": mara.access("answer_customer"), "at": clock.now()}
    report_problem(placed.number, **said)  # type: ignore[arg-type]  # one dictionary of several kinds
    browsers = {STRANGER: Client(), CUSTOMER: mara.client()}
    packer = colleague("Bima")
    browsers["packer"] = packer.client()
    for role, name in (("service", "Tariq"), ("accountant", "Ratna"), ("dpo", "Odile")):
        browsers[role] = colleague(name).client()
    browsers["marketer"] = _newcomer("marketer").client()
    return World(mara, packer, placed.number, str(ProblemReport.objects.get().pk), browsers)


def _newcomer(role: str) -> Player:
    made = create_staff(
        role=role, name="Colleague", email=f"{role}@staff.example", password="kereta pagi lewat jam tujuh",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", at=clock.now(),
    )  # fmt: skip
    return Player(role, f"{role}@staff.example", Person.objects.get(pk=made).pk)

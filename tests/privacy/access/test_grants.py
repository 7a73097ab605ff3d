"""Grants: asked by one, approved by another, for hours, a purpose and named people, and nothing beyond (policy 5.2)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access import standing
from kindr.privacy.access.actions import certificates, grants
from kindr.privacy.access.actions.certificates import CertificateRefused, Registration
from kindr.privacy.access.actions.grants import (
    Asked,
    GrantRefused,
    MovedOn,
    NobodyNamed,
    NotForThem,
    NotForYou,
    TooLong,
)
from kindr.privacy.access.models import Grant, GrantState
from kindr.privacy.access.terms import Access, Actor, ActorKind, NotGranted, PurposeNotAllowed
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.promises.evidence import last_line

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WHY = "A complaint has to be judged from outside."


def certify(
    consultant: Player, officer: Player, *, at: datetime, scope: tuple[str, ...] = ("answer_customer",)
) -> None:
    """The officer registers a certificate that holds for a month."""
    until = (at + timedelta(days=30)).date()
    registration = Registration(consultant.id or uuid.uuid4(), "Issuer", "N-1", scope, until)
    certificates.register(registration, access=officer.access("oversee_access"), at=at)


def asked_for(mara: Player, yusuf: Player, **other: object) -> Asked:
    """Yusuf shall open Mara's profile for two hours."""
    people = frozenset({mara.id}) if mara.id else frozenset()
    values: dict[str, object] = {"actor": yusuf.id, "purpose": "answer_customer", "hours": 2, "people": people, **other}
    return Asked(**values)  # type: ignore[arg-type]  # each test changes one of them


def opening(of: Player, *, access: Access, at: datetime) -> str:
    """Their name, opened."""
    name: str = gates.read(Profile.objects.get(person_id=of.id), access=access, at=at).name
    return name


def under(actor: Player, purpose: str, *, person: Player, at: datetime) -> Access:
    """The Access that a page would build."""
    who = actor.access(purpose).actor
    return Access(who, purpose, standing.grant_for(who, purpose, person=person.id, wanted="", at=at))


@pytest.fixture
def granted(mara: Player, tariq: Player, odile: Player, yusuf: Player) -> tuple[uuid.UUID, datetime]:
    """A grant of Tariq's that Odile has approved, and when."""
    at = clock.now()
    certify(yusuf, odile, at=at)
    grant = grants.ask(asked_for(mara, yusuf), reason=WHY, access=tariq.access("run_staff"), at=at)
    with pytest.raises(NotGranted):
        opening(mara, access=Access(yusuf.access("answer_customer").actor, "answer_customer", grant.pk), at=at)
    grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    return grant.pk, at


def test_a_grant_opens_what_it_names_and_the_log_says_so(
    granted: tuple[uuid.UUID, datetime], mara: Player, yusuf: Player
) -> None:
    grant, at = granted
    assert opening(mara, access=under(yusuf, "answer_customer", person=mara, at=at), at=at) == "Mara"
    assert last_line(mara.id, verb="read").grant == str(grant)


@pytest.mark.parametrize("hours", [2, 3, 48])
def test_a_grant_ends_by_itself(granted: tuple[uuid.UUID, datetime], mara: Player, yusuf: Player, hours: int) -> None:
    grant, at = granted
    actor = yusuf.access("answer_customer").actor
    with pytest.raises(NotGranted):
        opening(mara, access=Access(actor, "answer_customer", grant), at=at + hours * HOUR)


def test_a_grant_names_people_a_purpose_and_an_actor(
    granted: tuple[uuid.UUID, datetime], mara: Player, ilse: Player, yusuf: Player
) -> None:
    grant, at = granted
    actor = yusuf.access("answer_customer").actor
    for someone, access in (
        (ilse, Access(actor, "answer_customer", grant)),
        (mara, Access(Actor(ActorKind.CONSULTANT, uuid.uuid4(), "consultant"), "answer_customer", grant)),
        (mara, Access(actor, "answer_customer", uuid.uuid4())),
        (mara, Access(actor, "answer_customer")),
    ):
        with pytest.raises(NotGranted):
            opening(someone, access=access, at=at)
    with pytest.raises(PurposeNotAllowed):
        opening(mara, access=Access(actor, "oversee_access", grant), at=at)


def test_a_grant_that_is_taken_back_opens_nothing_from_then_on(
    granted: tuple[uuid.UUID, datetime], mara: Player, yusuf: Player, odile: Player
) -> None:
    grant, at = granted
    grants.revoke(grant, access=odile.access("run_staff"), at=at)
    with pytest.raises(NotGranted):
        opening(mara, access=Access(yusuf.access("answer_customer").actor, "answer_customer", grant), at=at)
    with pytest.raises(MovedOn):
        grants.revoke(grant, access=odile.access("run_staff"), at=at)


def test_a_certificate_that_is_taken_back_ends_the_grant_as_well(
    granted: tuple[uuid.UUID, datetime], mara: Player, yusuf: Player, odile: Player
) -> None:
    grant, at = granted
    actor = yusuf.access("answer_customer").actor
    for row in standing.certificates_of(yusuf.id, at=at):
        assert certificates.revoke(row.pk, access=odile.access("oversee_access"), at=at)
    with pytest.raises(NotGranted):
        opening(mara, access=Access(actor, "answer_customer", grant), at=at)


def test_whoever_asked_does_not_approve_and_neither_does_whoever_it_is_for(
    mara: Player, tariq: Player, odile: Player, yusuf: Player
) -> None:
    at = clock.now()
    certify(yusuf, odile, at=at, scope=("oversee_access", "answer_customer"))
    mine = grants.ask(
        asked_for(mara, yusuf, purpose="oversee_access"), reason=WHY, access=odile.access("run_staff"), at=at
    )
    theirs = grants.ask(asked_for(mara, yusuf), reason=WHY, access=tariq.access("run_staff"), at=at)
    for grant, access in ((mine, odile), (theirs, tariq), (theirs, yusuf)):
        with pytest.raises(NotForYou):
            grants.approve(grant.pk, access=access.access("run_staff"), at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=mine.pk).update(decided_by=odile.id)
    assert set(Grant.objects.values_list("state", flat=True)) == {GrantState.ASKED}


def test_what_is_asked_for_is_held_to_the_policy(mara: Player, tariq: Player, odile: Player, yusuf: Player) -> None:
    at = clock.now()
    certify(yusuf, odile, at=at)
    for change, refusal in (
        ({"hours": POLICY.access.most_hours + 1}, TooLong),
        ({"hours": 0}, TooLong),
        ({"people": frozenset()}, NobodyNamed),
        ({"people": frozenset({odile.id})}, NobodyNamed),
        ({"actor": tariq.id}, NotForThem),
        ({"purpose": "oversee_access"}, PurposeNotAllowed),
    ):
        with pytest.raises(refusal):
            grants.ask(asked_for(mara, yusuf, **change), reason=WHY, access=tariq.access("run_staff"), at=at)
    assert not Grant.objects.exists()
    assert grants.ask(asked_for(mara, yusuf), reason=WHY, access=tariq.access("run_staff"), at=at)


@pytest.mark.parametrize("change", [{"scope": ()}, {"scope": ("take_payment",)}, {"days": -1}])
def test_a_certificate_that_is_over_or_for_nothing_is_not_registered(
    yusuf: Player, odile: Player, change: dict[str, object]
) -> None:
    at = clock.now()
    until = (at + timedelta(days=int(str(change.get("days", 5))))).date()
    scope = change.get("scope", ("answer_customer",))
    with pytest.raises(CertificateRefused):
        certificates.register(
            Registration(yusuf.id or uuid.uuid4(), "Issuer", "N-1", tuple(scope), until),  # type: ignore[arg-type]
            access=odile.access("oversee_access"), at=at,
        )  # fmt: skip


PEOPLE = st.sampled_from(["first", "second"])
STEPS = st.lists(
    st.sampled_from(["approve", "approve by asker", "decline", "revoke", "hour", "other"]), min_size=1, max_size=8
)


class AnyOrderOfSteps(TestCase):
    """A plain model of a grant beside the real one."""

    databases = {"default", "keys"}

    @settings(max_examples=40, deadline=None)
    @given(steps=STEPS, hours=st.integers(1, 3))
    def test_a_grant_opens_only_while_it_is_approved_and_runs(self, steps: list[str], hours: int) -> None:
        at = clock.now()
        asker, approver = _staff("analyst"), _staff("dpo")
        receiver = _staff("analyst")
        customer, other = (Person.objects.create(kind=PersonKind.PARENT) for _ in range(2))
        asked = Asked(receiver.id or uuid.uuid4(), "analyse_usage", hours, frozenset({customer.pk}))
        grant = grants.ask(asked, reason=WHY, access=Access(asker, "run_staff"), at=at)
        state, ends = "asked", at
        for step in steps:
            at += timedelta(minutes=1)
            if step == "hour":
                at += HOUR
            elif step == "approve by asker":
                _try(lambda now=at: grants.approve(grant.pk, access=Access(asker, "run_staff"), at=now))
            elif step in ("approve", "decline", "revoke"):
                done = _try(lambda now=at, verb=step: getattr(grants, verb)(
                    grant.pk, access=Access(approver, "run_staff"), at=now
                ))  # fmt: skip
                may = state == "asked" if step != "revoke" else state == "approved" and at < ends
                assert done == may
                if done:
                    state = {"approve": "approved", "decline": "declined", "revoke": "revoked"}[step]
                    ends = at + hours * HOUR if step == "approve" else ends
            runs = state == "approved" and at < ends
            assert _opens(customer.pk, Access(receiver, "analyse_usage", grant.pk), at) == runs
            assert not _opens(other.pk, Access(receiver, "analyse_usage", grant.pk), at)
            assert not _opens(customer.pk, Access(asker, "analyse_usage", grant.pk), at)


def _staff(role: str) -> Actor:
    from kindr.privacy.access.models import RoleAssignment

    person = Person.objects.create(kind=PersonKind.STAFF)
    RoleAssignment.objects.create(person=person, role=role, assigned_at=clock.now())
    return Actor(ActorKind.STAFF, person.pk, role)


def _try(step: Callable[[], None]) -> bool:
    try:
        step()
    except GrantRefused:
        return False
    return True


def _opens(person: uuid.UUID, access: Access, at: datetime) -> bool:
    try:
        standing.check_grant([person], ["browsing_events"], access, at=at)
    except NotGranted:
        return False
    return True

"""A grant for a saved filter is about exactly the people that it finds when it is approved (policy 5.2.5)."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import datetime, timedelta

import pytest

from kindr.base import clock
from kindr.base.ids import new_id
from kindr.policy import POLICY
from kindr.privacy import registry
from kindr.privacy.access import colleagues, standing
from kindr.privacy.access.actions import grants
from kindr.privacy.access.actions.grants import Asked, NobodyNamed, TooManyNamed
from kindr.privacy.access.models import Grant
from kindr.privacy.access.models.grants import GrantedPerson
from kindr.privacy.access.terms import Access, NotGranted
from kindr.privacy.people import Person, PersonKind
from kindr.shop.desk.actions.filters import drop_filter, keep_filter
from kindr.shop.desk.queries import all_filters
from kindr.shop.orders.models import Order
from kindr.shop.orders.queries import Stage, Wanted
from kindr.shop.orders.rules import Service, State
from tests.cast import Player
from tests.privacy.access.test_grants import WHY, asked_for, certify

pytestmark = pytest.mark.django_db
MORE_THAN_A_PAGE = 63


def ordered(many: int, *, service: Service = Service.BEST) -> set[uuid.UUID]:
    """So many customers with an order each that waits to be packed; one of them has two."""
    at, people = clock.now() - timedelta(days=3), [Person(kind=PersonKind.GUEST) for _ in range(many)]
    Person.objects.bulk_create(people)
    Order.objects.bulk_create(
        Order(
            number=f"KD-{uuid.uuid4().hex[:9]}", person=person, state=State.PAID, service=service, near=True, goods=1,
            delivery_price=0, tax=0, total=1, language="id", key=new_id(), placed_at=at, paid_at=at, paid_by=new_id(),
        )
        for person in [*people, people[0]]
    )  # fmt: skip
    return {person.pk for person in people}


def query_of(tariq: Player, *, service: Service = Service.BEST) -> dict[str, str | int]:
    """What the form sends along for a filter that Tariq has kept."""
    keep_filter(Wanted(Stage.TO_PACK, service), access=tariq.access("answer_customer"), at=clock.now())
    [kept] = colleagues.saved_queries()
    return {**kept.content, "words": kept.words}


def asked(yusuf: Player, tariq: Player, odile: Player, *, at: datetime, **other: object) -> Grant:
    """Tariq has asked for Yusuf; nobody has approved yet."""
    certify(yusuf, odile, at=at)
    wanted: Asked = asked_for(tariq, yusuf, people=frozenset(), **other)
    return grants.ask(wanted, reason=WHY, access=tariq.access("run_staff"), at=at)


def opens(yusuf: Player, person: uuid.UUID, grant: Grant, *, at: datetime) -> bool:
    access = Access(yusuf.access("answer_customer").actor, "answer_customer", grant.pk)
    try:
        standing.check_grant([person], ["profile"], access, at=at)
    except NotGranted:
        return False
    return True


def test_it_covers_everybody_the_filter_finds_and_nobody_else(tariq: Player, odile: Player, yusuf: Player) -> None:
    at, found, others = clock.now(), ordered(MORE_THAN_A_PAGE), ordered(2, service=Service.REGULAR)
    grant = asked(yusuf, tariq, odile, at=at, query=query_of(tariq))
    assert not GrantedPerson.objects.filter(grant=grant).exists(), "nobody is named before it is approved"
    assert not any(opens(yusuf, person, grant, at=at) for person in found)
    grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    assert set(grant.people.values_list("person_id", flat=True)) == found
    assert all(opens(yusuf, person, grant, at=at) for person in found)
    assert not any(opens(yusuf, person, grant, at=at) for person in others)


def test_whoever_comes_before_the_approval_is_covered_and_whoever_comes_later_is_not(
    tariq: Player, odile: Player, yusuf: Player
) -> None:
    at, found = clock.now(), ordered(2)
    grant = asked(yusuf, tariq, odile, at=at, query=query_of(tariq))
    found |= ordered(1)
    [kept] = all_filters()
    drop_filter(kept.id, access=tariq.access("answer_customer"))
    page = odile.client().get("/en/desk/access/grants/").content.decode()
    assert "3 people" in page
    assert "found now" in page
    grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    later = ordered(1)
    assert set(grant.people.values_list("person_id", flat=True)) == found
    assert not any(opens(yusuf, person, grant, at=at) for person in later)
    page = odile.client().get("/en/desk/access/grants/").content.decode()
    assert "3 people" in page
    assert "written down when it was decided" in page


def test_people_who_are_named_beside_the_filter_are_covered_as_well(
    mara: Player, tariq: Player, odile: Player, yusuf: Player
) -> None:
    at, found = clock.now(), ordered(2)
    certify(yusuf, odile, at=at)
    both = asked_for(mara, yusuf, query=query_of(tariq))
    grant = grants.ask(both, reason=WHY, access=tariq.access("run_staff"), at=at)
    grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    assert set(grant.people.values_list("person_id", flat=True)) == found | {mara.id}


def test_a_filter_that_finds_nobody_is_refused_when_asked_and_when_approved(
    tariq: Player, odile: Player, yusuf: Player
) -> None:
    at = clock.now()
    with pytest.raises(NobodyNamed):
        asked(yusuf, tariq, odile, at=at, query=query_of(tariq))
    ordered(1)
    grant = grants.ask(
        asked_for(tariq, yusuf, people=frozenset(), query=query_of(tariq)),
        reason=WHY, access=tariq.access("run_staff"), at=at,
    )  # fmt: skip
    Order.objects.all().update(service=Service.REGULAR)
    with pytest.raises(NobodyNamed):
        grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    assert not opens(yusuf, tariq.person.pk, grant, at=at)


def test_a_filter_that_finds_too_many_is_refused_rather_than_cut(
    tariq: Player, odile: Player, yusuf: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    ordered(3)
    few = dataclasses.replace(POLICY.access, most_people_of_a_query=3)
    monkeypatch.setattr(registry, "access_rules", lambda: few)
    grant = asked(yusuf, tariq, odile, at=at, query=query_of(tariq))
    ordered(1)
    with pytest.raises(TooManyNamed):
        grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    assert not GrantedPerson.objects.filter(grant=grant).exists()

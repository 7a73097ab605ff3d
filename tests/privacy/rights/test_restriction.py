"""A halt is a state of the person and the clause: every gate honours it, for what comes later too."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Objected, Restricted
from kindr.privacy.consent import ledger, objections
from kindr.privacy.rights.fulfilment import restriction
from kindr.privacy.rights.fulfilment.terms import Asked, Kind, Refusal, State
from kindr.privacy.vault import forgetting, keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.models import Hold
from kindr.privacy.vault.ports import Forgetting
from kindr.shop.accounts.personal import ChildProfile, Profile
from kindr.shop.orders import queries as orders
from kindr.shop.orders.actions.letters import Occasion, write_letter
from kindr.shop.orders.personal import Delivery, Invoice
from tests.buying import order_of, paid, run_tasks
from tests.cast import Player
from tests.privacy.rights.fulfilling import fulfil

pytestmark = pytest.mark.django_db(transaction=True)
AT = clock.now()


@pytest.mark.clause("6.3.2")
def test_after_a_halt_staff_open_nothing_and_the_person_goes_on_seeing_what_is_theirs(
    mara: Player, tariq: Player
) -> None:
    profile = Profile.objects.get(person_id=mara.id)
    assert gates.read(profile, access=tariq.access("answer_customer"), at=AT).name == "Mara"
    assert fulfil(mara, Kind.RESTRICTION).state == State.DONE
    with pytest.raises(Restricted):
        gates.read(profile, access=tariq.access("answer_customer"), at=AT)
    assert gates.read(profile, access=mara.access("keep_account"), at=AT).name == "Mara"
    assert gates.read(profile, access=system_access("show_my_data"), at=AT).name == "Mara"
    page = mara.client().get("/en/my-data/").content.decode()
    assert "You have paused the use of your data" in page


@pytest.mark.clause("6.3.2")
def test_what_comes_in_after_a_halt_is_halted_as_well(mara: Player) -> None:
    assert mara.id is not None
    fulfil(mara, Kind.RESTRICTION)
    later = Slot(mara.id, "delivery_address", str(uuid.uuid4()))
    assert keyrings.for_writing([later], at=AT)[later].hold == "restricted"
    fulfil(mara, Kind.LIFTING)
    again = Slot(mara.id, "delivery_address", str(uuid.uuid4()))
    assert {key.hold for key in keyrings.for_writing([later, again], at=AT).values()} == {""}


def test_a_halt_reaches_the_children_and_a_guardian_may_ask_for_a_child_alone(
    mara: Player, noa: Player, tariq: Player
) -> None:
    fulfil(mara, Kind.RESTRICTION, person=noa.id)
    assert set(keyrings.restricted_clauses([mara.id, noa.id])) == {noa.id}  # type: ignore[list-item]  # both have ids
    profile = ChildProfile.objects.get(person_id=noa.id)
    with pytest.raises(Restricted):
        gates.read(profile, access=system_access("keep_account"), at=AT)


def test_one_clause_can_be_halted_alone(mara: Player, tariq: Player) -> None:
    fulfil(mara, Kind.RESTRICTION, asked=Asked(clauses=["address_book"]))
    profile = Profile.objects.get(person_id=mara.id)
    assert gates.read(profile, access=tariq.access("answer_customer"), at=AT).name == "Mara"
    assert [paused.clause.key for paused in restriction.paused_of(mara.id)] == ["address_book"]  # type: ignore[arg-type]  # has an id


@pytest.mark.parametrize("clause", ["access_log", "consent_ledger", "account_contact", "second_factor"])
def test_what_protects_the_account_or_is_proof_cannot_be_halted(mara: Player, clause: str) -> None:
    outcome = fulfil(mara, Kind.RESTRICTION, asked=Asked(clauses=[clause]))
    assert (outcome.state, outcome.refusal) == (State.REFUSED, Refusal.PREVAILS)
    assert keyrings.restricted_clauses([mara.id]) == {}  # type: ignore[list-item]  # has an id


def test_a_sheet_of_labels_says_why_an_address_is_locked(mara: Player, ilse: Player, bima: Player) -> None:
    """Whom the law keeps for its own purpose has paused nothing."""
    gone, paused = paid(order_of(mara)), paid(order_of(ilse))
    keyrings.lock(person=mara.id, clauses=["delivery_address"], hold=Hold.LOCKED, at=AT)  # type: ignore[arg-type]  # has an id
    fulfil(ilse, Kind.RESTRICTION)
    labels = orders.parcel_labels([gone.number, paused.number], access=bima.access("fulfil_order"), at=AT)
    assert (labels.labels, labels.paused, labels.locked) == ((), (paused.number,), (gone.number,))
    sent = {"order": [gone.number, paused.number]}
    page = bima.client().post("/en/desk/orders/labels/", sent).content.decode()
    assert f"for its own purpose only: {gone.number}" in page
    assert f"Paused by the customer, so not to be packed now: {paused.number}" in page


def test_an_order_under_way_stands_still_and_goes_on_when_the_halt_is_lifted(
    mara: Player, ilse: Player, bima: Player, ratna: Player
) -> None:
    own, other = paid(order_of(mara)), paid(order_of(ilse))
    shown = restriction.preview(mara.id)  # type: ignore[arg-type]  # has an id
    assert len(shown.waits) == 1
    assert "menunggu sampai Anda mengakhiri jeda" in shown.waits[0] or "until you end the pause" in shown.waits[0]
    fulfil(mara, Kind.RESTRICTION)
    access = bima.access("fulfil_order")
    with pytest.raises(Restricted):
        gates.read(Delivery.objects.get(order=own.order_id), access=access, at=AT)
    labels = orders.parcel_labels([own.number, other.number], access=access, at=AT)
    assert ([label.number for label in labels.labels], labels.paused) == ([other.number], (own.number,))
    assert labels.locked == ()
    page = bima.client().post("/en/desk/orders/labels/", {"order": [own.number]}).content.decode()
    assert "Paused by the customer" in page
    invoice = Invoice.objects.get(order=own.order_id)
    assert gates.read(invoice, access=ratna.access("keep_tax_records"), at=AT).name == "Mara"
    fulfil(mara, Kind.LIFTING)
    labels = orders.parcel_labels([own.number], access=access, at=AT)
    assert [label.number for label in labels.labels] == [own.number]


def test_the_packers_list_shows_the_others_while_one_is_halted(mara: Player, ilse: Player, bima: Player) -> None:
    paid(order_of(mara))
    paid(order_of(ilse))
    fulfil(mara, Kind.RESTRICTION)
    assert bima.client().get(reverse("desk:queue")).status_code == 200


def test_a_letter_that_is_halted_is_not_sent_and_does_not_fail(mara: Player) -> None:
    placed = paid(order_of(mara))
    run_tasks()
    fulfil(mara, Kind.RESTRICTION)
    write_letter(placed.order_id, Occasion.PAID, access=system_access("deliver_letters"), at=AT)


def test_nothing_new_is_collected_for_a_use_that_is_halted(mara: Player) -> None:
    fulfil(mara, Kind.RESTRICTION)
    with pytest.raises(Restricted):
        order_of(mara)
    fulfil(mara, Kind.LIFTING)
    order_of(mara)


def test_a_restore_brings_a_halt_back_and_its_lifting_too(mara: Player) -> None:
    assert mara.id is not None
    fulfil(mara, Kind.RESTRICTION, asked=Asked(clauses=["profile"]))
    keyrings.lock(person=mara.id, clauses=["profile"], hold="", at=AT)
    entry = Forgetting("hold", mara.id, "profile", "*", 0, AT, "restricted")
    forgetting.hold_again(entry)
    assert set(keyrings.restricted_clauses([mara.id])[mara.id]) == {"profile"}
    forgetting.hold_again(Forgetting("hold", mara.id, "profile", "*", 0, AT, ""))
    assert keyrings.restricted_clauses([mara.id]) == {}


def test_what_the_law_locked_stays_locked_when_a_halt_is_lifted(mara: Player) -> None:
    assert mara.id is not None
    fulfil(mara, Kind.RESTRICTION)
    keyrings.lock(person=mara.id, clauses=["profile"], hold="locked", at=AT)
    fulfil(mara, Kind.LIFTING)
    slot = Slot(mara.id, "profile", "life")
    assert keyrings.fetch(slots=[slot]).by_slot[slot].hold == "locked"


@pytest.mark.clause("6.3.5")
def test_an_objection_to_a_use_that_rests_on_consent_withdraws_the_consent(mara: Player) -> None:
    assert mara.id is not None
    assert fulfil(mara, Kind.OBJECTION, asked=Asked(purposes=["greet_birthday"])).state == State.DONE
    assert ledger.people_who_consent("greet_birthday", [mara.id], at=clock.now()) == set()


@pytest.mark.parametrize("purpose", ["secure_account", "keep_tax_records", "place_order"])
def test_an_objection_to_a_use_that_prevails_is_refused_by_name(mara: Player, purpose: str) -> None:
    outcome = fulfil(mara, Kind.OBJECTION, asked=Asked(purposes=[purpose]))
    assert (outcome.state, outcome.refusal) == (State.REFUSED, Refusal.PREVAILS)


def test_an_objection_to_a_legitimate_interest_stops_it_at_the_gates(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    policy = registry.policy()
    softer = dataclasses.replace(policy.purposes["secure_account"], prevails=None)
    changed = dataclasses.replace(policy, purposes={**policy.purposes, "secure_account": softer})
    monkeypatch.setattr(registry, "_adopted", [changed])
    contact = next(iter(_contact(mara)))
    gates.read(contact, access=system_access("secure_account"), at=AT)
    assert fulfil(mara, Kind.OBJECTION, asked=Asked(purposes=["secure_account"])).state == State.DONE
    assert mara.id in objections.people_who_object("secure_account", [mara.id])  # type: ignore[list-item]  # has an id
    with pytest.raises(Objected):
        gates.read(contact, access=system_access("secure_account"), at=AT)


def _contact(player: Player) -> list[object]:
    from kindr.shop.accounts.personal import AccountContact

    return list(AccountContact.objects.filter(person_id=player.id))

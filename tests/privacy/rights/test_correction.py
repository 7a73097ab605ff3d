"""A correction reaches every copy and whoever outside holds one; what may not be changed is refused by name."""

from __future__ import annotations

import json
import uuid

import pytest

from kindr.base import clock
from kindr.privacy import gates, ports
from kindr.privacy.access.declare import system_access
from kindr.privacy.ports import OutsideMessage
from kindr.privacy.rights.fulfilment import actions, coverage, outside
from kindr.privacy.rights.fulfilment.models import AnswerState, OutsideAnswer
from kindr.privacy.rights.fulfilment.personal import WantedValue
from kindr.privacy.rights.fulfilment.tasks import resume_deletions, resume_fulfilments
from kindr.privacy.rights.fulfilment.terms import Asked, Change, Kind, Outcome, Refusal, State
from kindr.privacy.rights.models import Erasure
from kindr.shop.accounts.personal import AccountContact, Profile, SavedAddress, SecondFactor
from kindr.shop.orders.models import Order
from kindr.shop.orders.personal import Delivery, Invoice
from tests.buying import order_of, paid, shipped
from tests.cast import Player, own_address
from tests.privacy.rights.fulfilling import fulfil

pytestmark = pytest.mark.django_db(transaction=True)
AT = clock.now()


def corrected(player: Player, row: uuid.UUID, column: str, text: str) -> Outcome:
    return fulfil(player, Kind.CORRECTION, asked=Asked(changes=[Change(row, column, text)]))


def value_of(record: object, column: str) -> object:
    return gates.read(record, access=system_access("show_my_data"), at=AT).values()[column]  # type: ignore[type-var]  # any record


@pytest.mark.clause("6.2.1")
@pytest.mark.clause("6.2.2")
def test_a_name_is_corrected_in_the_profile_and_on_the_parcel_that_is_not_shipped(mara: Player) -> None:
    placed = paid(order_of(mara))
    profile = Profile.objects.get(person_id=mara.id)
    outcome = corrected(mara, profile.pk, "name", "Mara Lestari")
    assert outcome.state == State.DONE
    assert value_of(Profile.objects.get(), "name") == "Mara Lestari"
    assert value_of(Delivery.objects.get(order=placed.order_id), "recipient") == "Mara Lestari"
    assert value_of(Invoice.objects.get(order=placed.order_id), "name") == "Mara"
    assert outcome.steps["copies"]["counts"] == {"orders.Delivery": 1}
    assert outcome.steps["records"]["fields"] == ["accounts.Profile.name"]


def test_a_parcel_on_its_way_keeps_its_label_and_the_courier_is_told(mara: Player, bima: Player) -> None:
    placed = shipped(paid(order_of(mara)), by=bima)
    outcome = corrected(mara, Profile.objects.get(person_id=mara.id).pk, "name", "Mara Lestari")
    assert value_of(Delivery.objects.get(order=placed.order_id), "recipient") == "Mara"
    told = OutsideAnswer.objects.get(run=outcome.run, party="courier")
    assert (told.verb, told.references, told.state) == ("correct", [placed.number], AnswerState.DONE)


def test_a_copy_that_was_changed_apart_is_left_as_it_is(mara: Player) -> None:
    placed = paid(order_of(mara))
    delivery = Delivery.objects.get(order=placed.order_id)
    gates.correct(delivery, access=mara.access("show_my_data"), at=AT, values={"recipient": "Tetangga"})
    corrected(mara, Profile.objects.get(person_id=mara.id).pk, "name", "Mara Lestari")
    assert value_of(Delivery.objects.get(), "recipient") == "Tetangga"


def test_the_new_value_is_sealed_while_it_waits_and_gone_afterwards(mara: Player) -> None:
    outcome = corrected(mara, Profile.objects.get(person_id=mara.id).pk, "name", "Mara Lestari")
    assert not WantedValue.objects.exists()
    assert "Lestari" not in json.dumps(dict(outcome.steps))


def refused(outcome: Outcome) -> Refusal | None:
    assert outcome.state == State.REFUSED
    return outcome.refusal


def test_what_may_not_be_changed_is_refused_by_name(mara: Player, ilse: Player) -> None:
    placed = paid(order_of(mara))
    invoice = Invoice.objects.get(order=placed.order_id)
    assert refused(corrected(mara, invoice.pk, "name", "Somebody")) == Refusal.KEPT_BY_LAW
    address = AccountContact.objects.get(person_id=mara.id)
    assert refused(corrected(mara, address.pk, "email", "other@elsewhere.example")) == Refusal.EDITED_ELSEWHERE
    profile = Profile.objects.get(person_id=mara.id)
    assert refused(corrected(mara, profile.pk, "phone", "0813-1111-2222")) == Refusal.EDITED_ELSEWHERE
    delivery = Delivery.objects.get(order=placed.order_id)
    assert refused(corrected(mara, delivery.pk, "phone", "not a number")) == Refusal.NOT_USABLE
    assert refused(corrected(mara, profile.pk, "nothing", "x")) == Refusal.EDITED_ELSEWHERE
    stranger = Profile.objects.get(person_id=ilse.id)
    assert refused(corrected(mara, stranger.pk, "name", "Mara")) == Refusal.GONE
    assert value_of(Profile.objects.get(person_id=ilse.id), "name") == "Ilse"


def test_of_two_changes_neither_is_made_when_one_is_refused(mara: Player) -> None:
    profile = Profile.objects.get(person_id=mara.id)
    changes = [Change(profile.pk, "name", "Mara Lestari"), Change(profile.pk, "phone", "not a number")]
    assert fulfil(mara, Kind.CORRECTION, asked=Asked(changes=changes)).state == State.REFUSED
    assert value_of(Profile.objects.get(person_id=mara.id), "name") == "Mara"
    assert not WantedValue.objects.exists()


def test_a_human_refuses_what_would_endanger_or_reveal_somebody(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "_censuses", [lambda: [coverage.Gap("folder", "exports")]])
    held_up = corrected(mara, Profile.objects.get(person_id=mara.id).pk, "name", "Mara Lestari")
    assert held_up.state == State.BLOCKED
    outcome = actions.refuse(held_up.run, Refusal.ENDANGERS, access=system_access("show_my_data"), at=AT)
    assert refused(outcome) == Refusal.ENDANGERS
    assert not WantedValue.objects.exists()


class _Silent:
    """A party that answers later, or not at all."""

    def __init__(self) -> None:
        self.told: list[OutsideMessage] = []

    def ask(self, message: OutsideMessage) -> str | None:
        self.told.append(message)
        return None


class _Unreachable:
    def ask(self, message: OutsideMessage) -> str | None:
        raise ConnectionRefusedError


@pytest.mark.clause("6.2.2")
@pytest.mark.parametrize("party", [_Silent(), _Unreachable(), None], ids=["silent", "unreachable", "told by hand"])
def test_a_deletion_waits_honestly_until_whoever_outside_has_answered(
    mara: Player, bima: Player, monkeypatch: pytest.MonkeyPatch, party: ports.OutsideParty | None
) -> None:
    shipped(paid(order_of(mara)), by=bima)
    Order.objects.update(closed_at=AT, delivered_at=AT, parcel="delivered")
    monkeypatch.setattr(ports, "_parties", {"courier": party} if party else {})
    outcome = fulfil(mara, Kind.ERASURE)
    assert outcome.state == State.WAITING
    open_ones = {row.party for row in OutsideAnswer.objects.filter(state=AnswerState.ASKED)}
    assert {"courier", "payment_gateway"} <= open_ones
    for row in OutsideAnswer.objects.filter(state=AnswerState.ASKED):
        assert outside.note_answer(row.pk, AnswerState.DONE, at=AT)
        assert not outside.note_answer(row.pk, AnswerState.REFUSED, at=AT)
    resume_deletions(timestamp=0)
    assert actions.outcome_of(actions.Fulfilment.objects.get()).is_done
    assert Erasure.objects.get().receipt is not None


def test_each_party_is_told_once_with_numbers_and_no_names(
    mara: Player, bima: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = _Silent()
    monkeypatch.setattr(ports, "_parties", {"courier": silent})
    placed = shipped(paid(order_of(mara)), by=bima)
    Order.objects.update(closed_at=AT, delivered_at=AT, parcel="delivered")
    fulfil(mara, Kind.ERASURE)
    assert {message.id for message in silent.told} == {OutsideAnswer.objects.get(party="courier").pk}
    assert silent.told[0].references == (placed.number,)
    assert "Mara" not in str(silent.told)
    assert mara.email not in str(silent.told)


@pytest.mark.clause("6.3.1")
def test_a_withdrawal_is_carried_out_like_the_other_rights(mara: Player) -> None:
    from kindr.privacy.consent import ledger

    assert mara.id is not None
    assert fulfil(mara, Kind.WITHDRAWAL, asked=Asked(purposes=["greet_birthday"])).state == State.DONE
    assert ledger.people_who_consent("greet_birthday", [mara.id], at=clock.now()) == set()


def test_what_a_correction_needs_is_taken_up_by_the_worker(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = Profile.objects.get(person_id=mara.id)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kindr.privacy.rights.fulfilment.outside.tell", fail)
        assert corrected(mara, profile.pk, "name", "Mara Lestari").state == State.UNDER_WAY
    resume_fulfilments(timestamp=0)
    assert actions.Fulfilment.objects.get().state == State.DONE
    assert value_of(Profile.objects.get(person_id=mara.id), "name") == "Mara Lestari"


def test_an_address_of_the_book_is_corrected_where_it_was_copied(mara: Player) -> None:
    saved = SavedAddress.objects.filter(person_id=mara.id).first()
    assert saved is not None
    assert own_address(mara).street != "Jalan Baru 1"
    outcome = corrected(mara, saved.pk, "street", "Jalan Baru 1")
    assert outcome.state == State.DONE
    assert own_address(mara).street == "Jalan Baru 1"
    assert not SecondFactor.objects.filter(person_id=mara.id, pk=saved.pk).exists()

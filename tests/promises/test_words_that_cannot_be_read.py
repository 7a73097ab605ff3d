"""Nobody's erasure, nobody's page and no night waits for a word about a size that cannot be read (4.7.12, 6.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.declare import system_access
from kindr.privacy.retention import actions as retention
from kindr.privacy.retention import holds
from kindr.privacy.retention.holds import Terms
from kindr.privacy.retention.models import Ground, LegalHold, SweepRun, today
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.fulfilment.terms import Asked, Kind, State
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.vault import keyrings, slot_locks
from kindr.privacy.vault.wrapping import KEYS
from kindr.shop.catalog.models import Variant
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries import Verdict, Verdicts
from kindr.shop.orders.actions import Placed
from tests.buying import a_garment
from tests.cast import Player
from tests.judging import bought, rebuilt, say, totals
from tests.privacy.rights.fulfilling import fulfil

pytestmark = pytest.mark.django_db
OVER = timedelta(days=735)
DAMAGES = {"the version": 0, "the id of the key": 2, "the word": -1, "the key": None}


@pytest.fixture(params=DAMAGES.values(), ids=DAMAGES)
def said(mara: Player, ilse: Player, request: pytest.FixtureRequest) -> tuple[Variant, Placed]:
    """One word of two about a garment, damaged in one byte, and the order that it was said of."""
    garment = a_garment()
    order = bought(mara, garment)
    say(Verdict.TOO_LARGE, order, garment, mara)
    say(Verdict.RIGHT, bought(ilse, garment), garment, ilse)
    damage(FitVerdict.objects.get(person_id=mara.id), request.param)
    return garment, order


def damage(row: FitVerdict, place: int | None) -> None:
    """Flips one byte of what is sealed, or of its key."""
    if place is None:
        with connections[KEYS].cursor() as cursor:
            flipped = "set_byte(wrapped, 20, get_byte(wrapped, 20) # 64)"
            cursor.execute(f"UPDATE vault_datakey SET wrapped = {flipped} WHERE period = %s", [row.covers])
        return
    sealed = bytearray(row.verdict.sealed)
    sealed[place] ^= 0x40
    with connection.cursor() as cursor:
        cursor.execute("UPDATE measuring_fitverdict SET verdict = %s WHERE id = %s", [bytes(sealed), row.pk])


def hold(player: Player, odile: Player, *, days: int = 900) -> LegalHold:
    """A court keeps what somebody said of sizes."""
    assert player.id is not None
    at = clock.now()
    return holds.place(
        person=player.id, clause="fit_verdict", at=at, reason="A claim", access=odile.access("prove_compliance"),
        terms=Terms(Ground.LITIGATION, "UU 27/2022 44(1)c", until=today(at) + timedelta(days=days)),
    )  # fmt: skip


def erase(player: Player) -> Erasure:
    assert player.id is not None
    return rights.delete_account(player.id, language="en", access=player.access("erase_my_data"), at=clock.now())


def night(at: datetime | None = None) -> SweepRun:
    return retention.sweep(access=system_access("keep_systems_running"), at=at or clock.now())


@pytest.mark.clause("4.7.12", "6.3")
def test_a_damaged_word_stops_no_erasure_and_its_product_is_counted_anew(
    mara: Player, said: tuple[Variant, Placed]
) -> None:
    garment, _order = said
    slot = FitVerdict.objects.get(person_id=mara.id).slot
    assert erase(mara).state == ErasureState.DONE
    assert not FitVerdict.objects.filter(person_id=mara.id).exists()
    assert keyrings.fetch(slots=[slot]).by_slot == {}
    assert totals(garment) == Verdicts()
    assert not night().failed
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment)


@pytest.mark.clause("4.7.12")
def test_a_damaged_word_goes_with_the_others_when_its_time_is_over(said: tuple[Variant, Placed]) -> None:
    garment, _order = said
    assert not night(clock.now() + OVER).failed
    assert not FitVerdict.objects.exists()
    assert totals(garment) == Verdicts()
    assert not FitTotals.objects.filter(is_stale=True).exists()


@pytest.mark.clause("4.7.12", "6.3.5")
def test_an_objection_is_carried_out_whatever_became_of_the_word(mara: Player, said: tuple[Variant, Placed]) -> None:
    garment, _order = said
    assert fulfil(mara, Kind.OBJECTION, asked=Asked(purposes=["improve_sizes"])).state == State.DONE
    assert not FitVerdict.objects.filter(person_id=mara.id).exists()
    night()
    assert totals(garment) == Verdicts(right=1)


def test_a_damaged_word_is_left_out_of_its_page_and_can_be_said_anew(
    mara: Player, said: tuple[Variant, Placed]
) -> None:
    garment, order = said
    page, client = f"/en/orders/{order.number}/", mara.client()
    assert 'aria-pressed="true"' not in client.get(page).content.decode()
    answer = client.post(f"{page}size/{garment.pk}/", {"verdict": "right"}, follow=True)
    assert answer.content.decode().count('aria-pressed="true"') == 1
    night()
    assert totals(garment) == Verdicts(right=2) == rebuilt(garment)


def test_a_damaged_word_that_stays_keeps_no_product_from_being_counted(said: tuple[Variant, Placed]) -> None:
    garment, _order = said
    FitTotals.objects.update(is_stale=True)
    assert not night().failed
    assert totals(garment) == Verdicts(right=1)


def test_no_key_goes_while_the_log_cannot_be_written(
    mara: Player, ilse: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    garment = a_garment()
    say(Verdict.RIGHT, bought(mara, garment), garment, mara)

    def silent(*_given: object, **_terms: object) -> None:
        raise LogUnavailable

    slot = FitVerdict.objects.get().slot
    with monkeypatch.context() as patched:
        patched.setattr(log, "write", silent)
        with pytest.raises(LogUnavailable):
            gates.erase([slot], access=system_access("erase_my_data"), at=clock.now())
    assert slot in keyrings.fetch(slots=[slot]).by_slot
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment)


@pytest.mark.clause("4.7.12", "6.3.9")
def test_whoever_leaves_under_a_legal_hold_is_taken_out_of_the_count_before_the_lock(
    mara: Player, ilse: Player, odile: Player
) -> None:
    garments = [a_garment(), a_garment()]
    for garment in garments:
        say(Verdict.TOO_LARGE, bought(mara, garment), garment, mara)
        say(Verdict.RIGHT, bought(ilse, garment), garment, ilse)
    hold(mara, odile)
    assert erase(mara).state == ErasureState.CLEARED
    assert [totals(each) for each in garments] == [Verdicts(right=1)] * 2
    kept = FitVerdict.objects.filter(person_id=mara.id)
    assert kept.count() == 2
    assert {key.hold for key in keyrings.fetch(slots=[row.slot for row in kept]).by_slot.values()} == {"locked"}
    FitTotals.objects.update(is_stale=True)
    assert not night().failed
    assert [totals(each) for each in garments] == [Verdicts(right=1)] * 2
    assert not kept.filter(is_counted=True).exists()


@pytest.mark.clause("4.7.12")
def test_a_word_that_was_locked_while_it_was_counted_is_out_of_the_count_that_night(
    mara: Player, ilse: Player, odile: Player
) -> None:
    """As after a restore: the count came back as it had been, and the journal locks the key anew."""
    garment = a_garment()
    say(Verdict.TOO_LARGE, bought(mara, garment), garment, mara)
    say(Verdict.RIGHT, bought(ilse, garment), garment, ilse)
    hold(mara, odile)
    night()
    assert totals(garment) == Verdicts(right=1, too_large=1)
    slot_locks.lock_again(FitVerdict.objects.get(person_id=mara.id).slot, made_before=clock.now())
    for _night in range(2):
        assert not night().failed
        assert totals(garment) == Verdicts(right=1)


@pytest.mark.clause("4.7.12", "6.3.9")
def test_a_held_word_whose_time_is_over_is_locked_uncounted_and_keeps_nobody_from_the_order(
    mara: Player, odile: Player
) -> None:
    garment = a_garment()
    order = bought(mara, garment)
    say(Verdict.TOO_LARGE, order, garment, mara)
    hold(mara, odile)
    page = f"/en/orders/{order.number}/"
    assert mara.client().get(page).content.decode().count('aria-pressed="true"') == 1
    with time_machine.travel(clock.now() + OVER, tick=True):
        assert not night().failed
        assert (totals(garment), FitVerdict.objects.count()) == (Verdicts(), 1)
        answer, client = mara.client().get(page), mara.client()
        assert answer.status_code == 200
        assert 'aria-pressed="true"' not in answer.content.decode()
        assert client.post(f"{page}size/{garment.pk}/", {"verdict": "right"}).status_code == 403
        assert (totals(garment), FitVerdict.objects.count()) == (Verdicts(), 1)


def test_one_product_that_cannot_be_counted_holds_up_no_other(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    garments = [a_garment(), a_garment(), a_garment()]
    for garment in garments:
        say(Verdict.RIGHT, bought(mara, garment), garment, mara)
    FitTotals.objects.update(is_stale=True)
    broken, read_usable = garments[1].product_id, gates.read_usable

    def sometimes(records: list[FitVerdict], **terms: object) -> object:
        if any(record.product == broken for record in records):
            raise RuntimeError("the disk is on fire")
        return read_usable(records, **terms)  # type: ignore[arg-type]  # passed through as it came

    with monkeypatch.context() as patched:
        patched.setattr(gates, "read_usable", sometimes)
        assert night().failed == ["words about sizes"]
    assert [totals(each).right for each in garments] == [1, 0, 1]
    assert not night().failed
    assert [totals(each).right for each in garments] == [1, 1, 1]

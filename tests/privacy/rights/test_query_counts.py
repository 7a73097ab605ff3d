"""How many questions a right asks of the servers: as many for a long history as for a short one."""

from __future__ import annotations

import uuid

import pytest
from bench.histories import own_access, person_with

from kindr.base import clock
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent import wording
from kindr.privacy.consent.events import Channel, Decision
from kindr.privacy.rights import actions
from kindr.privacy.rights.fulfilment import actions as fulfilment
from kindr.privacy.rights.fulfilment.terms import Kind, State
from kindr.privacy.rights.models import ErasureState
from tests.cast import Player
from tests.privacy.counting import counted

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE_THE_KEYS_GO, FOR_A_DELETION = 20, 60
"""The most statements: until nothing of somebody opens any more, and in all."""
FOR_A_PACKAGE = 30
UNTIL_A_WITHDRAWAL_COUNTS, FOR_A_WITHDRAWAL = 5, 14
"""The last of the first five writes down the task, in the transaction that ends the consent."""
SHREDS = "DELETE FROM vault_datakey"


def _deleted(person: uuid.UUID) -> tuple[int, int]:
    """How many statements came before the keys went, and how many there were."""
    with counted() as asked:
        access = own_access(person, "erase_my_data")
        erasure = actions.delete_account(person, language="id", access=access, at=clock.now())
    assert erasure.state == ErasureState.DONE
    return next(number for number, sql in enumerate(asked) if SHREDS in sql), len(asked)


@pytest.mark.clause("6.3.3")
def test_a_deletion_asks_as_much_of_a_long_history_as_of_a_short_one() -> None:
    _deleted(person_with(1))
    before, all_asked = _deleted(person_with(1))
    assert _deleted(person_with(300)) == (before, all_asked)
    assert before <= BEFORE_THE_KEYS_GO
    assert all_asked <= FOR_A_DELETION


def test_a_whole_family_goes_with_as_few_questions(mara: Player, noa: Player) -> None:
    assert mara.id is not None
    before, all_asked = _deleted(mara.id)
    assert before <= BEFORE_THE_KEYS_GO
    assert all_asked <= FOR_A_DELETION + 40


def _packed(person: uuid.UUID) -> int:
    access, at = own_access(person, "show_my_data"), clock.now()
    with counted() as asked:
        outcome = fulfilment.carry_out(kind=Kind.ACCESS, person=person, request=uuid.uuid4(), access=access, at=at)
    assert outcome.state == State.DONE
    return len(asked)


@pytest.mark.clause("6.1.3")
def test_a_package_asks_as_much_of_a_long_history_as_of_a_short_one() -> None:
    _packed(person_with(1))
    few = _packed(person_with(1))
    assert _packed(person_with(300)) == few
    assert few <= FOR_A_PACKAGE


def _withdrawn(person: uuid.UUID) -> list[str]:
    access, at = own_access(person, "erase_my_data"), clock.now()
    with counted() as asked:
        consents.withdraw(
            person=person, purposes=["newsletter"], channel=Channel.PAGE, by=person, language="id", access=access, at=at
        )
    return asked


@pytest.mark.clause("9.1.3")
def test_a_withdrawal_counts_after_five_questions_however_often_somebody_changed_their_mind() -> None:
    person = person_with(1)
    for _ in range(3):
        shown, access = wording.asked("newsletter", "id"), own_access(person, "show_my_data")
        consents.decide(
            person=person, purpose="newsletter", decision=Decision.GIVEN, shown=shown, by=person, access=access,
            at=clock.now(),
        )  # fmt: skip
        asked = _withdrawn(person)
        deferred = next(number for number, sql in enumerate(asked, 1) if "procrastinate_defer_jobs" in sql)
        assert deferred <= UNTIL_A_WITHDRAWAL_COUNTS
        assert len(asked) <= FOR_A_WITHDRAWAL

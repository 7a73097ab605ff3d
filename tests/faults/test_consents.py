"""A consent that is killed anywhere on its way is given or taken back whole, and nothing is used after the stop."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.terms import ConsentMissing
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import Decision
from kindr.privacy.consent.personal import StopProof
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import State
from kindr.privacy.rights.requests.tasks import keep_going
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts.personal import Birthday, ChildProfile
from tests.cast import Player
from tests.consents import last_of
from tests.faults.killing import Work, killed_at_every_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
GREETING, BORN = "greet_birthday", date(1990, 3, 21)
WRITES_OF_A_CONSENT = 4
"""The key of the ledger, its entry, the keys of the birthday and of the log, the birthday with its line."""


def consents_now(person: uuid.UUID, purpose: str = GREETING) -> bool:
    return person in ledger.people_who_consent(purpose, [person], at=clock.now())


def opens(player: Player) -> bool:
    """Whether anything of the birthday opens for the greeting."""
    try:
        rows = list(Birthday.objects.filter(person_id=player.id))
        return any(gates.read(row, access=player.access(GREETING), at=clock.now()).date_of_birth for row in rows)
    except (ConsentMissing, gates.Forgotten):
        return False


def keep(player: Player) -> None:
    """The birthday is given, with the consent, as its page does it."""
    accounts.keep_birthday(
        BORN, shown=wording.asked(GREETING, "id"), access=player.access("keep_account"), at=clock.now()
    )


def worker_goes_on(player: Player) -> None:
    """The worker ends what has a number, and then runs the task that was queued with the entry."""
    keep_going(timestamp=0)
    event = last_of(player.id)[GREETING]
    if event.decision is Decision.WITHDRAWN:
        consents.confirm_stop(event.id, event.person, at=clock.now())


@pytest.mark.clause("9.1.3")
def test_a_withdrawal_can_be_killed_anywhere_and_nothing_is_used_after_the_stop(mara: Player) -> None:
    me = mara.person.pk

    def prepare() -> tuple[Work, Callable[[], None]]:
        keep(mara)
        before = Request.objects.count()
        assert opens(mara)

        def withdraw() -> None:
            access = mara.access("erase_my_data")
            requests.withdraw(me, [GREETING], by=me, language="id", access=access, at=clock.now())

        def go_on() -> None:
            assert opens(mara) <= consents_now(me), "it opens although the consent is gone"
            worker_goes_on(mara)
            assert Request.objects.count() in (before, before + 1)
            if Request.objects.count() == before:
                assert consents_now(me), "it was taken back without a number"
                assert opens(mara), "nothing was begun, and something is gone"
                return withdraw()
            assert not consents_now(me)
            assert not Birthday.objects.filter(person_id=me).exists()
            assert not Request.objects.exclude(state=State.FULFILLED).exists()
            assert StopProof.objects.filter(event=last_of(me)[GREETING].id).exists()
            return None

        return withdraw, go_on

    assert killed_at_every_step(prepare) > 10


def test_a_consent_can_be_killed_anywhere_and_nothing_is_kept_without_it() -> None:
    """Whoever is new has no key yet, so that making keys is killed as well: each round is somebody else's."""
    shown = wording.asked(GREETING, "id")

    def prepare() -> tuple[Work, Callable[[], None]]:
        somebody = Player("Somebody", "", Person.objects.create(kind=PersonKind.PARENT).pk)

        def give() -> None:
            accounts.keep_birthday(BORN, shown=shown, access=somebody.access("keep_account"), at=clock.now())

        def go_on() -> None:
            person = somebody.person.pk
            kept = Birthday.objects.filter(person_id=person).exists()
            assert kept <= consents_now(person), "it is kept without the consent"
            assert opens(somebody) == kept, "what is there does not open"
            give()
            assert consents_now(person)
            assert opens(somebody)
            assert Birthday.objects.filter(person_id=person).count() == 1

        return give, go_on

    assert killed_at_every_step(prepare) == WRITES_OF_A_CONSENT


def test_a_childs_profile_can_be_killed_anywhere_and_is_there_with_its_consent_or_not_at_all(ilse: Player) -> None:
    shown, names = wording.asked("measure_sizes", "id"), iter(range(100))

    def prepare() -> tuple[Work, Callable[[], None]]:
        for child in Person.objects.filter(kind=PersonKind.CHILD, guardian_id=ilse.id):
            ChildProfile.objects.filter(person=child).delete()
        before, values = children(ilse), {"nickname": f"Anak {next(names)}", "birth_month": "", "height": 98}

        def add() -> None:
            accounts.add_child(values, shown=shown, access=ilse.access("keep_account"), at=clock.now())

        def go_on() -> None:
            for child in children(ilse) - before:
                assert consents_now(child, "measure_sizes")
                assert ChildProfile.objects.filter(person_id=child).exists()
            assert len(children(ilse) - before) <= 1

        return add, go_on

    assert killed_at_every_step(prepare) > 2


def children(of: Player) -> set[uuid.UUID]:
    return set(Person.objects.filter(kind=PersonKind.CHILD, guardian_id=of.id).values_list("pk", flat=True))

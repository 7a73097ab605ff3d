"""A right that is killed, full of disk or cut off anywhere is carried out later: once, whole, and never half told."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import OperationalError, connections

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights.fulfilment import actions, packages
from kindr.privacy.rights.fulfilment.models import Fulfilment, OutsideAnswer
from kindr.privacy.rights.fulfilment.personal import WantedValue
from kindr.privacy.rights.fulfilment.tasks import resume_fulfilments
from kindr.privacy.rights.fulfilment.terms import Asked, Change, Kind, State
from kindr.privacy.rights.journal import Journal
from kindr.privacy.vault import files, keyrings
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.ports import JournalUnavailable
from kindr.shop.accounts.personal import Profile
from kindr.shop.orders.personal import Delivery
from tests.buying import order_of, paid
from tests.cast import Player
from tests.faults.killing import Work, killed_at_every_step
from tests.privacy.rights.fulfilling import fulfil

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def go_on_with(player: Player, kind: Kind, request: uuid.UUID, asked: Asked) -> Fulfilment:
    """What happens after the crash: the page is sent again, and the worker does the rest."""
    fulfil(player, kind, request=request, asked=asked)
    resume_fulfilments(timestamp=0)
    run = Fulfilment.objects.get(request=request)
    assert run.state == State.DONE
    return run


def test_a_copy_of_the_data_can_be_killed_anywhere_and_is_made_once(mara: Player) -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        request = uuid.uuid4()

        def go_on() -> None:
            run = go_on_with(mara, Kind.ACCESS, request, Asked())
            assert packages.files_of([run.pk]).count() == 1
            package = packages.package_of(run, at=clock.now())
            assert package is not None
            assert b"".join(packages.read(package, access=mara.access("show_my_data"), at=clock.now()))[:2] == b"PK"

        return (lambda: fulfil(mara, request=request)), go_on

    assert killed_at_every_step(prepare) >= 8


def test_a_halt_can_be_killed_anywhere_and_is_whole_afterwards(mara: Player) -> None:
    assert mara.id is not None

    def prepare() -> tuple[Work, Callable[[], None]]:
        fulfil(mara, Kind.LIFTING)
        request = uuid.uuid4()

        def go_on() -> None:
            go_on_with(mara, Kind.RESTRICTION, request, Asked())
            assert mara.id is not None
            assert "profile" in keyrings.restricted_clauses([mara.id])[mara.id]
            slot = keyrings.Slot(mara.id, "profile", "life")
            assert keyrings.fetch(slots=[slot]).by_slot[slot].hold == "restricted"

        return (lambda: fulfil(mara, Kind.RESTRICTION, request=request)), go_on

    assert killed_at_every_step(prepare) > 8


def test_a_correction_can_be_killed_anywhere_and_reaches_every_copy(mara: Player) -> None:
    placed = paid(order_of(mara))
    profile, rounds = Profile.objects.get(person_id=mara.id).pk, iter(range(1000))

    def prepare() -> tuple[Work, Callable[[], None]]:
        request, name = uuid.uuid4(), f"Mara {next(rounds)}"
        asked = Asked(changes=[Change(profile, "name", name)])

        def go_on() -> None:
            go_on_with(mara, Kind.CORRECTION, request, asked)
            access, at = system_access("show_my_data"), clock.now()
            assert gates.read(Profile.objects.get(pk=profile), access=access, at=at).name == name
            delivery = Delivery.objects.get(order=placed.order_id)
            assert gates.read(delivery, access=access, at=at).recipient == name
            assert not WantedValue.objects.exists()

        return (lambda: fulfil(mara, Kind.CORRECTION, request=request, asked=asked)), go_on

    assert killed_at_every_step(prepare) > 8


def test_a_full_disk_leaves_the_package_to_the_worker_and_no_half_of_it(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def put(self, id: uuid.UUID, pieces: object) -> None:
            raise OSError(28, "No space left on device")

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    real = files.store()
    with monkeypatch.context() as patch:
        patch.setattr(files, "_stores", [Full()])
        outcome = fulfil(mara)
    assert outcome.state == State.UNDER_WAY
    assert not SealedFile.objects.filter(clause="request_papers").exists()
    resume_fulfilments(timestamp=0)
    assert Fulfilment.objects.get().state == State.DONE


def test_a_lost_connection_to_the_keys_leaves_the_rest_to_the_worker(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(keyrings, "for_writing", lost)
        assert fulfil(mara).state == State.UNDER_WAY
    resume_fulfilments(timestamp=0)
    assert Fulfilment.objects.get().state == State.DONE


def test_without_the_journal_no_halt_is_called_done(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise JournalUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        assert fulfil(mara, Kind.RESTRICTION).state == State.UNDER_WAY
    resume_fulfilments(timestamp=0)
    assert Fulfilment.objects.get().state == State.DONE


def test_two_workers_on_one_request_make_one_package_and_tell_everybody_once(mara: Player) -> None:
    request, failed = uuid.uuid4(), []

    def work() -> None:
        try:
            fulfil(mara, request=request)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()
            log_connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    resume_fulfilments(timestamp=0)
    run = Fulfilment.objects.get()
    assert run.state == State.DONE
    assert packages.files_of([run.pk]).count() == 1
    assert OutsideAnswer.objects.count() == len({(row.party, row.verb) for row in OutsideAnswer.objects.all()})
    assert actions.outcome_of(run).is_done

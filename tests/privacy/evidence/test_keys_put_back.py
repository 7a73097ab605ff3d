"""Keys put back, or damaged, under a shop that runs: a withdrawal stops at once, and the rest waits with the worker."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from procrastinate.jobs import Job

from kindr.base import clock
from kindr.base.key_history import HistoryTampered
from kindr.base.signing import KeyReplaced
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent import ledger, proving
from kindr.privacy.consent.personal import StopProof
from kindr.privacy.consent.tasks import MOST_SECONDS, confirm_stop
from kindr.privacy.rights.fulfilment import actions as fulfilment
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.tasks import resume_fulfilments
from kindr.privacy.rights.fulfilment.terms import Asked, Kind
from kindr.privacy.rights.fulfilment.terms import State as Progress
from kindr.privacy.rights.journal import Journal
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import State
from kindr.privacy.rights.requests.tasks import keep_going
from kindr.privacy.signing_keys import SigningKeys
from kindr.privacy.vault import forgetting
from kindr.privacy.vault.ports import JournalUnavailable
from kindr.web.checks import the_key_that_signs_is_the_newest
from tests.cast import Player
from tests.consents import last_of
from tests.faults.test_consents import GREETING, keep, opens
from tests.privacy.evidence.test_new_signer import newest_signers, own, put_back, replace_with
from tests.privacy.rights.test_journal import _entry

__all__ = ["own", "put_back"]
pytestmark = pytest.mark.django_db(transaction=True)


def withdraw_on_the_page(player: Player, purpose: str) -> str:
    """What a press on the switch leads to."""
    response = player.client().post(f"/en/my-choices/{player.id}/{purpose}/withdraw/", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def the_newest_roots_come_back(tmp_path: Path) -> None:
    roots = tmp_path / "keys" / "roots.json"
    replace_with(roots, roots.with_suffix(".newest").read_bytes())


@pytest.mark.clause("9.1.3")
@pytest.mark.parametrize("purpose", ["newsletter", GREETING])
def test_a_withdrawal_beside_a_replaced_key_stops_at_once_and_is_proven_by_the_worker(
    put_back: Journal, mara: Player, tmp_path: Path, purpose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_journals", [put_back])
    if purpose == GREETING:
        keep(mara)
    newest_signers(tmp_path)
    withdraw_on_the_page(mara, purpose)
    me, event = mara.person.pk, last_of(mara.id)[purpose]
    assert not ledger.people_who_consent(purpose, [me], at=clock.now())
    assert not StopProof.objects.exists()
    keep_going(timestamp=0)
    assert Request.objects.get(kind="withdrawal").closed_at is None
    assert not StopProof.objects.exists()
    the_newest_roots_come_back(tmp_path)
    keep_going(timestamp=0)
    assert Request.objects.get(kind="withdrawal").state == State.FULFILLED
    assert StopProof.objects.get(event=event.id).process == proving.WORKER
    assert purpose != GREETING or not opens(mara)
    page = mara.client().get(f"/en/my-choices/?stopped={event.id}").content.decode()
    assert str(event.id) in page
    assert mara.client().get(f"/en/my-choices/proof/{event.id}.json").status_code == 200


def test_the_worker_tries_again_what_it_cannot_sign(put_back: Journal, mara: Player, tmp_path: Path) -> None:
    newest_signers(tmp_path)
    withdraw_on_the_page(mara, "newsletter")
    event = last_of(mara.id)["newsletter"]
    with pytest.raises(Exception, match="replaced"):
        consents.confirm_stop(event.id, mara.person.pk, at=clock.now())


@pytest.mark.clause("9.1.3")
@pytest.mark.parametrize("kind", [Kind.WITHDRAWAL, Kind.OBJECTION])
def test_a_request_by_letter_is_not_done_before_its_stop_is_proven(
    put_back: Journal, mara: Player, tmp_path: Path, kind: Kind
) -> None:
    newest_signers(tmp_path)
    access, about = system_access("answer_requests"), Asked(purposes=["newsletter"], channel="email")
    run = fulfilment.carry_out(
        kind=kind, person=mara.person.pk, request=uuid.uuid4(), access=access, at=clock.now(), asked=about
    )
    assert not ledger.people_who_consent("newsletter", [mara.person.pk], at=clock.now())
    assert (run.state, StopProof.objects.count()) == (Progress.UNDER_WAY, 0)
    the_newest_roots_come_back(tmp_path)
    resume_fulfilments(timestamp=0)
    assert Fulfilment.objects.get(pk=run.run).state == Progress.DONE
    assert StopProof.objects.get(event=last_of(mara.id)["newsletter"].id)


def test_the_worker_never_gives_up_a_stop_and_tries_it_every_five_minutes() -> None:
    waits = []
    for attempts in (0, 3, 12, 10_000):
        again = confirm_stop.get_retry_exception(KeyReplaced("replaced"), Job(
            id=1, queue="default", lock=None, queueing_lock=None, task_name=confirm_stop.name, attempts=attempts
        ))  # fmt: skip
        assert again is not None
        at = again.retry_decision.retry_at
        assert at is not None
        waits.append((at - clock.now()).total_seconds())
    assert all(0 < wait <= MOST_SECONDS for wait in waits)


def damage(keys: SigningKeys) -> None:
    replace_with(keys._path, b'{"keys": []}')
    with pytest.raises(HistoryTampered):
        keys.older()


def test_a_damaged_file_of_signers_is_said_before_serving(own: SigningKeys, put_back: Journal) -> None:
    damage(own)
    (found,) = the_key_that_signs_is_the_newest()
    assert found.id == "kindr.E011"
    assert "roots.json.signers" in found.msg


def test_a_file_of_signers_that_cannot_be_read_is_said_before_serving(
    own: SigningKeys, put_back: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "roots.json.signers")

    monkeypatch.setattr(own, "check_newest", refuse)
    (found,) = the_key_that_signs_is_the_newest()
    assert "roots.json.signers" in found.msg


def test_the_journal_beside_a_damaged_file_of_signers_takes_no_line_and_erasures_wait(
    own: SigningKeys, put_back: Journal, tmp_path: Path
) -> None:
    lines = put_back.path.read_bytes()
    damage(own)
    with pytest.raises(JournalUnavailable):
        put_back.append([_entry()])
    assert put_back.path.read_bytes() == lines

"""The ledger keeps everything that was shown, reads what earlier versions wrote, and keeps the order of decisions."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import registry
from kindr.privacy.consent import ledger, payloads
from kindr.privacy.consent.events import (
    BOX,
    Channel,
    Decided,
    Decision,
    DoubleOptIn,
    Event,
)
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.terms import Policy, PolicyVersion
from tests.cast import Player
from tests.consents import last_of, say

pytestmark = pytest.mark.django_db
VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "consents.json").read_text())
ROW, PERSON = uuid.UUID(VECTORS["row"]), uuid.UUID(VECTORS["person"])
AT = datetime.fromisoformat(VECTORS["at"])


def test_everything_about_a_decision_is_written_down_and_read_again(ilse: Player) -> None:
    now, attempt = clock.now(), uuid.uuid4()
    confirmed = DoubleOptIn(now - timedelta(minutes=5), now, attempt)
    decided = Decided(
        "newsletter", Decision.GIVEN, "Kirim buletin", "id", Channel.EMAIL, text_version="newsletter/1", offer=BOX,
        double_opt_in=confirmed, has_gpc=True, until=now + timedelta(days=365), noted_by="service",
    )  # fmt: skip
    assert ilse.id is not None
    written = ledger.record(decided, person=ilse.id, by=ilse.id, at=now)
    assert last_of(ilse.id)["newsletter"] == written
    assert (written.double_opt_in, written.has_gpc, written.offer) == (confirmed, True, BOX)
    assert (written.channel, written.noted_by, written.until) == ("email", "service", decided.until)
    assert written.offer.preset == ""


@pytest.mark.parametrize("version", [1, 2])
def test_payloads_of_every_version_are_read_as_the_format_says(version: int) -> None:
    event = payloads.event(json.loads(VECTORS[f"v{version}"]), row=ROW, person=PERSON, at=AT)
    assert (event.purpose, event.decision, event.shown) == ("greet_birthday", Decision.GIVEN, "Kirimi saya ucapan")
    assert event.text_sha256 == VECTORS["text_sha256"]
    assert event.text_version == "greet-birthday/1"
    assert (event.channel, event.offer.choices) == (("profile", ()), ("page", ("agree", "leave empty")))[version - 1]


def test_version_2_is_written_byte_for_byte_as_the_format_says() -> None:
    decided = Decided(
        "greet_birthday", Decision.GIVEN, "Kirimi saya ucapan", "id", Channel.PAGE, text_version="greet-birthday/1",
        offer=BOX, has_gpc=False, until=datetime(2027, 3, 14, tzinfo=UTC),
        double_opt_in=DoubleOptIn(AT, AT + timedelta(minutes=1), ROW),
    )  # fmt: skip
    content = payloads.content(
        decided, by=PERSON, policy="2026-11-22", text_sha256=VECTORS["text_sha256"], salt=bytes(range(16))
    )
    assert payloads.encoded(content).decode() == VECTORS["v2"]


def test_a_payload_of_an_unknown_version_is_refused() -> None:
    with pytest.raises(payloads.UnknownPayload):
        payloads.event({**json.loads(VECTORS["v2"]), "v": 3}, row=ROW, person=PERSON, at=AT)


def test_a_row_of_payload_version_1_still_opens(ilse: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ilse.id is not None
    old = json.loads(VECTORS["v1"])
    monkeypatch.setattr(payloads, "content", lambda *_, salt, **__: {**old, "salt": salt.hex()})
    say(ilse.id, "greet_birthday", Decision.GIVEN)
    monkeypatch.undo()
    assert last_of(ilse.id)["greet_birthday"].channel == "profile"
    assert ledger.people_who_consent("greet_birthday", [ilse.id], at=clock.now()) == {ilse.id}


def test_the_last_decision_to_be_written_decides_whatever_the_clocks_say(ilse: Player) -> None:
    now = clock.now()
    say(ilse.id, "newsletter", Decision.GIVEN, at=now + timedelta(seconds=30))
    said = say(ilse.id, "newsletter", Decision.WITHDRAWN, at=now)
    assert said.at > now + timedelta(seconds=30)
    assert ilse.id is not None
    assert ledger.people_who_consent("newsletter", [ilse.id], at=now) == set()
    assert [row.id for row in ledger.rows_of([ilse.id])][-1] == said.id


def test_a_consent_with_an_end_stands_until_then_and_no_longer(ilse: Player) -> None:
    now = clock.now()
    say(ilse.id, "newsletter", Decision.GIVEN, at=now, until=now + timedelta(days=30))
    assert ilse.id is not None
    stands = [ledger.people_who_consent("newsletter", [ilse.id], at=now + timedelta(days=day)) for day in (29, 30)]
    assert stands == [{ilse.id}, set()]


def changed_policy(moment: datetime, *purposes: str) -> Policy:
    """The policy with a second, made-up version that changes what some purposes mean."""
    second = PolicyVersion(
        "2027-02-01",
        announced_at=moment - timedelta(days=30),
        in_force_at=moment,
        changed={"id": "Kalimat percobaan berubah.", "en": "A trial sentence changes."},
        asks_again=frozenset(purposes),
    )
    return replace(POLICY, versions=(*POLICY.versions, second))


def test_a_change_of_meaning_ends_a_consent_at_its_moment_and_a_new_one_holds(
    ilse: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    change = now + timedelta(days=40)
    monkeypatch.setattr(registry, "_adopted", [changed_policy(change, "newsletter")])
    say(ilse.id, "newsletter", Decision.GIVEN, at=now)
    say(ilse.id, "greet_birthday", Decision.GIVEN, at=now)
    assert ilse.id is not None

    def stands(purpose: str, days: int) -> bool:
        return bool(ledger.people_who_consent(purpose, [ilse.person.pk], at=now + timedelta(days=days)))

    assert [stands("newsletter", 39), stands("newsletter", 40), stands("greet_birthday", 41)] == [True, False, True]
    again: Event = say(ilse.id, "newsletter", Decision.GIVEN, at=now + timedelta(days=41))
    assert stands("newsletter", 41)
    assert (again.policy_version, last_of(ilse.id)["greet_birthday"].policy_version) == ("2027-02-01", "2026-11-22")


def test_what_the_ledger_says_lies_nowhere_in_clear(ilse: Player) -> None:
    say(ilse.id, "newsletter", Decision.GIVEN)
    raw = b"".join(bytes(row.payload) + bytes(row.leaf) for row in ConsentEvent.objects.all())
    assert b"newsletter" not in raw
    assert b"buletin" not in raw

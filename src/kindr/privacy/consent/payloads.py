"""The payload of a ledger row as FORMAT.md writes it: version 2 is written, version 1 is still read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from kindr.privacy.consent.events import Channel, Decided, Decision, DoubleOptIn, Event, Offer

VERSION = 2
READABLE = frozenset({1, 2})


class UnknownPayload(ValueError):
    """The payload has a version that this program does not know; it never guesses."""


def content(decided: Decided, *, by: uuid.UUID, policy: str, text_sha256: str, salt: bytes) -> dict[str, Any]:
    """The fields of a payload, every one of them present."""
    return {
        "v": VERSION,
        "purpose": decided.purpose,
        "decision": decided.decision.value,
        "shown": decided.shown,
        "text_version": decided.text_version,
        "text_sha256": text_sha256,
        "language": decided.language,
        "offer": {
            "control": decided.offer.control,
            "choices": list(decided.offer.choices),
            "preset": decided.offer.preset,
        },
        "channel": Channel(decided.channel).value,
        "policy": policy,
        "by": str(by),
        "noted_by": decided.noted_by,
        "until": _moment(decided.until) if decided.until else "",
        "double_opt_in": _confirmation(decided.double_opt_in),
        "gpc": decided.has_gpc,
        "salt": salt.hex(),
    }


def encoded(fields: Mapping[str, Any]) -> bytes:
    """The bytes that are sealed and that the leaf commits to."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def event(fields: Mapping[str, Any], *, row: uuid.UUID, person: uuid.UUID, at: datetime) -> Event:
    """A payload of either version as an event; raises UnknownPayload."""
    if fields["v"] not in READABLE:
        raise UnknownPayload(f"a ledger payload of version {fields['v']}")
    return Event(
        id=row,
        person=person,
        at=at,
        purpose=str(fields["purpose"]),
        decision=Decision(fields["decision"]),
        shown=str(fields["shown"]),
        language=str(fields["language"]),
        channel=str(fields["channel"]),
        policy_version=str(fields["policy"]),
        by=str(fields["by"]),
        text_version=str(fields.get("text_version", "")),
        offer=_offer(fields.get("offer")),
        double_opt_in=_double_opt_in(fields.get("double_opt_in")),
        has_gpc=fields.get("gpc"),
        until=datetime.fromisoformat(fields["until"]) if fields.get("until") else None,
        noted_by=str(fields.get("noted_by", "")),
    )


def _confirmation(confirmed: DoubleOptIn | None) -> dict[str, str] | None:
    if confirmed is None:
        return None
    return {
        "asked_at": _moment(confirmed.asked_at),
        "confirmed_at": _moment(confirmed.confirmed_at),
        "attempt": str(confirmed.attempt),
    }


def _double_opt_in(fields: Mapping[str, str] | None) -> DoubleOptIn | None:
    if fields is None:
        return None
    asked, confirmed = (datetime.fromisoformat(fields[name]) for name in ("asked_at", "confirmed_at"))
    return DoubleOptIn(asked, confirmed, uuid.UUID(fields["attempt"]))


def _offer(fields: Mapping[str, Any] | None) -> Offer:
    return Offer(fields["control"], tuple(fields["choices"]), fields["preset"]) if fields else Offer("", ())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")

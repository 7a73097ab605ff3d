"""Broken, absurd and hostile letters: no crash, nobody mistaken for somebody else, nothing lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights.intake import actions
from kindr.privacy.rights.intake.models import Became, ReceivedLetter
from kindr.privacy.rights.intake.rules import Envelope, Inbound, read, wish_of
from kindr.privacy.rights.requests.models import Request
from tests.cast import Player
from tests.privacy.rights.intake.corpus import broken
from tests.privacy.rights.intake.writing import MAILBOX

MANY, SAMPLE = 10_000, 300


def is_named(address: str, raw: bytes) -> bool:
    """Whether a line of From, as it was written, holds the address."""
    lines = re.findall(rb"(?im)^from[ \t]*:(?:[^\r\n]|\r?\n[ \t]|\r(?!\n))*", raw)
    return any(address.encode() in line.lower() for line in lines)


def check(letter: Inbound, raw: bytes) -> None:
    """What holds of every letter."""
    assert not letter.address or is_named(letter.address, raw)
    assert "\x00" not in letter.words + letter.rest + letter.subject
    wish = wish_of(letter, POLICY.withdrawals)
    assert len(wish.rights) <= 2
    assert set(wish.purposes) <= set(POLICY.withdrawals)
    f"{letter.subject}{letter.words}{letter.rest}".encode()


def test_ten_thousand_broken_letters_are_read_without_a_crash_or_a_mistaken_sender() -> None:
    slowest = 0.0
    for seed in range(MANY):
        raw, envelope = broken(seed)
        began = time.process_time()
        check(read(raw, envelope, MAILBOX), raw)
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 3


@settings(max_examples=300, deadline=None)
@given(raw=some.binary(max_size=3000))
def test_any_bytes_are_a_letter(raw: bytes) -> None:
    check(read(raw, Envelope("sam@elsewhere.example"), MAILBOX), raw)


@settings(max_examples=200, deadline=None)
@given(value=some.text(alphabet="mara@fiels.xp\"'<>(),:;\\ =?[]\n\té", max_size=80))
def test_whatever_from_says_it_names_one_address_that_stands_there_or_none(value: str) -> None:
    raw = b"From: " + value.replace("\n", "\n ").encode() + b"\nSubject: x\n\nhapus akun saya\n"
    check(read(raw, Envelope("sam@elsewhere.example"), MAILBOX), raw)


@pytest.mark.parametrize(
    "value",
    [
        "mara@families.example, sam@elsewhere.example",
        '"mara@families.example" <sam@elsewhere.example>, <mara@families.example>',
        "ｍara@families.example",
        "=?utf-8?q?mara=40families.example?=",
        "mara@families.example\nFrom: sam@elsewhere.example",
    ],
)
def test_a_doubtful_from_names_nobody(value: str) -> None:
    raw = f"From: {value}\n\nhapus akun saya\n".encode()
    assert read(raw, Envelope("sam@elsewhere.example"), MAILBOX).address in ("", "sam@elsewhere.example")


@pytest.mark.parametrize(
    "raw",
    [
        b"(" * 100_000,
        b"From: " + b"(" * 50_000 + b"\n\nhapus akun",
        b"Content-Type: text/plain; " + b"a=b;" * 50_000 + b"\n\nhapus akun",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 100_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 5_000,
        b"Content-Type: text/html\n\n" + b"<div>" * 100_000,
        b"Content-Type: text/html\n\n" + b"<!" * 100_000,
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\n\n",
        b"\n\n" + b"hapus " * 200_000,
        b"\n\n" + b"> " * 500_000,
        b"\n\n" + b"on " * 200_000,
        b"Received: x\n" * 20_000 + b"\nhapus akun saya",
    ],
)
def test_bombs_take_no_more_than_moments(raw: bytes) -> None:
    began = time.process_time()
    check(read(raw, Envelope("sam@elsewhere.example"), MAILBOX), raw)
    assert time.process_time() - began < 5


@pytest.mark.django_db(transaction=True)
def test_every_letter_ends_in_one_outcome_and_is_nobody_elses(mara: Player, ilse: Player) -> None:
    known = {mara.email: mara.id, ilse.email: ilse.id}
    access = system_access("answer_requests")
    for seed in range(0, MANY, MANY // SAMPLE):
        raw, envelope = broken(seed)
        letter = read(raw, envelope, MAILBOX)
        found = actions.take_in(letter, access=access, at=clock.now())
        requests = list(Request.objects.filter(pk__in=found.requests))
        is_dropped = found.became in (Became.BOUNCE, Became.AUTOMATIC, Became.LOOP)
        assert bool(requests) != is_dropped
        for request in requests:
            assert request.person_id not in known.values()
    assert ReceivedLetter.objects.count() <= SAMPLE + 1

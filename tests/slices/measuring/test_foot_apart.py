"""A program that opens a stranger's picture may hang, babble, start others or die: the page refuses and goes on."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kindr.shop.accounts.actions import PICTURES_OF_A_CALLER
from kindr.shop.measuring import apart, refusals
from kindr.shop.measuring.actions import foot as measuring_a_foot
from kindr.shop.measuring.apart import Asked, bounded
from kindr.shop.measuring.apart.bounded import Bounds, NotAnswered, TooLong
from kindr.shop.measuring.rules.foot_photo.terms import Found, Paper, Reason, Refused, Way

PAGE = "/en/measure/foot/"
ASKED = Asked(Paper.A4, Way.TRACED)
SHUT_IN = (
    "import os, resource, socket, sys\nfrom kindr.shop.measuring.apart import __main__ as apart\napart.shut_in()\n"
)
LARGE = bytes(3_000_000)
"""More than a pipe holds: the program need not read it."""


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Programs:
    return Programs(monkeypatch)


class Programs:
    """What is run in place of the program that opens pictures."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def is_now(self, code: str, *, seconds: float = 60.0) -> None:
        self._patch.setattr(apart, "PROGRAM", (sys.executable, "-P", "-c", code))
        self._patch.setattr(apart, "SECONDS", seconds)


def reason(content: bytes = b"x") -> Reason:
    with pytest.raises(Refused) as refused:
        apart.foot_in(content, ASKED)
    return refused.value.reason


def all_places_are_free() -> bool:
    taken = [apart._places.acquire(blocking=False) for _ in range(apart.AT_ONCE)]
    for each in taken:
        if each:
            apart._places.release()
    return all(taken)


@pytest.mark.parametrize("content", [b"x", LARGE])
@pytest.mark.parametrize(
    ("code", "seconds", "said"),
    [
        ("import time; time.sleep(600)", 0.5, Reason.TOO_LONG),
        ("import os; os.close(1); import time; time.sleep(600)", 0.5, Reason.TOO_LONG),
        ("import sys\nwhile True: sys.stdout.write('0' * 9000)", 60, Reason.NOT_A_PICTURE),
        ("import os; os.kill(os.getpid(), 9)", 60, Reason.TOO_LONG),
        ("import os; os.kill(os.getpid(), 11)", 60, Reason.NOT_A_PICTURE),
        ("raise MemoryError", 60, Reason.NOT_A_PICTURE),
        ("", 60, Reason.NOT_A_PICTURE),
        ("print('nothing of ours')", 60, Reason.NOT_A_PICTURE),
        ("print('[' * 60000)", 60, Reason.NOT_A_PICTURE),
        ('print(\'{"refused": "unheard of"}\')', 60, Reason.NOT_A_PICTURE),
        ('print(\'{"length": NaN, "width": 7, "spread": 1}\')', 60, Reason.NOT_A_PICTURE),
        ("print('{\"length\": 1e999}')", 60, Reason.NOT_A_PICTURE),
    ],
)
def test_whatever_the_program_does_a_reason_comes_back_and_the_place_is_free(
    program: Programs, code: str, seconds: float, said: Reason, content: bytes
) -> None:
    program.is_now(code, seconds=seconds)
    assert reason(content) is said
    assert all_places_are_free()


def test_a_flood_is_cut_off_at_its_bound() -> None:
    """Endless output would fill the memory of the shop before its time is over."""
    flood = (sys.executable, "-c", "import os\nwhile True: os.write(1, b'0' * 65536)")
    with pytest.raises(NotAnswered) as told:
        bounded.answer(flood, b"", Bounds(60, 1000), surroundings={})
    assert not isinstance(told.value, TooLong)


def test_what_the_program_has_started_ends_with_it(tmp_path: Path) -> None:
    """A child of it that holds the answer's pipe open neither keeps the page waiting nor stays."""
    told = tmp_path / "child"
    code = (
        "import os, pathlib, time\n"
        f"if os.fork(): pathlib.Path({str(told)!r}).write_text(str(os.getpgid(0)))\n"
        "else: time.sleep(600)"
    )
    for seconds in (1.5, 5, 15, 45):
        with pytest.raises(TooLong):
            bounded.answer((sys.executable, "-c", code), b"", Bounds(seconds, 1000), surroundings={})
        if told.exists() and told.read_text():
            break  # it had the time to begin
    assert _is_gone(int(told.read_text()))


def _is_gone(group: int) -> bool:
    """Whether no process of a group runs; whoever inherits a killed one may take a moment to bury it."""
    for _ in range(1200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="limits are told by the kernel's own file")
@pytest.mark.parametrize(
    "attempt",
    [
        "os.fork()",
        "os.open('/etc/passwd', os.O_RDONLY)",
        "os.close(0); os.open('/etc/passwd', os.O_RDONLY)",
        "socket.socket()",
        "os.close(0); socket.socket()",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))",
        "resource.setrlimit(resource.RLIMIT_NPROC, (9, 9))",
        "os.setuid(0) if os.getuid() else os.fork()",
    ],
)
def test_the_program_cannot_do_what_it_gave_up(program: Programs, attempt: str) -> None:
    """What it says is the kind of refusal that the kernel gave."""
    refusing = (
        f"try:\n  {attempt}\nexcept (OSError, ValueError) as error: os.write(1, b'no')\nelse: os.write(1, b'yes')"
    )
    program.is_now(SHUT_IN + refusing)
    bounds = Bounds(apart.SECONDS, 1000)
    assert bounded.answer(apart.PROGRAM, b"", bounds, surroundings=apart._surroundings()) == b"no"


@pytest.mark.skipif(sys.platform != "linux", reason="limits are told by the kernel's own file")
def test_limits_and_no_new_rights_stand_in_the_kernel(program: Programs) -> None:
    look = (
        "import os\nfrom kindr.shop.measuring.apart import __main__ as apart\n"
        "files = [open('/proc/self/' + name) for name in ('limits', 'status')]\n"
        "apart.bound(); apart.shut_in()\nfor each in files: os.write(1, each.read().encode())"
    )
    program.is_now(look)
    said = bounded.answer(apart.PROGRAM, b"", Bounds(60, 99_000), surroundings=apart._surroundings()).decode()
    limits = {line[:26].strip(): line[26:].split()[:2] for line in said.splitlines() if line.startswith("Max ")}
    assert limits["Max processes"] == limits["Max open files"] == limits["Max file size"] == ["0", "0"]
    assert limits["Max core file size"] == ["0", "0"]
    assert limits["Max cpu time"] == ["6", "6"]
    assert limits["Max address space"] == [str(1536 * 1024 * 1024)] * 2
    assert "NoNewPrivs:\t1" in said
    assert "CapEff:\t0000000000000000" in said
    assert "Uid:\t0\t" not in said


def test_no_picture_takes_the_place_of_another_for_long() -> None:
    assert 6 <= apart.SECONDS <= 8
    assert 1 <= apart.WAITS_SECONDS <= 2


@pytest.mark.django_db
def test_a_busy_shop_says_so_and_loses_neither_the_try_nor_what_was_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WAITS_SECONDS", 0.01)
    caller = Client()
    taken = [apart._places.acquire(blocking=False) for _ in range(apart.AT_ONCE)]
    try:
        pages = [sent(caller) for _ in range(PICTURES_OF_A_CALLER.holds + 2)]
    finally:
        for each in taken:
            if each:
                apart._places.release()
    last = pages[-1].content.decode()
    assert all(taken)
    assert {page.status_code for page in pages} == {503}
    assert "Many pictures are being looked at just now" in last
    for kept in ('name="earlier" value="164.0"', 'value="104"', "Send a second picture"):
        assert kept in last


@pytest.mark.django_db
def test_a_refused_second_picture_does_not_lose_what_the_first_one_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def foot_in(content: bytes, asked: Asked) -> Found:
        raise Refused(Reason.TOO_LONG)

    monkeypatch.setattr(measuring_a_foot.apart, "foot_in", foot_in)
    page = sent(Client()).content.decode()
    assert str(refusals.WORDS[Reason.TOO_LONG]) in page
    assert 'name="earlier" value="164.0"' in page


def sent(client: Client) -> object:
    upload = SimpleUploadedFile("foot.jpg", b"x", "image/jpeg")
    return client.post(PAGE, {"way": "wall", "paper": "f4", "height": "104", "earlier": "164.0", "picture": upload})

"""The living policy: what broke is shown, what was not looked at says so, and a changed result is shown to nobody."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import localtime

from kindr.base import clock, statements
from kindr.base.signing import Signer
from kindr.privacy.access.models.alarms import Alarm, AlarmKind
from kindr.privacy.evidence import ports, upkeep
from kindr.privacy.retention.models import SweepRun
from kindr.web.commands import prove as command
from kindr.web.promises import page, proving, release, results, suite, tasks
from kindr.web.promises.code import mark_of_code
from kindr.web.promises.probes import PROBES, Broken, Probe, books, looking, run, servers
from kindr.web.promises.probes import upkeep as upkeep_probes
from kindr.web.promises.results import Outcome, Result, ResultRefused, Run
from kindr.web.promises.seen import promises_seen
from kindr.web.promises.standing import Proof, state_of

pytestmark = pytest.mark.django_db
AT = clock.now()
HELD = Outcome("promises/test_chapter_5.py::test_every_opening_is_recorded", ("5.3.1",), True)
FAILED = Outcome("promises/test_chapter_5.py::test_nothing_is_sold", ("5.2.3",), False)


@pytest.fixture(autouse=True)
def own_result(tmp_path: Path) -> Iterator[Path]:
    """Nobody has looked yet, and the log's heads are seen by a witness of the test's own; both are taken away again."""
    log = ports.this_log()
    ports.bind(replace(log, witness=tmp_path / "log.witness"))
    results.place().unlink(missing_ok=True)
    page._board.cache_clear()
    upkeep.keep_up(at=clock.now())
    yield results.place()
    results.place().unlink(missing_ok=True)
    ports.bind(log)


@pytest.fixture
def told() -> Callable[[], list[object]]:
    """What the officer is told during a test; alarms stay, whatever a test takes back."""
    before = {alarm.pk for alarm in Alarm.objects.all()}
    kind = AlarmKind.PROMISE_FAILED.value
    return lambda: [alarm.about for alarm in Alarm.objects.filter(kind=kind).exclude(pk__in=before)]


def a_run(*outcomes: Outcome, code: str = "", at: datetime = AT) -> Run:
    return Run(at, code or mark_of_code(), "here", outcomes)


def published(result: Result) -> str:
    results.write(result, at=AT)
    return Client().get("/en/privacy/promises/").content.decode()


def article(text: str, number: str) -> str:
    """The part of the page about one sentence."""
    return text.partition(f'<article class="promise" id="{number}">')[2].partition("</article>")[0]


def test_where_nobody_has_looked_the_page_says_so() -> None:
    text = Client().get("/en/privacy/promises/").content.decode()
    assert "Nobody has looked yet on this installation" in text
    assert "Not yet run here" in article(text, "5.3.1")
    people = [one for one in page.board_now("en").standings if one.state == "people"]
    assert all("Left to people" in article(text, one.sentence.number) for one in people)
    assert "Being built" in article(text, "4.1.1")
    assert Client().get("/en/privacy/promises/result.json").status_code == 404


def test_a_planted_failing_promise_is_said_at_the_top_and_at_its_sentence() -> None:
    held_before = AT - timedelta(days=3)
    text = published(Result(a_run(HELD, FAILED), None, {"5.3.1": AT, "5.2.3": held_before}))
    assert "1 promise does not hold at the moment" in text.partition('id="promises"')[0]
    assert "Does not hold" in article(text, "5.2.3")
    assert "nothing is sold" in article(text, "5.2.3")
    assert "last held on" in article(text, "5.2.3")
    assert "Held" in article(text, "5.3.1")
    assert "Does not hold" not in article(text, "5.3.1")


def test_the_list_is_narrowed_by_chapter_and_by_state() -> None:
    published(Result(a_run(HELD, FAILED), None, {}))
    shown = Client().get("/en/privacy/promises/", {"chapter": "5", "state": "broken"}).content.decode()
    assert shown.count('<article class="promise"') == 1
    assert article(shown, "5.2.3")
    part = Client().get("/en/privacy/promises/", {"chapter": "c"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div class="stack stack-l" id="promises">')
    assert article(part, "C.1")
    assert not article(part, "5.2.3")


@pytest.mark.parametrize("path", ["/privacy/promises/", "/en/privacy/promises/?state=nonsense&chapter=99"])
def test_the_page_asks_no_database_and_is_the_same_for_everybody(path: str, django_assert_num_queries: object) -> None:
    published(Result(a_run(HELD), run(at=AT), {}))
    Client().get(path)
    with django_assert_num_queries(1):  # type: ignore[operator]  # the sections at the head of every page
        assert Client().get(path).status_code == 200


@pytest.mark.parametrize("change", ["held", "signature", "key", "nonsense", "empty"])
def test_a_tampered_result_is_refused_and_shown_to_nobody(own_result: Path, change: str) -> None:
    results.write(Result(a_run(FAILED), None, {}), at=AT)
    content = json.loads(own_result.read_text())
    if change == "held":
        content["tests"]["outcomes"][0]["held"] = True
    elif change == "signature":
        content["signature"] = "AAAA"
    elif change == "key":
        content = statements.signed(statements.content_of(content), Signer(b"7" * 32))
    own_result.write_text({"nonsense": "[1]", "empty": ""}.get(change, json.dumps(content)))
    with pytest.raises(ResultRefused):
        results.read()
    text = Client().get("/en/privacy/promises/").content.decode()
    assert "The result here was changed" in text
    assert "Not yet run here" in article(text, "5.3.1")
    assert Client().get("/en/privacy/promises/result.json").status_code == 404


def test_the_download_can_be_checked_with_the_published_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = published(Result(a_run(HELD), None, {}))
    key = text.partition('<dt>The key</dt><dd><code class="break">')[2].partition("<")[0]
    file = tmp_path / "kindr-promises.json"
    file.write_bytes(Client().get("/privacy/promises/result.json").content)
    assert proves("--verify", str(file), "--key", key) == 0
    assert "the signature is good" in capsys.readouterr().out
    file.write_text(file.read_text().replace('"held": true', '"held": false'))
    assert proves("--verify", str(file), "--key", key) == 1
    assert proves("--verify", str(file), "--key", "no key") == 1


def proves(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def test_what_other_code_passed_says_nothing_about_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "read_release", lambda: a_run(HELD, code="another program"))
    assert proving.prove(at=AT).tests is None
    monkeypatch.setattr(release, "read_release", lambda: a_run(HELD))
    found = proving.prove(at=AT).tests
    assert found is not None
    assert found.outcomes == (HELD,)


def test_a_release_carries_what_its_tests_found(tmp_path: Path) -> None:
    written = release.write_release(a_run(HELD, FAILED), tmp_path / "promises.json")
    read = release.read_release(written)
    assert read is not None
    assert (read.where, read.outcomes) == ("build", (HELD, FAILED))
    written.write_text("{}")
    assert release.read_release(written) is None
    assert release.read_release(tmp_path / "none.json") is None


def test_a_sentence_remembers_when_it_held_last_although_it_broke_since() -> None:
    first = proving.prove(at=AT, tests=a_run(HELD))
    results.write(first, at=AT)
    later = AT + timedelta(hours=1)
    broke = Outcome(HELD.name, HELD.marks, False)
    second = proving.prove(at=later, tests=a_run(broke, at=later))
    assert first.last_held["5.3.1"] == second.last_held["5.3.1"] == AT


def test_the_officer_is_told_once_of_what_broke(told: Callable[[], list[object]]) -> None:
    broken = Result(a_run(FAILED), None, {})
    assert proving.raise_alarms(broken, at=AT) == [FAILED.name]
    assert told() == [{"proof": FAILED.name}]
    results.write(broken, at=AT)
    assert proving.raise_alarms(broken, at=AT) == []


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.look.__name__)
def test_every_probe_holds_on_an_installation_as_it_should_be(probe: Probe) -> None:
    assert looking.looked(probe, at=AT).has_held, looking.looked(probe, at=AT).says


def test_a_probe_that_cannot_look_has_not_seen_that_the_promise_holds() -> None:
    def blind(at: datetime) -> str:
        raise OSError("a value of somebody")

    def seeing(at: datetime) -> str:
        raise Broken("2 left over")

    found = [looking.looked(Probe(look, ("1.4",)), at=AT) for look in (blind, seeing)]
    assert [(one.has_held, one.says) for one in found] == [(False, "could not look: OSError"), (False, "2 left over")]


def test_a_log_that_may_be_changed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "append_only_tables", lambda: frozenset({"accounts_bucket"}))
    with pytest.raises(Broken, match="accounts_bucket: DELETE"):
        books.the_program_may_add_to_logs_and_ledgers_and_change_nothing_in_them(AT)


def test_one_server_for_both_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "SERVERS", ("default", "default"))
    with pytest.raises(Broken):
        servers.keys_and_data_lie_on_two_servers(AT)


@pytest.mark.parametrize(
    ("proofs", "has_proof", "is_being_built", "state"),
    [
        ("T", True, False, "held"),
        ("TP", True, False, "held"),
        ("P", True, False, "looked"),
        ("PP", True, False, "looked"),
        ("Tp", True, False, "broken"),
        ("Tt", True, False, "broken"),
        ("p", True, True, "broken"),
        ("T", True, True, "being_built"),
        ("P", True, True, "being_built"),
        ("", True, False, "waiting"),
        ("", False, False, "people"),
        ("", False, True, "being_built"),
    ],
)
def test_a_sentence_is_never_called_better_than_its_worst_proof(
    proofs: str, has_proof: bool, is_being_built: bool, state: str
) -> None:
    # A capital held; T is a test, P a look at the running shop.
    shown = [Proof("a proof", each in "Pp", each.isupper(), "", AT, "here") for each in proofs]
    assert state_of(shown, has_proof=has_proof, is_being_built=is_being_built) == state


SEEN = Outcome("probe::the_log_is_append_only", ("5.3.1",), True)


def test_where_the_tests_never_ran_nothing_is_called_held_and_the_page_says_what_was_looked_at() -> None:
    text = published(Result(None, a_run(SEEN), {"5.3.1": AT}))
    top = text.partition('id="promises"')[0]
    assert "The tests of this program have not run for this installation" in top
    assert "Of 1 sentence the running shop itself was looked at" in top
    assert "notice-success" not in top
    assert "badge-good" not in text
    sentence = article(text, "5.3.1")
    assert "Looked at here" in sentence
    assert "not proved by a test" in sentence
    assert f"{localtime(AT):%H:%M} WIB" in sentence
    assert promises_seen().held == 0


def test_what_the_releases_tests_proved_and_what_was_looked_at_here_are_told_apart_with_their_moments() -> None:
    before = AT - timedelta(days=9, hours=1)
    tests = replace(a_run(HELD, at=before), where="build")
    text = published(Result(tests, a_run(SEEN), {"5.3.1": AT}))
    said = " ".join(article(text, "5.3.1").split())
    assert f"{localtime(before):%H:%M} WIB, looked at here on" in said
    assert "proved by the release&#x27;s test run on" in said or "proved by the release's test run on" in said
    assert "a test of the release" in said
    assert "Everything that was looked at held." in text


@pytest.mark.parametrize("probes", [None, "old"])
def test_nothing_is_called_well_while_nobody_looks_at_the_running_shop(probes: str | None) -> None:
    text = published(Result(a_run(HELD), a_run(SEEN, at=AT - timedelta(hours=4)) if probes else None, {}))
    assert "notice-success" not in text
    assert "How the running shop stands now is not known." in text


def test_what_was_found_on_other_text_is_not_shown_as_found_on_this_one_but_what_broke_is() -> None:
    text = published(Result(a_run(HELD, FAILED, code="other"), a_run(SEEN, code="other"), {}))
    assert "Held" not in article(text, "5.3.1")
    assert "Looked at here" not in article(text, "5.3.1")
    assert "Does not hold" in article(text, "5.2.3")
    assert "Nobody has looked yet" in published(Result(None, a_run(SEEN, code="other"), {}))


def test_the_report_of_a_test_run_is_read_name_by_name() -> None:
    report = b"""<testsuites><testsuite>
      <testcase classname="tests.promises.test_a" name="test_one[x]"/>
      <testcase classname="tests.promises.test_a" name="test_one[y]"><failure/></testcase>
      <testcase classname="tests.promises.test_a" name="test_two"/>
      <testcase classname="tests.promises.test_a" name="test_left_out"><skipped/></testcase>
    </testsuite></testsuites>"""
    assert suite.verdicts_in(report, "tests") == {
        "promises/test_a.py::test_one": False,
        "promises/test_a.py::test_two": True,
    }


@pytest.mark.slow
def test_planted_tests_are_run_and_the_broken_one_breaks_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tests"
    (folder / "promises").mkdir(parents=True)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = clause(number): planted\n")
    (folder / "__init__.py").write_text("")
    (folder / "promises" / "__init__.py").write_text("")
    (folder / "promises" / "test_planted.py").write_text(
        "import pytest\n\n@pytest.mark.clause('5.2.3')\ndef test_it_breaks():\n    assert False\n\n"
        "@pytest.mark.clause('1.4')\ndef test_it_holds():\n    pass\n"
    )
    found = suite.run_tests(at=AT, folder=folder, settings="kindr.web.settings")
    assert {outcome.name: outcome.has_held for outcome in found.outcomes} == {
        "promises/test_planted.py::test_it_breaks": False,
        "promises/test_planted.py::test_it_holds": True,
    }
    monkeypatch.setattr(command, "_tests", lambda: found)
    assert proves("--write") == 1
    assert "BROKEN 5.2.3: promises/test_planted.py::test_it_breaks" in capsys.readouterr().out
    assert "1 promise does not hold" in Client().get("/en/privacy/promises/").content.decode()


def test_the_worker_looks_publishes_and_looks_at_once_after_a_release(own_result: Path) -> None:
    assert proving.is_due()
    tasks.look_at_the_promises(0)
    found = results.read()
    assert found is not None
    assert found.probes is not None
    assert found.broken == []
    assert not proving.is_due()
    older = Run(found.probes.at, "the program before", "here", found.probes.outcomes)
    results.write(Result(None, older, {}), at=AT)
    assert proving.is_due()


def test_a_changed_result_reaches_the_officer_and_is_replaced(
    own_result: Path, told: Callable[[], list[object]]
) -> None:
    own_result.write_text("{}")
    tasks.look_at_the_promises(0)
    assert told() == [{"proof": "result.json"}]
    assert results.read() is not None


def test_an_old_look_is_called_old() -> None:
    assert "more than three hours old" in published(Result(None, run(at=AT - timedelta(hours=4)), {}))
    assert "more than three hours old" not in published(Result(None, run(at=AT), {}))


@pytest.mark.parametrize(
    ("begun", "left", "failed", "has_held"),
    [(0, {}, [], True), (0, {"delivery_address": 2}, [], False), (0, {}, ["files"], False), (3, {}, [], False)],
)
def test_a_sweep_that_left_something_failed_or_did_not_come_is_seen(
    begun: int, left: dict[str, int], failed: list[str], has_held: bool
) -> None:
    look = looking.Probe(upkeep_probes.nothing_is_kept_beyond_its_time, ("1.5",))
    assert looking.looked(look, at=AT).says == "no sweep has been due here yet"
    began = AT - timedelta(days=begun)
    SweepRun.objects.create(began_at=began, ended_at=began, left=left, failed=failed)
    assert looking.looked(look, at=AT).has_held is has_held

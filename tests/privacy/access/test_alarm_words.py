"""Every alarm speaks to the officer in words of both languages, never in keys of the program (policy 8.2)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import kindr
from kindr.base import clock
from kindr.privacy.access.actions import emergencies
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.access.queries import alarm_words, alarms
from kindr.privacy.access.queries.alarm_lines import LINES, TOLD_ELSEWHERE, lines
from tests.cast import Player

SOURCE = Path(kindr.__file__).parent
SAMPLES = {
    "incident": "IN-2026-0001", "request": "PD-2026-000123", "drill": 1, "kind": "integrity", "cause": "backup",
    "right": "erasure", "state": "need_user_verification", "minutes_left": -61, "clause": "profile", "verb": "read",
    "people": 61, "guests": 2, "span": "hour", "refusals": 8, "hour": 23, "proof": "a.b::c",
    "case": "R-1", "table": 1, "column": 2, "large_objects": 1, "place": 1, "folder": 1, "store": 1, "left_over": 3,
    "since": "2026-11-20T03:17:00", "missing_sweep_of": "2026-11-22", "sweep_left_out": "clocks_disagree", "hours": 7,
    "journal_not_copied": "JournalTampered", "notice_stopped": "refused", "letters_stopped": "broken",
    "radius_stopped": "broken",
    "what": "Rewritten", "checkpoint": 9, "leaves": 100, "past": 1, "found": 2,
}  # fmt: skip


def _keys_raised() -> Iterator[tuple[str, str]]:
    """Keys of what is handed to alarms, as the source text writes them, with the file."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        if "raise_alarm" in text:
            yield from ((key, path.name) for key in _keys_in(ast.parse(text)))


def _keys_in(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in ("about", "known") for target in targets):
                yield from _literals(node.value)
        elif isinstance(node, ast.keyword) and node.arg == "about" and isinstance(node.value, ast.Dict):
            yield from _literals(node.value)
        elif isinstance(node, ast.Tuple):
            yield from (key for part in node.elts if isinstance(part, ast.Dict) for key in _literals(part))


def _literals(given: ast.Dict) -> list[str]:
    return [key.value for key in given.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]


def test_every_key_that_an_alarm_is_raised_with_has_a_line_of_its_own() -> None:
    found = set(_keys_raised())
    assert len({key for key, _file in found}) > 15, "the source is read no more"
    missing = {(key, file) for key, file in found if key not in LINES and key not in TOLD_ELSEWHERE}
    assert not missing, "add these keys to LINES with words in both languages"


@pytest.mark.parametrize("key", sorted(LINES))
def test_each_key_has_a_name_in_both_languages(key: str) -> None:
    shown = {}
    for language in ("en", "id"):
        with translation.override(language):
            (shown[language],) = lines({key: SAMPLES[key]})
    assert shown["en"].name != shown["id"].name or key in {"checkpoint"}
    assert key not in (shown["en"].name, shown["id"].name)
    assert "_" not in shown["en"].says + shown["id"].says


@pytest.mark.parametrize("kind", AlarmKind)
def test_each_kind_of_alarm_has_words_in_both_languages(kind: AlarmKind) -> None:
    alarm = Alarm(kind=kind.value, raised_at=clock.now(), about={})
    said = {}
    for language in ("en", "id"):
        with translation.override(language):
            said[language] = (alarm_words.headline(alarm), alarm_words.meaning(alarm), alarm_words.place(alarm))
    (headline, meaning, _place), (kepala, arti, _tempat) = said["en"], said["id"]
    assert headline != kepala
    assert meaning != arti
    assert kind.value not in (headline, kepala)


@pytest.mark.parametrize("key", sorted(alarm_words.HEADLINES))
def test_a_place_that_was_left_over_is_not_called_a_request(key: str) -> None:
    alarm = Alarm(kind=AlarmKind.COVERAGE.value, raised_at=clock.now(), about={key: SAMPLES[key]})
    for language in ("en", "id"):
        with translation.override(language):
            assert alarm_words.headline(alarm) != str(AlarmKind.COVERAGE.label)
            assert alarm_words.meaning(alarm) != str(alarm_words.MEANINGS[AlarmKind.COVERAGE])


def test_an_alarm_about_a_request_or_an_incident_leads_to_it() -> None:
    shown = lines({"incident": "IN-2026-0001", "request": "PD-2026-000123"})
    assert [line.address.rstrip("/").rsplit("/", 1)[-1] for line in shown] == ["IN-2026-0001", "PD-2026-000123"]


def test_the_hours_of_a_role_stand_beside_an_opening_outside_of_them() -> None:
    with translation.override("en"):
        (line,) = lines({"hour": 23, "role": "dpo"})
        assert line.says == "23:00–23:59; this role works 06:00–23:00"
        (line,) = lines({"hour": 9, "role": "consultant"})
        assert line.says.endswith("Monday to Friday, 07:00–20:00")


@pytest.mark.django_db(transaction=True)
def test_a_page_of_alarms_asks_the_same_questions_however_many_emergencies_it_tells(
    mara: Player, ilse: Player, tariq: Player, odile: Player
) -> None:
    def asked(whose: list[Player]) -> int:
        for one in whose:
            words = "Seorang anak hilang di toko, ibunya tidak dapat dihubungi."
            emergencies.break_glass(
                one.person.pk, "profile", reason=words, access=tariq.access("run_staff"), at=clock.now()
            )
        with CaptureQueriesContext(connections["default"]) as queries:
            page = alarms.alarms(access=odile.access("oversee_access"), at=clock.now())
        assert sum(bool(each.reason) for each in page.alarms) >= len(whose)
        return len(queries)

    asked([mara])
    assert asked([mara]) == asked([mara, ilse, mara])

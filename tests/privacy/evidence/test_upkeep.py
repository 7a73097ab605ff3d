"""What the worker does: a turn each minute, the whole check each night, and an alarm when anything is wrong."""

from __future__ import annotations

import uuid

import pytest

from kindr.privacy.access.models import Alarm
from kindr.privacy.evidence import tasks, upkeep
from kindr.privacy.evidence.models import LogCheck, LogCheckpoint, LogLeaf
from kindr.privacy.evidence.ports import Log
from kindr.web.commands import log as command
from kindr.web.commands.log import NoWitness
from tests.privacy.evidence.books import A_MINUTE, NOW, done_by_superuser, opened, turn

pytestmark = pytest.mark.django_db(transaction=True)


def alarms() -> list[dict[str, str | int]]:
    return [alarm.about for alarm in Alarm.objects.filter(kind="log_broken").order_by("raised_at")]


def run(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_the_worker_signs_and_checks() -> None:
    opened(3)
    tasks.sign_the_log(timestamp=0)
    tasks.check_the_log(timestamp=0)
    assert (LogLeaf.objects.count(), LogCheckpoint.objects.count()) == (3, 2)
    check = LogCheck.objects.get()
    assert (check.since, check.size, check.findings) == (0, 3, {})
    assert alarms() == []


def test_a_changed_row_raises_the_alarm_once_a_day() -> None:
    opened(3)
    turn()
    done_by_superuser("UPDATE privacy_accessentry SET person_id = %s", uuid.uuid4())
    for _ in range(2):
        upkeep.check_and_tell(at=NOW)
    assert LogCheck.objects.latest("pk").findings == {"ROW_CHANGED": 3}
    assert alarms() == [{"leaves": 3, "ROW_CHANGED": 3}]


def test_a_tree_that_was_rolled_back_is_not_signed_and_raises_the_alarm() -> None:
    opened(3)
    turn()
    turn(at=NOW + A_MINUTE)
    done_by_superuser("DELETE FROM privacy_logcheckpoint WHERE number = 2")
    assert upkeep.keep_up(at=NOW + 2 * A_MINUTE) is None
    assert upkeep.keep_up(at=NOW + 3 * A_MINUTE) is None
    assert LogCheckpoint.objects.count() == 1
    assert alarms() == [{"what": "RolledBack"}]


def test_a_checkpoint_by_another_hand_is_not_gone_on_with() -> None:
    opened(3)
    turn()
    done_by_superuser("UPDATE privacy_logcheckpoint SET note = replace(note, E'\n3\n', E'\n2\n')")
    assert upkeep.keep_up(at=NOW + A_MINUTE) is None
    assert alarms() == [{"what": "Rewritten"}]


def test_late_rows_raise_the_alarm() -> None:
    opened()
    turn()
    opened(2, at=NOW - 500 * A_MINUTE)
    made = upkeep.keep_up(at=NOW + A_MINUTE)
    assert made is not None
    assert alarms() == [{"checkpoint": 2, "past": 2}]


def test_the_command_says_what_it_finds(log_of_its_own: Log, capsys: pytest.CaptureFixture[str]) -> None:
    opened(3)
    assert run("sign") == 0
    assert run("check", "--all") == 0
    assert run("check") == 0
    assert run("witness", str(log_of_its_own.witness)) == 0
    assert "everything agrees" in capsys.readouterr().out
    assert run("key") == 0
    assert str(log_of_its_own.key) in capsys.readouterr().out
    done_by_superuser("DELETE FROM privacy_accessentry WHERE id = (SELECT row FROM privacy_logleaf WHERE index = 1)")
    assert run("check", "--all") == 1
    assert "a row that has a place in the tree is not in its book any more" in capsys.readouterr().out


def test_the_command_compares_with_a_witness(log_of_its_own: Log, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoWitness):
        run("witness", str(log_of_its_own.witness))
    opened(3)
    run("sign")
    run("sign")
    done_by_superuser("DELETE FROM privacy_logcheckpoint WHERE number = 2")
    assert run("witness", str(log_of_its_own.witness)) == 1
    assert "a witness has checkpoints that this tree has not: checkpoint 2" in capsys.readouterr().out
    assert run("sign") == 1
    assert run("restored") == 0
    assert run("witness", str(log_of_its_own.witness)) == 0
    assert "1 checkpoints were lost in a restore that said so" in capsys.readouterr().out
    assert run("check", "--all") == 0

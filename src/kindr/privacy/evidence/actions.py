"""One turn of the log's upkeep: new rows get their places, the head is signed, and witnesses are told."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from kindr.base.signing import written
from kindr.privacy.evidence import notes, sequencing
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.notes import Checkpoint
from kindr.privacy.evidence.ports import Log, this_log
from kindr.privacy.evidence.sequencing import EVER, Span, Taken
from kindr.privacy.evidence.tree import KeptTree, TreeBroken
from kindr.privacy.evidence.witness import WitnessFile

logger = logging.getLogger(__name__)


class LogBroken(Exception):
    """The tree is not what was signed before; nothing more is signed until somebody has looked."""


class RolledBack(LogBroken):
    """The tree is smaller or older than a checkpoint that a witness has."""


class Rewritten(LogBroken):
    """The tree's beginning is not the one that was signed."""


def take_turn(*, at: datetime, thorough: bool = False) -> Checkpoint | None:
    """Takes in every new row and signs a checkpoint; None when another sequencer is at it. Raises LogBroken.

    A thorough turn looks at every row of the books for one that an earlier turn should have taken.
    """
    log = this_log()
    with transaction.atomic():
        if not sequencing.is_alone():
            return None
        last = newest()
        tree = KeptTree()
        _compare(last, tree, log)
        made = _extended(last, tree, at=at, thorough=thorough, says={})
    _tell_witnesses(log)
    return made


def go_on_after_restore(*, at: datetime) -> Checkpoint:
    """After a restore: a checkpoint that says so and names what the witness knows and the tree lost. Raises LogBroken.

    What was restored must be a beginning of what the witness saw, or nothing is signed.
    """
    log, tree = this_log(), KeptTree()
    with transaction.atomic():
        if not sequencing.is_alone():
            raise LogBroken("a sequencer is at work; stop the worker first")
        last, lost = newest(), _seen_by_the_witness(log)
        number = last.number if last else 0
        says = {"restored": str(number)}
        if lost is not None and lost.number > number:
            says["lost"] = f"{lost.number} {lost.size} {written(lost.root)}"
            number = lost.number
        made = _extended(last, tree, at=at, thorough=True, says=says, number=number + 1)
    _tell_witnesses(log)
    return made


def _seen_by_the_witness(log: Log) -> Checkpoint | None:
    """The witness's newest checkpoint; raises Rewritten when it has another one of the number that was restored."""
    file, here = WitnessFile(log.witness), LogCheckpoint.objects.order_by("-number").first()
    for note in file.notes():
        if here and f"\nnumber {here.number}\n" in note and note != here.note:
            raise Rewritten(f"the witness has another checkpoint {here.number}")
    return file.last(log.keys)


def newest() -> Checkpoint | None:
    """The newest checkpoint as it was signed; raises LogBroken when its note is not ours."""
    row = LogCheckpoint.objects.order_by("-number").first()
    try:
        return notes.opened(row.note, this_log().keys) if row else None
    except notes.NoCheckpoint as error:
        raise Rewritten("the newest checkpoint was not signed by this log") from error


def _extended(
    last: Checkpoint | None, tree: KeptTree, *, at: datetime, thorough: bool, says: dict[str, str], number: int = 0
) -> Checkpoint:
    """The tree with what is new, and its checkpoint."""
    complete_until = LogCheckpoint.objects.get(pk=last.number).until if last else 0
    until = sequencing.horizon()
    if until < complete_until:
        # The rows lie on another server now, whose numbers began anew.
        complete_until, thorough = 0, True
    span = Span(0, EVER) if thorough else Span(complete_until, until)
    frontier = tree.frontier(last.size if last else 0)
    taken = sequencing.take_in(frontier, span, complete_until=complete_until, last_at=last.at if last else None)
    made = Checkpoint(
        frontier.size,
        frontier.root(),
        number or (last.number + 1 if last else 1),
        at,
        {**says, **_out_of_the_ordinary(taken)},
    )
    note = notes.signed(made, origin=this_log().origin, signer=this_log().signer)
    LogCheckpoint.objects.create(number=made.number, size=made.size, at=at, until=until, note=note)
    return made


def _out_of_the_ordinary(taken: Taken) -> dict[str, str]:
    past = "imported" if this_log().expects_past else "past"
    return {word: str(count) for word, count in ((past, taken.past), ("found", taken.found)) if count}


def _compare(last: Checkpoint | None, tree: KeptTree, log: Log) -> None:
    """Raises LogBroken when the tree is not what was signed last, or not what the witness has."""
    seen = WitnessFile(log.witness).last(log.keys)
    if seen is not None and (last is None or seen.number > last.number):
        raise RolledBack(f"the witness has checkpoint {seen.number}, and this tree has not")
    for signed in filter(None, (last, seen)):
        try:
            is_same = tree.root(signed.size) == signed.root
        except TreeBroken as error:
            raise Rewritten(f"leaves of checkpoint {signed.number} are gone") from error
        if not is_same:
            raise Rewritten(f"the tree is not the one of checkpoint {signed.number}")


def _tell_witnesses(log: Log) -> None:
    """Appends what each witness does not have yet; one that cannot be written is told the next time."""
    for path in filter(None, (log.witness, log.second_witness)):
        try:
            file = WitnessFile(path)
            seen = file.last(log.keys)
            rows = LogCheckpoint.objects.filter(number__gt=seen.number if seen else 0).order_by("number")
            file.append(list(rows.values_list("note", flat=True)))
        except (OSError, notes.NoCheckpoint):
            logger.exception("a witness could not be told")

"""Erasure as a step of a fulfilment: the engine of `rights.actions` does it, and this waits until it is done."""

from __future__ import annotations

from kindr.privacy.rights import actions
from kindr.privacy.rights.fulfilment.terms import Evidence, Run, State
from kindr.privacy.rights.models import Erasure, ErasureState


def erase(run: Run) -> Evidence | State:
    """Deletes what goes and locks what the law keeps; goes on later while a parcel or a letter is under way."""
    erasure = _erasure_of(run)
    if erasure.state != ErasureState.DONE:
        erasure = actions.carry_out(erasure, access=run.access, at=run.at)
    if erasure.state == ErasureState.DONE:
        counts = {name: sum(step["counts"].values()) for name, step in erasure.steps.items()}
        return Evidence(counts)
    return State.WAITING if erasure.state == ErasureState.CLEARED else State.UNDER_WAY


def _erasure_of(run: Run) -> Erasure:
    """The erasure of this fulfilment, asked for once: its number is written down before anything goes."""
    if run.row.erasure:
        return Erasure.objects.get(pk=run.row.erasure)
    person, language = run.row.person_id, run.row.language
    found = Erasure.objects.filter(person_id=person, state=ErasureState.DONE).order_by("-finished_at", "-pk").first()
    erasure = found or actions.ask_for_erasure(person, language=language, access=run.access, at=run.at)
    run.row.erasure = erasure.pk
    run.row.save(update_fields=["erasure"])
    return erasure

"""Objections to uses that rest on a legitimate interest or on consent (UU 27/2022 art. 9, 10); gates honour them."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection

from kindr.privacy import registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import ActorKind
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger, objections, proving, stops
from kindr.privacy.consent.events import Channel
from kindr.privacy.rights.fulfilment.terms import Evidence, Refusal, Refusing, Run, State
from kindr.privacy.terms import Basis, Purpose

logger = logging.getLogger(__name__)


def object_to(run: Run) -> Evidence | State:
    """Notes each objection and stops what rests on the use, or withdraws its consent; raises Refusing if it prevails.

    It goes on later while the stop of a consent is not proven.
    No decision of this shop is taken by a machine alone; the purposes are all that can be objected to.
    """
    purposes = _asked(run)
    for purpose in purposes:
        if purpose.basis is Basis.LEGITIMATE_INTEREST and purpose.prevails is None:
            objections.note(run.people, purpose.key, at=run.at)
        elif purpose.basis is not Basis.CONSENT:
            raise Refusing(Refusal.PREVAILS)
    objected = [purpose for purpose in purposes if purpose.basis is not Basis.CONSENT]
    agreed = [purpose for purpose in purposes if purpose.basis is Basis.CONSENT]
    is_proven = _withdraw(run, agreed)
    counts = {"objections": len(objected), "withdrawn": len(agreed)}
    if stopped := _stop(run, objected):
        counts["stopped"] = stopped
    if not is_proven:
        return State.UNDER_WAY
    return Evidence(counts, [one.key for one in purposes])


def withdraw(run: Run) -> Evidence | State:
    """Withdraws consents; the ledger's fold stops every use at once, in every process.

    What rests on them may be there until the stop is proven: it is not done before, and goes on later.
    """
    purposes = [purpose for purpose in _asked(run) if purpose.basis is Basis.CONSENT]
    if not purposes:
        raise Refusing(Refusal.GONE)
    if not _withdraw(run, purposes):
        return State.UNDER_WAY
    return Evidence({"withdrawn": len(purposes)}, [purpose.key for purpose in purposes])


def _asked(run: Run) -> list[Purpose]:
    known = registry.policy().purposes
    named = [known[key] for key in run.row.asked.get("purposes", []) if key in known]
    if not named:
        raise Refusing(Refusal.GONE)
    return named


def _stop(run: Run, purposes: Collection[Purpose]) -> int:
    """Runs what has to stop with a use, after its objection is written down; done twice it changes nothing."""
    access = run.access if run.access.actor.kind is ActorKind.PERSON else system_access("erase_my_data")
    done = [
        one
        for purpose in purposes
        for person in sorted(run.people, key=str)
        for one in stops.run(purpose.key, person, language=run.row.language, access=access, at=run.at)
    ]
    return sum(one.count for one in done)


def _withdraw(run: Run, purposes: Collection[Purpose]) -> bool:
    """Withdraws for everybody covered who had agreed; done twice it changes nothing. Whether every stop is proven."""
    channel = str(run.row.asked.get("channel", Channel.PAGE))
    by = run.access.actor.id if run.access.actor.kind is ActorKind.PERSON else run.row.person_id
    proven: set[uuid.UUID] = set()
    for person in sorted(run.people, key=str):
        agreed = [one.key for one in purposes if ledger.people_who_consent(one.key, [person], at=run.at)]
        if agreed:
            proof = consent.withdraw(
                person=person,
                purposes=agreed,
                channel=Channel(channel) if channel in set(Channel) else Channel.PAGE,
                by=by or run.row.person_id,
                language=run.row.language,
                access=run.access,
                at=run.at,
            )
            proven.update(event.id for event in proof.events if proof.statement is not None)
    return _finish_stops(run, {purpose.key for purpose in purposes}, proven)


def _finish_stops(run: Run, purposes: Collection[str], proven: Collection[uuid.UUID]) -> bool:
    """The worker proves the stops that no process could prove before; whether none is left to it."""
    found = proving.unproven(run.people, purposes) if purposes else []
    left = [event for event in found if event.id not in proven]
    if left and run.access.actor.kind is not ActorKind.SYSTEM:
        return False
    try:
        for event in left:
            consent.confirm_stop(event.id, event.person, at=run.at)
    except proving.LEFT_TO_THE_WORKER:
        logger.exception("the stop behind fulfilment %s is not proven yet", run.row.pk)
        return False
    return True

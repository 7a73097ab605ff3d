"""Objections to uses that rest on a legitimate interest or on consent (UU 27/2022 art. 9, 10); gates honour them."""

from __future__ import annotations

from collections.abc import Collection

from kindr.privacy import registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import ActorKind
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger, objections, stops
from kindr.privacy.consent.events import Channel
from kindr.privacy.rights.fulfilment.terms import Evidence, Refusal, Refusing, Run
from kindr.privacy.terms import Basis, Purpose


def object_to(run: Run) -> Evidence:
    """Notes each objection and stops what rests on the use, or withdraws its consent; raises Refusing if it prevails.

    No decision of this shop is taken by a machine alone; the purposes are all that can be objected to.
    """
    purposes = _asked(run)
    for purpose in purposes:
        if purpose.basis is Basis.LEGITIMATE_INTEREST and purpose.prevails is None:
            objections.note(run.people, purpose.key, at=run.at)
        elif purpose.basis is not Basis.CONSENT:
            raise Refusing(Refusal.PREVAILS)
    objected = [purpose for purpose in purposes if purpose.basis is not Basis.CONSENT]
    withdrawn = _withdraw(run, [purpose for purpose in purposes if purpose.basis is Basis.CONSENT])
    counts = {"objections": len(objected), "withdrawn": withdrawn}
    if stopped := _stop(run, objected):
        counts["stopped"] = stopped
    return Evidence(counts, [one.key for one in purposes])


def withdraw(run: Run) -> Evidence:
    """Withdraws consents; the ledger's fold stops every use at once, in every process."""
    purposes = [purpose for purpose in _asked(run) if purpose.basis is Basis.CONSENT]
    if not purposes:
        raise Refusing(Refusal.GONE)
    return Evidence({"withdrawn": _withdraw(run, purposes)}, [purpose.key for purpose in purposes])


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


def _withdraw(run: Run, purposes: Collection[Purpose]) -> int:
    """Withdraws for everybody covered who had agreed, and stops what rests on it; done twice it changes nothing."""
    channel = str(run.row.asked.get("channel", Channel.PAGE))
    by = run.access.actor.id if run.access.actor.kind is ActorKind.PERSON else run.row.person_id
    for person in sorted(run.people, key=str):
        agreed = [one.key for one in purposes if ledger.people_who_consent(one.key, [person], at=run.at)]
        if agreed:
            consent.withdraw(
                person=person,
                purposes=agreed,
                channel=Channel(channel) if channel in set(Channel) else Channel.PAGE,
                by=by or run.row.person_id,
                language=run.row.language,
                access=run.access,
                at=run.at,
            )
    return len(purposes)

"""The states of a request, and how somebody proves who they are (policy 7.3, 7.5); pure functions.

The names are those of the Data Rights Protocol 1.0.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

LINK_HOURS = 24
CODE_TRIES = 5
BETWEEN_LETTERS = 3
"""Minutes between two letters that ask for the same."""


class State(enum.StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    REVOKED = "revoked"
    DENIED = "denied"
    EXPIRED = "expired"


CLOSED = frozenset({State.FULFILLED, State.REVOKED, State.DENIED, State.EXPIRED})
NEEDS_VERIFICATION = "need_user_verification"
"""The reason of a request in progress that waits for its person to prove who they are."""


class Denial(enum.StrEnum):
    SUSPECTED_FRAUD = "suspected_fraud"
    INSUFFICIENT_VERIFICATION = "insuf_verification"
    NO_MATCH = "no_match"
    CLAIM_NOT_COVERED = "claim_not_covered"
    OUTSIDE_JURISDICTION = "outside_jurisdiction"
    TOO_MANY_REQUESTS = "too_many_requests"
    OTHER = "other"


class Channel(enum.StrEnum):
    PAGE = "page"
    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"


class Proof(enum.IntEnum):
    """How surely we know who asks, the weakest first."""

    NONE = 0
    ADDRESS = 1
    """A message names the address on file; anybody can write that."""
    CHANNEL = 2
    """Signed in, or a link or code that went to the address on file came back."""
    FRESH = 3
    """Proven anew for this very request: a sign-in of the last minutes, or its own link or code."""


NEEDED: Mapping[str, Proof] = MappingProxyType({
    "question": Proof.ADDRESS,
    "withdrawal": Proof.ADDRESS,
    "access": Proof.CHANNEL,
    "portability": Proof.CHANNEL,
    "restriction": Proof.CHANNEL,
    "lifting": Proof.CHANNEL,
    "keeping": Proof.CHANNEL,
    "objection": Proof.CHANNEL,
    "correction": Proof.FRESH,
    "erasure": Proof.FRESH,
})  # fmt: skip
"""Kind of right -> the proof it asks for, by the harm a stranger could do with it; the keys are what may be asked."""
QUESTION = "question"
"""A letter of which a person has to say what it asks for; nobody chooses it from a list."""
LIFTING = "lifting"
"""The end of a pause: asked for on the page that shows what is paused."""
KEEPING = "keeping"
"""Somebody who has come of age keeps what a guardian agreed to."""
RIGHTS = tuple(kind for kind in NEEDED if kind not in (QUESTION, LIFTING, KEEPING))
"""What people choose from."""

TELLS_EVERYBODY = frozenset({"correction", "erasure"})
"""Rights whose misuse hurts most: every address on file hears that somebody asked."""


class StepNotAllowed(Exception):
    """The request has moved on, or something is missing that this step needs."""


class UnknownRight(ValueError):
    """Nobody can ask for this: it is no right of the policy, or one that we owe without being asked."""


@dataclass(frozen=True)
class Case:
    """What the rules need to know of one request."""

    kind: str
    state: State = State.OPEN
    proof: Proof = Proof.NONE
    reason: str = ""
    has_evidence: bool = False

    @property
    def is_closed(self) -> bool:
        """Nothing more happens to it."""
        return self.state in CLOSED

    @property
    def is_proven(self) -> bool:
        """Whether as much is proven as this right asks for."""
        return self.proof >= NEEDED[self.kind]


def received(kind: str, *, proof: Proof) -> Case:
    """A request that has just come in; without enough proof it waits for it. Raises UnknownRight."""
    if kind not in NEEDED:
        raise UnknownRight(kind)
    case = Case(kind, proof=proof)
    return case if case.is_proven else replace(case, state=State.IN_PROGRESS, reason=NEEDS_VERIFICATION)


def proof_asked(case: Case) -> Case:
    """The person is asked (again) to prove who they are; what was proven before does not count any more."""
    _check_living(case)
    return replace(case, state=State.IN_PROGRESS, reason=NEEDS_VERIFICATION, proof=Proof.NONE)


def proven(case: Case, proof: Proof) -> Case:
    """The person has proven who they are; raises StepNotAllowed when that is not enough."""
    _check_living(case)
    stronger = replace(case, proof=max(case.proof, proof))
    if not stronger.is_proven:
        raise StepNotAllowed(f"{case.kind} asks for more proof")
    return replace(stronger, state=State.OPEN, reason="") if case.reason == NEEDS_VERIFICATION else stronger


def read_as(case: Case, kind: str, *, must_prove: bool = False) -> Case:
    """A person has read what a letter asks for; what was proven before counts. Raises StepNotAllowed, UnknownRight."""
    _check_living(case)
    if case.kind != QUESTION or kind == QUESTION:
        raise StepNotAllowed("only a letter that nobody has read yet is read as a right")
    return received(kind, proof=Proof.NONE if must_prove and case.proof <= Proof.ADDRESS else case.proof)


def taken_up(case: Case) -> Case:
    """Work has begun; raises StepNotAllowed while nobody is proven."""
    _check_ready(case)
    return replace(case, state=State.IN_PROGRESS)


def fulfilled(case: Case, *, has_evidence: bool) -> Case:
    """Done: only for somebody proven, and only with evidence of what was done. Raises StepNotAllowed."""
    _check_ready(case)
    if not has_evidence:
        raise StepNotAllowed("nothing shows that it was done")
    return replace(case, state=State.FULFILLED, has_evidence=True)


def denied(case: Case, reason: Denial) -> Case:
    """Refused, with a reason that has a name; raises StepNotAllowed."""
    _check_living(case)
    return replace(case, state=State.DENIED, reason=str(Denial(reason)))


def revoked(case: Case) -> Case:
    """Taken back by the person; raises StepNotAllowed."""
    _check_living(case)
    return replace(case, state=State.REVOKED, reason="")


def expired(case: Case) -> Case:
    """The deadline came and nobody had proven anything; whoever has proven themself never expires."""
    _check_living(case)
    if case.reason != NEEDS_VERIFICATION:
        raise StepNotAllowed("only what waits for its person expires; the rest is late, and that raises an alarm")
    return replace(case, state=State.EXPIRED)


def _check_living(case: Case) -> None:
    if case.is_closed:
        raise StepNotAllowed(f"the request is {case.state}")


def _check_ready(case: Case) -> None:
    _check_living(case)
    if not case.is_proven or case.reason == NEEDS_VERIFICATION:
        raise StepNotAllowed("nobody has proven who they are")

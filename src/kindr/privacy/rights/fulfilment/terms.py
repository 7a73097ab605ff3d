"""The words of fulfilment: what is carried out, how it ended, and the named reasons for a no."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.privacy.access.terms import Access

if TYPE_CHECKING:
    from kindr.privacy.rights.fulfilment.models import Fulfilment


class Kind(models.TextChoices):
    """What is carried out."""

    ACCESS = "access", _("see your data")
    PORTABILITY = "portability", _("take your data along")
    CORRECTION = "correction", _("correct your data")
    RESTRICTION = "restriction", _("pause the use of your data")
    LIFTING = "lifting", _("let your data be used again")
    OBJECTION = "objection", _("object to a use of your data")
    ERASURE = "erasure", _("delete your data")
    WITHDRAWAL = "withdrawal", _("withdraw consent")


class State(models.TextChoices):
    """How far a fulfilment is."""

    UNDER_WAY = "under_way", pgettext_lazy("fulfilment", "under way")
    BLOCKED = "blocked", pgettext_lazy("fulfilment", "blocked: coverage")
    """A place is not declared, so nobody can say that everything was found (engine rule: no proof, no completion)."""
    WAITING = "waiting", pgettext_lazy("fulfilment", "waiting for an answer from outside")
    DONE = "done", pgettext_lazy("fulfilment", "done")
    REFUSED = "refused", pgettext_lazy("fulfilment", "refused")


ENDED = (State.DONE, State.REFUSED)


class Refusal(models.TextChoices):
    """Why something that was asked for may not be done."""

    KEPT_BY_LAW = "kept_by_law", _("The law asks for this record as it was made; it is not changed afterwards.")
    EDITED_ELSEWHERE = "edited_elsewhere", _("This is changed on a page of its own, where it is proven first.")
    ENDANGERS = "endangers", _("The change would endanger somebody (UU 27/2022 art. 33).")
    REVEALS_OTHERS = "reveals_others", _("The change would reveal somebody else's data (UU 27/2022 art. 33).")
    NOT_USABLE = "not_usable", _("The new value cannot be used as it is written.")
    PREVAILS = "prevails", _("This use protects you or the law asks for it, so it goes on.")
    GONE = "gone", _("There is nothing left that this could be done to.")


class Refusing(Exception):
    """A step says no, for a named reason; the fulfilment ends as refused."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Change:
    """One value to be put right: where it stands, and the new text, which is sealed until it is carried out."""

    row: uuid.UUID
    column: str
    text: str


@dataclass(frozen=True)
class Asked:
    """What exactly is asked for; ids, keys of the policy and, for corrections alone, new values."""

    changes: Sequence[Change] = ()
    clauses: Sequence[str] = ()
    """Keys of clauses, for a restriction or its lifting; empty means every clause that can be restricted."""
    purposes: Sequence[str] = ()
    """Keys of purposes, for an objection or a withdrawal."""
    channel: str = "page"


@dataclass(frozen=True)
class Evidence:
    """What a step did: how many of what, and the names of fields; never a value."""

    counts: Mapping[str, int] = field(default_factory=dict)
    fields: Sequence[str] = ()


@dataclass(frozen=True)
class Run:
    """What a step works on."""

    row: Fulfilment
    people: frozenset[uuid.UUID]
    access: Access
    at: datetime
    held: dict[str, list[Any]] = field(default_factory=dict)
    """What each store said that it holds, once it was asked."""


@dataclass(frozen=True)
class Outcome:
    """Where a fulfilment stands after somebody worked on it."""

    run: uuid.UUID
    """The number of the fulfilment; the package, the certificate and the evidence are found by it."""
    kind: Kind
    state: State
    steps: Mapping[str, Mapping[str, object]]
    """Name of the step -> when it was finished, counts, names of fields."""
    refusal: Refusal | None = None
    erasure: uuid.UUID | None = None
    """The erasure, for its receipt and certificate."""
    open_answers: int = 0
    """How many outside parties have not answered yet."""

    @property
    def is_done(self) -> bool:
        """Whether it is complete, with proof."""
        return self.state == State.DONE

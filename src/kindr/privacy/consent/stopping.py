"""What the page says right after a consent was taken back: since when nothing opens any more, and how to undo it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import around, numbering, queries
from kindr.privacy.consent.queries import Choice, Choices
from kindr.privacy.rights.models import Erasure


@dataclass(frozen=True)
class Told:
    """The end of one consent as the page tells it."""

    event: uuid.UUID
    person: uuid.UUID
    choice: Choice | None
    """The consent as it stands; None when the person was erased with it."""
    asked_at: datetime
    refused_at: datetime
    was_erased: bool
    number: str
    """Of the request that the withdrawal is."""
    give_url: str = ""
    """Where what was erased with it can be given again, along with the consent."""
    receipt: uuid.UUID | None = None
    """Of the person who was erased with it."""

    @property
    def milliseconds(self) -> int:
        """From asking until the first refusal."""
        return max(0, round((self.refused_at - self.asked_at).total_seconds() * 1000))


def is_known(purpose: str) -> bool:
    """Whether there is a consent of this name."""
    return purpose in registry.policy().asks


def told(event: str, found: Choices, *, access: Access, at: datetime) -> Told | None:
    """The end of the consent that an address names; None when there is none, or when it was given anew."""
    try:
        statement = queries.proof_of(uuid.UUID(event), access=access, at=at)
    except ValueError:
        return None
    if statement is None or not statement["refused"]:
        return None
    return _told(uuid.UUID(event), statement, found, by=queries.whose(access))


def _told(event: uuid.UUID, statement: dict[str, Any], found: Choices, *, by: uuid.UUID) -> Told | None:
    person, purpose = uuid.UUID(statement["person"]), statement["entries"][0]["purpose"]
    mine = [one for chooser in found.choosers if chooser.person == person for one in chooser.choices]
    choice = next((one for one in mine if one.purpose == purpose), None)
    if choice is not None and choice.is_given:
        return None
    return Told(
        event,
        person,
        choice,
        datetime.fromisoformat(statement["asked_at"]),
        datetime.fromisoformat(statement["refused"][0]["at"]),
        any(done["count"] for done in statement["stopped"]),
        numbering.number_of(event, person, by),
        give_url=_page_to_give(purpose) if choice is None else "",
        receipt=_receipt_of(person) if choice is None else None,
    )


def _page_to_give(purpose: str) -> str:
    name = around.pages_of(purpose).give
    return reverse(name) if name else ""


def _receipt_of(person: uuid.UUID) -> uuid.UUID | None:
    erasure = Erasure.objects.filter(person_id=person).order_by("-requested_at", "-pk").first()
    return erasure.pk if erasure else None

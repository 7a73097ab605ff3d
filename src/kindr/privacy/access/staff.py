"""Pages for staff only: others find nothing there, and a refusal at the door is recorded (policy 5.1)."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access import log, standing, watching
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access, ActorKind, NotGranted, PurposeNotAllowed
from kindr.privacy.people import Person

V = TypeVar("V", bound=HttpResponseBase)


def for_staff(*purposes: str, consultants: bool = False) -> Callable[[Callable[..., V]], Callable[..., V]]:
    """As `for_purpose`, for staff alone; where the address names a `person`, a refusal is recorded about them.

    Consultants pass where the page says so; there, whoever needs a grant for the purpose has one that runs.
    Raises Http404 for everybody else, PurposeNotAllowed inside.
    """

    def declare(view: Callable[..., V]) -> Callable[..., V]:
        with_access = for_purpose(*purposes)(_only_staff(view, consultants=consultants))

        @functools.wraps(with_access)
        def with_record(request: HttpRequest, *args: Any, **kwargs: Any) -> V:
            try:
                return with_access(request, *args, **kwargs)
            except PurposeNotAllowed as refusal:
                if not hasattr(request, "passed_the_door"):
                    _record(refusal, access=request.access, **kwargs)  # type: ignore[attr-defined]  # set before
                raise

        return with_record

    return declare


def _only_staff(view: Callable[..., V], *, consultants: bool) -> Callable[..., V]:
    """Customers may claim some purposes of staff for themselves; here they are not at home."""

    @functools.wraps(view)
    def behind_the_door(request: PersonalRequest, *args: Any, **kwargs: Any) -> V:
        actor = request.access.actor
        kind = actor.kind
        if kind is not ActorKind.STAFF and not (consultants and kind is ActorKind.CONSULTANT):
            raise Http404
        if consultants and request.access.grant is None and registry.needs_grant(actor.role, request.access.purpose):
            raise NotGranted("this page is about people whom a grant has to name", clause=standing.GRANTED_BY)
        request.passed_the_door = True  # type: ignore[attr-defined]  # from here on the gates record refusals
        return view(request, *args, **kwargs)

    return behind_the_door


def _record(
    refusal: PurposeNotAllowed, *, access: Access, person: uuid.UUID | None = None, clause: str = "", **_: object
) -> None:
    """A refusal that concerns a person has a line in the log; any other is only counted."""
    if person is None or not Person.objects.filter(pk=person).exists():
        watching.count_refusal(access, at=clock.now())
        return
    known = registry.policy().clauses.get(clause)
    opened = {known.key: sorted(known.about)} if known else {}
    log.write([Note(person, "read", opened, refused_by=refusal.clause)], access=access, at=clock.now())

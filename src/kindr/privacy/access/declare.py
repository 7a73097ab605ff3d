"""The declaration lock: every view, task and command says for what purpose it may open data, or that it opens none."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar, cast

from django.contrib.auth import SESSION_KEY, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access import actors, log, passkeys, standing
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.rows import Note
from kindr.privacy.access.terms import (
    STRANGER,
    SYSTEM,
    Access,
    Actor,
    ActorKind,
    NotCertified,
    NotGranted,
    PurposeNotAllowed,
)
from kindr.privacy.people import Person, PersonKind

P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V", bound=HttpResponseBase)


@dataclass(frozen=True)
class Declaration:
    """What a view, task or command said about itself."""

    purposes: tuple[str, ...]
    reason: str = ""


class PersonalRequest(HttpRequest):
    """A request that carries an Access; only `for_purpose` makes one."""

    access: Access


def declared(function: object) -> Declaration | None:
    """The declaration of a view, task or command, or None when it made none."""
    return getattr(function, "declaration", None)


def no_personal_data(reason: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Says that a view, task or command opens nothing personal, and why it needs nothing."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        function.declaration = Declaration((), reason)  # type: ignore[attr-defined]  # functions take attributes
        return function

    return declare


def for_purpose(
    *purposes: str,
) -> Callable[[Callable[Concatenate[Any, P], V]], Callable[Concatenate[HttpRequest, P], V]]:
    """Gives a view its `request.access`: for the declared purpose the form names, or the first that may be claimed.

    Raises Http404 for strangers and customers who may not claim it, PurposeNotAllowed for staff.
    """

    def declare(view: Callable[Concatenate[Any, P], V]) -> Callable[Concatenate[HttpRequest, P], V]:
        @functools.wraps(view)
        def with_access(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> V:
            actor = actors.actor_of(request)
            if actor == STRANGER and SESSION_KEY in request.session:
                _end_visit(request, request.session[SESSION_KEY])
            purpose = _purpose_asked(request, purposes, actor)
            grant = _grant_for(request, actor, purpose, kwargs.get("person"))
            request.access = Access(actor, purpose, grant)  # type: ignore[attr-defined]  # PersonalRequest from here
            check_may_claim(actor, purpose)
            passkeys.check(request, actor, purpose, at=clock.now())
            _check_consultant(actor, purpose, grant)
            answer = view(request, *args, **kwargs)
            # What was opened for one person is kept by no browser and no proxy.
            add_never_cache_headers(cast(HttpResponse, answer))
            return answer

        with_access.declaration = Declaration(purposes)  # type: ignore[attr-defined]  # functions take attributes
        return cast("Callable[Concatenate[HttpRequest, P], V]", with_access)

    return declare


def _purpose_asked(request: HttpRequest, purposes: tuple[str, ...], actor: Actor) -> str:
    chosen = request.POST.get("purpose", "") if request.method == "POST" else request.GET.get("purpose", "")
    if chosen in purposes:
        return chosen
    if actor.kind is ActorKind.CONSULTANT:
        granted = {each.purpose for each in standing.running_grants(actor.id, at=clock.now())}
        purposes = (*(purpose for purpose in purposes if purpose in granted), *purposes)
    return next((purpose for purpose in purposes if registry.may_claim(actor.role, purpose)), purposes[0])


def _grant_for(request: HttpRequest, actor: Actor, purpose: str, person: object) -> uuid.UUID | None:
    """The grant that this page's openings go under; a page may name the one it means."""
    wanted = request.POST.get("grant") or request.GET.get("grant") or ""
    about = person if isinstance(person, uuid.UUID) else None
    return standing.grant_for(actor, purpose, person=about, wanted=wanted, at=clock.now())


def _check_consultant(actor: Actor, purpose: str, grant: uuid.UUID | None) -> None:
    """A consultant passes no door without a grant and a certificate for the purpose; raises NotGranted (policy 5.2)."""
    if actor.kind is not ActorKind.CONSULTANT or not registry.needs_grant(actor.role, purpose):
        return
    if grant is None:
        raise NotGranted("a consultant needs a grant that runs", clause=standing.GRANTED_BY)
    if not standing.is_in_scope(actor.id, purpose, at=clock.now()):
        raise NotGranted("the certificate is not for this purpose", clause=standing.CERTIFIED_BY)


def _end_visit(request: HttpRequest, visitor: str) -> None:
    """A consultant whose certificate is over or was taken back goes out with their next page; raises NotCertified."""
    consultant = Person.objects.filter(pk=visitor, kind=PersonKind.CONSULTANT).first()
    if consultant is not None:
        logout(request)
        turn_away(consultant.pk, at=clock.now())


def task_for_purpose(purpose: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Gives a task its `access=` as the system acting for a purpose."""

    def declare(function: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(function)
        def with_access(*args: Any, **kwargs: Any) -> R:
            return function(*args, access=system_access(purpose), **kwargs)

        with_access.declaration = Declaration((purpose,))  # type: ignore[attr-defined]  # functions take attributes
        return with_access

    return declare


command_for_purpose = task_for_purpose


def system_access(purpose: str) -> Access:
    """The system's Access for a purpose; raises PurposeNotAllowed when the policy gives it none."""
    check_may_claim(SYSTEM, purpose)
    return Access(SYSTEM, purpose)


def check_may_claim(actor: Actor, purpose: str) -> None:
    """Raises when the actor's role may not claim the purpose: Http404 outside, PurposeNotAllowed inside."""
    if registry.may_claim(actor.role, purpose):
        return
    if actor.kind in (ActorKind.STRANGER, ActorKind.PERSON):
        raise Http404
    known = registry.policy().purposes.get(purpose)
    says = known.says["en"] if known else purpose
    raise PurposeNotAllowed(f"The role {actor.role} may not open data for: {says}", clause="5.3")


def access_of(person: Person, purpose: str) -> Access:
    """The Access of somebody whom sign-in has just proven to be this person; raises like `check_may_claim`."""
    actor = actors.actor_for(person)
    check_may_claim(actor, purpose)
    return Access(actor, purpose)


def turn_away(consultant: uuid.UUID, *, at: datetime) -> NoReturn:
    """Records that a consultant came without a certificate in force, calls the officer, and raises NotCertified."""
    access = Access(Actor(ActorKind.CONSULTANT, consultant, "consultant"), "secure_account")
    log.write([Note(consultant, "read", {}, refused_by=standing.CERTIFIED_BY)], access=access, at=at)
    about = {"role": access.actor.role, "purpose": access.purpose}
    raise_alarm(AlarmKind.TURNED_AWAY, at=at, actor=consultant, about=about, once=f"{consultant}/{at:%Y%m%d%H}")
    raise NotCertified


def stranger_access(purpose: str) -> Access:
    """The Access of whoever has not said yet who they are, whatever their session remembers."""
    check_may_claim(STRANGER, purpose)
    return Access(STRANGER, purpose)

"""How a page of the desk is drawn: with its places at the side, kept by no cache, and steps that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.models import BreakGlass, Grant
from kindr.privacy.access.queries.alarms import unseen
from kindr.privacy.access.standing import open_emergencies, running_grants
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.terms import Recipient
from kindr.shop.desk.rules import FINDING, JUMPING, SPOTS
from kindr.shop.desk.views.places import Group, groups_of
from kindr.shop.orders import actions as orders
from kindr.shop.orders.queries import NoSuchOrder

MOST_CHOSEN = 100


def show(
    request: PersonalRequest, template: str, *, fragment: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the desk, or the named part of it when htmx asks; no browser and no proxy keeps it."""
    role = request.access.actor.role
    page = {**context, "role": registry.policy().recipients[role], "may": _claimable(role)}
    part = f"#{fragment}" if fragment and is_partly(request) else ""
    response = render(request, f"desk/{template}{part}", page, status=status)
    add_never_cache_headers(response)
    return response


def is_partly(request: PersonalRequest) -> bool:
    """True when a part of a page is asked for by the page itself, and not a whole page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.history_restore_request


@dataclass(frozen=True)
class Shell:
    """What stands around every page of the desk, whichever room the page belongs to."""

    role: Recipient
    groups: tuple[Group, ...]
    """Where one may go."""
    may_find_people: bool
    may_jump: bool
    unseen_alarms: int
    """How many alarms nobody has looked at, for roles that alarms reach."""
    emergencies: tuple[BreakGlass, ...]
    """What the acting colleague holds open in an emergency, or has in the last minutes."""
    grants: tuple[Grant, ...]
    """The grants that run for the acting colleague or consultant."""


def shell_of(access: Access, *, path: str) -> Shell:
    """The desk as somebody finds it on one of its pages; what their role never has is not asked for."""
    at = clock.now()
    rules, actor, role = registry.access_rules(), access.actor, access.actor.role
    strict = rules.roles.get(role)
    spots = [spot for spot in SPOTS if may_any(role, spot.purposes)] if actor.kind is ActorKind.STAFF else []
    return Shell(
        registry.policy().recipients[role],
        groups_of(spots, path=path),
        may_any(role, FINDING) and actor.kind is ActorKind.STAFF,
        may_any(role, JUMPING) and actor.kind is ActorKind.STAFF,
        unseen() if role in rules.told else 0,
        tuple(open_emergencies(actor.id, at=at)) if registry.may_claim(role, rules.emergency) else (),
        tuple(running_grants(actor.id, at=at)) if strict and strict.needs_grant else (),
    )


def may_any(role: str, purposes: tuple[str, ...]) -> bool:
    """True when the role may claim one of these purposes."""
    return any(registry.may_claim(role, purpose) for purpose in purposes)


def take_step(request: PersonalRequest, number: str, step: Callable[[], None], *, said: str) -> HttpResponse:
    """Takes one step of an order and goes back to its page, saying what was done or why it was not."""
    try:
        step()
    except (NoSuchOrder, orders.NoSuchOrder):
        raise Http404 from None
    except orders.StepNotAllowed:
        messages.error(request, _("This order has moved on since you opened the page; nothing was changed."))
    except orders.NothingToRefund:
        messages.error(request, _("There is not that much left to pay back; nothing was changed."))
    else:
        messages.success(request, said)
    return redirect("desk:order", number=number)


def number_in(text: str) -> int:
    """The page number in an address; 1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def chosen(request: PersonalRequest) -> list[str]:
    """The orders that a list's form names: the one whose button was pressed, or all that are ticked."""
    only = request.POST.get("only", "")
    named = [only] if only else list(dict.fromkeys(request.POST.getlist("order")))[:MOST_CHOSEN]
    return [number for number in named if number.isprintable()]


def _claimable(role: str) -> dict[str, bool]:
    return dict.fromkeys(registry.policy().recipients[role].purposes, True)

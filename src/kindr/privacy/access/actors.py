"""Who is asking: turns a request into an Actor."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from kindr.base import clock
from kindr.privacy.access import standing
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.access.terms import STRANGER, Actor, ActorKind
from kindr.privacy.people import Person, PersonKind

GUEST_SESSION_KEY = "guest"
"""The session holds the random id of the guest who placed an order in it, and nothing else about them."""


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person, the guest of this session, or a stranger."""
    user = request.user
    if user.is_authenticated:
        return actor_for(Person.objects.get(pk=user.pk))
    guest = request.session.get(GUEST_SESSION_KEY)
    if guest:
        return Actor(ActorKind.PERSON, uuid.UUID(guest), "guest")
    return STRANGER


def actor_for(person: Person) -> Actor:
    """The actor that a person is: staff by their one role, a consultant without certificate a stranger (policy 5.2)."""
    if person.kind == PersonKind.STAFF:
        role = RoleAssignment.objects.filter(person=person).values_list("role", flat=True).first()
        return Actor(ActorKind.STAFF, person.id, role) if role else STRANGER
    if person.kind == PersonKind.CONSULTANT:
        is_certified = standing.is_certified(person.id, at=clock.now())
        return Actor(ActorKind.CONSULTANT, person.id, "consultant") if is_certified else STRANGER
    if person.kind == PersonKind.GUEST:
        return Actor(ActorKind.PERSON, person.id, "guest")
    return Actor(ActorKind.PERSON, person.id, "customer")

"""The program against its own policy: what nobody may ask for, what is declared, what a browser may be told."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings

from kindr.privacy import registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.web import places
from kindr.web.policy_check.report import SOURCE, cookies_set, findings, this_program
from kindr.web.promises.probes.looking import Broken, Probe

OWN = ("'self'", "'none'", "data:")
"""What the content security policy may name: nobody else's host."""


def a_purpose_that_the_policy_does_not_know_opens_nothing(at: datetime) -> str:  # noqa: ARG001
    """Made up anew for each look, so that it stands in no list."""
    unknown = f"purpose_{uuid.uuid4().hex}"
    willing = [role for role in registry.policy().recipients if registry.may_claim(role, unknown)]
    try:
        system_access(unknown)
    except PurposeNotAllowed:
        if not willing:
            return f"{len(registry.policy().recipients)} roles and the system itself were refused"
    raise Broken("somebody may claim a purpose that the policy does not know")


def every_place_that_holds_data_is_declared(at: datetime) -> str:  # noqa: ARG001
    """The totality lock, which also stands at every start."""
    if gaps := places.census():
        raise Broken(f"{len(gaps)} places are undeclared, the first: {gaps[0]}")
    return "every field and every other place is sealed under a clause or excused by name"


def policy_text_and_program_agree(at: datetime) -> str:  # noqa: ARG001
    """What `kindr policy check` finds."""
    if found := findings():
        raise Broken(f"{len(found)} disagreements, the first: {found[0]}")
    return "policy, text and program agree"


def only_declared_cookies_are_set(at: datetime) -> str:  # noqa: ARG001
    """By the program's own text, and with the lock in its place, before all other layers."""
    if undeclared := cookies_set(SOURCE) - registry.policy().cookies.keys():
        raise Broken(f"undeclared cookies: {', '.join(sorted(undeclared))}")
    if settings.MIDDLEWARE[0] != "kindr.web.cookies.middleware.CookieMiddleware":
        raise Broken("the lock on cookies is not the outermost layer")
    return f"{len(registry.policy().cookies)} cookies are declared, and no other is set"


def pages_talk_to_no_other_host(at: datetime) -> str:  # noqa: ARG001
    """The content security policy that every page is sent with."""
    directives: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    others = [f"{name} {source}" for name, sources in directives.items() for source in sources if source not in OWN]
    if others or directives.get("default-src") != ["'none'"]:
        raise Broken(f"pages may talk to others: {', '.join(others) or 'default-src'}")
    return f"{len(directives)} rules, and each names our own shop alone"


def a_clause_that_is_being_built_collects_nothing(at: datetime) -> str:  # noqa: ARG001
    """No table keeps it yet."""
    program = this_program()
    early = [c.key for c in registry.policy().clauses.values() if c.pending and program.holdings_of(c.key)]
    if early:
        raise Broken(f"kept before it was promised: {', '.join(early)}")
    return "what is being built keeps nothing yet"


PROBES = (
    Probe(a_purpose_that_the_policy_does_not_know_opens_nothing, ("5.4.1",)),
    Probe(every_place_that_holds_data_is_declared, ("5.4.2",)),
    Probe(policy_text_and_program_agree, ("5.4.1",)),
    Probe(only_declared_cookies_are_set, ("C.1", "C.3")),
    Probe(pages_talk_to_no_other_host, ("C.2", "S.9")),
    Probe(a_clause_that_is_being_built_collects_nothing, ("5.4.1",)),
)

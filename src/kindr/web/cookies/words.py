"""The question and the page about cookies in words, made from the policy's table and never written a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kindr.privacy.consent.browsers import BrowserChoices, optional_cookies, optional_purposes
from kindr.privacy.terms import Cookie, Policy
from kindr.web.policy_pages.tables import lasting


@dataclass(frozen=True)
class CookieRow:
    """One cookie of the table, and whether this browser has it."""

    name: str
    says: str
    lasts: str
    is_needed: bool
    is_here: bool
    holds: str
    """What lies in it, where that is no secret; empty for the random numbers of a visit, a form or a basket."""


@dataclass(frozen=True)
class PurposeRow:
    """One purpose that asks: its words, its sentence, its cookies, and what this browser answered."""

    key: str
    says: str
    number: str
    stops: str
    cookies: tuple[CookieRow, ...]
    answer: bool | None


SHOWN = frozenset({"choices", "seen", "shopping_for"})
"""Cookies whose content is shown: it is no key to anything."""


def needed(policy: Policy, language: str, *, here: Mapping[str, str]) -> tuple[CookieRow, ...]:
    """The cookies that the shop needs."""
    return tuple(_row(cookie, language, here) for cookie in policy.cookies.values() if cookie.necessary)


def asked(policy: Policy, language: str, *, here: Mapping[str, str], choices: BrowserChoices) -> tuple[PurposeRow, ...]:
    """What can be decided, purpose by purpose."""
    return tuple(
        PurposeRow(
            key,
            policy.purposes[key].says[language],
            policy.purposes[key].clause,
            policy.withdrawals[key].stops[language],
            tuple(_row(cookie, language, here) for cookie in optional_cookies(policy) if cookie.purpose == key),
            choices.answers.get(key),
        )
        for key in optional_purposes(policy)
    )


def _row(cookie: Cookie, language: str, here: Mapping[str, str]) -> CookieRow:
    is_here = cookie.name in here
    holds = here[cookie.name] if is_here and cookie.name in SHOWN else ""
    return CookieRow(
        cookie.name, cookie.says[language], lasting(cookie, language), cookie.necessary, is_here, holds[:200]
    )

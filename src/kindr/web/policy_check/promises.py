"""Rules that the policy's data must keep within itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from kindr.privacy.terms import Basis, Keep, Period, Policy, Specific, Text
from kindr.web.policy_check.findings import Finding


class Speaking(Protocol):
    """A part of the policy that says something."""

    @property
    def says(self) -> Text:
        """What it says, by language."""
        ...


def unknown_keys(policy: Policy) -> Iterator[Finding]:
    """Every key that one part of the policy uses must exist in the part that it points to."""
    for recipient in policy.recipients.values():
        yield from _unknown(f"recipient {recipient.key}", "purpose", recipient.purposes, policy.purposes)
    for clause in policy.clauses.values():
        subject = f"clause {clause.key}"
        yield from _unknown(subject, "category", clause.about, policy.categories)
        yield from _unknown(subject, "source", clause.sources, policy.sources)
        yield from _unknown(subject, "purpose", clause.purposes, policy.purposes)
        yield from _unknown(subject, "consent", [clause.consent] if clause.consent else [], clause.purposes)
    for kind in policy.subjects.values():
        yield from _unknown(f"subject {kind.key}", "clause", kind.clauses, policy.clauses)
    for assessment in policy.assessments.values():
        yield from _unknown(f"assessment {assessment.key}", "purpose", assessment.purposes, policy.purposes)
    for key in policy.withdrawals:
        yield from _unknown(f"withdrawal {key}", "purpose", [key], policy.purposes)


def gaps_in_the_record(policy: Policy) -> Iterator[Finding]:
    """The record of processing has no gap: whose data, what outside parties do, assessments (UU 27/2022 31, 34)."""
    about = frozenset[str]().union(*(kind.clauses for kind in policy.subjects.values()))
    for key in policy.clauses.keys() - about:
        yield Finding("gap in the record", f"clause {key}", "is about nobody that whose_data.py names")
    outside = {key for key, recipient in policy.recipients.items() if recipient.outside}
    for key in sorted(outside ^ policy.processors.keys()):
        yield Finding("gap in the record", f"recipient {key}", "is outside in one file and not in the other")
    assessed = {key for assessment in policy.assessments.values() for key in assessment.purposes}
    for clause in policy.clauses.values():
        if any(policy.categories[key].specific is not Specific.NO for key in clause.about & policy.categories.keys()):
            for key in sorted(clause.purposes - assessed):
                yield Finding("gap in the record", f"purpose {key}", f"uses {clause.key} and has no assessment")


def unclaimed_purposes(policy: Policy) -> Iterator[Finding]:
    """A purpose that no recipient may claim promises something that nobody can do; one without clause opens nothing."""
    claimed = {key for recipient in policy.recipients.values() for key in recipient.purposes}
    served = {key for clause in policy.clauses.values() for key in clause.purposes}
    for key in policy.purposes:
        if key not in claimed:
            yield Finding("unclaimed purpose", f"purpose {key}", "may be claimed by nobody")
        if key not in served:
            yield Finding("unserved purpose", f"purpose {key}", "is served by no clause")


def consents_without_withdrawal(policy: Policy) -> Iterator[Finding]:
    """Whatever rests on consent says what stops when it is withdrawn; nothing else may claim to be withdrawable."""
    for purpose in policy.purposes.values():
        rests_on_consent = purpose.basis is Basis.CONSENT
        if rests_on_consent and purpose.key not in policy.withdrawals:
            yield Finding("no withdrawal", f"purpose {purpose.key}", "rests on consent and has no withdrawal text")
        if not rests_on_consent and purpose.key in policy.withdrawals:
            yield Finding("no consent", f"purpose {purpose.key}", "has a withdrawal but does not rest on consent")
    for clause in policy.clauses.values():
        asked = policy.purposes.get(clause.consent)
        if asked is not None and asked.basis is not Basis.CONSENT:
            yield Finding("no consent", f"clause {clause.key}", f"asks for consent to {asked.key}, which rests on none")


def cookies_without_consent(policy: Policy) -> Iterator[Finding]:
    """A cookie that the shop does not need serves a purpose that rests on consent; a needed one asks for none."""
    for cookie in policy.cookies.values():
        asked = policy.purposes.get(cookie.purpose)
        if cookie.necessary and cookie.purpose:
            yield Finding("no consent", f"cookie {cookie.name}", "is called necessary and asks for consent as well")
        if not cookie.necessary and (asked is None or asked.basis is not Basis.CONSENT):
            yield Finding("no consent", f"cookie {cookie.name}", "is not necessary and serves no consented purpose")


def ill_shaped_terms(policy: Policy) -> Iterator[Finding]:
    """A term counts what its period can count: nothing for a life, whole years for a calendar year."""
    for clause in policy.clauses.values():
        if not _counts(clause.keep):
            yield Finding(
                "ill-shaped term", f"clause {clause.key}", f"cannot count {clause.keep.period.value} like this"
            )


def missing_languages(policy: Policy) -> Iterator[Finding]:
    """Whatever the policy says, it says in every one of its languages."""
    for subject, text in _texts(policy):
        silent = [language for language in policy.languages if not text.get(language, "").strip()]
        if silent:
            yield Finding("missing language", subject, f"says nothing in {', '.join(silent)}")


def _unknown(subject: str, kind: str, keys: Iterable[str], known: Collection[str]) -> Iterator[Finding]:
    for key in sorted(set(keys) - set(known)):
        yield Finding("unknown key", subject, f"names the {kind} {key!r}, which it cannot")


def _counts(keep: Keep) -> bool:
    if keep.period is Period.LIFE:
        return keep.days == 0 and keep.years == 0
    if keep.period is Period.CALENDAR_YEAR:
        return keep.days == 0 and keep.years > 0
    return (keep.days > 0) != (keep.years > 0)


def _texts(policy: Policy) -> Iterator[tuple[str, Text]]:
    speaking: dict[str, Mapping[str, Speaking]] = {
        "party": policy.parties,
        "category": policy.categories,
        "source": policy.sources,
        "purpose": policy.purposes,
        "recipient": policy.recipients,
        "clause": policy.clauses,
        "right": policy.rights,
        "cookie": policy.cookies,
    }
    for kind, things in speaking.items():
        yield from ((f"{kind} {key}", thing.says) for key, thing in things.items())
    yield from ((f"term of clause {key}", clause.keep.says) for key, clause in policy.clauses.items())
    for key, withdrawal in policy.withdrawals.items():
        yield from ((f"withdrawal {key}", text) for text in (withdrawal.stops, withdrawal.goes_on))

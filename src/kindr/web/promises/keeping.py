"""How a sentence is kept, in words: which lock of the program stands behind each kind of thing that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kindr.privacy.policy_text import Sentence
from kindr.privacy.terms import Basis, Clause, Period, Policy
from kindr.web.policy_check.map import proofs_under
from kindr.web.policy_check.report import PLAIN_TABLES
from kindr.web.policy_pages.kept import YOURSELF, everywhere
from kindr.web.policy_pages.texts import keep_words
from kindr.web.promises.probes import PROBES
from kindr.web.promises.release import read_release
from kindr.web.promises.suite import TESTS, are_there

Known = frozenset[str]
PLAIN = frozenset(clause for clause, _columns in PLAIN_TABLES.values())
WORDS: Mapping[str, Any] = {
    "category": gettext_lazy(
        "Every field of every table is sealed or excused by name; otherwise the shop does not start."
    ),
    "source": gettext_lazy("The gate lets in only what a sentence of the policy names, and notes where it came from."),
    "recipient": gettext_lazy("Each role has a list of what it may ask for; a refusal is put on record."),
    "right": gettext_lazy("A page does it for you, and every request has a clock that counts in hours."),
    "withdrawal": gettext_lazy("Your answer is looked up at every use, so use stops with your no."),
    "cookie": gettext_lazy(
        "A lock at the door of the shop holds back every cookie that is not declared or not agreed to."
    ),
    "party": gettext_lazy("It stands once in the policy itself; every page and letter reads it there."),
}
"""What stands behind a kind of link, where nothing more can be said of the single thing."""


def known_marks() -> Known:
    """What some test or probe is about, whether it ran here or not."""
    return frozenset(mark for probe in PROBES for mark in probe.marks) | _marks_of_tests()


def ways_kept(sentence: Sentence, *, policy: Policy, language: str, has_proof: bool) -> tuple[str, ...]:
    """The ways in which a sentence is kept, each once."""
    with override(language):
        found = list(dict.fromkeys(_ways(sentence, policy, language)))
        if not found:
            found = [
                _("A test looks whether it is so.")
                if has_proof
                else _("No program can show this one; people answer for it.")
            ]
    return tuple(found)


@cache
def _marks_of_tests() -> Known:
    """The marks of the tests beside the program, or of those that the release was tested with."""
    if are_there():
        return frozenset(proofs_under(TESTS))
    packed = read_release()
    return frozenset(mark for outcome in packed.outcomes for mark in outcome.marks) if packed else frozenset()


def _ways(sentence: Sentence, policy: Policy, language: str) -> Iterator[str]:
    for link in sentence.links:
        if link.kind == "clause":
            yield from _of_clause(policy.clauses[link.key], policy, language)
        elif link.kind == "purpose":
            yield from _of_purpose(link.key, policy, language)
        elif link.kind in WORDS:
            yield str(WORDS[link.kind])


def _of_clause(clause: Clause, policy: Policy, language: str) -> Iterator[str]:
    if clause.pending:
        return
    if clause.key in PLAIN:
        yield _("Kept with random numbers in place of names.")
    else:
        yield _("Sealed under a key of its own that lies on another server.")
    purposes = [
        policy.purposes[key].says[language] for key in policy.purposes if key in clause.purposes - everywhere(policy)
    ]
    if purposes:
        yield _("The gate opens it for this only, and notes it first: %(purposes)s.") % {
            "purposes": "; ".join(purposes)
        }
    if clause.keep.period is not Period.LIFE:
        yield _("A sweep every day forgets what is over its time: %(keep)s.") % {
            "keep": keep_words(clause.keep, language)
        }


def _of_purpose(key: str, policy: Policy, language: str) -> Iterator[str]:
    roles = [
        one.says[language] for name, one in policy.recipients.items() if key in one.purposes and name not in YOURSELF
    ]
    if roles:
        yield _("The gate opens for this purpose only to: %(roles)s.") % {"roles": "; ".join(roles)}
    if policy.purposes[key].basis is Basis.CONSENT:
        yield _("Without a yes on record it stays closed.")

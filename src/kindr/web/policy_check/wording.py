"""Rules between the policy's text and its data: every number in the one has its counterpart in the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kindr.privacy.policy_text import PolicyText, Sentence
from kindr.privacy.terms import Policy
from kindr.web.policy_check.findings import Finding
from kindr.web.policy_pages.texts import UnknownBlank, words_of

Texts = Mapping[str, PolicyText]


def languages_that_differ(policy: Policy, texts: Texts) -> Iterator[Finding]:
    """All languages have the same numbers in the same order, with the same links."""
    first, *others = policy.languages
    for language in others:
        yield from _difference(texts[first], texts[language], language)


def numbers_without_counterpart(policy: Policy, texts: Texts) -> Iterator[Finding]:
    """Every clause, purpose and source stands in the text under its number, and the text links to no other."""
    sentences = texts[policy.languages[0]].sentences()
    for (kind, key), number in _numbers(policy).items():
        sentence = sentences.get(number)
        if sentence is None or key not in sentence.keys(kind):
            yield Finding("number without sentence", f"{kind} {key}", f"has no sentence {number} that links to it")
    for sentence in sentences.values():
        for key in sentence.keys("clause"):
            if _numbers(policy).get(("clause", key), sentence.number) != sentence.number:
                yield Finding("sentence without clause", f"sentence {sentence.number}", f"is not the number of {key}")
    for number in policy.being_built:
        if number not in sentences:
            yield Finding("number without sentence", f"pending {number}", "is no sentence of the text")


def links_to_nothing(policy: Policy, texts: Texts) -> Iterator[Finding]:
    """A sentence links to things that exist, and everything that the policy has is spoken of somewhere."""
    known = _known(policy)
    sentences = texts[policy.languages[0]].sentences().values()
    for sentence in sentences:
        for link in sentence.links:
            if link.kind != "plain" and link.key not in known[link.kind]:
                yield Finding("unknown key", f"sentence {sentence.number}", f"links to the {link.kind} {link.key!r}")
    for kind, keys in known.items():
        spoken = {key for sentence in sentences for key in sentence.keys(kind)}
        for key in sorted(set(keys) - spoken):
            yield Finding("unspoken", f"{kind} {key}", "is spoken of in no sentence")


def gaps_in_numbering(policy: Policy, texts: Texts) -> Iterator[Finding]:
    """Numbers run from one without a gap, so that a missing promise shows."""
    for section in texts[policy.languages[0]].sections():
        for position, sentence in enumerate(section.sentences, start=1):
            if sentence.number != f"{section.number}.{position}":
                yield Finding("gap", f"sentence {sentence.number}", f"stands where {section.number}.{position} belongs")


def blanks_that_stay_empty(policy: Policy, texts: Texts) -> Iterator[Finding]:
    """Every blank is filled, and a sentence about keeping takes its term from the data instead of spelling it out."""
    for language, text in texts.items():
        for sentence in text.sentences().values():
            if len(sentence.keys("clause")) == 1 and "{keep}" not in sentence.words:
                subject = f"sentence {sentence.number} ({language})"
                yield Finding("term spelt out", subject, "does not take its term from the clause")
            yield from _empty_blank(sentence, policy, language)


def _empty_blank(sentence: Sentence, policy: Policy, language: str) -> Iterator[Finding]:
    try:
        words_of(sentence, policy=policy, language=language)
    except UnknownBlank as unknown:
        yield Finding("empty blank", f"sentence {sentence.number} ({language})", str(unknown.args[0]))


def _difference(first: PolicyText, other: PolicyText, language: str) -> Iterator[Finding]:
    if [section.number for section in first.sections()] != [section.number for section in other.sections()]:
        yield Finding("languages differ", language, "has other chapters or rows than the first language")
    here, there = first.sentences(), other.sentences()
    if list(here) != list(there):
        apart = sorted(here.keys() ^ there.keys()) or ["their order"]
        yield Finding("languages differ", language, f"is numbered differently: {', '.join(apart)}")
    for number in here.keys() & there.keys():
        if here[number].links != there[number].links:
            yield Finding("languages differ", f"sentence {number} ({language})", "links to other things")


def _numbers(policy: Policy) -> dict[tuple[str, str], str]:
    return {
        **{("clause", clause.key): clause.number for clause in policy.clauses.values()},
        **{("purpose", purpose.key): purpose.clause for purpose in policy.purposes.values()},
        **{("source", source.key): source.clause for source in policy.sources.values()},
    }


def _known(policy: Policy) -> Mapping[str, Collection[str]]:
    return {
        "party": policy.parties,
        "category": policy.categories,
        "source": policy.sources,
        "purpose": policy.purposes,
        "clause": policy.clauses,
        "recipient": policy.recipients,
        "right": policy.rights,
        "withdrawal": policy.withdrawals,
        "cookie": policy.cookies,
    }

"""The mark of everything the policy says: what a version said, item by item, so that no change goes unannounced (S.6).

`kindr policy check` holds the marks of the newest version against the text and the data; `kindr policy mark` writes
them. A mark covers the words and their meaning; what is built and what is not is no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from kindr.base.signing import canonical
from kindr.privacy.terms import Basis, Clause, Policy, Purpose
from kindr.web.policy_check.findings import Finding
from kindr.web.policy_check.wording import Texts
from kindr.web.policy_pages import archive

FOLDER = Path(__file__).parents[2] / "policy" / "marks"
LETTERS = 12
WHAT_TO_DO = (
    "If the version is not published yet, write the marks anew with `kindr policy mark`. If it is, add a version to"
    " policy/versions.py: what changed in both languages, when it is announced and from when it holds, and in"
    " `asks_again` each purpose that means something else now; then run `kindr policy mark`"
)


def marks_of(policy: Policy, texts: Texts) -> dict[str, str]:
    """Every sentence, purpose, clause and text beside a consent, each with its mark."""
    found = {
        f"sentence {number} {language}": sentence.words
        for language, text in texts.items()
        for number, sentence in text.sentences().items()
    }
    meanings: dict[str, Mapping[str, object]] = {
        **{f"purpose {key}": _purpose(purpose, policy) for key, purpose in policy.purposes.items()},
        **{f"clause {key}": _clause(clause) for key, clause in policy.clauses.items()},
        **{f"consent {key}": {name: list(says) for name, says in ask.says.items()} for key, ask in policy.asks.items()},
    }
    marks = {**{name: _mark({"says": words}) for name, words in found.items()},
             **{name: _mark(meaning) for name, meaning in meanings.items()}}  # fmt: skip
    return dict(sorted(marks.items()))


def written(version: str, folder: Path = FOLDER) -> dict[str, str] | None:
    """The marks of a version as they were written down; None when they never were."""
    file = folder / f"{version}.json"
    found: dict[str, str] | None = json.loads(file.read_text("utf-8")) if file.exists() else None
    return found


def write(version: str, marks: Mapping[str, str], folder: Path = FOLDER) -> Path:
    """Writes the marks of a version, one on each line."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{version}.json"
    file.write_text(json.dumps(dict(marks), indent=0, sort_keys=True) + "\n", encoding="utf-8")
    return file


def changes_without_version(policy: Policy, texts: Texts, folder: Path = FOLDER) -> Iterator[Finding]:
    """What the policy says is what its newest version said."""
    before, now = written(policy.version, folder), marks_of(policy, texts)
    if before is None:
        yield Finding("unmarked version", policy.version, "has no marks; run `kindr policy mark`")
        return
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    for name in changed[:5]:
        yield Finding("change without version", name, f"is not what version {policy.version} said")
    if changed:
        yield Finding("change without version", f"{len(changed)} in all", f"changed. {WHAT_TO_DO}")


def versions_that_cannot_be_read(policy: Policy, folder: Path = archive.FOLDER) -> Iterator[Finding]:
    """Every version that was ever told has its text in the archive, and what is published is one of them."""
    for version, language in archive.missing(policy, folder):
        yield Finding("unreadable version", version, f"has no text in {language!r}; run `kindr policy mark`")
    for language in policy.languages:
        if not archive.is_kept(policy, language, folder):
            yield Finding("unreadable version", policy.version, f"says something else in {language!r}. {WHAT_TO_DO}")


def consents_not_asked_again(policy: Policy, folder: Path = FOLDER) -> Iterator[Finding]:
    """Where the text beside a consent or its purpose changed, a version says if that means something else."""
    for before, after in zip(policy.versions, policy.versions[1:], strict=False):
        old, new = written(before.name, folder), written(after.name, folder)
        if old is None or new is None:
            continue
        for key, purpose in policy.purposes.items():
            names = (f"purpose {key}", f"consent {key}")
            is_changed = any(name in old and old[name] != new.get(name) for name in names)
            if purpose.basis is Basis.CONSENT and is_changed and key not in after.asks_again | after.rewords:
                said = f"changed with version {after.name}; name it in asks_again, or in rewords if it means the same"
                yield Finding("consent not asked again", f"purpose {key}", said)


def ill_kept_versions(policy: Policy) -> Iterator[Finding]:
    """Versions stand in order, are announced before they hold, and say what changed in every language."""
    for before, after in zip(policy.versions, policy.versions[1:], strict=False):
        if after.in_force_at <= before.in_force_at:
            yield Finding("version", after.name, f"does not follow {before.name}")
        if after.announced_at >= after.in_force_at:
            yield Finding("version", after.name, "is not announced before it holds")
    for version in policy.versions:
        for key in sorted((version.asks_again | version.rewords) - policy.purposes.keys()):
            yield Finding("unknown key", f"version {version.name}", f"names the purpose {key!r}")
        for language in set(policy.languages) - version.changed.keys():
            yield Finding("missing language", f"version {version.name}", f"does not say in {language!r} what changed")


def _purpose(purpose: Purpose, policy: Policy) -> dict[str, object]:
    """A purpose with its basis, and the kinds of data that it may use."""
    used = {key for clause in policy.clauses.values() if purpose.key in clause.purposes for key in clause.about}
    return {"says": dict(purpose.says), "basis": purpose.basis.value, "about": sorted(used), "days": purpose.lasts_days}


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "says": dict(clause.says),
        "about": sorted(clause.about),
        "sources": sorted(clause.sources),
        "purposes": sorted(clause.purposes),
        "keep": dict(clause.keep.says),
        "ground": clause.keep.ground,
        "consent": clause.consent,
        "at_erasure": clause.at_erasure.value,
    }


def _mark(content: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()[:LETTERS]

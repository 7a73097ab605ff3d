"""The text of every version of the policy, word for word, as it was, is and will be (S.6; UU 27/2022 art. 21(2)).

One file a version and language lies in `policy/archive`, with every blank filled. That of an announced version is
written by hand before it is told; on its day the published text follows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from kindr.privacy.policy_text import PolicyText, parse
from kindr.privacy.terms import Policy
from kindr.web.policy_pages.texts import published, words_of

FOLDER = Path(str(resources.files("kindr.policy").joinpath("archive")))


@cache
def text_of(version: str, language: str, folder: Path = FOLDER) -> PolicyText | None:
    """A version as it was published; None when it was never written down. Raises MalformedText."""
    file = folder / f"{version}.{language}.md"
    return parse(file.read_text("utf-8")) if file.is_file() else None


def published_now(policy: Policy, language: str) -> str:
    """The text that is published now, with its blanks filled, as a file of the archive."""
    text = published(language)
    lines = [f"# {text.title}"]
    for section in text.sections():
        is_row = section.number.count(".") == 1
        lines += ["", f"{'###' if is_row else '##'} {section.number} {section.title}", ""]
        for sentence in section.sentences:
            links = " ".join(f"{link.kind}:{link.key}" if link.key else link.kind for link in sentence.links)
            lines.append(f"{sentence.number} [{links}] {words_of(sentence, policy=policy, language=language)}")
    return "\n".join(lines) + "\n"


def write(policy: Policy, folder: Path = FOLDER) -> list[Path]:
    """Writes down what the newest version says; gives what was written.

    While the text that is published is still that of the version before, what lies there already was written by hand.
    """
    folder.mkdir(exist_ok=True)
    written = []
    for language in policy.languages:
        now, file = published_now(policy, language), folder / f"{policy.version}.{language}.md"
        waits_for_its_day = file.is_file() and now == _before(policy, language, folder)
        if not waits_for_its_day:
            file.write_text(now, encoding="utf-8")
            written.append(file)
    text_of.cache_clear()
    return written


def missing(policy: Policy, folder: Path = FOLDER) -> Iterator[tuple[str, str]]:
    """Versions and languages whose text nobody could read."""
    for version in policy.versions:
        for language in policy.languages:
            if not (folder / f"{version.name}.{language}.md").is_file():
                yield version.name, language


def is_kept(policy: Policy, language: str, folder: Path = FOLDER) -> bool:
    """Whether the published text is what the newest version says, or, until its day, the one before it."""
    file = folder / f"{policy.version}.{language}.md"
    newest = file.read_text("utf-8") if file.is_file() else ""
    return published_now(policy, language) in (newest, _before(policy, language, folder))


def _before(policy: Policy, language: str, folder: Path) -> str:
    names = [version.name for version in policy.versions[:-1]]
    file = folder / f"{names[-1]}.{language}.md" if names else None
    return file.read_text("utf-8") if file is not None and file.is_file() else ""

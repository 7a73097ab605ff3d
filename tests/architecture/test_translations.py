"""Every phrase a person reads has its Indonesian, and the same phrase has the same Indonesian in every part."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from babel.messages.pofile import read_po
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation

from tests.architecture.house_rules import SOURCE, python_files

TAG = re.compile(r"""\{%\s*(?:translate|trans)\s+"([^"]+)"|_\("([^"]+)"\)""")


def _phrases_of_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.html")):
        for found in TAG.finditer(path.read_text()):
            # A template asks for its phrase with the percent signs doubled.
            yield (found[1] or found[2]).replace("%", "%%"), path.name


def _phrases_of_python() -> Iterator[tuple[str, str]]:
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            phrase = node.args[0] if isinstance(node, ast.Call) and node.args and _is_gettext(node.func) else None
            if isinstance(phrase, ast.Constant) and isinstance(phrase.value, str):
                yield phrase.value, str(path.relative_to(SOURCE))


def _is_gettext(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in {"_", "gettext"}


def _known() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(SOURCE.rglob("django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                one = message.id[0] if isinstance(message.id, tuple) else message.id
                if one:
                    said_of = f"{message.context}: " if message.context else ""
                    known[one][said_of + str(path.relative_to(SOURCE))] = str(message.string)
    return known


def _without_indonesian(phrases: Iterator[tuple[str, str]], known: dict[str, dict[str, str]]) -> list[str]:
    with override("id"):
        djangos = DjangoTranslation("id")
    return sorted(
        f"{place}: {phrase}"
        for phrase, place in phrases
        if not any(known.get(phrase, {}).values()) and djangos.gettext(phrase) == phrase
    )


def test_every_phrase_of_a_page_has_its_indonesian() -> None:
    assert _without_indonesian(_phrases_of_templates(), _known()) == []


def test_every_phrase_of_the_program_has_its_indonesian() -> None:
    assert _without_indonesian(_phrases_of_python(), _known()) == []


def test_a_phrase_without_indonesian_is_caught() -> None:
    assert _without_indonesian(iter([("A phrase that nobody put into Indonesian", "planted")]), _known())


def test_one_phrase_has_one_indonesian_everywhere() -> None:
    plain: dict[str, set[str]] = defaultdict(set)
    for phrase, said in _known().items():
        texts = {text.replace("%%", "%") for place, text in said.items() if ": " not in place}
        plain[phrase.replace("%%", "%")] |= texts
    assert {phrase: texts for phrase, texts in plain.items() if len(texts) > 1} == {}

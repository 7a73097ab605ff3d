"""The pages of the policy: anchors, how each sentence is kept, what is kept, who may open what, where data goes."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kindr.policy import POLICY
from kindr.policy.questions import ASKED_FIRST, CHAPTERS
from kindr.privacy import registry
from kindr.privacy.access.declare import declared
from kindr.web.policy_pages import page as policy_page
from kindr.web.policy_pages.filter import Wanted, counts, facets_of, matching, options_of, term_of, wanted_from
from kindr.web.policy_pages.kept import HOUSEKEEPING, YOURSELF, everywhere
from kindr.web.policy_pages.matrix import matrix
from kindr.web.policy_pages.printing import printed
from kindr.web.policy_pages.texts import published
from kindr.web.policy_pages.ways import ways
from tests.cast import Player

LANGUAGES = ("id", "en")
OPTIONS = options_of(POLICY)
WANTED = st.fixed_dictionaries({name: st.sampled_from(["", *words]) for name, words in OPTIONS.items()})
PUBLIC = ["", "table/", "table/?category=name&who=packer", "who/", "ways/", "ways/?of=voice", "text/"]


def page(path: str, language: str, **headers: str) -> str:
    response = Client().get(f"{'' if language == 'id' else '/en'}/privacy/{path}", headers=headers)
    assert response.status_code == 200, path
    return unescape(response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "text/"])
def test_every_sentence_has_its_anchor(language: str, path: str) -> None:
    shown = page(path, language)
    for number in published(language).sentences():
        assert shown.count(f'id="{number}"') == 1
        assert f'href="#{number}"' in shown


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_has_a_page_with_its_sentences_its_question_and_its_official_name(language: str) -> None:
    for chapter in printed(language).chapters:
        shown = page(f"{chapter.slug}/", language)
        assert chapter.title in shown
        assert chapter.asks in shown
        for sentence in chapter.all_sentences:
            assert shown.count(f'id="{sentence.number}"') == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["11/", "S/", "x/", "2.1/"])
def test_a_chapter_that_there_is_not_is_not_found(path: str) -> None:
    assert Client().get(f"/privacy/{path}").status_code == 404


def test_every_chapter_has_a_question_and_every_answer_names_sentences_that_there_are() -> None:
    numbers = published("en").sentences().keys()
    assert CHAPTERS.keys() == {chapter.number for chapter in published("en").chapters}
    for question in (*CHAPTERS.values(), *ASKED_FIRST):
        assert all(question.asks[language] and question.answers[language] for language in LANGUAGES)
    for question in ASKED_FIRST:
        assert question.sentences
        assert numbers >= set(question.sentences)


def test_how_a_sentence_is_kept_is_said_from_the_policy_itself() -> None:
    sentences = {one.number: one for chapter in printed("en").chapters for one in chapter.all_sentences}
    for clause in POLICY.clauses.values():
        said = {item.words for fact in sentences[clause.number].facts for item in fact.items}
        assert {POLICY.categories[key].says["en"] for key in clause.about} <= said
        assert {POLICY.sources[key].says["en"] for key in clause.sources} <= said
        assert {POLICY.purposes[key].says["en"] for key in clause.purposes - everywhere(POLICY)} <= said
    birthday = {fact.label for fact in sentences["2.1.5"].facts}
    assert {"Until when", "If you delete your account", "If you withdraw your consent"} <= birthday


@given(WANTED)
def test_the_table_shows_what_a_look_at_each_clause_would_show(given_words: dict[str, str]) -> None:
    wanted = Wanted(**given_words)
    naive = []
    for clause in POLICY.clauses.values():
        specific = any(POLICY.categories[key].specific.value != "general" for key in clause.about)
        if (
            (not wanted.category or wanted.category in clause.about)
            and (not wanted.purpose or wanted.purpose in clause.purposes)
            and (not wanted.who or POLICY.recipients[wanted.who].purposes & clause.purposes)
            and (not wanted.source or wanted.source in clause.sources)
            and (not wanted.kind or (wanted.kind == "specific") == specific)
            and (not wanted.term or wanted.term == term_of(clause.keep))
            and (not wanted.state or (wanted.state == "being_built") == bool(clause.pending))
        ):
            naive.append(clause.key)
    assert [row.clause.key for row in matching(facets_of(POLICY), wanted)] == naive


@given(WANTED, st.sampled_from(sorted(OPTIONS)))
def test_each_option_counts_the_rows_that_choosing_it_would_leave(given_words: dict[str, str], name: str) -> None:
    rows = facets_of(POLICY)
    for option, count in counts(rows, Wanted(**given_words), name, OPTIONS[name]).items():
        assert count == len(matching(rows, Wanted(**{**given_words, name: option})))


@given(st.dictionaries(st.sampled_from([*OPTIONS, "page", "x"]), st.text(max_size=9)))
def test_words_that_are_no_option_ask_for_nothing(words: dict[str, str]) -> None:
    wanted = wanted_from(words, OPTIONS)
    assert all(word in OPTIONS[name] for name, word in wanted.asked().items())


@pytest.mark.django_db
def test_the_table_answers_an_address_with_its_rows_and_an_empty_one_with_a_way_back() -> None:
    shown = page("table/?category=payment_card", "en")
    assert "What we keep of a payment card" in shown
    assert "The delivery address of one order" not in shown
    assert re.search(r'value="payment_card" selected', shown)
    nothing = page("table/?category=payment_card&term=life", "en")
    assert "0 of" in nothing
    assert "Show everything again" in nothing


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["table/?kind=specific", "ways/?of=voice"])
def test_a_part_that_a_script_asks_for_is_the_same_as_in_the_whole_page(path: str) -> None:
    part = page(path, "en", HX_Request="true").strip()
    assert "<html" not in part
    assert part in page(path, "en")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_says_the_same_in_a_list(language: str) -> None:
    for way in ways(language):
        shown = page(f"ways/?of={way.category}", language)
        drawing, words = shown.split("</svg>")[-2:]
        assert 'role="img" aria-labelledby="way-name" aria-describedby="way-words"' in shown
        assert 'id="way-words"' in shown
        for box in way.boxes:
            text = " ".join(line for _y, line in box.lines)
            assert f"<dd>{text}</dd>" in shown
        assert len(way.boxes) == len(way.sources) + len(way.purposes) + len(way.people) + len(way.ends)
        assert drawing
        assert words


def test_boxes_of_a_drawing_do_not_lie_on_each_other_and_stay_inside() -> None:
    for way in ways("id"):
        for kind in {box.kind for box in way.boxes}:
            column = [box for box in way.boxes if box.kind == kind]
            assert all(above.y + above.height < below.y for above, below in pairwise(column))
            assert all(box.y >= 0 and box.y + box.height <= way.height for box in column)


def is_closed(who: str, purpose: str, category: str) -> bool:
    """Whether the rules of access keep a category from a role for a purpose."""
    return who in POLICY.access.roles and not registry.sees(who, purpose, category)


@pytest.mark.clause("5.1.1")
def test_the_sentences_of_a_role_list_what_it_sees_and_nothing_that_is_closed_to_it() -> None:
    closed = 0
    for column in matrix("en").columns:
        for line in column.lines:
            [purpose] = [key for key, one in POLICY.purposes.items() if one.says["en"] == line.purpose]
            for key, category in POLICY.categories.items():
                serves = any(purpose in one.purposes and key in one.about for one in POLICY.clauses.values())
                listed = category.says["en"] in line.categories
                assert listed == (serves and not is_closed(column.key, purpose, key)), (column.key, purpose, key)
                closed += serves and not listed
            assert line.needs_grant == registry.needs_grant(column.key, purpose)
    assert closed


@pytest.mark.clause("5.1.1")
def test_the_table_of_who_may_open_what_is_what_the_gates_ask() -> None:
    for row in matrix("en").rows:
        for cell in row.cells:
            purposes = {
                purpose
                for clause in POLICY.clauses.values()
                if row.category in clause.about
                for purpose in clause.purposes
                if registry.may_claim(cell.who, purpose) and not is_closed(cell.who, purpose, row.category)
            }
            assert bool(cell.reach) == bool(purposes), (row.category, cell.who)
            assert (cell.reach == "work") == bool(purposes - everywhere(POLICY) - HOUSEKEEPING)
    assert {column.key for column in matrix("en").columns} == POLICY.recipients.keys() - YOURSELF


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_the_public_pages_are_the_same_bytes_for_a_parent_and_a_stranger(mara: Player, path: str) -> None:
    here = f"/en/privacy/{path}"
    theirs = mara.client().get(here).content
    assert theirs == Client().get(here).content
    assert mara.email.encode() not in theirs


@pytest.mark.django_db
def test_the_public_pages_may_be_kept_for_a_while_but_not_with_what_somebody_is_told(mara: Player) -> None:
    client = mara.client()
    assert client.get("/privacy/")["Cache-Control"] == "public, max-age=300"
    with_message = client.post("/basket/add/", {"variant": "0"}, headers={"Referer": "http://testserver/privacy/"})
    assert with_message.status_code == 302
    assert "Cache-Control" not in client.get("/privacy/")


@pytest.mark.parametrize("name", ["policy", "chapter", "table", "people", "ways", "text"])
def test_the_public_pages_declare_that_they_open_nothing(name: str) -> None:
    declaration = declared(getattr(policy_page, f"show_{name}"))
    assert declaration is not None
    assert declaration.purposes == ()

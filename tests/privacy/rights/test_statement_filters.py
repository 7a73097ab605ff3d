"""What is shown of a statement and of the record of openings: rules against naive ones, and the pages that use them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.rights import filters, plots
from kindr.privacy.rights.filters import Looking, Wanted
from kindr.privacy.rights.statements import Entry, MyData, Opening, Section, Value
from kindr.privacy.rights.telling import begun
from kindr.shop.orders.models import Delivery
from tests.buying import order_of, paid
from tests.cast import Player

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PEOPLE = [uuid.UUID(int=number) for number in (1, 2)]
MOMENTS = st.datetimes(datetime(2025, 10, 1), datetime(2026, 11, 22), timezones=st.just(UTC))  # noqa: DTZ001
WORDS = {
    "clause": ["profile", "invoice"],
    "category": ["name", "email"],
    "who": ["packer", "courier"],
    "why": ["fulfil_order", "show_my_data"],
    "month": ["2026-11", "2026-10"],
    "whose": [str(person) for person in PEOPLE],
}
WANTED = st.builds(
    Wanted,
    show=st.sampled_from(filters.SHOWS),
    **{name: st.sampled_from(["", *words]) for name, words in WORDS.items()},
)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    return Opening(
        id=uuid.uuid4(),
        at=draw(MOMENTS),
        who=draw(st.sampled_from(["Warehouse staff", "Accountants", "Kindr's own system"])),
        is_own=draw(st.booleans()),
        did="",
        why="",
        what=[],
        to="",
        refused_by=draw(st.sampled_from(["", "5.3"])),
        clauses=draw(st.lists(st.sampled_from(WORDS["clause"]), unique=True)),
        role=draw(st.sampled_from(["packer", "accountant"])),
        purpose=draw(st.sampled_from(WORDS["why"])),
        verb=draw(st.sampled_from(["read", "disclose", "collect"])),
        to_key=draw(st.sampled_from(["", "courier"])),
        categories=draw(st.lists(st.sampled_from(WORDS["category"]), unique=True)),
        person=draw(st.sampled_from(PEOPLE)),
    )


@given(st.lists(openings(), max_size=12), WANTED)
def test_the_record_shows_what_a_look_at_each_line_would_show(lines: list[Opening], wanted: Wanted) -> None:
    naive = []
    for line in lines:
        is_shown = {"all": True, "refused": line.refused_by != "", "others": not line.is_own}[wanted.show]
        month = f"{line.at.astimezone(clock.JAKARTA).year}-{line.at.astimezone(clock.JAKARTA).month:02d}"
        if (
            is_shown
            and wanted.clause in ("", *line.clauses)
            and wanted.category in ("", *line.categories)
            and wanted.who in ("", line.role, *([line.to_key] if line.to_key else []))
            and wanted.why in ("", line.purpose)
            and wanted.month in ("", month)
            and wanted.whose in ("", str(line.person))
        ):
            naive.append(line)
    assert filters.matching(lines, wanted) == naive


@given(st.lists(openings(), max_size=12))
def test_months_hold_every_line_once_and_in_order(lines: list[Opening]) -> None:
    newest_first = sorted(lines, key=lambda line: line.at, reverse=True)
    months = filters.by_month(newest_first)
    assert [line for month in months for line in month.openings] == newest_first
    assert [month.first_day for month in months] == sorted({month.first_day for month in months}, reverse=True)


@given(st.lists(openings(), max_size=30))
def test_the_plot_counts_what_others_opened_in_twelve_months_and_stays_inside(lines: list[Opening]) -> None:
    plot = plots.plot_of(lines, at=NOW)
    months = plots.last_months(NOW)
    naive = [
        line
        for line in lines
        if not line.is_own
        and not line.refused_by
        and line.verb in ("read", "disclose", "correct")
        and filters.month_of(line.at) in months
    ]
    assert plot.total == len(naive)
    assert len(plot.bars) == 12
    assert all(plot.top - 1 <= block.y <= plot.floor for bar in plot.bars for block in bar.blocks)


@given(
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["name", "email"]), st.none() | MOMENTS), max_size=8),
    st.sampled_from(["", *WORDS["whose"]]),
    st.sampled_from(["", "name", "email"]),
    st.sampled_from(["", "month", "year"]),
)
def test_a_statement_shows_the_entries_that_were_asked_for(
    given_entries: list[tuple[uuid.UUID, str, datetime | None]], whose: str, category: str, period: str
) -> None:
    entries = [
        Entry("", "", "", at, None, [Value("", "", ["x"], category=kind)], person=person)
        for person, kind, at in given_entries
    ]
    statement = MyData(NOW, [], [_section(entries)], [], [])
    shown = filters.sections_of(statement, Looking(whose, category, period))
    days = {"month": 31, "year": 365}
    naive = [
        entry
        for entry, (person, kind, at) in zip(entries, given_entries, strict=True)
        if whose in ("", str(person))
        and category in ("", kind)
        and (not period or (at is not None and at > NOW - timedelta(days=days[period])))
    ]
    assert [entry for section in shown for entry in section.entries] == naive


def _section(entries: list[Entry]) -> Section:
    from kindr.policy import POLICY

    return Section(POLICY.clauses["profile"], "", "", entries, [], [])


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Pack and ship your order", "pack and ship your order"),
        ("Kindr's own system", "Kindr's own system"),
        ("E-mail address", "e-mail address"),
        ("UU 27/2022", "UU 27/2022"),
        ("", ""),
    ],
)
def test_words_begin_small_inside_a_sentence_unless_they_are_a_name(words: str, inside: str) -> None:
    assert begun(words) == inside


@pytest.mark.django_db
def test_the_record_is_read_as_sentences_and_narrowed_by_the_address(mara: Player, tariq: Player) -> None:
    placed = paid(order_of(mara))
    delivery = Delivery.objects.get(order_id=placed.order_id)
    gates.read(delivery, access=tariq.access("answer_customer"), at=clock.now())
    browser = mara.client()
    page = browser.get("/en/my-data/openings/", {"who": "service", "category": "address"}).content.decode()
    assert "Customer service staff opened address, name and phone number to answer your questions" in page
    assert "own system, with no human in between, took" not in page
    assert "own system, with no human in between, took" in browser.get("/en/my-data/openings/").content.decode()
    assert "Petugas layanan pelanggan membuka alamat" in browser.get("/my-data/openings/").content.decode()


@pytest.mark.django_db
def test_what_a_script_asks_for_is_a_part_of_the_page(mara: Player) -> None:
    for path in ("/en/my-data/", "/en/my-data/openings/"):
        part = mara.client().get(path, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert "<form" in part


@pytest.mark.django_db
def test_the_plot_has_a_table_that_says_the_same(mara: Player) -> None:
    paid(order_of(mara))
    page = mara.client().get("/en/my-data/").content.decode()
    assert "The same as a table" in page
    assert 'role="img" aria-labelledby="plot-name"' in page


@pytest.mark.django_db
def test_the_statement_can_be_narrowed_to_one_person_and_one_kind(mara: Player) -> None:
    browser = mara.client()
    page = browser.get("/en/my-data/", {"whose": str(mara.id), "category": "email"}).content.decode()
    assert mara.email in page
    assert "Your address book" not in page.partition('id="held"')[2].partition('id="openings"')[0]
    assert "We hold nothing" not in browser.get("/en/my-data/", {"category": "nonsense"}).content.decode()


@pytest.mark.django_db
def test_each_entry_leads_to_its_sentence_and_back(mara: Player) -> None:
    browser = mara.client()
    assert 'href="/en/privacy/#2.1.3"' in browser.get("/en/my-data/").content.decode()
    assert 'href="/en/my-data/#clause-2.1.3"' in browser.get("/en/privacy/mine/").content.decode()


@pytest.mark.django_db
def test_a_deletion_is_counted_before_it_is_confirmed_and_confirmed_once(mara: Player) -> None:
    page = mara.client().get("/en/my-data/delete/").content.decode()
    assert "Nothing happens on this page until you confirm it" in page
    assert page.partition("<main")[2].count('method="post"') == 1

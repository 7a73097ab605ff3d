"""The places of Indonesia are found on any level, and a postcode must be able to belong to the place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.accounts.areas import (
    PostcodeOutOfRange,
    area,
    check_postcode,
    children,
    is_jabodetabek,
    suggestions,
)
from kindr.shop.accounts.areas.postcodes import zones_of
from kindr.shop.accounts.areas.table import folded, the_table

MELAWAI = "31.74.07.1001"
UBUD = "51.04.05.1005"


def test_a_village_is_found_by_its_code_with_everything_it_lies_in() -> None:
    found = area(MELAWAI)
    assert found is not None
    assert found.label == "Melawai, Kebayoran Baru, Kota Administrasi Jakarta Selatan, Daerah Khusus Ibukota Jakarta"


@pytest.mark.parametrize(
    "code", ["", "31", "31.74.07", "31.74.07.9999", "31.74.07.100", "31.74.07-1001", "x" * 13, "٣" * 13]
)
def test_a_code_that_is_no_village_gives_nothing(code: str) -> None:
    assert area(code) is None


def test_every_village_is_found_again_by_its_own_code() -> None:
    table = the_table()
    for number in range(0, len(table.endings), 97):
        code = table.village_code(number)
        found = area(code)
        assert found is not None
        assert (found.code, found.village) == (code, table.villages[number])


def test_the_table_holds_the_whole_country() -> None:
    table = the_table()
    assert (len(table.provinces), len(table.cities), len(table.districts), len(table.endings)) == (38, 514, 7285, 83762)
    assert list(table.districts) == sorted(table.districts)


@pytest.mark.parametrize(
    ("typed", "village", "district"),
    [
        ("melawai", "Melawai", "Kebayoran Baru"),
        ("Kebayoran Baru, Melaw", "Melawai", "Kebayoran Baru"),
        ("kec. menteng kel. menteng jakpus", "Menteng", "Menteng"),
        ("KROPOH raas", "Kropoh", "Ra'as"),
        ("ubud bali", "Ubud", "Ubud"),
    ],
)
def test_the_right_village_comes_first(typed: str, village: str, district: str) -> None:
    first = suggestions(typed)[0]
    assert (first.village, first.district) == (village, district)


def test_an_unfinished_district_offers_its_villages() -> None:
    found = suggestions("kebayoran bar")
    assert len(found) == 8
    assert {each.district for each in found} == {"Kebayoran Baru"}


def test_a_short_form_of_a_city_offers_its_villages() -> None:
    assert {each.city for each in suggestions("jaksel")} == {"Kota Administrasi Jakarta Selatan"}


@pytest.mark.parametrize("typed", ["", " ", "su", "a b c d", "qqqq", "12120", "'; drop table"])
def test_what_fits_nothing_offers_nothing(typed: str) -> None:
    assert suggestions(typed) == []


@given(st.text(max_size=200))
def test_any_text_may_be_typed(typed: str) -> None:
    words = set(folded(typed).split())
    assert len(suggestions(typed, limit=3)) <= min(3, 1000 * len(words))


@given(st.integers(0, 83_761))
def test_a_village_is_among_the_suggestions_for_its_full_name(number: int) -> None:
    table = the_table()
    code = table.village_code(number)
    wanted = area(code)
    assert wanted is not None
    found = suggestions(f"{wanted.village} {wanted.district} {wanted.city}", limit=50)
    if len(folded(wanted.label).split()) <= 6:
        assert wanted in found


def test_lists_lead_from_province_to_village() -> None:
    assert [place.name for place in children()][:2] == ["Aceh", "Bali"]
    assert "31.74" in [place.code for place in children("31")]
    assert "31.74.07" in [place.code for place in children("31.74")]
    assert MELAWAI in [place.code for place in children("31.74.07")]
    assert children("99") == children("31.74.07.1001") == children("zz.zz.zz") == []


def test_a_postcode_of_another_island_is_refused() -> None:
    assert check_postcode(MELAWAI, " 12160 ") == "12160"
    assert check_postcode(UBUD, "80571") == "80571"
    with pytest.raises(PostcodeOutOfRange, match="another part"):
        check_postcode(MELAWAI, "80571")


@pytest.mark.parametrize("typed", ["", "1216", "121600", "1216a", "00000", "10109", "99975", "１２１６０"])
def test_a_postcode_that_cannot_exist_is_refused(typed: str) -> None:
    with pytest.raises(PostcodeOutOfRange, match="five digits"):
        check_postcode(MELAWAI, typed)


def test_a_postcode_without_a_village_is_refused() -> None:
    with pytest.raises(PostcodeOutOfRange, match="no such village"):
        check_postcode("31.74.07.9999", "12160")


def test_every_province_lies_in_a_postal_zone() -> None:
    assert all(zones_of(province.code) for province in children())


@pytest.mark.parametrize(
    ("code", "near"),
    [(MELAWAI, True), ("32.76", True), ("36.74.01", True), ("32.73", False), (UBUD, False), ("3", False)],
)
def test_the_cities_around_jakarta_are_known(code: str, near: bool) -> None:
    assert is_jabodetabek(code) is near


@pytest.mark.slow
def test_a_suggestion_takes_less_than_thirty_milliseconds() -> None:
    the_table()
    queries = ["kebayoran bar", "menteng", "bandung", "jawa", "suka", "jaksel", "kota sur", "melawai"]
    used = []
    for query in queries:
        began = time.process_time()
        suggestions(query)
        used.append(time.process_time() - began)
    assert sorted(used)[len(used) // 2] < 0.030

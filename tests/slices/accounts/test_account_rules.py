"""Telephone numbers, passwords and codes: the pure rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.accounts import rules
from kindr.shop.accounts.actions.passwords import common_passwords
from kindr.shop.accounts.rules import PasswordFault

COMMON = common_passwords()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("0812 3456 7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("0062 812.3456.7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("(021) 555-0123", "+62215550123"),
        ("０８１２３４５６７８９０", "+6281234567890"),
    ],
)
def test_an_indonesian_number_is_kept_in_one_form(typed: str, stored: str) -> None:
    assert rules.phone_number(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", "12345", "+1 212 555 0123", "0812", "08123456789012345", "call me", "0812-3456-789a", "+62"]
)
def test_anything_else_is_no_indonesian_number(typed: str) -> None:
    with pytest.raises(rules.NotAPhoneNumber):
        rules.phone_number(typed)


@given(st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True))
def test_every_way_of_writing_a_mobile_number_means_the_same(national: str) -> None:
    ways = {f"0{national}", national, f"62{national}", f"+62{national}", f"+62 0{national[:3]}-{national[3:]}"}
    assert {rules.phone_number(way) for way in ways} == {f"+62{national}"}


@given(st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True))
def test_a_number_reads_back_as_it_was_kept(national: str) -> None:
    assert rules.phone_number(rules.readable_phone(f"+62{national}")) == f"+62{national}"


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_rule_of_numbers(typed: str) -> None:
    try:
        kept = rules.phone_number(typed)
    except rules.NotAPhoneNumber:
        return
    assert kept.startswith("+62")
    assert kept[1:].isascii()
    assert kept[1:].isdigit()


def fault_of(password: str, *, has_second_factor: bool = False) -> PasswordFault | None:
    try:
        rules.check_password(
            password, has_second_factor=has_second_factor, common=COMMON, about_you={"mara", "families"}
        )
    except rules.PasswordRefused as refused:
        return refused.fault
    return None


def test_a_password_alone_has_fifteen_characters() -> None:
    assert fault_of("kereta pagi ja") is PasswordFault.TOO_SHORT
    assert fault_of("kereta pagi jam") is None


def test_eight_characters_do_beside_a_second_factor() -> None:
    assert fault_of("zq7-teh", has_second_factor=True) is PasswordFault.TOO_SHORT
    assert fault_of("zq7-teh!", has_second_factor=True) is None


def test_a_password_may_have_128_characters() -> None:
    words = "abcdefghijklmnopqrstuvwxyz" * 5
    assert fault_of(words[:126] + "-!") is None
    assert fault_of(words[:126] + "-!?") is PasswordFault.TOO_LONG


@pytest.mark.parametrize("password", ["password", "iloveyou", "sunshine"])
def test_passwords_that_guessers_try_first_are_refused(password: str) -> None:
    assert fault_of(password, has_second_factor=True) is PasswordFault.COMMON
    assert fault_of(password * 3) is PasswordFault.COMMON


def test_one_piece_said_again_and_again_is_refused() -> None:
    assert fault_of("aaaaaaaaaaaaaaaaaa") is PasswordFault.COMMON
    assert fault_of("abcabcabcabcabcabc") is PasswordFault.COMMON


def test_the_shop_and_the_own_address_are_no_passwords() -> None:
    assert fault_of("kindr-families-1") is PasswordFault.ABOUT_YOU
    assert fault_of("Mara Families 90") is PasswordFault.ABOUT_YOU
    assert fault_of("mara minum teh di kebun") is None


@given(st.text(min_size=rules.PASSWORD_ALONE, max_size=rules.LONGEST_PASSWORD))
def test_what_a_password_check_lets_pass_stays_the_same_when_checked_again(password: str) -> None:
    try:
        kept = rules.check_password(password, has_second_factor=False, common=COMMON)
        assert rules.check_password(kept, has_second_factor=False, common=COMMON) == kept
    except rules.PasswordRefused:
        return


@given(st.binary(min_size=8, max_size=16))
def test_a_code_has_six_digits(tag: bytes) -> None:
    code = rules.code_of(tag)
    assert len(code) == 6
    assert code.isdigit()
    assert rules.typed_code(f" {code[:3]}-{code[3:]} ") == code

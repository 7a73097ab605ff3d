"""The published policy says what it must, in both languages, on a page that everybody can read."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from kindr.policy import POLICY
from kindr.privacy.access.declare import declared
from kindr.privacy.terms import AtErasure, Basis, Period
from kindr.web.policy_pages.page import show_policy
from kindr.web.policy_pages.texts import published, words_of

OWNERS_CHAPTERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
"""The chapters that the owner published, in the owner's order; S and C are added after them."""


def page(language: str) -> str:
    response = Client().get("/privacy/" if language == "id" else "/en/privacy/")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_chapters_are_the_owners_in_the_owners_order() -> None:
    for language in POLICY.languages:
        assert [chapter.number for chapter in published(language).chapters] == [*OWNERS_CHAPTERS, "S", "C"]


@pytest.mark.clause("1.1")
def test_the_controller_stands_in_the_first_sentence() -> None:
    for language in POLICY.languages:
        first = published(language).chapters[0].sentences[0]
        assert "PT Stream Intelligence Indonesia (SII)" in words_of(first, policy=POLICY, language=language)


@pytest.mark.clause("7.1")
@pytest.mark.clause("8.1")
@pytest.mark.clause("9.1.2")
def test_the_service_centre_and_the_data_protection_officer_can_be_written_to() -> None:
    for language in POLICY.languages:
        sentences = published(language).sentences()
        for number in ("7.1", "8.1", "9.1.2"):
            assert "support@kindrkids.id" in words_of(sentences[number], policy=POLICY, language=language)


def test_every_kind_of_data_that_the_owner_named_is_a_category() -> None:
    owners = {"name", "date_of_birth", "address", "email", "phone", "payment_card", "order_history", "browsing"}
    assert owners | {"measurements", "voice", "image"} <= POLICY.categories.keys()


def test_every_purpose_says_its_legal_basis_and_every_clause_its_term_and_purposes() -> None:
    for purpose in POLICY.purposes.values():
        assert purpose.basis in Basis
    for clause in POLICY.clauses.values():
        assert clause.purposes
        assert clause.sources
        assert clause.keep.says["id"]


@pytest.mark.clause("2.3.2")
def test_invoices_are_kept_ten_years_for_the_tax_office_and_locked_when_the_account_is_gone() -> None:
    invoice = POLICY.clauses["invoice"]
    assert (invoice.keep.period, invoice.keep.years) == (Period.CALENDAR_YEAR, 10)
    assert "KUP" in invoice.keep.ground
    assert invoice.at_erasure is AtErasure.KEPT_LOCKED
    after = {key for key in invoice.purposes if POLICY.purposes[key].after_erasure}
    assert after == {"keep_tax_records"}


def test_whatever_is_kept_after_erasure_serves_a_purpose_that_outlives_the_account() -> None:
    for clause in POLICY.clauses.values():
        if clause.at_erasure is AtErasure.KEPT_LOCKED:
            assert any(POLICY.purposes[key].after_erasure for key in clause.purposes), clause.key


def test_access_correction_withdrawal_and_restriction_have_the_clock_of_the_law() -> None:
    for key in ("access", "correction", "withdrawal", "restriction", "breach_notice"):
        assert (POLICY.rights[key].hours, POLICY.rights[key].by_law) == (72, True)
    assert not POLICY.rights["erasure"].by_law


@pytest.mark.clause("S.5")
def test_a_number_of_our_own_is_marked_as_ours() -> None:
    sentences = published("en").sentences()
    attempt = words_of(sentences["2.1.2"], policy=POLICY, language="en")
    assert attempt.endswith("1 day after the attempt (our own term).")
    assert "our own term" not in words_of(sentences["2.3.2"], policy=POLICY, language="en")
    assert "30 days (our own term)" in words_of(sentences["6.3.3"], policy=POLICY, language="en")


@pytest.mark.clause("5.1")
def test_no_role_of_the_staff_may_claim_every_purpose() -> None:
    for key, recipient in POLICY.recipients.items():
        assert recipient.purposes < POLICY.purposes.keys(), key


@pytest.mark.clause("2.2.3")
def test_only_paying_and_refunding_may_use_a_payment_card() -> None:
    clause = POLICY.clauses["payment_card"]
    rights = {"show_my_data", "erase_my_data", "answer_requests", "keep_systems_running"}
    assert clause.purposes - rights == {"take_payment", "refund_payment"}


@pytest.mark.clause("9.2.1")
def test_every_consent_says_what_stops_and_what_goes_on_when_it_is_withdrawn() -> None:
    for purpose in POLICY.purposes.values():
        if purpose.basis is Basis.CONSENT:
            withdrawal = POLICY.withdrawals[purpose.key]
            assert all(withdrawal.stops[language] and withdrawal.goes_on[language] for language in POLICY.languages)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sentence_stands_on_the_page_under_its_number(language: str) -> None:
    shown = page(language)
    for number, sentence in published(language).sentences().items():
        assert f'id="{number}"' in shown
        assert words_of(sentence, policy=POLICY, language=language) in shown


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_basis_term_right_withdrawal_and_cookie_of_everything(language: str) -> None:
    shown = page(language)
    for thing in (*POLICY.purposes.values(), *POLICY.clauses.values(), *POLICY.rights.values()):
        assert thing.says[language] in shown
    for withdrawal in POLICY.withdrawals.values():
        assert withdrawal.stops[language] in shown
    for cookie in POLICY.cookies:
        assert cookie in shown


@pytest.mark.django_db
def test_the_page_says_openly_what_is_still_being_built() -> None:
    shown = page("en")
    for number in ("2.6.2", "4.4.1"):
        paragraph = re.search(rf'id="{re.escape(number)}">.*?</p>', shown, re.DOTALL)
        assert paragraph is not None
        assert "being built" in paragraph[0]


def test_the_page_declares_that_it_opens_nothing() -> None:
    declaration = declared(show_policy)
    assert declaration is not None
    assert declaration.purposes == ()

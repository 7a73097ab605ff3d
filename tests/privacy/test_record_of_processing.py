"""The record of processing (UU 27/2022 art. 31) follows the policy, in every form in which it leaves the desk."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import datetime

import pytest
import yaml
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext

from kindr.base import clock, statements
from kindr.base.signing import SignatureRefused
from kindr.policy import POLICY
from kindr.privacy import ports
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.processing import in_fideslang, in_json, outside
from kindr.privacy.processing.record import Looking, matching, record_of
from kindr.privacy.rights.fulfilment.models import AnswerState, OutsideAnswer
from kindr.privacy.terms import Basis, Clause, Keep, Period, Policy, Purpose, Specific
from kindr.web.policy_check.promises import gaps_in_the_record
from kindr.web.policy_check.report import open_points
from kindr.web.policy_pages.texts import published
from tests.cast import Player

RECORD = record_of(POLICY)
PAGE, OUTSIDE = "/en/desk/record/", "/en/desk/record/outside/"


def with_one_more_promise() -> Policy:
    """The policy with a purpose and a clause that it does not have today."""
    purpose = Purpose("knit", {"id": "Merajut", "en": "Knit"}, Basis.CONTRACT, "dpv:ServiceProvision", "9.9.9")
    keep = Keep(Period.LIFE, {"id": "selamanya", "en": "for good"})
    about, sources = frozenset({"name"}), frozenset({"order"})
    clause = Clause(
        "9.9.8", "wool", {"id": "Benang", "en": "Wool"}, about=about, sources=sources,
        purposes=frozenset({"knit"}), keep=keep,
    )  # fmt: skip
    return replace(POLICY, purposes={**POLICY.purposes, "knit": purpose}, clauses={**POLICY.clauses, "wool": clause})


def test_every_clause_purpose_category_source_and_recipient_stands_in_the_record() -> None:
    content = in_json.content_of(RECORD)
    activities = content["activities"]
    assert [each["purpose"] for each in activities] == list(POLICY.purposes)
    assert content["kept"].keys() == POLICY.clauses.keys()
    for part, known in (
        ("kept", POLICY.clauses),
        ("categories", POLICY.categories),
        ("sources", POLICY.sources),
        ("recipients", POLICY.recipients),
        ("subjects", POLICY.subjects),
    ):
        assert {key for each in activities for key in each[part]} == set(known), part
    assert content["rights"].keys() == POLICY.rights.keys()
    assert content["outside_parties"].keys() == {key for key, each in POLICY.recipients.items() if each.outside}
    assert content["controller"]["name"] == POLICY.parties["controller"].name
    assert content["data_protection_officer"]["email"] == POLICY.parties["data_protection_officer"].email


def test_what_the_policy_gains_the_record_gains() -> None:
    content = in_json.content_of(record_of(with_one_more_promise()))
    assert content["activities"][-1]["kept"] == ["wool"]
    assert "wool" in content["kept"]
    assert "knit" in in_fideslang.manifest(record_of(with_one_more_promise()))


def test_every_name_of_the_vocabulary_is_given_in_full() -> None:
    text = json.dumps(in_json.content_of(RECORD))
    assert '"dpv:' not in text.replace('"dpv": ', "")
    assert text.count("https://w3id.org/dpv") > len(POLICY.purposes) * 2


def test_the_same_policy_gives_the_same_bytes() -> None:
    again = record_of(POLICY)
    assert json.dumps(in_json.content_of(again)) == json.dumps(in_json.content_of(RECORD))
    assert in_fideslang.manifest(again) == in_fideslang.manifest(RECORD)


@pytest.mark.django_db
def test_the_record_is_signed_and_no_word_of_it_can_be_changed() -> None:
    at = clock.now()
    signed = in_json.signed(RECORD, at=at)
    key = base64.b64decode(signed["public_key"])
    assert key == ports.signer().public_key
    assert signed == in_json.signed(RECORD, at=at)
    statements.verify(signed, (key,))
    with pytest.raises(SignatureRefused):
        statements.verify({**signed, "policy_version": "2020-01-01"}, (key,))


def test_the_manifest_has_the_shape_that_fideslang_takes() -> None:
    manifest = yaml.safe_load(in_fideslang.manifest(RECORD))
    assert manifest == in_fideslang.content_of(RECORD), "what is written is what was meant"
    assert manifest.keys() == {"organization", "data_subject", "system"}
    shop, *others = manifest["system"]
    for system in (shop, *others):
        assert {"fides_key", "name", "system_type", "privacy_declarations"} <= system.keys()
        for declared in system["privacy_declarations"]:
            assert declared["data_use"] == POLICY.purposes[declared["name"]].fideslang != ""
            assert declared["data_subjects"]
            assert set(declared["data_categories"]) <= {each.fideslang for each in POLICY.categories.values()} != set()
    going_on = [each.purpose.key for each in RECORD.activities if each.is_going_on]
    assert [declared["name"] for declared in shop["privacy_declarations"]] == going_on
    assert {system["fides_key"] for system in others} == {party.recipient.key for party in RECORD.outside}
    assert {flow["fides_key"] for flow in shop["egress"]} == {system["fides_key"] for system in others}


def test_what_is_still_being_built_is_not_declared_as_a_use() -> None:
    idle = [each.purpose.key for each in RECORD.activities if not each.is_going_on]
    assert "newsletter" in idle
    declared = {each["name"] for each in in_fideslang.content_of(RECORD)["system"][0]["privacy_declarations"]}
    assert not declared & set(idle)


def test_each_choice_leaves_the_others_out() -> None:
    [one] = matching(RECORD, Looking(purpose="measure_sizes"))
    assert one.purpose.is_about_children
    for activity in matching(RECORD, Looking(category="payment_card", recipient="payment_gateway")):
        assert activity.purpose.key in POLICY.recipients["payment_gateway"].purposes
        assert any(category.key == "payment_card" for category in activity.categories)
    assert matching(RECORD, Looking()) == RECORD.activities


def test_specific_data_without_an_assessment_and_a_clause_about_nobody_are_found() -> None:
    assert list(gaps_in_the_record(POLICY)) == []
    assert {found.subject for found in gaps_in_the_record(with_one_more_promise())} == {"clause wool"}
    unassessed = {found.subject for found in gaps_in_the_record(replace(POLICY, assessments={}))}
    assert {"purpose measure_sizes", "purpose take_payment"} <= unassessed
    unknown = {found.subject for found in gaps_in_the_record(replace(POLICY, processors={}))}
    assert "recipient courier" in unknown


def test_whatever_touches_specific_data_names_its_assessment() -> None:
    for activity in RECORD.activities:
        if any(category.specific is not Specific.NO for category in activity.categories):
            assert activity.assessment is not None, activity.purpose.key


def test_what_the_owner_has_not_given_is_said_openly_and_asked_for() -> None:
    points = open_points()
    for key, party in POLICY.processors.items():
        assert sum(point.startswith(f"{key}: no ") for point in points) == len(party.missing)
    for assessment in POLICY.assessments.values():
        assert any(point.startswith(f"{assessment.key}: no signature") for point in points) is (
            assessment.signed_on is None
        )
    assert in_json.content_of(RECORD)["not_yet_given"].keys() == RECORD.missing.keys()


def test_each_measure_points_to_a_sentence_of_the_policy() -> None:
    sentences = published("en").sentences()
    assert [each.key for each in POLICY.measures.values() if each.sentence not in sentences] == []


@pytest.mark.django_db
@pytest.mark.clause("8.2")
def test_the_officer_reads_the_whole_record_and_nothing_is_opened(odile: Player) -> None:
    browser = odile.client()
    before = AccessEntry.objects.count()
    page = browser.get(PAGE).content.decode()
    assert all(purpose.says["en"].replace("'", "&#x27;") in page for purpose in POLICY.purposes.values())
    assert "not yet signed" in page
    assert "have not been given by the owner yet" in page
    one = browser.get(PAGE, {"purpose": "measure_sizes", "recipient": "nobody"}).content.decode()
    assert "1 activity" in one
    assert "Catatan pemrosesan" in browser.get("/desk/record/").content.decode()
    assert AccessEntry.objects.count() == before


@pytest.mark.django_db
def test_files_of_the_record_are_the_same_each_time(odile: Player) -> None:
    browser = odile.client()
    for name in ("yaml", "html"):
        first, second = (browser.get(f"{PAGE}kindr-record.{name}") for _ in range(2))
        assert first.content == second.content
        assert "attachment" in first["Content-Disposition"]
    signed = json.loads(browser.get(f"{PAGE}kindr-record.json").content)
    assert signed == in_json.signed(RECORD, at=datetime.fromisoformat(signed["issued_at"]))
    text = browser.get(f"{PAGE}kindr-record.html").content.decode()
    assert all(clause.number in text for clause in POLICY.clauses.values())
    # Its links lead to the shop from wherever the file lies.
    assert f'<base href="{settings.BASE_URL}">' in text


@pytest.mark.django_db
def test_outside_parties_show_what_they_have_not_answered_in_as_many_questions_for_many(odile: Player) -> None:
    browser = odile.client()

    def questions() -> int:
        with CaptureQueriesContext(connections["default"]) as asked:
            assert browser.get(OUTSIDE).status_code == 200
        return len(asked)

    assert "Every message has its answer." in browser.get(OUTSIDE).content.decode()
    for number in range(7):
        _message(odile, number)
        if number == 0:
            few = questions()
    assert questions() == few
    told = outside.messages()
    assert told.open_count == outside.open_count() == 7
    page = browser.get(OUTSIDE).content.decode()
    assert "to be told by hand" in page
    assert "Not yet given by the owner:" in page


def _message(player: Player, number: int) -> None:
    OutsideAnswer.objects.create(
        run=player.id.__class__(int=number + 1), person_id=player.id, party="courier", verb="erase",
        state=AnswerState.ASKED, asked_at=clock.now(),
    )  # fmt: skip

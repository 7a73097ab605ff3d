"""Every rule of `kindr policy check` sees the violation that it is there for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kindr.policy import POLICY
from kindr.privacy.policy_text import MalformedText, PolicyText, parse
from kindr.privacy.terms import Basis, Keep, Period, Policy
from kindr.web.policy_check import keeping, promises, wording
from kindr.web.policy_check import map as policy_map
from kindr.web.policy_check import report as policy_report
from kindr.web.policy_check.findings import Finding, Holding, Program
from kindr.web.policy_pages.texts import all_published, published

CLAUSE = POLICY.clauses["address_book"]
HOLDING = Holding("accounts.Address", "address_book", {"street": "address"}, Period.LIFE)


def changed(part: str, key: str, **values: Any) -> Policy:
    """The policy with one thing of one part changed."""
    things: Mapping[str, Any] = getattr(POLICY, part)
    parts: dict[str, Any] = {part: {**things, key: replace(things[key], **values)}}
    return replace(POLICY, **parts)


def without(part: str, key: str) -> Policy:
    """The policy with one thing of one part left out."""
    parts: dict[str, Any] = {part: {name: thing for name, thing in getattr(POLICY, part).items() if name != key}}
    return replace(POLICY, **parts)


def texts_with(old: str, new: str, language: str = "id") -> Mapping[str, PolicyText]:
    """The published texts with one passage of one language changed."""
    source = (policy_report.SOURCE / "policy" / "text" / f"{language}.md").read_text("utf-8")
    assert old in source
    return {**all_published(POLICY), language: parse(source.replace(old, new))}


def program(*holdings: Holding, declared: Iterable[str] = ("keep_account",)) -> Program:
    return Program(holdings, dict.fromkeys(declared, ("kindr/shop/accounts/views.py",)))


def rules(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.rule, finding.subject) for finding in findings}


def test_nothing_that_is_kept_of_a_person_is_called_anonymous() -> None:
    """What has a key is a pseudonym, and neither the policy nor a question for consent says more of it."""
    texts = all_published(POLICY).values()
    said = [sentence.words for text in texts for sentence in text.sentences().values()]
    said += [words for asked in POLICY.withdrawals.values() for words in asked.stops.values()]
    assert any("pseudonym" in words for words in said)
    assert not [words for words in said if "anonym" in words.lower() or "anonim" in words.lower()]


def test_the_policy_text_and_program_agree() -> None:
    assert [str(finding) for finding in policy_report.findings()] == []


def test_every_mark_on_a_promise_test_is_something_that_the_policy_says() -> None:
    proofs = policy_map.proofs_under(policy_map.PROMISE_TESTS)
    assert list(policy_map.unknown_proofs(POLICY, published("en"), proofs)) == []


def test_the_policy_map_in_the_documentation_is_in_step() -> None:
    written = policy_map.MAP.read_text("utf-8")
    assert written == policy_map.current_map(), "run `kindr policy map`"


@pytest.mark.parametrize(
    ("policy", "subject"),
    [
        (changed("recipients", "packer", purposes=frozenset({"sell_data"})), "recipient packer"),
        (changed("clauses", "profile", about=frozenset({"shoe_colour"})), "clause profile"),
        (changed("clauses", "profile", sources=frozenset({"gossip"})), "clause profile"),
        (changed("clauses", "profile", purposes=frozenset({"sell_data"})), "clause profile"),
        (changed("clauses", "profile", consent="newsletter"), "clause profile"),
        (without("purposes", "newsletter"), "withdrawal newsletter"),
    ],
)
def test_a_key_that_points_to_nothing_is_found(policy: Policy, subject: str) -> None:
    assert ("unknown key", subject) in rules(promises.unknown_keys(policy))


def test_a_purpose_that_nobody_may_claim_is_found() -> None:
    policy = changed("recipients", "marketer", purposes=frozenset())
    silent = {key: replace(who, purposes=who.purposes - {"loyalty"}) for key, who in policy.recipients.items()}
    found = rules(promises.unclaimed_purposes(replace(policy, recipients=silent)))
    assert found == {("unclaimed purpose", "purpose loyalty")}


def test_a_purpose_that_no_clause_serves_is_found() -> None:
    idle = {key: replace(clause, purposes=clause.purposes - {"loyalty"}) for key, clause in POLICY.clauses.items()}
    found = rules(promises.unclaimed_purposes(replace(POLICY, clauses=idle)))
    assert found == {("unserved purpose", "purpose loyalty")}


def test_a_consent_without_withdrawal_text_is_found() -> None:
    found = rules(promises.consents_without_withdrawal(without("withdrawals", "newsletter")))
    assert found == {("no withdrawal", "purpose newsletter")}


def test_a_withdrawal_of_something_that_rests_on_no_consent_is_found() -> None:
    policy = changed("purposes", "greet_birthday", basis=Basis.CONTRACT)
    assert rules(promises.consents_without_withdrawal(policy)) >= {
        ("no consent", "purpose greet_birthday"),
        ("no consent", "clause birthday"),
    }


@pytest.mark.parametrize(
    "keep",
    [
        Keep(Period.LIFE, CLAUSE.keep.says, days=3),
        Keep(Period.CALENDAR_YEAR, CLAUSE.keep.says, days=3),
        Keep(Period.CALENDAR_YEAR, CLAUSE.keep.says),
        Keep(Period.RECORD, CLAUSE.keep.says),
        Keep(Period.RECORD, CLAUSE.keep.says, days=3, years=1),
    ],
)
def test_a_term_that_its_period_cannot_count_is_found(keep: Keep) -> None:
    found = rules(promises.ill_shaped_terms(changed("clauses", "profile", keep=keep)))
    assert found == {("ill-shaped term", "clause profile")}


def test_a_sentence_that_one_language_lacks_is_found() -> None:
    found = rules(promises.missing_languages(changed("rights", "access", says={"id": "Melihat"})))
    assert found == {("missing language", "right access")}


def test_a_table_whose_clause_is_unknown_is_found() -> None:
    stray = replace(HOLDING, clause="diary")
    assert rules(keeping.fields_without_clause(POLICY, program(stray))) == {("field without clause", HOLDING.label)}


def test_a_field_of_a_category_that_its_clause_does_not_name_is_found() -> None:
    stray = replace(HOLDING, columns={"street": "address", "sound": "voice"})
    found = rules(keeping.fields_without_clause(POLICY, program(stray)))
    assert found == {("field without clause", f"{HOLDING.label}.sound")}


def test_a_key_period_that_differs_from_the_promise_is_found() -> None:
    assert rules(keeping.periods_that_differ(POLICY, program(HOLDING))) == set()
    stray = replace(HOLDING, period=Period.CALENDAR_YEAR)
    assert rules(keeping.periods_that_differ(POLICY, program(stray))) == {("period", HOLDING.label)}


def test_a_clause_that_nothing_keeps_is_found_unless_it_is_pending() -> None:
    found = rules(keeping.clauses_without_table(POLICY, program()))
    assert ("clause without table", "clause address_book") in found
    assert ("clause without table", "clause call_recording") not in found


def test_a_clause_that_is_kept_and_still_called_pending_is_found() -> None:
    kept = replace(HOLDING, clause="call_recording")
    assert ("stale pending", "clause call_recording") in rules(keeping.clauses_without_table(POLICY, program(kept)))


def test_a_category_without_field_is_found_unless_every_clause_about_it_is_pending() -> None:
    found = rules(keeping.categories_without_field_or_reader(POLICY, program()))
    assert ("category without field", "category address") in found
    assert ("category without field", "category voice") not in found


def test_a_category_that_nothing_reads_is_found() -> None:
    read = rules(keeping.categories_without_field_or_reader(POLICY, program(HOLDING)))
    unread = rules(keeping.categories_without_field_or_reader(POLICY, program(HOLDING, declared=())))
    assert unread - read == {("category without reader", "category address")}


def test_a_purpose_that_only_the_program_knows_is_found() -> None:
    found = rules(keeping.undeclared_purposes(POLICY, program(declared=["sell_data"])))
    assert found == {("unknown key", "kindr/shop/accounts/views.py")}


def test_a_cookie_that_only_the_program_or_only_the_policy_knows_is_found() -> None:
    stray = replace(program(), cookies=frozenset({"session", "form", "tracker"}))
    assert rules(keeping.cookies_that_differ(POLICY, stray)) == {
        ("undeclared cookie", "cookie tracker"),
        ("idle cookie", "cookie basket"),
        ("idle cookie", "cookie shopping_for"),
        ("idle cookie", "cookie choices"),
        ("idle cookie", "cookie seen"),
    }


def test_a_cookie_that_is_not_needed_must_serve_a_purpose_that_rests_on_consent() -> None:
    seen = POLICY.cookies["seen"]
    for purpose, necessary, wrong in (
        ("personalise", False, 0),
        ("", False, 1),
        ("take_payment", False, 1),
        ("personalise", True, 1),
    ):
        changed = replace(POLICY, cookies={"seen": replace(seen, purpose=purpose, necessary=necessary)})
        assert len(list(promises.cookies_without_consent(changed))) == wrong


def test_cookies_are_found_in_the_text_of_the_program(tmp_path: Path) -> None:
    lines = ['NAME = "basket"', "page.set_cookie(NAME)", 'page.set_signed_cookie("tracker")', "page.set_cookie(other)"]
    (tmp_path / "views.py").write_text("\n".join(lines))
    assert policy_report.cookies_set(tmp_path) == {"session", "form", "basket", "tracker", "unreadable in views.py"}


def test_purposes_are_found_in_the_text_of_the_program(tmp_path: Path) -> None:
    module = tmp_path / "kindr" / "views.py"
    module.parent.mkdir()
    module.write_text('@for_purpose("keep_account", "place_order")\ndef show(request): ...\n')
    found = policy_report.declared_purposes(module.parent)
    assert found == {"keep_account": ("kindr/views.py",), "place_order": ("kindr/views.py",)}


def test_a_number_that_only_one_language_has_is_found() -> None:
    texts = texts_with("C.2 [plain] No cookie comes from anybody else.\n", "", "en")
    assert ("languages differ", "en") in rules(wording.languages_that_differ(POLICY, texts))


def test_a_link_that_only_one_language_has_is_found() -> None:
    texts = texts_with("1.6 [party:controller party:data_protection_officer]", "1.6 [party:controller]", "en")
    assert rules(wording.languages_that_differ(POLICY, texts)) == {("languages differ", "sentence 1.6 (en)")}


def test_a_chapter_that_only_one_language_has_is_found() -> None:
    source = (policy_report.SOURCE / "policy" / "text" / "en.md").read_text("utf-8")
    texts = {**all_published(POLICY), "en": parse(source + "\n## Z More\n")}
    assert ("languages differ", "en") in rules(wording.languages_that_differ(POLICY, texts))


def test_a_clause_whose_number_the_text_does_not_have_is_found() -> None:
    policy = changed("clauses", "profile", number="2.1.99")
    assert rules(wording.numbers_without_counterpart(policy, all_published(POLICY))) == {
        ("number without sentence", "clause profile"),
        ("sentence without clause", "sentence 2.1.4"),
    }


def test_a_sentence_that_links_to_an_unknown_clause_is_found() -> None:
    texts = texts_with("[clause:profile]", "[clause:diary]")
    found = rules(wording.links_to_nothing(POLICY, texts))
    assert found == {("unknown key", "sentence 2.1.4"), ("unspoken", "clause profile")}


def test_a_pending_sentence_that_does_not_exist_is_found() -> None:
    policy = replace(POLICY, being_built={"9.9.9": "letters"})
    found = rules(wording.numbers_without_counterpart(policy, all_published(POLICY)))
    assert found == {("number without sentence", "pending 9.9.9")}


def test_a_gap_in_the_numbering_is_found() -> None:
    texts = texts_with("C.4 [", "C.5 [")
    assert rules(wording.gaps_in_numbering(POLICY, texts)) == {("gap", "sentence C.5")}


def test_a_blank_that_nothing_fills_is_found() -> None:
    texts = texts_with("C.2 [plain] Tidak", "C.2 [plain] {shoe_size} tidak")
    assert rules(wording.blanks_that_stay_empty(POLICY, texts)) == {("empty blank", "sentence C.2 (id)")}


def test_a_term_spelt_out_in_the_text_is_found() -> None:
    texts = texts_with("profil Anda kami simpan {keep}", "profil Anda kami simpan tiga hari")
    assert rules(wording.blanks_that_stay_empty(POLICY, texts)) == {("term spelt out", "sentence 2.1.4 (id)")}


def test_a_mark_on_a_test_that_the_policy_does_not_say_is_found(tmp_path: Path) -> None:
    module = tmp_path / "test_promise.py"
    module.write_text('@pytest.mark.clause("2.1.6")\n@pytest.mark.clause("99")\ndef test_it() -> None: ...\n')
    proofs = policy_map.proofs_under(tmp_path)
    assert proofs["2.1.6"] == ("test_promise.py::test_it",)
    found = rules(policy_map.unknown_proofs(POLICY, published("en"), proofs))
    assert found == {("unknown key", "test_promise.py::test_it")}


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("1.1 [plain] Before any chapter.", "before the first chapter"),
        ("## 1 One\nA sentence without a number.", "line 2 is not a numbered sentence"),
        ("## 1 One\n2.1 [plain] Astray.", "does not belong under 1"),
        ("## 1 One\n1.1 [plain] Twice.\n1.1 [plain] Twice.", "stands twice"),
        ("## 1 One\n1.1 [star:sirius] Far.", "links to 'star:sirius'"),
        ("## 1 One\n1.1 [clause] Bare.", "links to 'clause'"),
        ("### 1.1 A row without a chapter", "is not a heading"),
    ],
)
def test_a_line_that_is_no_numbered_sentence_is_refused_by_its_line(source: str, complaint: str) -> None:
    with pytest.raises(MalformedText, match=complaint):
        parse(source)

"""A change of what the policy says is a version: seen by the check, told beforehand, and consents asked for again."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import changes, receipts
from kindr.privacy.consent.events import Decision
from kindr.privacy.policy_text import parse
from kindr.privacy.terms import Policy, PolicyVersion
from kindr.web.policy_check import marks
from kindr.web.policy_check.wording import Texts
from kindr.web.policy_pages import archive
from kindr.web.policy_pages.texts import all_published
from tests.cast import Player
from tests.consents import last_of, say
from tests.privacy.consent.test_ledger import changed_policy

TEXTS = all_published(POLICY)


def texts_with(old: str, new: str) -> Texts:
    source = (marks.FOLDER.parent / "text" / "en.md").read_text("utf-8")
    assert old in source
    return {**TEXTS, "en": parse(source.replace(old, new))}


def found(policy: Policy = POLICY, texts: Texts = TEXTS, folder: Path = marks.FOLDER) -> list[str]:
    return [str(one) for one in marks.changes_without_version(policy, texts, folder)]


def test_the_newest_version_says_what_the_policy_says() -> None:
    assert found() == []


def test_a_changed_sentence_without_a_version_is_found_and_the_check_says_what_to_do() -> None:
    said = found(texts=texts_with("Everything else goes on as before.", "Everything else goes on."))
    assert said[0] == "change without version: sentence 9.2.2 en is not what version 2026-11-22 said"
    assert "kindr policy mark" in said[-1]
    assert "policy/versions.py" in said[-1]


def test_a_changed_meaning_without_a_changed_word_is_found() -> None:
    clause = replace(POLICY.clauses["birthday"], purposes=POLICY.clauses["birthday"].purposes | {"newsletter"})
    policy = replace(POLICY, clauses={**POLICY.clauses, "birthday": clause})
    names = [line.split(": ")[1].split(" is ")[0] for line in found(policy)]
    assert {"clause birthday", "purpose newsletter"} <= set(names)


def test_with_a_new_version_the_change_is_no_finding_and_its_consent_has_to_be_named(tmp_path: Path) -> None:
    ask = replace(POLICY.asks["newsletter"], version="newsletter/2", says={"id": ("Baru",), "en": ("New",)})
    second = changed_policy(clock.now() + timedelta(days=9))
    policy = replace(second, version="2027-02-01", asks={**POLICY.asks, "newsletter": ask})
    marks.write("2026-11-22", marks.marks_of(POLICY, TEXTS), tmp_path)
    assert "kindr policy mark" in found(policy, folder=tmp_path)[0]
    marks.write("2027-02-01", marks.marks_of(policy, TEXTS), tmp_path)
    assert found(policy, folder=tmp_path) == []
    missing = [one.subject for one in marks.consents_not_asked_again(policy, tmp_path)]
    assert missing == ["purpose newsletter"]
    first, last = policy.versions
    for named in ({"asks_again": frozenset({"newsletter"})}, {"rewords": frozenset({"newsletter"})}):
        told = replace(policy, versions=(first, replace(last, **named)))
        assert list(marks.consents_not_asked_again(told, tmp_path)) == []


def test_a_version_that_is_not_told_beforehand_is_found() -> None:
    second = changed_policy(clock.now())
    first, last = second.versions
    late = replace(second, versions=(first, replace(last, announced_at=last.in_force_at, changed={"id": "Ya"})))
    assert {one.rule for one in marks.ill_kept_versions(late)} == {"version", "missing language"}
    assert list(marks.ill_kept_versions(second)) == []


@pytest.mark.django_db
def test_what_ended_by_itself_is_entered_once_and_asked_anew(ilse: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    now, access = clock.now(), system_access("keep_systems_running")
    change = now + timedelta(days=10)
    say(ilse.id, "newsletter", Decision.GIVEN, at=now)
    say(ilse.id, "greet_birthday", Decision.GIVEN, at=now, until=now + timedelta(days=5))
    say(ilse.id, "loyalty", Decision.GIVEN, at=now)
    assert changes.write_down_endings(access=access, at=change) == 0
    monkeypatch.setattr(registry, "_adopted", [changed_policy(change, "newsletter")])
    assert changes.write_down_endings(access=access, at=change - timedelta(days=6)) == 0
    assert changes.write_down_endings(access=access, at=change) == 2
    assert changes.write_down_endings(access=access, at=change + timedelta(days=1)) == 0
    stands = {purpose: event.decision for purpose, event in last_of(ilse.id).items()}
    assert stands == {
        "newsletter": Decision.SUPERSEDED, "greet_birthday": Decision.EXPIRED, "loyalty": Decision.GIVEN,
    }  # fmt: skip
    assert last_of(ilse.id)["newsletter"].channel == "system"


@pytest.mark.django_db
def test_the_version_that_holds_follows_the_clock() -> None:
    change = clock.now() + timedelta(days=10)
    policy = changed_policy(change)
    assert policy.version_at(change - timedelta(seconds=1)) == "2026-11-22"
    assert policy.version_at(change) == "2027-02-01"


def archived(policy: Policy, folder: Path) -> list[str]:
    return [str(one) for one in marks.versions_that_cannot_be_read(policy, folder)]


def test_every_version_can_be_read_word_for_word_in_every_language() -> None:
    assert archived(POLICY, archive.FOLDER) == []
    for version in POLICY.versions:
        for language in POLICY.languages:
            kept = archive.text_of(version.name, language)
            assert kept is not None
            assert not any("{" in sentence.words for sentence in kept.sentences().values())
    assert kept.sentences().keys() == TEXTS["en"].sentences().keys()


def test_an_announced_version_is_written_beforehand_and_the_text_follows_on_its_day(tmp_path: Path) -> None:
    archive.write(POLICY, tmp_path)
    policy = replace(changed_policy(clock.now() + timedelta(days=9)), version="2027-02-01")
    assert archived(policy, tmp_path) != []
    coming = archive.write(policy, tmp_path)[-1]
    coming.write_text(coming.read_text("utf-8").replace("Everything else", "All the rest"), "utf-8")
    assert archive.write(policy, tmp_path) == []
    assert archived(policy, tmp_path) == []
    third = PolicyVersion("2028-02-01", clock.now(), clock.now() + timedelta(days=400), {"id": "Lagi", "en": "Again"})
    later = replace(policy, version="2028-02-01", versions=(*policy.versions, third))
    assert [line.split(" ")[3:6] for line in archived(later, tmp_path)][-1] == ["says", "something", "else"]
    assert len(archived(later, tmp_path)) == 3


@pytest.mark.django_db
def test_a_version_is_read_from_the_day_it_is_told_on_and_stays_readable(
    mara: Player, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    change = clock.now() + timedelta(days=10)
    policy = replace(changed_policy(change), version="2027-02-01")
    archive.write(POLICY, tmp_path)
    archive.write(policy, tmp_path)
    read = archive.text_of.__wrapped__
    monkeypatch.setattr(archive, "text_of", lambda version, language: read(version, language, tmp_path))
    monkeypatch.setattr(registry, "_adopted", [policy])
    assert "announced" in Client().get("/en/privacy/versions/2027-02-01/").content.decode()
    monkeypatch.setattr(clock, "now", lambda: change + timedelta(days=1))
    before = Client().get("/en/privacy/versions/2026-11-22/").content.decode()
    assert "holds no more" in before
    assert TEXTS["en"].sentences()["9.2.2"].words in html.unescape(before)
    assert Client().get("/en/privacy/versions/2031-01-01/").status_code == 404
    first = policy.versions[-1]
    untold = replace(first, announced_at=change + timedelta(days=5), in_force_at=change + timedelta(days=9))
    monkeypatch.setattr(registry, "_adopted", [replace(policy, versions=(policy.versions[0], untold))])
    assert Client().get("/en/privacy/versions/2027-02-01/").status_code == 404


@pytest.mark.django_db
def test_a_receipt_names_the_page_of_the_text_that_held(mara: Player) -> None:
    event = last_of(mara.id)["greet_birthday"]
    path = receipts.unsigned(event, at=clock.now())["processing"]["privacy_notice"]["path"]
    assert Client().get(f"/en{path}").status_code == 200
    assert path in mara.client().get("/en/my-choices/").content.decode()

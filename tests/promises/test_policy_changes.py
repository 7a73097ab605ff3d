"""Chapter S: before the policy changes it is told, and a consent whose purpose changes is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates, registry
from kindr.privacy.access.terms import ConsentMissing
from kindr.privacy.terms import PolicyVersion
from kindr.shop.accounts.personal import Birthday
from tests.cast import Player

pytestmark = pytest.mark.django_db


@pytest.mark.clause("S.6")
def test_a_change_is_told_beforehand_and_its_consent_is_asked_for_again(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, access, change = Birthday.objects.get(), mara.access("greet_birthday"), clock.now() + timedelta(days=30)
    changed = {"id": "Ucapan dikirim lewat pos.", "en": "The greeting comes by post."}
    second = PolicyVersion("2027-01-01", clock.now(), change, changed, asks_again=frozenset({"greet_birthday"}))
    monkeypatch.setattr(registry, "_adopted", [replace(POLICY, versions=(*POLICY.versions, second))])
    assert changed["en"] in Client().get("/en/privacy/").content.decode()
    assert changed["en"] in mara.client().get("/en/my-data/").content.decode()
    assert gates.read(row, access=access, at=change - timedelta(seconds=1)).date_of_birth
    with pytest.raises(ConsentMissing):
        gates.read(row, access=access, at=change)

"""Blind indexes: what lies in the table of tags says little about a person, and nothing without the index root."""

from __future__ import annotations

import pytest

from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import LookupEntry
from tests.buying import guest_order
from tests.cast import Player

pytestmark = pytest.mark.django_db
WHOLE, SHARED = lookup.FULL_TAG_BITS // 8, 2
"""Bytes of a tag that names one value, and of one that many values share."""


def test_of_all_that_is_kept_of_people_only_the_sign_in_address_has_a_tag_of_its_own(mara: Player, noa: Player) -> None:
    """A phone number, a month of birth or a guest's address could be found by trying: their tags fit many others."""
    guest_order("nenek@families.example")
    lengths = {entry.index: len(bytes(entry.tag)) for entry in LookupEntry.objects.all()}
    assert lengths == {"sign_in_address": WHOLE, "guest_address": SHARED, "phone": SHARED, "birth_month": SHARED}


def test_one_value_has_another_tag_in_each_index(mara: Player) -> None:
    """Whoever compares two indexes does not see that a guest signs in with the same address."""
    whole = lookup.tag(lookup.SIGN_IN_ADDRESS, mara.email)
    others = {lookup.tag(lookup.Index(name, lookup.FULL_TAG_BITS), mara.email) for name in ("guest_address", "phone")}
    assert len(others | {whole}) == 3

"""Blind indexes: keyed tags by which an exact address or number is found without being readable."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from django.db import IntegrityError, models, transaction

from kindr.base.ids import new_id
from kindr.privacy.vault import keyrings, sealing

FULL_TAG_BITS = 128


@dataclass(frozen=True)
class Index:
    """A blind index; `bits` short of 128 truncate the tag so that several values share it (CipherSweet's planner)."""

    name: str
    bits: int
    unique: bool = False


SIGN_IN_ADDRESS = Index("sign_in_address", FULL_TAG_BITS, unique=True)
"""The only full-length, unique tag: a sign-in address names one account, so equality leaks nothing more."""
GUEST_ADDRESS = Index("guest_address", 16)
PHONE = Index("phone", 16)


class AddressTaken(Exception):
    """Another account signs in with this address."""


class LookupEntry(models.Model):
    """One tag of one person; erased with the person, re-checked against the opened value after a hit."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "index": "the name of an index",
        "tag": "a keyed tag, useless without the index root",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(db_index=True)
    index = models.CharField(max_length=20)
    tag = models.BinaryField()

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["index", "tag"], name="lookup_by_tag")]
        constraints = [
            models.UniqueConstraint(
                fields=["tag"], condition=models.Q(index="sign_in_address"), name="one_account_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.index} of {self.person_id}"


def normalised_address(address: str) -> str:
    """An e-mail address as it is compared, and as it is written to: NFKC, trimmed, in small letters.

    Not casefolded: `straße.example` and `strasse.example` are two domains. A code goes to this form only; sent to what
    was typed, it would let the owner of a mailbox that looks alike into the account that this form names.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).strip().lower())


def tag(index: Index, value: str) -> bytes:
    """The keyed tag of a normalised value: HMAC-SHA-256 under the index's own key, cut to its bits."""
    whole = hmac.digest(_index_key(index.name), value.encode(), hashlib.sha256)
    return whole[: index.bits // 8]


def find(index: Index, value: str) -> list[uuid.UUID]:
    """The people whose tag matches; for truncated indexes the caller re-checks after opening."""
    rows = LookupEntry.objects.filter(index=index.name, tag=tag(index, value))
    return list(rows.values_list("person_id", flat=True))


def add(index: Index, value: str, *, person: uuid.UUID) -> None:
    """Makes the person findable by this value, replacing an older tag; raises AddressTaken."""
    try:
        with transaction.atomic():
            LookupEntry.objects.filter(index=index.name, person_id=person).delete()
            LookupEntry.objects.create(person_id=person, index=index.name, tag=tag(index, value))
    except IntegrityError:
        raise AddressTaken("another account signs in with this address") from None


def drop(index: Index, *, person: uuid.UUID) -> None:
    """Makes the person unfindable by this index; doing it twice changes nothing."""
    LookupEntry.objects.filter(index=index.name, person_id=person).delete()


def remove(person: uuid.UUID) -> int:
    """Makes the person unfindable; counts the tags that went."""
    return LookupEntry.objects.filter(person_id=person).delete()[0]


@cache
def _index_key_for(root: bytes, name: str) -> bytes:
    return sealing.derive(root, f"kindr/index/{name}/v1")


def _index_key(name: str) -> bytes:
    return _index_key_for(keyrings.roots().index_root(), name)

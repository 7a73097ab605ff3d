"""The tree over the two books: leaves, subtrees and signed checkpoints, to which the program can only add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models


class LogLeaf(models.Model):
    """Which row of which book stands at which place of the tree, and the hash that it had when it was taken in."""

    excused: ClassVar[Mapping[str, str]] = {
        "index": "a place in the tree",
        "book": "the number of a book",
        "row": "the random id of a row",
        "hash": "a salted commitment that says nothing",
    }

    append_only = True

    index = models.BigIntegerField(primary_key=True)
    book = models.SmallIntegerField()
    row = models.UUIDField()
    hash = models.BinaryField()

    class Meta:
        app_label = "privacy"
        constraints = [models.UniqueConstraint(fields=["row", "book"], name="a_row_has_one_leaf")]

    def __str__(self) -> str:
        return f"leaf {self.index}"


class LogSubtree(models.Model):
    """The hash of a complete subtree of 256 ** level leaves, so that a proof reads a few hundred hashes and no more."""

    excused: ClassVar[Mapping[str, str]] = {
        "level": "a height in the tree",
        "index": "a place in the tree",
        "hash": "a hash of hashes",
    }

    append_only = True

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"subtree {self.level}/{self.index}"


class LogCheckpoint(models.Model):
    """What the tree was at a moment, signed; the note says all of it, the columns beside it are for looking it up."""

    excused: ClassVar[Mapping[str, str]] = {
        "number": "a number in a row",
        "size": "how many leaves the tree had",
        "at": "a moment",
        "until": "the transaction before which every row of the books is in the tree",
        "note": "a size, a hash, counts and a moment, signed",
    }

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    until = models.BigIntegerField()
    note = models.TextField()

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"checkpoint {self.number} of {self.size} leaves"


class LogCheck(models.Model):
    """That the books were held against the tree, from which leaf on, and what did not agree."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a running number",
        "at": "a moment",
        "since": "a place in the tree",
        "size": "how many leaves the tree had",
        "forgotten": "a count",
        "findings": "kinds of disagreement, and how many of each",
    }

    append_only = True

    at = models.DateTimeField()
    since = models.BigIntegerField()
    size = models.BigIntegerField()
    forgotten = models.BigIntegerField()
    findings = models.JSONField(default=dict)

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"check of {self.size} leaves"

"""What may not agree between the books, the tree over them, the signed checkpoints and a witness."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """One kind of disagreement."""

    LEAF_GONE = "a place of the tree is empty"
    ROW_GONE = "a row that has a place in the tree is not in its book any more"
    LEAF_CHANGED = "a row has another leaf than it had when it was taken in"
    ROW_CHANGED = "a row does not say what its leaf was made of"
    SUBTREE_CHANGED = "a kept hash of the tree is not the hash of its leaves"
    HEAD_CHANGED = "the leaves do not lead to the head that was signed"
    NOT_SIGNED = "a checkpoint was not signed by this log"
    CHECKPOINT_GONE = "a checkpoint is missing among the others"
    PAST = "rows came whose moment was long over"
    FOUND = "rows came that had been missed when their turn was"
    OUTSIDE = "a row has no place in the tree though its turn is over"
    ROLLED_BACK = "a witness has checkpoints that this tree has not"
    WITNESS_DIFFERS = "a witness has another checkpoint of the same number"


@dataclass(frozen=True)
class Finding:
    """One disagreement: of which kind, and at which place: a leaf, a row or a checkpoint."""

    kind: Kind
    place: str

    def __str__(self) -> str:
        return f"{self.kind.value}: {self.place}"

"""What the log's pages call things, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

FINDINGS: Mapping[str, Any] = {
    "LEAF_GONE": gettext_lazy("A place of the tree is empty"),
    "ROW_GONE": gettext_lazy("A line is not in its book any more"),
    "LEAF_CHANGED": gettext_lazy("A line has another mark than when it was taken in"),
    "ROW_CHANGED": gettext_lazy("A line does not say any more what it said"),
    "SUBTREE_CHANGED": gettext_lazy("A kept hash of the tree was changed"),
    "HEAD_CHANGED": gettext_lazy("The lines do not lead to the hash that was signed"),
    "NOT_SIGNED": gettext_lazy("A checkpoint was not signed by this log"),
    "CHECKPOINT_GONE": gettext_lazy("A checkpoint is missing"),
    "PAST": gettext_lazy("Lines came whose moment was long over"),
    "FOUND": gettext_lazy("Lines came that had been missed when their turn was"),
    "OUTSIDE": gettext_lazy("A line has no place in the tree though its turn is over"),
    "ROLLED_BACK": gettext_lazy("A witness has checkpoints that this log has not"),
    "WITNESS_DIFFERS": gettext_lazy("A witness has another checkpoint of the same number"),
}
"""Name of a finding's kind -> what is wrong."""


def out_of_the_ordinary(says: Mapping[str, str]) -> list[str]:
    """What a checkpoint says beside its size and hash."""
    told = []
    if "restored" in says:
        told.append(
            _("The server was restored; the log goes on from checkpoint %(number)s.") % {"number": says["restored"]}
        )
    if count := int(says.get("imported", "0")):
        told.append(
            ngettext("%(n)d line of the past was loaded", "%(n)d lines of the past were loaded", count) % {"n": count}
        )
    if count := int(says.get("past", "0")):
        told.append(ngettext("%(n)d line came late", "%(n)d lines came late", count) % {"n": count})
    if count := int(says.get("found", "0")):
        told.append(ngettext("%(n)d line had been missed", "%(n)d lines had been missed", count) % {"n": count})
    return told

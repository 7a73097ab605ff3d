"""The articles that a hold may rest on, by its ground, and the words that the person reads."""

from __future__ import annotations

from collections.abc import Mapping

from kindr.privacy.retention.models import Ground
from kindr.privacy.terms import Text

ARTICLES: Mapping[Ground, tuple[str, ...]] = {
    Ground.COMPLAINT: ("PP 80/2019 27", "PP 80/2019 25(1)b"),
    Ground.LITIGATION: ("UU 27/2022 44(1)c",),
    Ground.ORDER: ("UU 27/2022 15(1)b", "UU 27/2022 50(1)", "UU KUP 28(11)"),
}
SAID: Mapping[Ground, Text] = {
    Ground.COMPLAINT: {
        "id": "dikunci sampai keluhan yang belum selesai ditutup",
        "en": "locked until an open complaint is closed",
    },
    Ground.LITIGATION: {"id": "dikunci sampai gugatan selesai", "en": "locked until a lawsuit is over"},
    Ground.ORDER: {
        "id": "dikunci atas perintah lembaga yang berwenang",
        "en": "locked by order of an authority",
    },
}
"""Why something waits, on the pages of the person and on the receipt of an erasure."""
SILENT: Text = {"id": "masih harus disimpan menurut hukum", "en": "still has to be kept under the law"}
"""What is said where an order forbids more."""

"""The states of a sentence in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

STATE_WORDS: Mapping[str, Any] = {
    "broken": gettext_lazy("Does not hold"),
    "held": gettext_lazy("Held"),
    "looked": gettext_lazy("Looked at here"),
    "waiting": gettext_lazy("Not yet run here"),
    "people": gettext_lazy("Left to people"),
    "being_built": gettext_lazy("Being built"),
}

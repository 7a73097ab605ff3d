"""The sentences that a slice still to come will keep; the page says openly that they are being built."""

from __future__ import annotations

from collections.abc import Mapping

BEING_BUILT: Mapping[str, str] = {
    "2.4.1": "visits",
    "2.4.2": "visits",
    "2.6.1": "service",
    "2.7.1": "orders",
    "3.3.1": "letters",
    "3.3.2": "letters",
    "3.5.1": "visits",
    "3.6.1": "service",
    "4.1.1": "personalisation",
    "4.1.2": "personalisation",
    "4.3.1": "visits",
    "4.3.2": "visits",
    "4.4.1": "letters",
    "4.4.2": "letters",
    "4.4.3": "letters",
    "4.4.4": "letters",
    "4.4.5": "letters",
    "4.4.6": "letters",
    "4.5.1": "events",
    "4.6.1": "loyalty",
    "4.7.9": "service",
    "4.7.11": "reviews",
    "10.1": "service",
    "S.1": "letters",
    "S.3": "letters",
}

"""How long and how often: the terms of waiting, of links and pictures, and what a masked copy shows."""

from __future__ import annotations

from datetime import timedelta

MOST_PER_LINE = 10
TIME_WITHOUT_PAYMENT = timedelta(hours=1)
"""So long an order waits whose payment was never started."""
PRESUMED_DELIVERED_AFTER = timedelta(days=21)
"""A parcel that nobody reported is taken as arrived, so that its address does not stay for ever."""
LINK_GOOD_FOR = timedelta(days=51)
"""A guest's link: until a parcel is taken as arrived, and the 30 days in which its address is kept."""
MOST_OPEN_REPORTS = 3
"""Reports about one order that customer service has not answered yet; the next one waits."""
PICTURES_KEPT_FOR = timedelta(days=90)
"""After a report was closed; the same term stands in the policy's `NINETY_DAYS_CLOSED`."""


def initials(text: str) -> str:
    """What a masked copy shows of a name or an address: the first letter of each word, and a dot for each number."""
    return " ".join(f"{word[0].upper()}." if word[0].isalpha() else "•" for word in text.replace(",", " ").split())

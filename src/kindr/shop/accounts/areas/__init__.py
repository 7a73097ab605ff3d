"""The places of Indonesia: province, city or regency, district and village, and the postcode that belongs to them.

The table lies in memory and in no database: 83,762 villages take 6 MB of objects a process (14 MB resident after the
first read, which takes 0.3 s), and a type-ahead answers in 1 to 30 milliseconds without a query or a migration. A table
in PostgreSQL would cost a data migration in every test database and let what a parent types reach the server's log.
"""

from __future__ import annotations

from kindr.shop.accounts.areas.places import Area, Place, area, children, is_jabodetabek
from kindr.shop.accounts.areas.postcodes import PostcodeOutOfRange, check_postcode
from kindr.shop.accounts.areas.search import suggestions

__all__ = [
    "Area",
    "Place",
    "PostcodeOutOfRange",
    "area",
    "check_postcode",
    "children",
    "is_jabodetabek",
    "suggestions",
]

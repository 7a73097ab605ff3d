"""The demo shop: a cast, sixty families and a year of their orders, told through the shop's own actions."""

from __future__ import annotations

from kindr.web.demo.loading import (
    JOINED,
    SEED,
    CastHere,
    RealPeopleHere,
    load,
    load_times,
    load_year,
    refuse_cast,
    sign_ins,
)

__all__ = [
    "JOINED", "SEED", "CastHere", "RealPeopleHere", "load", "load_times", "load_year", "refuse_cast", "sign_ins",
]  # fmt: skip

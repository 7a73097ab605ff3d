"""The year of the demo is cut off by kill -9, of its own program and of the supervisor; the next start goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from kindr.web.demo.stories import STORIES
from kindr.web.demo.year import MANY
from kindr.web.servers.children import is_alive
from kindr.web.servers.logins import connect_as_superuser
from tests.browsing import awaited
from tests.faults.installation import Installation, new_installation

pytestmark = pytest.mark.slow
A_FEW = 5
WHOLE_YEAR = 600.0
"""Seconds; a computer with nothing else to do takes one."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Installation]:
    made = new_installation(tmp_path / "shop")
    yield made
    made.remove()


def teller_of(shop: Installation) -> psutil.Process | None:
    """The program that plays the year beside the open shop, while it does."""
    noted = json.loads((shop.data / "serving.json").read_text())["processes"]
    for pid, _ in noted:
        # It may end while it is looked at.
        with suppress(psutil.Error):
            each = psutil.Process(pid)
            if is_alive(each) and "demo" in each.cmdline():
                return each
    return None


def books_after(shop: Installation, more: int) -> dict[str, Any]:
    """What the shop's books say once there are so many orders; to look at the books anew each time is slow."""
    server = shop.servers.data
    with connect_as_superuser(server, server.database) as connection:

        def has_come() -> bool:
            counted = connection.execute("SELECT count(*) >= %s FROM orders_order", [more]).fetchone()
            return bool(counted and counted[0])

        awaited(has_come, what=f"{more} orders", seconds=WHOLE_YEAR)
    books: dict[str, Any] = shop.asked("books_of_orders")
    return books


def test_a_year_that_was_cut_off_goes_on_at_the_next_start_and_nothing_is_doubled(shop: Installation) -> None:
    shop.start("--demo", seconds=WHOLE_YEAR)
    first = books_after(shop, len(STORIES) + A_FEW)["orders"]
    teller = teller_of(shop)
    assert teller is not None
    teller.kill()
    assert shop.browser().get("/readyz").status == 200
    shop.stop()

    shop.start("--demo", seconds=WHOLE_YEAR)
    second = books_after(shop, first + A_FEW)
    assert (second["doubled"], second["miscounted"]) == ([], [])
    left = teller_of(shop)
    assert left is not None
    assert shop.program is not None
    shop.program.kill()
    shop.program.wait()

    shop.start("--demo", seconds=WHOLE_YEAR)
    awaited(lambda: not is_alive(left), what="the end of what was left behind")
    assert books_after(shop, len(STORIES) + MANY) == {"orders": 300, "doubled": [], "miscounted": []}
    awaited(lambda: teller_of(shop) is None, what="the year's end", seconds=WHOLE_YEAR)
    assert shop.asked("books_of_orders")["orders"] == 300

"""A log of its own for each test, with a witness file that nobody else writes to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from kindr.privacy.evidence import ports
from kindr.privacy.evidence.ports import Log


@pytest.fixture(autouse=True)
def log_of_its_own(transactional_db: None, tmp_path: Path) -> Iterator[Log]:
    """As in a shop: the past is not expected."""
    before = ports.this_log()
    own = dataclasses.replace(before, witness=tmp_path / "log.witness", expects_past=False)
    ports.bind(own)
    yield own
    ports.bind(before)

"""Clause 2.7.4: a picture for measuring is looked at in memory and never kept."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest
from bench.foot_pictures.pictures import picture
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.shop.measuring import apart

PAGE = "/en/measure/foot/"
MARK = b"a marked note in the picture that nobody may find again"

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.clause("2.7.4")
def test_a_picture_for_measuring_leaves_a_number_on_the_page_and_nothing_anywhere(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No temporary file is opened, no row says anything of it but the throttle's, no log, no session, no cookie."""
    taken = picture(4001)
    # A note behind the end of a JPEG is read by nobody; it marks the bytes that were sent.
    sent = SimpleUploadedFile("rumah_mara.jpg", taken.content + MARK, "image/jpeg")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(apart, "SECONDS", 60.0)
    before = _files()
    visitor = Client()
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connections["default"]) as asked:
        answer = visitor.post(PAGE, {"way": "traced", "paper": taken.paper, "picture": sent})
    assert "Is this the foot?" in answer.content.decode()
    written = [each["sql"] for each in asked if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert all("accounts_bucket" in sql for sql in written)
    everything = answer.content + caplog.text.encode() + repr(list(asked)).encode() + _new(before)
    assert MARK not in everything
    assert b"rumah_mara" not in everything
    assert list(tmp_path.rglob("*")) == []
    assert set(visitor.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "no-store" in answer["Cache-Control"]


def _files() -> dict[Path, float]:
    return {path: path.stat().st_mtime for path in settings.DATA_FOLDER.rglob("*") if path.is_file()}


def _new(before: dict[Path, float]) -> bytes:
    """Everything that lies in the data folder and did not before; the servers' own files are searched in place."""
    changed = (path for path, at in _files().items() if before.get(path) != at)
    return b"".join(path.read_bytes() for path in changed if path.is_file())

"""Uploads are sealed while they come in; what is too large or too many is refused with a sentence."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from kindr.privacy.vault import uploads
from kindr.privacy.vault.uploads import SealedUpload, TooManyFiles, UploadRefused, UploadTooLarge, within_limits

MARK = b"a marked value that nobody may find on a disk"


_requests: list[HttpRequest] = []


@pytest.fixture(autouse=True)
def _requests_are_closed() -> Iterator[None]:
    """As the web server does at the end of each request."""
    yield
    for request in _requests:
        request.close()
    _requests.clear()


def received(*contents: bytes) -> list[SealedUpload]:
    return request_with(*contents).FILES.getlist("picture")  # type: ignore[return-value]


def request_with(*contents: bytes) -> HttpRequest:
    files = [SimpleUploadedFile(f"IMG_{n}_rumah_mara.jpg", content, "image/jpeg") for n, content in enumerate(contents)]
    _requests.append(RequestFactory().post("/", {"picture": files}))
    return _requests[-1]


@pytest.mark.parametrize("size", [1, 65535, 65536, 65537, 1_000_000, 3_000_000, uploads.LARGEST_FILE])
def test_an_upload_reads_as_it_was_sent(size: int) -> None:
    content = (MARK * (size // len(MARK) + 1))[:size]
    upload = received(content)[0]
    assert upload.size == size
    assert b"".join(upload.chunks()) == content
    upload.seek(size // 2)
    assert upload.read(10) == content[size // 2 : size // 2 + 10]


def test_the_name_and_type_that_the_sender_gave_are_not_kept() -> None:
    upload = received(b"x")[0]
    assert (upload.name, upload.content_type) == ("upload", "application/octet-stream")
    assert "rumah" not in repr(upload) + str(upload)


def test_what_lies_aside_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Any] = []
    make = tempfile.SpooledTemporaryFile

    def remembered(*args: Any, **kwargs: Any) -> Any:
        written.append(make(*args, **kwargs))
        return written[-1]

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", remembered)
    upload = received(MARK * 40_000)[0]
    aside = written[0]
    assert aside._rolled, "this much is written to the disk"
    aside.seek(0)
    assert MARK[:16] not in aside.read()
    assert upload.read(len(MARK)) == MARK


def test_nothing_with_a_name_is_left_in_the_folder(settings: Any) -> None:
    upload = received(MARK * 40_000)[0]
    folder = Path(settings.DATA_FOLDER) / "uploads"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []
    upload.close()


def test_a_file_over_the_limit_is_counted_refused_and_never_read() -> None:
    upload = received(bytes(uploads.LARGEST_FILE + 1))[0]
    assert upload.size == uploads.LARGEST_FILE + 1
    with pytest.raises(UploadTooLarge, match="8"):
        upload.read()
    with pytest.raises(UploadRefused):
        list(upload.chunks())


def test_one_file_too_many_is_refused_and_the_others_are_kept() -> None:
    found = received(*[b"x"] * (uploads.MOST_FILES + 1))
    assert [upload.refusal is None for upload in found] == [True] * uploads.MOST_FILES + [False]
    with pytest.raises(TooManyFiles):
        found[-1].read()


def test_a_form_says_why_a_file_was_refused() -> None:
    class PictureForm(forms.Form):
        picture = forms.FileField(validators=[within_limits])

    request = request_with(bytes(uploads.LARGEST_FILE + 1))
    form = PictureForm(request.POST, request.FILES)
    assert not form.is_valid()
    assert "8" in str(form.errors["picture"])
    fine = request_with(b"x")
    assert PictureForm(fine.POST, fine.FILES).is_valid()


def test_a_request_longer_than_all_files_together_is_not_read() -> None:
    request = request_with(b"x")
    request.META["CONTENT_LENGTH"] = str(uploads.LARGEST_REQUEST + 1)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


def test_an_upload_that_breaks_off_leaves_nothing() -> None:
    handler = uploads.SealingUploadHandler()
    handler.new_file("picture", "a.jpg", "image/jpeg", None)
    handler.receive_data_chunk(MARK, 0)
    handler.upload_interrupted()
    assert handler._receiving is not None
    assert handler._receiving._sealed.closed


def test_an_upload_can_be_read_by_whatever_reads_files() -> None:
    upload = received(b"one\ntwo\n")[0]
    assert io.TextIOWrapper(upload.file).read() == "one\ntwo\n"  # type: ignore[type-var]

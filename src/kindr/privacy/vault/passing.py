"""Uploads that are looked at once: they lie in the memory of one request and nowhere else (policy 2.7).

Unlike `uploads`, nothing is written aside, not even sealed: such a file is not going to be kept.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kindr.privacy.vault.uploads import UploadRefused, UploadTooLarge

View = Callable[..., HttpResponseBase]

MOST_BYTES = 16 * 1024 * 1024
"""Of all files of a form together, as they lie in memory."""
LONGEST_REQUEST = 4 * MOST_BYTES
"""A longer request is not read at all; up to here it is read to its end, so that the form can say what was wrong."""


class PassingUpload(UploadedFile):  # type: ignore[type-arg]  # not generic when the program runs
    """A file in memory, without the name and type that its sender gave; reading a refused one raises UploadRefused."""

    def __init__(self, content: bytes, *, size: int, refusal: UploadRefused | None = None) -> None:
        super().__init__(io.BytesIO(content), name="upload", content_type="application/octet-stream", size=size)
        self.refusal = refusal

    def __repr__(self) -> str:
        return f"<PassingUpload of {self.size} bytes>"

    def read(self, *size: int) -> bytes:
        if self.refusal is not None:
            raise self.refusal
        return self.file.read(*size)  # type: ignore[no-any-return,union-attr]


class PassingUploadHandler(FileUploadHandler):
    """Collects files in memory; what is too large is counted and dropped."""

    chunk_size = 64 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._all = 0
        self._pieces: list[bytes] = []
        self._size = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > LONGEST_REQUEST:
            raise RequestDataTooBig("the request is longer than a picture may be")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._pieces, self._size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        self._all += len(raw_data)
        if self._all <= MOST_BYTES:
            self._pieces.append(raw_data)
        else:
            self._pieces = []

    def file_complete(self, file_size: int) -> PassingUpload:
        refusal = None
        if self._all > MOST_BYTES:
            refusal = UploadTooLarge(_("The file is larger than %(size)s.") % {"size": filesizeformat(MOST_BYTES)})
        content, self._pieces = b"".join(self._pieces), []
        return PassingUpload(b"" if refusal else content, size=self._size, refusal=refusal)


def held_in_memory(view: View) -> View:
    """A view whose uploads never leave the memory of its request."""

    @csrf_exempt  # Reading the token parses the form, so the handler must be set first; the token is checked inside.
    @functools.wraps(view)
    def holding(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [PassingUploadHandler(request)]
        return checked(request, *args, **kwargs)

    checked: View = csrf_protect(view)
    return holding

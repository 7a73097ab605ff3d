"""Uploads are sealed while they are received, so that no plaintext touches a disk or waits in a temporary file.

Each file has a key of its own that lives in this request's memory only; what is written aside is ciphertext.
"""

from __future__ import annotations

import io
import os
import tempfile
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from kindr.base.ids import new_id
from kindr.privacy.vault import sealing
from kindr.privacy.vault.sealing import DataCipher
from kindr.privacy.vault.streams import SealedReader, Sealer

LARGEST_FILE = 8 * 1024 * 1024
MOST_FILES = 5
LARGEST_REQUEST = 2 * MOST_FILES * LARGEST_FILE
"""A longer request is not read at all; up to here it is read to its end, so that the form can say what was wrong."""
IN_MEMORY = 1024 * 1024
"""Sealed bytes kept in memory; more of them go to a nameless temporary file in the data folder."""
PLACE = sealing.encode(b"kindr/upload/v1")


class UploadRefused(Exception):
    """The file may not be used; the sentence says why and may be shown."""


class UploadTooLarge(UploadRefused):
    """The file is longer than `LARGEST_FILE`."""


class TooManyFiles(UploadRefused):
    """More than `MOST_FILES` came in one form."""


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # not generic when the program runs
    """An uploaded file that lies sealed; reading opens it piece by piece. It keeps neither name nor type of the sender.

    `size` counts the bytes that came, also of a file that was refused, whose reading raises UploadRefused.
    """

    def __init__(self, file: BinaryIO | None, *, size: int, refusal: UploadRefused | None = None) -> None:
        content = cast(BinaryIO, file or _Nothing())
        super().__init__(content, name="upload", content_type="application/octet-stream", size=size)
        self.refusal = refusal

    def __repr__(self) -> str:
        return f"<SealedUpload of {self.size} bytes>"

    def read(self, *size: int) -> bytes:
        if self.refusal is not None:
            raise self.refusal
        return cast(BinaryIO, self.file).read(*size)


def within_limits(upload: object) -> None:
    """A validator for forms.FileField: raises ValidationError with the sentence of the refusal."""
    refusal = getattr(upload, "refusal", None)
    if refusal is not None:
        raise ValidationError(str(refusal), code="refused")


class SealingUploadHandler(FileUploadHandler):
    """Django's one upload handler here: seals each chunk as it comes. A refused file is counted and dropped."""

    chunk_size = 64 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._files = 0
        self._receiving: _Receiving | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("the request is longer than all files together may be")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._files += 1
        too_many = _("At most %(number)s files can be sent at once.") % {"number": MOST_FILES}
        self._receiving = _Receiving(TooManyFiles(too_many) if self._files > MOST_FILES else None)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # Django's interface
        if self._receiving is not None:
            self._receiving.add(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:  # we have counted ourselves
        receiving, self._receiving = self._receiving, None
        return receiving.finish() if receiving is not None else None

    def upload_interrupted(self) -> None:
        if self._receiving is not None:
            self._receiving.drop()


class _Receiving:
    """One file on its way in."""

    def __init__(self, refusal: UploadRefused | None) -> None:
        self.size = 0
        self.refusal = refusal
        self._key = DataCipher(new_id(), os.urandom(sealing.KEY_BYTES))
        self._sealer = Sealer(self._key, PLACE)
        self._sealed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=_folder())  # noqa: SIM115  # outlives this
        self._sealed.write(self._sealer.header)

    def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > LARGEST_FILE and self.refusal is None:
            limit = {"size": filesizeformat(LARGEST_FILE)}
            self.refusal = UploadTooLarge(_("The file is larger than %(size)s.") % limit)
        if self.refusal is None:
            self._sealed.write(self._sealer.add(chunk))
        else:
            self.drop()

    def finish(self) -> SealedUpload:
        if self.refusal is not None:
            self.drop()
            return SealedUpload(None, size=self.size, refusal=self.refusal)
        self._sealed.write(self._sealer.finish())
        reader = SealedReader(cast(BinaryIO, self._sealed), key=self._key, place=PLACE)
        return SealedUpload(cast(BinaryIO, io.BufferedReader(reader)), size=self.size)

    def drop(self) -> None:
        self._sealed.close()


class _Nothing(io.RawIOBase):
    """Stands for the content of a refused file."""


def _folder() -> str:
    folder = settings.DATA_FOLDER / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder)

"""Pictures are drawn anew: nothing comes along but pixels, whatever the file is called."""

from __future__ import annotations

import io
import random
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kindr.privacy.vault import pictures
from kindr.privacy.vault.files import MediaType
from kindr.privacy.vault.pictures import NotAPicture, PictureTooLarge, redrawn


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    written = io.BytesIO()
    image = Image.new(mode, size, 0)
    if mode == "RGB":
        image.paste((200, 30, 30), (0, 0, size[0] // 2, size[1]))
    image.save(written, kind, **options)
    return written.getvalue()


def drawn(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(redrawn(io.BytesIO(content)).content))


def with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "the maker's name"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (6.0, 10.0, 30.0)
    return a_picture(exif=exif.tobytes(), comment=b"Mara at home")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "CMYK", "1", "LA"])
def test_every_kind_of_picture_becomes_webp(kind: str, mode: str) -> None:
    try:
        content = a_picture(kind, mode=mode)
    except OSError:
        pytest.skip("this kind has no such mode")
    found = redrawn(io.BytesIO(content))
    assert (found.media_type, found.width, found.height) == (MediaType.WEBP, 60, 40)
    assert drawn(content).format == "WEBP"


def test_place_maker_and_comments_do_not_come_along_and_the_picture_is_turned_upright() -> None:
    content = with_a_place()
    assert b"maker" in content
    found = redrawn(io.BytesIO(content))
    assert (found.width, found.height) == (40, 60)
    image = Image.open(io.BytesIO(found.content))
    assert dict(image.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
    assert b"maker" not in found.content
    assert b"Mara" not in found.content


def test_a_transparent_picture_stays_transparent() -> None:
    assert drawn(a_picture("PNG", mode="RGBA")).mode == "RGBA"


def test_a_long_picture_is_made_smaller() -> None:
    found = redrawn(io.BytesIO(a_picture(size=(4100, 1000))))
    assert found.width == pictures.LONGEST_SIDE


def test_only_the_first_frame_of_a_moving_picture_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])
    assert getattr(drawn(written.getvalue()), "n_frames", 1) == 1


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"%PDF-1.7", b"\xff\xd8\xff\xe0 no", bytes(5000)])
def test_what_is_no_picture_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAPicture, match=r"\w+ \w+"):
        redrawn(io.BytesIO(content))


def test_a_disguised_picture_of_another_kind_is_refused() -> None:
    written = io.BytesIO()
    Image.new("RGB", (5, 5)).save(written, "GIF")
    with pytest.raises(NotAPicture):
        redrawn(io.BytesIO(written.getvalue()))


def test_a_picture_that_unpacks_to_too_much_is_refused_from_its_header() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    for side in (6000, 60000):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
        with pytest.raises(PictureTooLarge, match="25"):
            redrawn(io.BytesIO(bomb))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_picture_is_drawn_or_refused_and_nothing_else(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(a_picture(kind))
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    content = content[: chance.choice([len(content), chance.randrange(len(content))])]
    with suppress(NotAPicture, PictureTooLarge):
        redrawn(io.BytesIO(bytes(content)))


def test_a_picture_prints_nothing() -> None:
    assert "•••" in repr(redrawn(io.BytesIO(a_picture())))

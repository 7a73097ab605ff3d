"""Pictures are drawn anew before they are sealed: no EXIF, no place on earth, nothing but pixels (policy 2.7)."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from kindr.privacy.vault.files import MediaType

MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""The kinds, recognised by content and not by name, and how many pixels each may have: read from the header before
anything is unpacked. A JPEG, as telephones make it, is unpacked at a smaller size at once."""
LONGEST_SIDE = 2048
QUALITY = 82


class NotAPicture(Exception):
    """The bytes are no JPEG, PNG or WebP picture, or a broken one; the sentence may be shown."""


class PictureTooLarge(Exception):
    """The picture has more pixels than `MOST_PIXELS` allows; the sentence may be shown."""


@dataclass(frozen=True)
class Picture:
    """A picture drawn anew, ready for `gates.collect_file`."""

    content: bytes
    media_type: MediaType
    width: int
    height: int

    def __repr__(self) -> str:
        return f"Picture(•••, {self.width}×{self.height})"


def redrawn(source: BinaryIO) -> Picture:
    """The picture as WebP: turned upright, at most `LONGEST_SIDE` pixels long, in sRGB, first frame only.

    Works in memory. Raises NotAPicture and PictureTooLarge.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source, formats=tuple(MOST_PIXELS)) as image:
                _check_size(image)
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                drawn = _in_srgb(ImageOps.exif_transpose(image))
                drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _written(drawn)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error) as error:
        raise NotAPicture(_("This file is not a JPEG, PNG or WebP picture, or it is damaged.")) from error


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS[image.format or ""]:
        raise _too_large()


def _too_large() -> PictureTooLarge:
    millions = {"number": min(MOST_PIXELS.values()) // 1_000_000}
    return PictureTooLarge(_("The picture is too large: it may have %(number)s million pixels.") % millions)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as a browser shows them without a profile, because the profile goes as well."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image.convert(mode)


def _written(image: Image.Image) -> Picture:
    """Pixels copied into a picture that has nothing else, so that no note of the old one can come along."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    written = io.BytesIO()
    bare.save(written, "WEBP", quality=QUALITY, method=4)
    return Picture(written.getvalue(), MediaType.WEBP, bare.width, bare.height)

"""The picture of a QR code, drawn into the page so that no file and no other host is needed."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(text: str) -> SafeString:
    """The QR code of a text as inline SVG, dark on white with the quiet zone that scanners need."""
    drawn = segno.make(text, error="m").svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    # Segno draws paths from its own numbers; the text itself is not part of the markup.
    return mark_safe(drawn)  # noqa: S308


def qr_file(text: str) -> bytes:
    """The same code as a PNG, made in memory."""
    file = BytesIO()
    segno.make(text, error="m").save(file, kind="png", scale=10, border=4)
    return file.getvalue()

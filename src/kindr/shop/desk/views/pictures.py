"""The QR code of an order number, drawn into the label."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(number: str) -> SafeString:
    """The code as inline SVG, dark on white; segno draws it from numbers of its own."""
    return mark_safe(segno.make(number, error="q").svg_inline(scale=4, border=2, light="#fff", omitsize=True))  # noqa: S308

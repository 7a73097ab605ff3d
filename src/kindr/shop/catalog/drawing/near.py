"""What one sees close up: the grain of the cloth, and a pinked swatch with the whole repeat of its pattern."""

from __future__ import annotations

from kindr.shop.catalog.drawing.picture import Look
from kindr.shop.catalog.drawing.sewing import SHADE
from kindr.shop.catalog.drawing.viewing import Box

TEETH = 12
"""Teeth along each edge of the swatch, as pinking shears cut them."""


def grained(drawn: str, look: Look, box: Box) -> str:
    """A drawing with the fine unevenness of thread over it; only the close-up has it, for it costs time to paint."""
    left, top, wide, high = box
    name = f"{look.mark}f"
    return (
        f'<filter id="{name}" filterUnits="userSpaceOnUse" x="{left:.0f}" y="{top:.0f}" width="{wide + 1:.0f}" '
        f'height="{high + 1:.0f}"><feTurbulence type="fractalNoise" baseFrequency=".5 .8" numOctaves="2" seed="7"/>'
        '<feColorMatrix values="0 0 0 0 .1 0 0 0 0 .08 0 0 0 0 .18 0 0 0 .7 -.3"/>'
        '<feComposite in2="SourceAlpha" operator="in" result="g"/>'
        '<feMerge><feMergeNode in="SourceGraphic"/><feMergeNode in="g"/></feMerge></filter>'
        f'<g filter="url(#{name})">{drawn}</g>'
    )


def swatch(look: Look, box: Box) -> str:
    """A square of the cloth in the lower corner, large enough for the pattern to repeat."""
    left, top, wide, high = box
    side = wide * 0.34
    shown = max(60.0, 1.25 * max(look.print.width, look.print.height)) if look.print else 42.0
    used = f'<use href="#{look.mark}q"'
    prints = f'{used} fill="url(#{look.mark}p0)"/>' if look.print else ""
    return (
        f'<defs><path id="{look.mark}q" d="{_pinked(shown)}"/></defs><g transform="translate({left + wide * 0.775:.1f} '
        f'{top + high * 0.82:.1f})rotate(7)scale({side / shown:.3f})">'
        f'{used} fill="{SHADE}" fill-opacity=".22" transform="translate(1 2)"/>{used} fill="#fffdf8" '
        f'stroke="#fffdf8" stroke-width="{0.05 * shown:.1f}" stroke-linejoin="round"/>'
        f'{used} fill="{look.paint.cloth}"/>{prints}{used} fill="url(#{look.mark}w)"/></g>'
    )


def _pinked(side: float) -> str:
    half, tooth = side / 2, side / TEETH / 2
    steps = f"l{tooth:.2f} {tooth:.2f} {tooth:.2f} {-tooth:.2f}" * TEETH
    turns = (
        f"M{-half:.2f} {-half:.2f}{steps}",
        f"l{-tooth:.2f} {tooth:.2f} {tooth:.2f} {tooth:.2f}" * TEETH,
        f"l{-tooth:.2f} {-tooth:.2f} {-tooth:.2f} {tooth:.2f}" * TEETH,
        f"l{tooth:.2f} {-tooth:.2f} {-tooth:.2f} {-tooth:.2f}" * TEETH,
    )
    return "".join(turns) + "Z"

"""A child made of simple shapes, without a face: it could be anyone's."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Sleeve
from kindr.shop.catalog.drawing.path import Point, along
from kindr.shop.catalog.drawing.sewing import SHADE
from kindr.shop.catalog.drawing.sleeves import wrist
from kindr.shop.catalog.rules import SizeRow

SKINS = ("#f0c9a4", "#dda877", "#c68a5a", "#a56a40", "#7c4c2e")
HAIRS = ("#2c2224", "#3d2a22", "#54392a", "#241d2b")
SHOES = ("#c9604a", "#4a7f9f", "#e0b04e", "#5f8a6a")


@dataclass(frozen=True)
class Body:
    """Heights from the crown down, in mm, and the colours that a seed has chosen."""

    height: float
    head: float
    neck: float
    crotch: float
    arm: float
    skin: str
    hair: str
    shoe: str
    style: int
    shod: bool


def body(row: SizeRow, seed: int, *, shod: bool) -> Body:
    """The body of a child of this height: the smaller, the larger its head."""
    height = row.height * 10.0
    head = height * (0.25 - (row.height - 50) * 0.00086)
    return Body(
        height=height,
        head=head,
        neck=head * 1.02,
        crotch=height - row.inseam * 10,
        arm=row.arm * 10,
        skin=SKINS[seed % len(SKINS)],
        hair=HAIRS[seed // 7 % len(HAIRS)],
        shoe=SHOES[seed // 31 % len(SHOES)],
        style=seed // 131 % len(STYLES),
        shod=shod,
    )


def figure(child: Body, sleeve: tuple[Cut, Sleeve]) -> tuple[str, str]:
    """What is drawn behind the clothes (legs, arms, neck, hair) and before them (the head)."""
    floor = (
        f'<ellipse cy="{child.height:.0f}" rx="{child.height * 0.19:.0f}" ry="{child.height * 0.014:.0f}" '
        f'fill="{SHADE}" fill-opacity=".16"/>'
    )
    long_hair, crown = STYLES[child.style](child.head / 2)
    hair = f'<g transform="translate(0 {child.head / 2:.0f})" fill="{child.hair}">{{}}</g>'
    behind = f"{floor}{hair.format(long_hair)}{_legs(child)}{_arms(child, *sleeve)}{_neck(child)}"
    return behind, _head(child) + hair.format(crown)


def _legs(child: Body) -> str:
    if not child.shod:
        return ""
    top, ankle, x = child.crotch - 0.1 * child.height, child.height - 0.03 * child.height, _stance(child)
    wide, narrow = 0.048 * child.height, 0.026 * child.height
    hip = 0.052 * child.height
    leg = (
        f'<path d="M{hip - wide:.0f} {top:.0f}L{x - narrow:.0f} {ankle:.0f}H{x + narrow:.0f}L{hip + wide:.0f} '
        f'{top:.0f}Z" fill="{child.skin}"/>'
    )
    return "".join(f'<g transform="scale({side} 1)">{leg}{_shoe(child, x, narrow)}</g>' for side in (1, -1))


def _stance(child: Body) -> float:
    """Where a foot stands."""
    return 26 + 0.1 * (child.height - child.crotch) + 0.012 * child.height


def _shoe(child: Body, x: float, narrow: float) -> str:
    low, high = child.height, child.height - 0.052 * child.height
    toe = x + narrow + 0.034 * child.height
    around = 2 * narrow + 2
    sock = f'<path d="M{x - narrow - 1:.0f} {high - 14:.0f}h{around:.0f}v26h{-around:.0f}Z" fill="#fbf6ea"/>'
    upper = (
        f"M{x - narrow - 4:.0f} {low - 6:.0f}V{high:.0f}Q{x:.0f} {high + 10:.0f} {x + narrow + 3:.0f} {high:.0f}"
        f"C{toe:.0f} {high + 8:.0f} {toe:.0f} {low - 10:.0f} {toe:.0f} {low - 6:.0f}Z"
    )
    sole = f"M{x - narrow - 5:.0f} {low - 8:.0f}H{toe + 1:.0f}v3q0 6-6 6H{x - narrow:.0f}q-5 0-5-5Z"
    return f'{sock}<path d="{upper}" fill="{child.shoe}"/><path d="{sole}" fill="#fffdf8" stroke="#cfc8b6"/>'


def _arms(child: Body, c: Cut, sleeve: Sleeve) -> str:
    """Arms run through the middle of the sleeves and bend a little where the cloth ends."""
    middle, angle = wrist(c, sleeve)
    reached = math.dist((c.shoulder, c.slope), middle)
    rest = max(0.1 * child.arm, child.arm - reached) + 0.02 * child.height
    bent = math.radians(min(82.0, angle + (0 if rest < 0.3 * child.arm else 22)))
    hand: Point = (middle[0] + rest * math.cos(bent), middle[1] + rest * math.sin(bent))
    wide = 0.046 * child.height
    # Under a long sleeve only the wrist shows; the rest would peep out where the cloth is narrow.
    start = (c.shoulder - wide * 0.4, c.slope + wide * 0.62)
    if reached > 0.6 * child.arm:
        start = along(start, middle, 0.8)
    way = " ".join(f"{x:.0f} {y + child.neck:.0f}" for x, y in (start, middle, hand))
    arm = (
        f'<path d="M{way}" fill="none" stroke="{child.skin}" stroke-width="{wide:.0f}" stroke-linecap="round" '
        f'stroke-linejoin="round"/><circle cx="{hand[0]:.0f}" cy="{hand[1] + child.neck:.0f}" r="{wide * 0.66:.0f}" '
        f'fill="{child.skin}"/>'
    )
    return f'{arm}<g transform="scale(-1 1)">{arm}</g>'


def _neck(child: Body) -> str:
    half = 0.2 * child.head
    top, low = child.head * 0.8, child.neck + 0.34 * child.head
    return (
        f'<path d="M{-half:.0f} {top:.0f}H{half:.0f}V{child.neck:.0f}L{half * 1.5:.0f} {child.neck + 14:.0f}'
        f"L0 {low:.0f}"
        f'L{-half * 1.5:.0f} {child.neck + 14:.0f}L{-half:.0f} {child.neck:.0f}Z" fill="{child.skin}"/>'
        f'<path d="M{-half:.0f} {child.head * 0.93:.0f}H{half:.0f}V{child.head * 0.98:.0f}Q0 {child.head * 1.1:.0f} '
        f'{-half:.0f} {child.head * 0.98:.0f}Z" fill="{SHADE}" fill-opacity=".14"/>'
    )


def _head(child: Body) -> str:
    half = child.head / 2
    ears = "".join(
        f'<circle cx="{side * half * 0.84:.0f}" cy="{half * 1.14:.0f}" r="{half * 0.17:.0f}"/>' for side in (1, -1)
    )
    return (
        f'<g fill="{child.skin}">{ears}<rect x="{-half * 0.84:.0f}" y="0" width="{half * 1.68:.0f}" '
        f'height="{child.head:.0f}" rx="{half * 0.84:.0f}" ry="{half * 0.92:.0f}"/></g>'
    )


def _fringe(r: float, low: float) -> str:
    """Hair over the brow of a head of radius `r`, parted at the side."""
    return (
        f'<path d="M{-0.88 * r:.0f} {low * r:.0f}C{-1.02 * r:.0f} {-0.9 * r:.0f} {-0.5 * r:.0f} {-1.07 * r:.0f} 0 '
        f"{-1.07 * r:.0f}S{1.02 * r:.0f} {-0.9 * r:.0f} {0.88 * r:.0f} {low * r:.0f}C{0.74 * r:.0f} {-0.34 * r:.0f} "
        f"{0.4 * r:.0f} {-0.4 * r:.0f} {0.16 * r:.0f} {-0.6 * r:.0f}C{-0.1 * r:.0f} {-0.36 * r:.0f} {-0.72 * r:.0f} "
        f'{-0.36 * r:.0f} {-0.88 * r:.0f} {low * r:.0f}Z"/>'
    )


def _short(r: float) -> tuple[str, str]:
    return "", _fringe(r, 0.02)


def _bob(r: float) -> tuple[str, str]:
    behind = (
        f'<path d="M{-1.04 * r:.0f} {0.72 * r:.0f}C{-1.2 * r:.0f} {-1.3 * r:.0f} {1.2 * r:.0f} {-1.3 * r:.0f} '
        f'{1.04 * r:.0f} {0.72 * r:.0f}Q0 {1.1 * r:.0f} {-1.04 * r:.0f} {0.72 * r:.0f}Z"/>'
    )
    return behind, _fringe(r, 0.14)


def _buns(r: float) -> tuple[str, str]:
    behind = "".join(f'<circle cx="{side * 0.8 * r:.0f}" cy="{-0.86 * r:.0f}" r="{0.36 * r:.0f}"/>' for side in (1, -1))
    return behind, _fringe(r, 0.04)


def _curls(r: float) -> tuple[str, str]:
    turns = [math.radians(180 + 18 * step) for step in range(11)]
    locks = "".join(
        f'<circle cx="{0.86 * r * math.cos(turn):.0f}" cy="{-0.1 * r + 0.86 * r * math.sin(turn):.0f}" '
        f'r="{0.27 * r:.0f}"/>'
        for turn in turns
    )
    return locks, _fringe(r, -0.1)


STYLES = (_short, _bob, _buns, _curls)

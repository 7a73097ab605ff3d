"""From the body in the size chart to the flat garment on the table, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.catalog.drawing.design import Design, Length, Silhouette, Sleeve
from kindr.shop.catalog.rules import SizeRow

EASE = {
    Silhouette.TEE: 8,
    Silhouette.POLO: 9,
    Silhouette.SHIRT: 12,
    Silhouette.HOODIE: 16,
    Silhouette.JACKET: 18,
    Silhouette.CARDIGAN: 12,
    Silhouette.DRESS: 6,
    Silhouette.PYJAMAS: 11,
    Silhouette.BODYSUIT: 5,
    Silhouette.SLEEPSUIT: 8,
    Silhouette.ROMPER: 7,
    Silhouette.SKIRT: 5,
    Silhouette.TROUSERS: 9,
    Silhouette.SHORTS: 12,
    Silhouette.LEGGINGS: -2,
    Silhouette.DUNGAREES: 14,
    Silhouette.SHOES: 0,
}
"""How much wider than the body a garment is cut, in cm around."""
STRETCH = {Length.SHORT: 0.86, Length.REGULAR: 1.0, Length.LONG: 1.16}
REACH = {
    Sleeve.NONE: 0.0,
    Sleeve.SHORT: 0.36,
    Sleeve.PUFF: 0.36,
    Sleeve.ELBOW: 0.56,
    Sleeve.LONG: 1.0,
    Sleeve.RAGLAN: 0.36,
    Sleeve.RAGLAN_LONG: 1.0,
}
"""The share of the arm that a sleeve covers."""


@dataclass(frozen=True)
class Cut:
    """The flat garment, all in mm; widths are half widths from the centre line."""

    chest: float
    shoulder: float
    slope: float
    neck: float
    neck_drop: float
    armpit: float
    waist_line: float
    body: float
    sleeve: float
    arm_hole: float
    waist: float
    hip: float
    rise: float
    inseam: float
    height: float


def cut(row: SizeRow, design: Design) -> Cut:
    """The pattern pieces of a design in one size of the chart."""
    ease = EASE[design.silhouette] + design.ease
    shoulder = 2.15 * row.chest + 5
    return Cut(
        chest=(row.chest + ease) * 2.5,
        shoulder=(shoulder + max(0, ease - 8) * 0.8) * (0.86 if design.sleeve is Sleeve.NONE else 1.0),
        slope=shoulder * 0.2,
        neck=0.7 * row.chest + 26,
        neck_drop=(0.7 * row.chest + 26) * 0.92,
        armpit=2.05 * row.chest + 36 + max(0, ease - 8) * 0.9,
        waist_line=2.35 * row.height + 8,
        body=(3.0 * row.height + 95) * STRETCH[design.length],
        sleeve=row.arm * 10 * REACH[design.sleeve],
        arm_hole=1.75 * row.chest + 30,
        waist=(row.waist + 3) * 2.5,
        hip=(row.hip + ease) * 2.5,
        rise=2.7 * row.hip + 42,
        inseam=row.inseam * 10,
        height=row.height * 10.0,
    )

"""Floors, 2 m square, with whatever lies on them: wood, tiles, carpet, terrazzo, white, patterned, and toys."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

SIDE_MM, PER_MM = 1600, 1.0
SIDE = int(SIDE_MM * PER_MM)
FLOORS = ("wood", "light wood", "tiles", "patterned tiles", "carpet", "terrazzo", "dark", "mat")
HARD_FLOORS = ("white", "white tiles")
"""Where a white sheet hardly shows: not part of the usual pictures."""


def floor(kind: str, chance: np.random.Generator) -> Pixels:
    """Seen from above, in BGR."""
    painted = {
        "wood": lambda: _wood(chance, (chance.uniform(40, 90), chance.uniform(70, 120), chance.uniform(110, 165))),
        "light wood": lambda: _wood(
            chance, (chance.uniform(120, 160), chance.uniform(160, 190), chance.uniform(185, 212))
        ),
        "tiles": lambda: _tiles(chance, chance.uniform(90, 190, 3), chance.uniform(60, 220)),
        "patterned tiles": lambda: _patterned(chance),
        "carpet": lambda: _speckled(chance, chance.uniform(40, 150, 3), 28, 1.5),
        "terrazzo": lambda: _speckled(chance, np.array([165, 172, 178]) + chance.normal(0, 8, 3), 34, 4.0),
        "dark": lambda: _speckled(chance, chance.uniform(25, 60, 3), 5, 6.0),
        "mat": lambda: _mat(chance),
        "white": lambda: _speckled(chance, np.array([222, 226, 228]) + chance.normal(0, 4, 3), 2, 8.0),
        "white tiles": lambda: _tiles(chance, chance.uniform(205, 228, 3), 170),
    }[kind]()
    return np.clip(painted, 0, 255).astype(np.uint8)


def with_toys(ground: Pixels, chance: np.random.Generator, *, free_mm: float) -> Pixels:
    """Blocks, balls, crayons and papers, with their centres at least so far from the middle."""
    for _ in range(int(chance.integers(0, 9))):
        angle, away = chance.uniform(0, 2 * np.pi), free_mm + chance.uniform(0, 350)
        centre = (int(SIDE / 2 + away * np.cos(angle)), int(SIDE / 2 + away * np.sin(angle)))
        colour = tuple(float(c) for c in chance.uniform(10, 250, 3))
        size, turned = chance.uniform(12, 55), chance.uniform(0, 360)
        kind = chance.integers(0, 4)
        if kind == 0:
            cv2.circle(ground, centre, int(size), colour, -1, cv2.LINE_AA)
        elif kind == 3:
            colour = (235.0, 240.0, 238.0) if chance.random() < 0.5 else colour
            _box(ground, centre, (size * 1.2, size * 1.7), turned, colour)
        else:
            _box(ground, centre, (size, size * (0.15 if kind == 2 else 0.8)), turned, colour)
    return ground


def _box(
    ground: Pixels, centre: tuple[int, int], sides: tuple[float, float], turned: float, colour: tuple[float, ...]
) -> None:
    corners = cv2.boxPoints((centre, (2 * sides[0], 2 * sides[1]), turned)).astype(np.int32)
    cv2.fillConvexPoly(ground, corners, colour, cv2.LINE_AA)


def _flat(colour: object) -> NDArray[np.float32]:
    return np.full((SIDE, SIDE, 3), np.asarray(colour, dtype=np.float32), dtype=np.float32)


def _grain(chance: np.random.Generator, sigma: tuple[float, float]) -> NDArray[np.float32]:
    rough = chance.normal(0, 1, (SIDE, SIDE)).astype(np.float32)
    soft = cv2.GaussianBlur(rough, (0, 0), sigmaX=sigma[0], sigmaY=sigma[1])
    return (soft / soft.std())[..., None]


def _wood(chance: np.random.Generator, colour: object) -> NDArray[np.float32]:
    ground = _flat(colour) * (1 + 0.07 * _grain(chance, (30, 1.2)))
    plank = int(chance.uniform(70, 160))
    for top in range(0, SIDE, plank):
        ground[top : top + plank] *= chance.uniform(0.88, 1.1)
        ground[top : top + 2] *= 0.55
        for left in chance.integers(0, SIDE, 2):
            ground[top : top + plank, left : left + 2] *= 0.6
    return ground


def _tiles(chance: np.random.Generator, colour: object, joint: float) -> NDArray[np.float32]:
    ground = _flat(colour) * (1 + 0.02 * _grain(chance, (6, 6)))
    side, wide = int(chance.uniform(120, 420)), int(chance.integers(2, 6))
    for start in range(int(chance.integers(0, side)), SIDE, side):
        ground[start : start + wide] = joint
        ground[:, start : start + wide] = joint
    return ground


def _patterned(chance: np.random.Generator) -> NDArray[np.float32]:
    side = int(chance.uniform(60, 200))
    tile = np.full((side, side, 3), chance.uniform(120, 230), dtype=np.float32)
    for _ in range(4):
        colour = tuple(float(c) for c in chance.uniform(20, 220, 3))
        middle = tuple(int(c) for c in chance.integers(0, side, 2))
        radius, thick = int(side * chance.uniform(0.1, 0.4)), int(chance.integers(1, 8))
        cv2.circle(tile, middle, radius, colour, thick, cv2.LINE_AA)
    half = cv2.copyMakeBorder(tile, 0, side, 0, side, cv2.BORDER_REFLECT)
    times = SIDE // half.shape[0] + 1
    return np.tile(half, (times, times, 1))[:SIDE, :SIDE].astype(np.float32)


def _speckled(chance: np.random.Generator, colour: object, strength: float, sigma: float) -> NDArray[np.float32]:
    return _flat(colour) + strength * _grain(chance, (sigma, sigma)) * chance.uniform(0.6, 1.0)


def _mat(chance: np.random.Generator) -> NDArray[np.float32]:
    ground = _flat(chance.uniform(60, 200, 3))
    side = int(chance.uniform(150, 320))
    for row, top in enumerate(range(0, SIDE, side)):
        for column, left in enumerate(range(0, SIDE, side)):
            if (row + column) % 2:
                ground[top : top + side, left : left + side] = chance.uniform(40, 230, 3)
    return ground + 3 * _grain(chance, (1, 1))

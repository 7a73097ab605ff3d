"""A telephone's camera above a floor: where each pixel looks, with its lens, its light, its noise and its JPEG."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Camera:
    """Height in mm above the sheet's middle, tilt and turns in degrees, focal length and distortion as shares."""

    height: float
    tilt: float
    towards: float
    turned: float
    focal: float
    bend: float
    """Radial distortion at the corner of the picture."""
    wide: int = 2016
    tall: int = 1512
    aside: tuple[float, float] = (0.0, 0.0)
    """By how many mm the camera does not look at the middle of the sheet."""

    def looks_at(self) -> Singles:
        """The place on the floor in mm that each pixel shows: an array of tall, wide, 2."""
        x, y = np.meshgrid(np.arange(self.wide, dtype=np.float32), np.arange(self.tall, dtype=np.float32))
        x, y = x - (self.wide - 1) / 2, y - (self.tall - 1) / 2
        corner = (self.wide**2 + self.tall**2) / 4
        # What is recorded at a distance r came from r · (1 + bend · r²), r measured in half diagonals.
        pulled = 1 + self.bend * (x * x + y * y) / corner
        focal = self.focal * self.wide
        rays = np.stack([x * pulled / focal, y * pulled / focal, np.ones_like(x)], axis=-1)
        turning = self._turning().astype(np.float32)
        rays = rays @ turning.T
        where = self._stands().astype(np.float32)
        floor: Singles = where[:2] - rays[..., :2] * (where[2] / rays[..., 2:])
        return floor + np.array(self.aside, dtype=np.float32)

    def _turning(self) -> NDArray[np.float64]:
        """From the camera's axes to the floor's; without tilt it looks straight down."""
        down = np.diag([1.0, -1.0, -1.0])
        return _about_z(self.towards) @ _about_x(self.tilt) @ _about_z(self.turned - self.towards) @ down

    def _stands(self) -> NDArray[np.float64]:
        """Where it is, so that its middle looks at the origin."""
        forward = self._turning() @ np.array([0.0, 0.0, 1.0])
        return -forward / forward[2] * -self.height if forward[2] > 0 else forward / forward[2] * self.height


def _about_z(degrees: float) -> NDArray[np.float64]:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _about_x(degrees: float) -> NDArray[np.float64]:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def taken(texture: Pixels, floor: Singles, *, per_mm: float, middle: tuple[float, float], seen: float) -> Singles:
    """A flat texture as the camera sees it; `seen` is how many of its pixels a mm has about the middle."""
    blur = 0.42 * per_mm / seen
    soft = cv2.GaussianBlur(texture, (0, 0), blur) if blur > 0.45 else texture
    places = floor * per_mm + (np.array(middle, dtype=np.float32) * per_mm - 0.5)
    found = cv2.remap(soft, np.ascontiguousarray(places), None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return found.astype(np.float32)


def lit(picture: Singles, floor: Singles, chance: np.random.Generator, *, shadow: float) -> Singles:
    """Light from one side, and perhaps the shadow of whoever holds the telephone."""
    tall, wide = picture.shape[:2]
    across, down = np.meshgrid(
        np.linspace(-1, 1, wide // 4, dtype=np.float32), np.linspace(-1, 1, tall // 4, dtype=np.float32)
    )
    angle, strength = chance.uniform(0, 2 * np.pi), chance.uniform(0, 0.35)
    light = 1 + strength * (across * np.cos(angle) + down * np.sin(angle))
    light -= chance.uniform(0, 0.2) * (across**2 + down**2)
    light = cv2.resize((light * chance.uniform(0.72, 1.0)).astype(np.float32), (wide, tall))
    if shadow:
        light *= 1 - np.float32(shadow) * _shadow(floor, chance)
    warmth = 1 + chance.normal(0, 0.05, 3).astype(np.float32)
    return picture * (light[..., None] * warmth)


def _shadow(floor: Singles, chance: np.random.Generator) -> Singles:
    """A head and two arms, or an edge: softer the higher whatever casts it is."""
    small = floor[::4, ::4]
    angle, away = chance.uniform(0, 2 * np.pi), chance.uniform(-60, 120)
    along = small[..., 0] * np.cos(angle) + small[..., 1] * np.sin(angle)
    across = -small[..., 0] * np.sin(angle) + small[..., 1] * np.cos(angle)
    soft = chance.uniform(2, 40)
    if chance.random() < 0.5:
        cover = 1 / (1 + np.exp(np.clip((along - away) / soft, -30, 30)))
    else:
        half = chance.uniform(35, 110)
        inside = np.minimum(half - np.abs(across), half * 1.6 - np.abs(along - away))
        cover = 1 / (1 + np.exp(np.clip(-inside / soft, -30, 30)))
    return cv2.resize(cover.astype(np.float32), (floor.shape[1], floor.shape[0]), interpolation=cv2.INTER_LINEAR)


def developed(picture: Singles, chance: np.random.Generator, *, blur: float, noise: float, quality: int) -> bytes:
    """Lens blur, noise of the sensor, JPEG."""
    soft = cv2.GaussianBlur(picture, (0, 0), blur) if blur > 0.3 else picture
    tall, wide = soft.shape[:2]
    grain = np.tile(chance.standard_normal((tall // 4, wide // 4, 3), dtype=np.float32), (4, 4, 1)) * np.float32(noise)
    grain *= cv2.sqrt(cv2.min(cv2.max(soft, 0), 255) * np.float32(1 / 255) + np.float32(0.3))
    ready = cv2.convertScaleAbs(cv2.max(soft + grain, 0))
    worked, written = cv2.imencode(".jpg", ready, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert worked
    return bytes(written)

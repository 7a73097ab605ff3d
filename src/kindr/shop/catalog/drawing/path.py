"""Outlines: points in millimetres, x from the centre of the garment to its right, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Path:
    """A line of straight and curved steps; each step holds one point (straight) or three (a cubic curve)."""

    start: Point
    steps: tuple[tuple[Point, ...], ...] = ()
    is_closed: bool = False

    def line(self, *points: Point) -> Path:
        """Goes on straight through these points."""
        return Path(self.start, (*self.steps, *((point,) for point in points)))

    def curve(self, first: Point, second: Point, end: Point) -> Path:
        """Goes on in a cubic curve with two control points."""
        return Path(self.start, (*self.steps, (first, second, end)))

    def bow(self, end: Point, bend: float) -> Path:
        """Goes on to `end` in an even bow; `bend` is its height in mm, above zero to the left of the way."""
        x, y = self.end
        dx, dy = end[0] - x, end[1] - y
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        ox, oy = dy / length * bend * 4 / 3, -dx / length * bend * 4 / 3
        return self.curve((x + dx * 0.25 + ox, y + dy * 0.25 + oy), (x + dx * 0.75 + ox, y + dy * 0.75 + oy), end)

    def close(self) -> Path:
        """Closes the outline."""
        return Path(self.start, self.steps, is_closed=True)

    def then(self, other: Path) -> Path:
        """Goes on straight to the beginning of another line and along it."""
        joint: tuple[tuple[Point, ...], ...] = () if other.start == self.end else ((other.start,),)
        return Path(self.start, (*self.steps, *joint, *other.steps))

    @property
    def end(self) -> Point:
        """Where the line has come to."""
        return self.steps[-1][-1] if self.steps else self.start

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, control points too."""
        return (self.start, *(point for step in self.steps for point in step))

    @property
    def d(self) -> str:
        """The text of an SVG `d` attribute, to a tenth of a millimetre."""
        parts = [f"M{_pair(self.start)}"]
        for step in self.steps:
            parts.append(("L" if len(step) == 1 else "C") + " ".join(_pair(point) for point in step))
        return "".join(parts) + ("Z" if self.is_closed else "")


def polygon(*points: Point) -> Path:
    """A closed outline of straight lines."""
    return Path(points[0]).line(*points[1:]).close()


def mirrored(path: Path) -> Path:
    """The same line on the other side of the centre."""
    flip = [tuple((-x, y) for x, y in step) for step in path.steps]
    return Path((-path.start[0], path.start[1]), tuple(flip), path.is_closed)


def backwards(path: Path) -> Path:
    """The same line from its end to its beginning."""
    spots = [path.start, *(step[-1] for step in path.steps)]
    turned = [(*reversed(step[:-1]), spots[index]) for index, step in enumerate(path.steps)]
    return Path(path.end, tuple(reversed(turned)))


def symmetric(half: Path) -> Path:
    """A closed outline from its right half, which runs from the centre line to the centre line."""
    return half.then(backwards(mirrored(half))).close()


def moved(path: Path, dx: float, dy: float) -> Path:
    """The same line elsewhere."""
    steps = tuple(tuple((x + dx, y + dy) for x, y in step) for step in path.steps)
    return Path((path.start[0] + dx, path.start[1] + dy), steps, path.is_closed)


def bounds(paths: Iterable[Path]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all points; control points may reach a little past the line itself."""
    points = [point for path in paths for point in path.points]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def along(start: Point, end: Point, share: float) -> Point:
    """The point at a share (0 to 1) of the way between two points."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _pair(point: Point) -> str:
    return f"{_short(point[0])} {_short(point[1])}"


def _short(number: float) -> str:
    text = f"{number:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")

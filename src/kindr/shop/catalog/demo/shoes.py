"""The shoes of the demo shop: few, by EU sizes, with the longest foot that each size fits in their table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kindr.shop.catalog.demo.weave import Thread, Woven
from kindr.shop.catalog.rules import Cut

SMALL, MIDDLE = range(22, 29), range(27, 35)
STOCK = (9, 12, 14, 7, 16, 11, 8, 3)


def shoes() -> Iterator[Woven]:
    """A pair for school, one with straps for those who cannot tie laces yet, and one for batik days."""
    yield _pair(
        ("Sepatu Kanvas Halaman Sekolah", "Schoolyard Canvas Shoes"),
        ("Bertali, dengan sol karet yang tidak licin. ", "With laces, and a rubber sole that does not slip. "),
        dyes=("nila", "arang"), sizes=MIDDLE, price=189_000,
        design={"accent": "cream"},
    )  # fmt: skip
    yield _pair(
        ("Sepatu Tempel Langkah Pertama", "First Steps Strap Shoes"),
        ("Dua perekat lebar yang bisa dibuka sendiri. ", "Two broad straps that small hands open alone. "),
        dyes=("jambu", "langit", "nanas"), sizes=SMALL, price=169_000,
        design={"accent": "cream", "pocket": "patch", "pattern": "dots"},
    )  # fmt: skip
    yield _pair(
        ("Sepatu Kanvas Kawung", "Kawung Canvas Shoes"),
        ("Kain cap dari Solo di atas sol karet. ", "Stamped cloth from Solo on a rubber sole. "),
        dyes=("soga", "bata"), sizes=MIDDLE, price=219_000,
        design={"accent": "cream", "pattern": "kawung"},
    )  # fmt: skip


def _pair(
    titles: tuple[str, str], says: tuple[str, str], *, dyes: tuple[str, ...], sizes: range, price: int,
    design: Mapping[str, object],
) -> Woven:  # fmt: skip
    return Woven(
        slug="-".join(titles[0].lower().split()),
        shelf="sepatu",
        titles=titles,
        descriptions=(
            f"{says[0]}Ukurannya dipilih dari panjang telapak kaki.",
            f"{says[1]}Their size is chosen by the length of the foot.",
        ),
        materials=("Kanvas katun, sol karet alam", "Cotton canvas, natural rubber sole"),
        origins=("Dibuat di Bandung", "Made in Bandung"),
        care="hand",
        also_called="sepatu kets sneaker kasut shoes",
        design={**design, "silhouette": "shoes", "size": sizes[len(sizes) // 2]},
        cut=Cut.REGULAR,
        chart="",
        days_old=200 + len(titles[0]),
        threads=tuple(
            Thread(dye, size, price, STOCK[(place + number) % len(STOCK)])
            for number, dye in enumerate(dyes)
            for place, size in enumerate(sizes)
        ),
    )

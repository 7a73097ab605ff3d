"""Pages of the shop window beside a bare view that answers the same bytes: CPU of web server and PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.measuring import Claim
from bench.serving import Site, cpu_of, postmasters, site

TARGET = 12
ROUNDS = 60
OURS, THEIRS = 10, 40
"""Requests of each side in a round: the bare view needs more for its share to be seen in the clock's ticks of 10 ms."""


def claims() -> list[Claim]:
    """One claim for each page."""
    pages = {name: (path, headers) for name, path, headers in _pages()}
    with site("kindr.web.wsgi:application", "/healthz") as shop, tempfile.TemporaryDirectory() as folder:
        for name, (path, headers) in pages.items():
            (Path(folder) / name).write_bytes(shop.get(path, headers))
        with site("bench.bare:application", f"/{next(iter(pages))}/", BENCH_BYTES=folder) as bare:
            return [_claim(name, shop, bare, *page) for name, page in pages.items()]


def _claim(name: str, shop: Site, bare: Site, path: str, headers: Mapping[str, str]) -> Claim:
    _ask(shop, path, headers, times=5 * OURS)
    _ask(bare, f"/{name}/", {}, times=5 * OURS)
    before = _cpu(shop, bare)
    for _ in range(ROUNDS):
        _ask(shop, path, headers, times=OURS)
        _ask(bare, f"/{name}/", {}, times=THEIRS)
    ours, theirs = (after - then for after, then in zip(_cpu(shop, bare), before, strict=True))
    mine, plain = ours * 1000 / (ROUNDS * OURS), theirs * 1000 / (ROUNDS * THEIRS)
    return Claim(f"CPU of the {name} page and its databases", mine, "ms", plain, mine / plain, TARGET)


def _ask(asked: Site, path: str, headers: Mapping[str, str], *, times: int) -> None:
    for _ in range(times):
        asked.get(path, headers)


def _cpu(shop: Site, bare: Site) -> tuple[float, float]:
    return cpu_of([shop.pid, *postmasters()]), cpu_of([bare.pid])


def _pages() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Name, address and headers of each page, of a whole demo catalogue and a basket with three garments."""
    from kindr.base import clock
    from kindr.shop.catalog.actions import load_catalogue
    from kindr.shop.catalog.models import Product, Variant
    from kindr.shop.checkout.actions import add

    load_catalogue(seed=7, at=clock.now())
    garment = Product.objects.filter(category__slug="kaos").order_by("slug")[0]
    token = None
    for variant in Variant.objects.filter(stock__gt=3).order_by("product__slug", "pk").distinct("product__slug")[:3]:
        token = add(token, variant=variant.pk, pieces=1, at=clock.now())
    yield "listing", "/c/kaos/", {}
    yield "product", f"/p/{garment.slug}/", {}
    # Whoever has a basket has sent a form, and so has the cookie that goes with forms.
    yield "basket", "/basket/", {"Cookie": f"basket={token}; form={'x' * 32}"}

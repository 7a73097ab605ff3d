"""How large the long subjects grow: ten thousand, a hundred thousand, a million; `KINDR_BENCH_MOST` stops earlier."""

from __future__ import annotations

import os

MOST = int(os.environ.get("KINDR_BENCH_MOST", "1000000"))
SIZES = [size for size in (10_000, 100_000, 1_000_000) if size <= MOST]

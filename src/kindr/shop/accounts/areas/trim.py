"""Makes the committed table of places out of the `idn-area-data` package; `tables/ORIGIN.md` says how to run it."""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path


def trimmed(folder: Path) -> bytes:
    """The four levels of `folder` (provinces, regencies, districts and villages as CSV) as one packed table.

    A line is a code, a tab and a name; a village carries the last group of its code only, and follows its district.
    """
    names: dict[str, str] = {}
    for level in ("provinces", "regencies", "districts", "villages"):
        with (folder / f"{level}.csv").open(encoding="utf-8", newline="") as rows:
            names |= {row["code"]: _clean(row["name"]) for row in csv.DictReader(rows)}
    lines = [f"{code[9:] if len(code) == 13 else code}\t{names[code]}" for code in sorted(names)]
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def _clean(name: str) -> str:
    # The source writes the apostrophe of names like Soka'an as a quotation mark and leaves one footnote star behind.
    return " ".join(name.replace('"', "'").replace("*", "").split())


if __name__ == "__main__":
    Path(__file__).with_name("tables").joinpath("places.tsv.gz").write_bytes(trimmed(Path(sys.argv[1])))

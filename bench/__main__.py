"""`python -m bench` measures every claim, prints it beside its baseline and writes `.kindr/bench.json`.

A subject is a module of this folder with a function `claims()`. `--only sealed` runs those whose name contains a word,
`--scale` those that take long (`scale = True` in the module).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import bench
from bench.measuring import Claim
from bench.servers import PROJECT, own_servers, tables_of_its_own

RESULT = PROJECT / ".kindr" / "bench.json"


def main() -> int:
    """Measures; the exit code is 1 when a target is missed that no decision has said would be."""
    wanted = _arguments()
    with own_servers():
        measured = []
        for claim in _claims(wanted.only, is_long=wanted.scale):
            print(_line(claim), flush=True)
            measured.append(claim)
    _write(measured)
    # Promises in milliseconds are meant for a computer that has nothing else to do.
    print(f"the load of the computer was {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    missed = [claim for claim in measured if not claim.met]
    owed = sorted({claim.owed for claim in missed if claim.owed})
    print(f"{len(measured) - len(missed)} of {len(measured)} claims hold; written to {RESULT.relative_to(PROJECT)}")
    for decision in owed:
        print(f"{sum(claim.owed == decision for claim in missed)} do not, as {decision} says")
    return 1 if any(not claim.owed for claim in missed) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures every claim beside its baseline.")
    parser.add_argument("--only", default="", help="only the subjects whose name contains this word")
    parser.add_argument("--scale", action="store_true", help="the subjects that take long")
    return parser.parse_args()


def _claims(only: str, *, is_long: bool) -> Iterator[Claim]:
    for path in sorted(Path(bench.__file__).parent.glob("*.py")):
        if only in path.stem and "\ndef claims(" in path.read_text(encoding="utf-8"):
            subject = import_module(f"bench.{path.stem}")
            if getattr(subject, "scale", False) is is_long:
                with tables_of_its_own():
                    yield from subject.claims()


def _line(claim: Claim) -> str:
    verdict = "holds " if claim.met else "owed  " if claim.owed else "MISSED"
    sides = f"{claim.value:9.3f} beside {claim.baseline:9.3f} {claim.unit:<8}"
    return f"{verdict} {sides} {claim.ratio:6.2f}x of at most {claim.target:.2f}x  {claim.claim}"


def _write(measured: Iterable[Claim]) -> None:
    RESULT.parent.mkdir(exist_ok=True)
    found = [{**asdict(claim), "met": claim.met} for claim in measured]
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

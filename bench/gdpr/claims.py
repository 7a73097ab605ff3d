"""The lines that GDPRbench adds to the result, and what each operation took in `.kindr/gdprbench.json`."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Iterator, Mapping

from django.db import connections

from bench.gdpr import run
from bench.gdpr.mixes import MIXES, Kind
from bench.gdpr.run import Played
from bench.measuring import Claim, exactly
from bench.servers import PROJECT
from kindr.base import clock

TARGET = 2.0
WHY = "docs/adr/0017-a-promise-costs-ways-to-the-servers.md"
DETAIL = PROJECT / ".kindr" / "gdprbench.json"


def claims(*, count: int, operations: int) -> Iterator[Claim]:
    """Each workload of both mixes, its row-wise variant where purposes are changed, and how many answers were right."""
    detail: dict[str, object] = {"records": count, "operations": operations, "server": _server()}
    answers = wrong = 0
    with run.under_the_policy():
        for name, mix, workload, is_row_wise in _workloads():
            played = run.play(
                mix, workload, count=count, operations=operations, start=clock.now(), is_row_wise=is_row_wise
            )
            answers, wrong = answers + played.answers, wrong + played.wrong.total()
            detail[name] = _detail(played)
            yield _claim(f"GDPRbench, {name}, beside plain PostgreSQL", played, "plain")
            yield _claim(f"GDPRbench, {name}, beside PostgreSQL with the same log written", played, "logged")
    DETAIL.write_text(json.dumps(detail, indent=1) + "\n", encoding="utf-8")
    yield exactly("GDPRbench: answers that are those of the plain model, denials, time and the log included",
                  answers - wrong, answers, "answers")  # fmt: skip


def _workloads() -> Iterator[tuple[str, str, str, bool]]:
    for mix, workloads in MIXES.items():
        for workload, kinds in workloads.items():
            yield f"{mix} mix, {workload}", mix, workload, False
            if Kind.UPDATE_META_BY_PURPOSE in kinds:
                yield f"{mix} mix, {workload}, purposes changed row by row", mix, workload, True


def _claim(said: str, played: Played, side: str) -> Claim:
    ours, theirs = played.seconds("ours"), played.seconds(side)
    return Claim(
        said, ours / played.answers * 1000, "ms", theirs / played.answers * 1000, ours / theirs, TARGET, owed=WHY
    )


def _detail(played: Played) -> dict[str, object]:
    return {
        "denied": played.denied,
        "wrong": dict(played.wrong),
        **{name: {kind.value: _spread(taken) for kind, taken in side.items()} for name, side in played.took.items()},
    }


def _spread(taken: list[float]) -> Mapping[str, float]:
    """Milliseconds."""
    cuts = statistics.quantiles(taken, n=100, method="inclusive") if len(taken) > 1 else taken * 99
    named = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}
    return {"count": len(taken), **{name: round(value * 1000, 3) for name, value in named.items()}}


def _server() -> dict[str, str]:
    """What the figures depend on."""
    found = {"load": f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"}
    with connections["default"].cursor() as cursor:
        for name in ("server_version", "fsync", "synchronous_commit", "default_transaction_isolation"):
            cursor.execute(f"SHOW {name}")
            found[name] = str(cursor.fetchone()[0])
    return found

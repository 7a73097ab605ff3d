"""What was found when the promises were looked at, as a file that this installation signs (RFC 8032)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kindr.base import statements
from kindr.base.signing import SignatureRefused
from kindr.privacy import ports, registry
from kindr.web.configuration import configuration

FOLDER = "promises"
NAME = "result.json"


class ResultRefused(Exception):
    """The file is no result, or was not signed by the key it should be signed with."""


@dataclass(frozen=True)
class Outcome:
    """One test or probe: its name, what it is about (numbers, rows, clauses), and whether it held."""

    name: str
    marks: tuple[str, ...]
    has_held: bool
    says: str = ""
    """What was seen, in one sentence without a value of anybody."""


@dataclass(frozen=True)
class Run:
    """Tests or probes that ran together."""

    at: datetime
    code: str
    """The mark of the program that they ran on."""
    where: str
    """`here`, or `build` for tests that ran where the release was made."""
    outcomes: tuple[Outcome, ...]

    def about(self, marks: Iterable[str]) -> list[Outcome]:
        """What was found about a sentence."""
        wanted = set(marks)
        return [outcome for outcome in self.outcomes if wanted.intersection(outcome.marks)]

    @property
    def broken(self) -> list[Outcome]:
        """What did not hold."""
        return [outcome for outcome in self.outcomes if not outcome.has_held]


@dataclass(frozen=True)
class Result:
    """The last run of tests and the last run of probes, and when each sentence held last."""

    tests: Run | None
    probes: Run | None
    last_held: Mapping[str, datetime]

    @property
    def runs(self) -> list[Run]:
        """Those that there are."""
        return [run for run in (self.tests, self.probes) if run is not None]

    @property
    def broken(self) -> list[Outcome]:
        """What did not hold, tests first."""
        return [outcome for run in self.runs for outcome in run.broken]


def place() -> Path:
    """Where this installation keeps its result."""
    return configuration().folder(FOLDER) / NAME


def write(result: Result, *, at: datetime, to: Path | None = None) -> Path:
    """Signs a result and puts it in the place of the one before, whole or not at all."""
    target = to or place()
    draft = target.with_suffix(f".{os.getpid()}.draft")
    draft.write_text(json.dumps(signed(result, at=at), ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(target)
    return target


def signed(result: Result, *, at: datetime) -> dict[str, Any]:
    """A result with the installation's signature."""
    policy = registry.policy()
    content: dict[str, Any] = {
        "v": 1,
        "controller": policy.parties["controller"].name,
        "policy": policy.version,
        "written_at": at.isoformat(),
        "tests": run_as_json(result.tests) if result.tests else None,
        "probes": run_as_json(result.probes) if result.probes else None,
        "last_held": {number: moment.isoformat() for number, moment in result.last_held.items()},
    }
    return statements.signed(content, ports.signer())


def read(path: Path | None = None, *, public_key: bytes | None = None) -> Result | None:
    """The result in a file, None where there is none; raises ResultRefused for one that the key did not sign."""
    try:
        text = (path or place()).read_text("utf-8")
    except FileNotFoundError:
        return None
    try:
        keys = (public_key,) if public_key else ports.trusted_keys()
        return _result(statements.verify(statements.read(text), keys).content)
    except (SignatureRefused, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise ResultRefused(f"{(path or place()).name} does not carry the expected signature") from wrong


def run_as_json(run: Run) -> dict[str, Any]:
    """A run as it is written."""
    outcomes = [{"name": o.name, "marks": list(o.marks), "held": o.has_held, "says": o.says} for o in run.outcomes]
    return {"at": run.at.isoformat(), "code": run.code, "where": run.where, "outcomes": outcomes}


def run_from(content: Mapping[str, Any]) -> Run:
    """A run as it was written; raises KeyError, ValueError or TypeError for anything else."""
    outcomes = (
        Outcome(str(one["name"]), tuple(map(str, one["marks"])), one["held"] is True, str(one["says"]))
        for one in content["outcomes"]
    )
    at = datetime.fromisoformat(content["at"])
    return Run(at, str(content["code"]), str(content["where"]), tuple(outcomes))


def _result(content: Mapping[str, Any]) -> Result:
    tests, probes = (run_from(content[kind]) if content[kind] else None for kind in ("tests", "probes"))
    held = {str(number): datetime.fromisoformat(moment) for number, moment in content["last_held"].items()}
    return Result(tests, probes, held)

"""`kindr prove`: look whether every promise holds, with the tests where they are installed, and sign what was found."""

from __future__ import annotations

import argparse
from pathlib import Path

from kindr.base import clock
from kindr.base.signing import unwritten
from kindr.privacy.access.declare import no_personal_data
from kindr.web.configuration import configuration
from kindr.web.promises import proving, release, results, suite
from kindr.web.promises.results import Result, ResultRefused, Run
from kindr.web.promises.suite import TestsDidNotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to look at, and what to do with it."""
    parser.add_argument("--write", action="store_true", help="sign the result and publish it at /privacy/promises/")
    parser.add_argument("--probes", action="store_true", help="look at the running installation only, run no tests")
    parser.add_argument("--release", action="store_true", help="run the tests only, and pack what they found")
    parser.add_argument("--verify", type=Path, metavar="FILE", help="check the signature of a downloaded result")
    parser.add_argument("--key", default="", help="the published key, in base64; else the key of this installation")


@no_personal_data("reads settings, rights and counts; opens nothing")
def run(options: argparse.Namespace) -> int:
    """0 when everything that was looked at held."""
    if options.verify:
        return _verify(options.verify, options.key)
    try:
        tests = None if options.probes else _tests()
    except TestsDidNotRun as reason:
        print(f"the tests broke off: {reason}")
        return 1
    if options.release:
        return _pack(tests)
    with borrowed(configuration().servers, server_settings(configuration())):
        found = proving.prove(at=clock.now(), tests=tests)
        if options.write:
            proving.raise_alarms(found, at=clock.now())
            print(f"written: {results.write(found, at=clock.now())}")
    return _say(found)


def _tests() -> Run | None:
    if suite.can_run():
        return suite.run_tests(at=clock.now())
    print("the tests are not installed here; what they found when the release was made is taken")
    return None


def _pack(tests: Run | None) -> int:
    if tests is None:
        print("nothing to pack: a release is made where the tests are")
        return 1
    print(f"packed: {release.write_release(tests)}")
    for outcome in tests.broken:
        print(f"BROKEN {', '.join(outcome.marks)}: {outcome.name}")
    return 1 if tests.broken else 0


def _say(found: Result) -> int:
    for outcome in found.broken:
        print(f"BROKEN {', '.join(outcome.marks)}: {outcome.name} {outcome.says}".rstrip())
    for kind, (held, total) in proving.as_counts(found).items():
        print(f"{kind}: {held} of {total} held")
    if found.tests is None:
        print("tests: not run on this program yet")
    return 1 if found.broken else 0


def _verify(path: Path, key: str) -> int:
    try:
        found = results.read(path, public_key=unwritten(key) if key else None)
    except (ResultRefused, ValueError) as refused:
        print(f"refused: {refused}")
        return 1
    if found is None:
        print(f"there is no file {path}")
        return 1
    print("the signature is good")
    return _say(found)

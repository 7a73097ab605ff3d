"""The `kindr` program: one table of commands.

To add one, write `src/kindr/web/commands/<name>.py` with `add_arguments(parser)` and `run(options) -> int`, declare
`run` with `@no_personal_data("why")` or `@task_for_purpose("purpose")`, and give it a line in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from django.db import ProgrammingError
from psycopg.errors import UndefinedTable

from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun

COMMANDS: Mapping[str, str] = {
    "serve": "run the shop: databases, web and worker, until it is stopped",
    "worker": "run the background work only",
    "db": "start, stop, look at or migrate the databases",
    "demo": "load the demo families",
    "backup": "copy the data and the keys, each into a folder of its own",
    "restore": "put a backup back, and forget again what was forgotten since",
    "keys": "look at, turn and destroy root keys; seal anew in another format",
    "sweep": "forget what is due, or say what would go",
    "staff": "make the working account of a colleague",
    "person": "say what is held about a random id, as counts",
    "prove": "look whether every promise holds, and sign what was found",
    "mail": "take in a letter to the information centre, from a mail server",
    "receipt": "check a signed receipt or proof, without any server",
    "honeytokens": "plant decoy customers, whose opening raises an alarm, or try the alarm",
    "policy": "check the policy against the program, or write its map",
    "breach": "hold a drill of a failure of protection; nobody is written to",
    "log": "hold the access log against its tree, and the tree against a witness",
}
"""Name of the command and of its module -> what it is for."""
TRY_AGAIN = 75
"""EX_TEMPFAIL: a mail server keeps the letter and brings it again."""
KEPT_BY_THE_CALLER = frozenset({"mail"})
"""Commands whose every failure is one to try again: what they were given must not be lost."""


class Command(Protocol):
    """What a module of `kindr.web.commands` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Describe the command's own arguments."""
        ...

    def run(self, options: argparse.Namespace) -> int:
        """Do it; 0 means that it went well."""
        ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not KEPT_BY_THE_CALLER & set(given[:1]) or {"-h", "--help"} & set(given):
        return _main(given)
    try:
        return TRY_AGAIN if _main(given) else 0
    except (Exception, SystemExit) as problem:
        print(f"kindr: {type(problem).__name__}; try again later", file=sys.stderr)
        return TRY_AGAIN


def _main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="kindr", description="Kindr, the children's shop that keeps its policy.")
    choices = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name, purpose in COMMANDS.items():
        choices.add_parser(name, help=purpose, description=f"kindr {name}: {purpose}.")
    chosen = next((word for word in given if not word.startswith("-")), "")
    if chosen not in COMMANDS:
        parser.parse_args(given)
        return 2
    if not {"-h", "--help"} & set(given) and has_problems():
        return 1
    command = command_named(chosen)
    command.add_arguments(choices.choices[chosen])
    return _run(command, parser.parse_args(given))


def command_named(name: str) -> Command:
    """The module of one command, with Django set up around it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindr.web.settings")
    import django

    django.setup()
    return cast(Command, import_module(f"kindr.web.commands.{name}"))


def has_problems() -> bool:
    """Whether a setting is wrong; says which, before Django stumbles over it."""
    for problem in configuration().problems:
        print(f"{problem.number}: {problem.message} {problem.hint}", file=sys.stderr)
    return bool(configuration().problems)


def _run(command: Command, options: argparse.Namespace) -> int:
    try:
        return command.run(options)
    except CannotRun as reason:
        print(f"kindr: {reason}", file=sys.stderr)
        return 1
    except ProgrammingError as problem:
        if not isinstance(problem.__cause__, UndefinedTable):
            raise
        print("kindr: the tables are not there yet; `kindr db migrate` makes them", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

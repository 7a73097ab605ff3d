"""The living policy at `/privacy/promises/`: every sentence, how it is kept, what proves it, and when it last held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.base.signing import written
from kindr.privacy import ports, registry
from kindr.privacy.access.declare import no_personal_data
from kindr.web.policy_pages.printing import printed
from kindr.web.promises import results
from kindr.web.promises.code import mark_of_code
from kindr.web.promises.results import Result, ResultRefused
from kindr.web.promises.standing import STATES, Chapter, Standing, chapters_of
from kindr.web.promises.wording import STATE_WORDS

PUBLIC = "the promises and how they stand are public"
STALE = timedelta(hours=3)
"""The worker looks every hour; what is older says that nobody looks any more."""
A_MINUTE = 60
"""Seconds for which the page may be shown again: a promise that breaks is soon seen by everybody."""


@dataclass(frozen=True)
class Board:
    """The page in one language, before somebody narrows it."""

    chapters: tuple[Chapter, ...]
    result: Result | None
    is_refused: bool
    """True where a result lies here that this installation did not sign: it is shown to nobody."""

    @property
    def standings(self) -> list[Standing]:
        """Every sentence."""
        return [standing for chapter in self.chapters for standing in chapter.standings]

    @property
    def broken(self) -> list[Standing]:
        """Those that do not hold."""
        return self._in("broken")

    @property
    def proved(self) -> list[Standing]:
        """Those that tests of this very program proved."""
        return self._in("held")

    @property
    def looked_at(self) -> list[Standing]:
        """Those of which only the running shop was looked at."""
        return self._in("looked")

    def _in(self, state: str) -> list[Standing]:
        return [standing for standing in self.standings if standing.state == state]


@dataclass(frozen=True)
class Choice:
    """A state that the list can be narrowed to, with its number of sentences."""

    key: str
    says: str
    count: int
    is_chosen: bool


@require_safe
@no_personal_data(PUBLIC)
def show_promises(request: HttpRequest) -> HttpResponse:
    """How every sentence stands, or those of one chapter or one state."""
    language = get_language() or "id"
    board = board_now(language)
    stale = bool(board.result and board.result.probes and clock.now() - board.result.probes.at > STALE)
    around = {"board": board, "is_stale": stale, "page": printed(language), "key": _key()}
    context = {**_narrowed(board, request.GET), **around}
    asked = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    response = render(request, "promises/page.html#list" if asked else "promises/page.html", context)
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response


@require_safe
@no_personal_data(PUBLIC)
def download_result(_request: HttpRequest) -> HttpResponse:
    """The signed result, as it lies here; nothing where there is none or where it was changed."""
    if board_now("en").result is None:
        raise Http404
    response = HttpResponse(results.place().read_bytes(), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="kindr-promises.json"'
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response


def board_now(language: str) -> Board:
    """The page as the newest result makes it; put together once for each result."""
    try:
        found = results.place().stat()
    except FileNotFoundError:
        return _board(language, 0, 0)
    return _board(language, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=8)
def _board(language: str, _changed: int, _file: int) -> Board:
    try:
        result, is_refused = _of_this_program(results.read()), False
    except ResultRefused:
        result, is_refused = None, True
    return Board(tuple(chapters_of(result, language=language)), result, is_refused)


def _of_this_program(result: Result | None) -> Result | None:
    """What was found on other text says nothing about this one, save that what was broken stays said."""
    if result is None:
        return None
    tests, probes = (
        run if run is None or run.code == mark_of_code() else replace(run, outcomes=tuple(run.broken))
        for run in (result.tests, result.probes)
    )
    left = replace(result, tests=tests if tests and tests.outcomes else None,
                   probes=probes if probes and probes.outcomes else None)  # fmt: skip
    return left if left.runs else None


def _narrowed(board: Board, asked: Mapping[str, str]) -> dict[str, object]:
    """The chapters that are left, and the choices with what each would show."""
    state = asked.get("state", "") if asked.get("state") in STATES else ""
    slug = asked.get("chapter", "").lower()
    there = [chapter for chapter in board.chapters if chapter.section.slug == slug] or list(board.chapters)
    counts = Counter(one.state for chapter in there for one in chapter.standings)
    shown = [
        (chapter.section, [one for one in chapter.standings if not state or one.state == state]) for chapter in there
    ]
    return {
        "chosen": there[0].section if len(there) == 1 else None,
        "state": state,
        "states": [Choice(key, str(STATE_WORDS[key]), counts[key], key == state) for key in STATES if counts[key]],
        "shown": [(section, left) for section, left in shown if left],
        "count": sum(len(left) for _, left in shown),
        "total": len(board.standings),
        "controller": registry.policy().parties["controller"],
    }


def _key() -> str:
    return written(ports.signer().public_key)

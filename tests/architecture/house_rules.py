"""The house's rules about source text, as functions from text to sentences, so that each can be shown a violation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "kindr"

MODULE_LINES = 400
FUNCTION_LINES = 25
VIEW_LINES = 12
TEMPLATE_LINES = 120
ASSET_LINES = 150
POSITIONAL_PARAMETERS = 5

FORBIDDEN_NAMES = {"utils", "helpers", "manager", "service_layer", "handler", "process", "info", "misc", "common"}
OPEN_TO_OTHER_SLICES = {"actions", "queries", "facts", "ports", "areas"}
"""Actions and queries; facts are only names and ids, ports only shapes, areas the table of places without people."""


def python_files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def too_long_module(text: str, place: str) -> list[str]:
    lines = len(text.splitlines())
    return [f"{place} has {lines} lines, more than {MODULE_LINES}"] if lines > MODULE_LINES else []


def too_long_functions(text: str, place: str) -> list[str]:
    found = []
    for function in _functions(text):
        limit = VIEW_LINES if _is_view(function, place) else FUNCTION_LINES
        lines = _code_lines(function)
        if lines > limit:
            found.append(f"{place}: {function.name} has {lines} lines, more than {limit}")
    return found


OVERRIDES_OF_DJANGO = {"handle_raw_input"}
"""Methods whose parameters Django has laid down."""


def too_many_parameters(text: str, place: str) -> list[str]:
    return [
        f"{place}: {function.name} takes {len(function.args.args)} parameters by position"
        for function in _functions(text)
        if len(function.args.args) > POSITIONAL_PARAMETERS and function.name not in OVERRIDES_OF_DJANGO
    ]


def other_slices_rooms(text: str, place: str, slice_name: str) -> list[str]:
    """Imports of another slice's inside: its personal records, tables, forms or views."""
    found = []
    for module, names in _imports(text):
        parts = module.split(".")
        if parts[:2] != ["kindr", "shop"]:
            continue
        rooms = [parts[2:]] if len(parts) > 2 else [[name] for name in names]
        for room in rooms:
            inside = room[1:2] or names
            wrong = [name for name in inside if name not in OPEN_TO_OTHER_SLICES]
            if room[0] != slice_name and wrong:
                found.append(f"{place} imports {room[0]}.{wrong[0]}; slices meet through actions and queries")
    return found


def personal_outside_use_cases(text: str, place: str, file_name: str) -> list[str]:
    """Only actions, queries and models of the same slice import `personal`."""
    allowed = {"actions", "queries", "models", "migrations"}
    if file_name in allowed:
        return []
    return [
        f"{place} imports {module}; only actions, queries and models may"
        for module, names in _imports(text)
        if module.startswith("kindr.shop.") and (module.endswith(".personal") or "personal" in names)
    ]


def ambient_things(text: str, place: str) -> list[str]:
    """Signals, save() overrides and orderings that act from afar."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name == "save" and node.args.args[:1]:
            found.append(f"{place} overrides save()")
        if isinstance(node, ast.ImportFrom) and node.module in ("django.dispatch", "django.db.models.signals"):
            found.append(f"{place} uses signals")
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            targets = [
                t.id for s in node.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)
            ]
            found += [f"{place} orders its table by Meta.ordering"] if "ordering" in targets else []
    return found


def clock_inside(text: str, place: str) -> list[str]:
    """Time is passed in: the clock is read at the edges only."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        if (owner, node.func.attr) in {
            ("timezone", "now"),
            ("datetime", "now"),
            ("datetime", "utcnow"),
            ("clock", "now"),
        }:
            found.append(f"{place}:{node.lineno} reads the clock; take at= instead")
    return found


def access_made_elsewhere(text: str, place: str) -> list[str]:
    """An Access is built in `privacy/access/declare.py` only."""
    return [
        f"{place}:{node.lineno} builds an Access"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Access"
    ]


def ordered_by_moments_alone(text: str, place: str) -> list[str]:
    """Two rows of one moment could come in any order: between two pages, or when the newest is asked for."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
            last = (
                {one.value for one in ast.walk(node.args[-1]) if isinstance(one, ast.Constant)} if node.args else set()
            )
            found += [f"{place}:{node.lineno} orders by {one} alone" for one in last if _is_moment(one)]
    return found


def _is_moment(column: object) -> bool:
    return isinstance(column, str) and (column.lstrip("-") == "at" or column.endswith("_at"))


def _functions(text: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]


def _is_view(function: ast.FunctionDef, place: str) -> bool:
    is_view_file = place.endswith("views.py") or "/views/" in place
    return is_view_file and bool(function.args.args) and function.args.args[0].arg == "request"


def _code_lines(function: ast.FunctionDef) -> int:
    """Lines of the body, its docstring left out."""
    body = function.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return 0 if not body else (body[-1].end_lineno or 0) - body[0].lineno + 1


def _imports(text: str) -> list[tuple[str, list[str]]]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, [alias.name for alias in node.names]))
        if isinstance(node, ast.Import):
            found += [(alias.name, []) for alias in node.names]
    return found

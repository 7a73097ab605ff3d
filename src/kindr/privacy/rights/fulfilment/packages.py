"""The package of a request: a page, a JSON file and tables in one zip file, kept sealed for seven days (6.1.4)."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kindr.base.cells import safe_cell
from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access, Restricted
from kindr.privacy.file_gates import FileTerms
from kindr.privacy.retention import rules
from kindr.privacy.rights import exports
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.personal import CLAUSE
from kindr.privacy.rights.fulfilment.terms import Kind
from kindr.privacy.rights.stores.files import Files
from kindr.privacy.vault import files
from kindr.privacy.vault.files import MediaType, SealedFile

JSON = "kindr.json"
FILES = Files.name
FASTEST = 1
"""How hard the sealed copy is pressed; whoever fetches it gets it pressed as usual."""
PACKED = (Kind.ACCESS, Kind.PORTABILITY)
COLUMNS = ("id", "person", "clause", "source", "collected_at", "name", "label", "category", "dpv", "value")


@dataclass(frozen=True)
class Package:
    """A package that is ready: its file, and until when it can be fetched."""

    file: SealedFile
    language: str
    made_at: datetime
    expires_at: datetime


def make(
    run: Fulfilment, *, people: frozenset[uuid.UUID], access: Access, at: datetime, held: exports.Held
) -> dict[str, int]:
    """Opens and seals everything anew; counts what went in. Raises Refused, LogUnavailable, OSError on a full disk.

    What is sealed is the copy for machines alone; page and tables say the same and are written when it is fetched.
    """
    if any((each.slot.clause, each.slot.period) == (CLAUSE, str(run.pk)) for each in held[FILES]):
        _remove(files_of([run.pk]), access=access, at=at)
    with translation.override(run.language):
        copy = exports.copy_of(run.person_id, people, access=access, at=at, held=held)
    packed = _zip({JSON: copy.text}, at, level=FASTEST)
    terms = FileTerms(CLAUSE, MediaType.ZIP, source="system", belongs_to=run.pk)
    gates.collect_file(_pieces(packed), person=run.person_id, access=access, at=at, terms=terms)
    return {"bytes": len(packed), **copy.counts}


def package_of(run: Fulfilment, *, at: datetime) -> Package | None:
    """The package of a fulfilment while it can be fetched; None before it is made and after it has expired."""
    found = files_of([run.pk]).last()
    if found is None:
        return None
    expires_at = rules.end_after(found.stored_at, registry.clause(CLAUSE).keep)
    return Package(found, run.language, found.stored_at, expires_at) if at < expires_at else None


def read(package: Package, *, access: Access, at: datetime) -> Iterator[bytes]:
    """The zip file, piece by piece; each download leaves a line in the log. Raises Refused, Forgotten."""
    if at >= package.expires_at:
        raise Restricted("the package has expired", clause=registry.clause(CLAUSE).number)
    sealed = b"".join(gates.read_file(package.file, access=access, at=at))
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        content = json.loads(archive.read(JSON))
    with translation.override(package.language):
        page, tables = "".join(exports.page_of(content, language=package.language)), tables_of(content)
    return _pieces(_zip({"kindr.html": page, JSON: exports.in_json(content), **tables}, package.made_at))


def sweep(*, access: Access, at: datetime) -> int:
    """Takes away every package whose days are over; counts them."""
    over = rules.earliest_event(registry.clause(CLAUSE).keep, at)
    rows = SealedFile.objects.filter(clause=CLAUSE, stored_at__lte=over)
    keep = registry.clause(CLAUSE).keep
    return _remove([row for row in rows if rules.end_after(row.stored_at, keep) <= at], access=access, at=at)


def files_of(runs: Collection[uuid.UUID]) -> Any:
    """The package files of some fulfilments, oldest first."""
    covers = [str(run) for run in runs]
    return SealedFile.objects.filter(clause=CLAUSE, covers__in=covers).order_by("stored_at", "id")


def tables_of(content: Mapping[str, Any]) -> dict[str, str]:
    """One table for each kind of record, one value a line, as spreadsheets open it without running anything."""
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for entry in content["stores"].get("records", []):
        common = [str(entry.get(name, "")) for name in COLUMNS[:5]]
        for value in entry.get("values", []):
            given = _("never shown") if value.get("never_shown") else value.get("value")
            cells = [str(value.get(name, "")) for name in COLUMNS[5:9]]
            rows[entry["record"]].append([*common, *cells, "" if given is None else str(given)])
    return {f"tables/{record}.csv": _table(lines) for record, lines in rows.items()}


def _table(lines: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([safe_cell(cell.replace("\r", " ").replace("\n", " ")) for cell in line])
    # Spreadsheets take a table for Windows' own letters unless it begins with this mark.
    return "\ufeff" + text.getvalue()


def _zip(parts: Mapping[str, str | bytes], at: datetime, *, level: int | None = None) -> bytes:
    """In memory and nowhere else: what is in clear touches no disk."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), text, zipfile.ZIP_DEFLATED, level)
    return packed.getvalue()


def _pieces(content: bytes, size: int = 64 * 1024) -> Iterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def _remove(found: Collection[SealedFile], *, access: Access, at: datetime) -> int:
    """Keys first: from then on no copy of the ciphertext opens."""
    slots = {file.slot for file in found}
    if slots:
        gates.erase(slots, access=access, at=at)
    return files.erase(found)

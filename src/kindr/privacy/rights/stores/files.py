"""Sealed files: pictures and recordings, their rows and their ciphertext."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.stores import Evidence, Holding, Leftover, People, Plan, Quiet
from kindr.privacy.rights.stores.written import in_json
from kindr.privacy.statement_gate import Everything
from kindr.privacy.vault import files
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.opening import Forgotten

PAPERS = "request_papers"
"""The clause of packages, which hold copies of everything else."""


class Files(Quiet):
    """What a person sent as a file, or said in a call."""

    name = "files"

    def discover(self, people: People) -> list[Holding]:
        counts = Counter(file.slot for file in files.of(people))
        return [Holding(self.name, slot, count) for slot, count in counts.items()]

    def export(self, people: People, *, opened: Everything, access: Access, at: datetime) -> Iterable[bytes]:
        return [in_json({**as_json(file), **_content(file, access=access, at=at)}) for file in files.of(people)]

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        return Evidence(self.name, {"files": files.erase(_going(plan))})

    def prove(self, plan: Plan) -> list[Leftover]:
        left = files.left_of([file.id for file in _going(plan)])
        return [Leftover(self.name, "files", len(left))] if left else []


def as_json(file: SealedFile) -> dict[str, Any]:
    """What is known of a file besides its content."""
    return {
        "file": str(file.id),
        "person": str(file.person_id),
        "clause": registry.clause(file.clause).number,
        "source": file.source,
        "collected_at": file.stored_at.isoformat(),
        "media_type": file.media_type,
        "bytes": file.size,
    }


def _content(file: SealedFile, *, access: Access, at: datetime) -> dict[str, Any]:
    """The file itself in base64, as JSON takes it; raises Refused, LogUnavailable."""
    if file.clause == PAPERS:
        return {"package": True}  # what was packed once is not packed again
    try:
        return {"content": base64.b64encode(b"".join(gates.read_file(file, access=access, at=at))).decode()}
    except Forgotten:
        return {"forgotten": True}


def _going(plan: Plan) -> list[SealedFile]:
    return [file for file in files.of(plan.people) if plan.takes(file.slot)]

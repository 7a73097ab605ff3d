"""A whole policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy.terms.clauses import Category, Clause, Purpose, Source
from kindr.privacy.terms.processing import Assessment, Measure, Processor, Subject
from kindr.privacy.terms.promises import Ask, Cookie, Party, PolicyVersion, Right, Withdrawal
from kindr.privacy.terms.recipients import AccessRules, Recipient


@dataclass(frozen=True)
class Policy:
    """A whole policy, as the engine adopts it."""

    version: str
    categories: Mapping[str, Category]
    sources: Mapping[str, Source]
    purposes: Mapping[str, Purpose]
    recipients: Mapping[str, Recipient]
    clauses: Mapping[str, Clause]
    """By key."""
    rights: Mapping[str, Right]
    withdrawals: Mapping[str, Withdrawal]
    cookies: Mapping[str, Cookie]
    languages: tuple[str, ...] = field(default=("id", "en"))
    parties: Mapping[str, Party] = field(default_factory=dict)
    """Controller, data protection officer and information centre, by key."""
    authority: Party | None = None
    """The institution that is told of a failure of protection (UU 27/2022 art. 46), as far as one is named."""
    being_built: Mapping[str, str] = field(default_factory=dict)
    """Number of a sentence that a slice still to come will keep -> that slice; pending clauses need no entry here."""
    access: AccessRules = field(default_factory=AccessRules)
    asks: Mapping[str, Ask] = field(default_factory=dict)
    """The text beside each consent, by the key of its purpose."""
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    processors: Mapping[str, Processor] = field(default_factory=dict)
    """By the key of the outside recipient."""
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    versions: tuple[PolicyVersion, ...] = ()
    """Every version there was, is and is announced, the oldest first."""

    def version_at(self, at: datetime) -> str:
        """The name of the version that holds at a moment."""
        held = [version.name for version in self.versions if version.in_force_at <= at]
        return held[-1] if held else self.version

    def changes_of(self, purpose: str) -> tuple[datetime, ...]:
        """The moments at which a purpose came, or will come, to mean something else."""
        return tuple(version.in_force_at for version in self.versions if purpose in version.asks_again)

    def is_in_use(self, purpose: Purpose) -> bool:
        """Whether something is built already that serves a purpose: its sentence is kept, or a clause waits for it."""
        clauses = [clause for clause in self.clauses.values() if clause.consent == purpose.key]
        return purpose.clause not in self.being_built or any(not clause.pending for clause in clauses)

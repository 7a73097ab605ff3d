"""What My data shows: everything held about a person, and everything that happened to it."""

from kindr.privacy.rights.queries.happenings import (
    agreement_of,
    clauses_in,
    names_of_others,
    opening_of,
    openings_of,
    with_proofs,
)
from kindr.privacy.rights.queries.holdings import (
    beside_records,
    counted,
    everywhere,
    my_data,
    reasons,
    record_of,
    section,
    value_of,
)

__all__ = [
    "agreement_of",
    "beside_records",
    "clauses_in",
    "counted",
    "everywhere",
    "my_data",
    "names_of_others",
    "opening_of",
    "openings_of",
    "reasons",
    "record_of",
    "section",
    "value_of",
    "with_proofs",
]

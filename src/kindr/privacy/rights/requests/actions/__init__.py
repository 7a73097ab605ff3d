"""What happens to a request, one use-case a module."""

from kindr.privacy.rights.requests.actions.carrying import carry_on, carry_out_as, settle_erasure, settle_erasures
from kindr.privacy.rights.requests.actions.clock import look_at_clocks
from kindr.privacy.rights.requests.actions.closing import deny, expire, fulfil, revoke
from kindr.privacy.rights.requests.actions.noting import note
from kindr.privacy.rights.requests.actions.proving import (
    LinkExpired,
    WrongCode,
    ask_for_proof,
    may_ask_again,
    prove_by_code,
    prove_by_link,
    prove_identity,
)
from kindr.privacy.rights.requests.actions.reading import read_as
from kindr.privacy.rights.requests.actions.receiving import receive
from kindr.privacy.rights.requests.actions.taking import record_done, record_erasure

__all__ = [
    "LinkExpired",
    "WrongCode",
    "ask_for_proof",
    "carry_on",
    "carry_out_as",
    "deny",
    "expire",
    "fulfil",
    "look_at_clocks",
    "may_ask_again",
    "note",
    "prove_by_code",
    "prove_by_link",
    "prove_identity",
    "read_as",
    "receive",
    "record_done",
    "record_erasure",
    "revoke",
    "settle_erasure",
    "settle_erasures",
]

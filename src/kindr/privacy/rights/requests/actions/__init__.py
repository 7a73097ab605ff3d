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
from kindr.privacy.rights.requests.actions.taking import (
    begin_erasure,
    copy_for_machines,
    copy_to_read,
    correct,
    erase,
    finish_erasure,
    lift_pause,
    withdraw,
)
from kindr.privacy.rights.requests.actions.unproven import must_prove, stop_at_receipt

__all__ = [
    "LinkExpired",
    "WrongCode",
    "ask_for_proof",
    "begin_erasure",
    "carry_on",
    "carry_out_as",
    "copy_for_machines",
    "copy_to_read",
    "correct",
    "deny",
    "erase",
    "expire",
    "finish_erasure",
    "fulfil",
    "lift_pause",
    "look_at_clocks",
    "may_ask_again",
    "must_prove",
    "note",
    "prove_by_code",
    "prove_by_link",
    "prove_identity",
    "read_as",
    "receive",
    "revoke",
    "settle_erasure",
    "settle_erasures",
    "stop_at_receipt",
    "withdraw",
]

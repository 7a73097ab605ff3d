"""`kindr receipt verify`: checks a signed receipt or proof without any server, and says what it proves."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kindr.base import statements
from kindr.base.signing import SignatureRefused
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.signing_keys import mark_of

PROVEN, REFUSED, UNREADABLE, UNKNOWN_KEY = 0, 1, 2, 3
EXIT_CODES = "exit codes: 0 proven; 1 changed or not dated; 2 not readable; 3 unchanged, but the signer is not proven"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and whose key."""
    actions = parser.add_subparsers(dest="action", metavar="verify", required=True)
    verifying = actions.add_parser("verify", help="check a receipt of consent or erasure, or a proof of stop",
                                   epilog=EXIT_CODES)  # fmt: skip
    verifying.add_argument("file", type=Path, help="the file as it was downloaded")
    verifying.add_argument("--key", type=Path, help="the published key: /.well-known/kindr-signing-key.json, saved")


@no_personal_data("reads a file that its owner holds; asks no server")
def run(options: argparse.Namespace) -> int:
    """Check it and say what it proves."""
    try:
        keys = statements.keys_in(options.key.read_text("utf-8")) if options.key else ()
        checked = statements.verify(statements.read(options.file.read_text("utf-8")), keys)
    except statements.NoMoment as reason:
        print(f"NOT PROVEN: {reason}.")
        return REFUSED
    except SignatureRefused as reason:
        print(f"NOT PROVEN: {reason}. The file was changed, or it was signed by somebody else.")
        return REFUSED
    except (statements.Unreadable, OSError, UnicodeDecodeError) as reason:
        print(f"not readable: {reason}", file=sys.stderr)
        return UNREADABLE
    for line in told(checked):
        print(line)
    return PROVEN if checked.is_key_known else UNKNOWN_KEY


def told(checked: statements.Checked) -> Iterator[str]:
    """What a statement proves, in words."""
    mark = mark_of(checked.public_key)
    if checked.is_key_known:
        yield f"PROVEN: signed with the key that you gave ({mark}), and not one letter was changed since."
    else:
        yield f"UNCHANGED since it was signed with the key {mark}, which stands in the file itself."
        yield "Give the published key with --key to prove that Kindr signed it."
    otherwise = _certificate if "certificate" in checked.content else _erasure
    teller = TELLERS.get(str(checked.content.get("kind", "")), otherwise)
    yield from teller(checked.content)


def _consent(content: Mapping[str, Any]) -> Iterator[str]:
    event, purpose, header = content["event"], content["processing"]["purpose"], content["header"]
    yield f"Receipt {header['receipt_id']} of a decision on consent."
    yield f"Who: person {header['pii_principal_id']}, decided by {_decider(event)}."
    yield f"What: {event['event_state'].removeprefix('dpv:')} to: {purpose['says'].get('en', purpose['id'])}."
    yield f"When: {event['event_time']}, by {content['processing']['collection_method']}."
    yield f"Policy version {content['processing']['privacy_notice']['version']}; text {event['text_sha256']}:"
    yield from (f"    {line}" for line in event["text_shown"].splitlines())
    if hashlib.sha256(event["text_shown"].encode()).hexdigest() != event["text_sha256"]:
        yield "The mark does not belong to this text."


def _decider(event: Mapping[str, Any]) -> str:
    is_guardian = event["entity_type"].endswith("GuardianOfDataSubject")
    return f"the guardian {event['entity_id']}" if is_guardian else "themself"


def _stop(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"Proof {content['proof']} that use has stopped, for person {content['person']}."
    yield f"Asked {content['asked_at']}; committed {content['committed_at'] or 'before this process looked'}."
    for refusal in content["refused"]:
        yield f"Refused from {refusal['at']} on, tried by the {content['tried_by']}: {refusal['purpose']}."
    for done in content["stopped"]:
        yield f"Stopped: {done['what']} ({done['count']})."


def _erasure(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"Receipt {content.get('receipt', content.get('id', '?'))} of {content.get('controller', 'Kindr')}."
    yield f"Asked {content.get('requested_at', '?')}, issued {content.get('issued_at', '?')}."
    for entry in content.get("entries", []):
        until = f", until {entry['until']} ({entry['ground']})" if entry.get("until") else ""
        yield f"Clause {entry.get('clause')}: {entry.get('count')} {entry.get('fate')}{until}."


def _timeline(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"Timeline of incident {content['incident']['number']} of {content['controller']}."
    yield f"Issued {content['issued_at']}, with {len(content['timeline'])} lines."


def _record(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"Record of processing of {content['controller']['name']}, policy version {content['policy_version']}."
    yield f"Issued {content['issued_at']}, with {len(content['activities'])} activities."


def _certificate(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"Certificate {content['certificate']}, issued {content['issued_at']}, {_how_final(content)}."
    yield f"The last copy dies on {content['last_copy_dies_on']}."
    yield from _erasure(content["receipt"])
    for gone in content["destroyed_later"]:
        yield f"Clause {gone['clause']}: destroyed on {gone['on']}."


def _how_final(content: Mapping[str, Any]) -> str:
    return "final" if content["final"] else f"not final: kept are {', '.join(content['kept_clauses']) or 'none'}"


TELLERS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "consent receipt": _consent,
    "proof of stop": _stop,
    "incident timeline": _timeline,
    "record of processing": _record,
}
"""What a statement says of its kind -> how it is told; a receipt of erasure names no kind."""

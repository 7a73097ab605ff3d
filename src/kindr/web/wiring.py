"""The only place that knows which adapter stands behind which port; it also hands the policy to the engine, once."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from kindr.adapters.files.on_disk import FilesOnDisk
from kindr.adapters.keys.chosen import chosen_roots
from kindr.adapters.mail.chosen import chosen_mailer
from kindr.adapters.outside.chosen import chosen_parties
from kindr.adapters.payments.chosen import chosen_gateway
from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import ports, registry
from kindr.privacy.evidence import ports as evidence_ports
from kindr.privacy.evidence.ports import Log
from kindr.privacy.rights import journal_copies
from kindr.privacy.rights.journal import Journal
from kindr.privacy.signing_keys import SigningKeys, adopt
from kindr.privacy.vault import files, keyrings, sealing
from kindr.shop.accounts import ports as account_ports
from kindr.shop.desk import ports as desk_ports
from kindr.shop.measuring.queries import is_unusual
from kindr.shop.orders.queries.at_a_glance import newest_orders
from kindr.shop.payments import ports as payment_ports
from kindr.web.access_wiring import wire_access
from kindr.web.configuration import configuration
from kindr.web.decoys import NoLetterToDecoys
from kindr.web.promises.seen import promises_seen
from kindr.web.requests_wiring import wire_requests
from kindr.web.rights_wiring import wire_rights

SIGNERS = "roots.json.signers"
"""The public halves of every key that ever signed, beside the root keys."""


def wire() -> None:
    """Binds everything; called when Django is ready."""
    registry.adopt(POLICY)
    settings = configuration().keys
    sealing.write_version(settings.format)
    keys = chosen_roots(
        configuration().folder("keys"),
        kind=settings.kind,
        region=settings.region,
        key=settings.key,
        installation=settings.installation,
    )
    keyrings.adopt_roots(keys)
    files.adopt_store(FilesOnDisk(configuration().data_folder / "files"))
    signing = SigningKeys(keys, configuration().folder("keys") / SIGNERS)
    _wire_signing(signing, settings.journal_copy)
    ports.bind_outside(chosen_parties())
    evidence_ports.bind(_log(signing))
    payment_ports.bind(chosen_gateway())
    account_ports.bind(newest_orders, is_unusual=is_unusual)
    desk_ports.bind(promises_seen)
    wire_rights()
    wire_requests()
    wire_access()


def _wire_signing(keys: SigningKeys, journal_copy: Path | None) -> None:
    """The key that signs receipts and the journal; those before it are known by a file beside the root keys."""
    keys.note(at=clock.now())
    adopt(keys)
    ports.bind(mailer=NoLetterToDecoys(chosen_mailer()), signer=keys.signer, older=keys.older)
    journal = Journal(
        configuration().data_folder / "shreds.journal", keys.signer, signed_before=ports.older_public_keys
    )
    keyrings.adopt_journal(journal)
    journal_copies.adopt(journal, journal_copy)


def _log(keys: SigningKeys) -> Log:
    """The log under the name of the shop's host, with a key of its own made from the signing seed."""
    found = configuration()
    return Log(
        origin=f"{urlsplit(found.base_url).hostname}/log",
        signer=keys.log_signer,
        witness=found.data_folder / "log.witness",
        second_witness=found.second_witness,
        expects_past=found.is_development,
        older=keys.older,
    )

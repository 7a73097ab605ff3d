"""The only place that knows which adapter stands behind which port; it also hands the policy to the engine, once."""

from __future__ import annotations

from kindr.adapters.files.on_disk import FilesOnDisk
from kindr.adapters.keys.key_file import KeyFile
from kindr.adapters.mail.chosen import chosen_mailer
from kindr.adapters.outside.chosen import chosen_parties
from kindr.adapters.payments.chosen import chosen_gateway
from kindr.base.signing import Signer
from kindr.policy import POLICY
from kindr.privacy import ports, registry
from kindr.privacy.rights.journal import Journal
from kindr.privacy.vault import files, keyrings
from kindr.shop.accounts import ports as account_ports
from kindr.shop.orders.queries.at_a_glance import newest_orders
from kindr.shop.payments import ports as payment_ports
from kindr.web.configuration import configuration
from kindr.web.rights_wiring import wire_rights


def wire() -> None:
    """Binds everything; called when Django is ready."""
    registry.adopt(POLICY)
    keys = KeyFile(configuration().folder("keys") / "roots.json")
    keyrings.adopt_roots(keys)
    files.adopt_store(FilesOnDisk(configuration().data_folder / "files"))
    signer = Signer(keys.signing_seed())
    keyrings.adopt_journal(Journal(configuration().data_folder / "shreds.journal", signer))
    ports.bind(mailer=chosen_mailer(), signer=signer)
    ports.bind_outside(chosen_parties())
    payment_ports.bind(chosen_gateway())
    account_ports.bind(newest_orders)
    wire_rights()

"""The engine's own stores in the order in which they erase: keys first, the row one signs in with last."""

from __future__ import annotations

from kindr.privacy.rights import stores
from kindr.privacy.rights.stores.files import Files
from kindr.privacy.rights.stores.keys import Keys
from kindr.privacy.rights.stores.others import AccessLog, Accounts, ConsentLedger, Lookups, Sessions, Tasks
from kindr.privacy.rights.stores.places import Impersonal, OutsideParties
from kindr.privacy.rights.stores.records import Records


def register_own_stores() -> None:
    """Called by the wiring before any upper layer registers its stores."""
    for store in (Keys(), Lookups(), Records(), Files(), Sessions(), Tasks(), AccessLog(), ConsentLedger()):
        stores.register(store)
    for name in ("program logs", "analytics", "backups"):
        # Logs are written without values, nothing is analysed yet, and copies open only as long as a key does.
        stores.register(Impersonal(name))
    stores.register(OutsideParties())
    stores.register(Accounts())

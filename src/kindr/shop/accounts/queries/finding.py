"""Finding an account by its sign-in address, through the blind index."""

from __future__ import annotations

import uuid

from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import SIGN_IN_ADDRESS, normalised_address
from kindr.shop.accounts.models import Account

NOBODY = uuid.UUID(int=0)


def account_of_address(address: str) -> Account | None:
    """The account that signs in with this address. Two queries whether or not there is one."""
    found = lookup.find(SIGN_IN_ADDRESS, normalised_address(address))
    person = found[0] if found else NOBODY
    return Account.objects.select_related("person").filter(pk=person).first()

"""Finding an account by its sign-in address, through the blind index."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import SIGN_IN_ADDRESS, normalised_address
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AccountContact

NOBODY = uuid.UUID(int=0)


def account_of_address(address: str) -> Account | None:
    """The account that signs in with this address. Two queries whether or not there is one."""
    found = lookup.find(SIGN_IN_ADDRESS, normalised_address(address))
    person = found[0] if found else NOBODY
    return Account.objects.select_related("person").filter(pk=person).first()


def sign_in_address_of(person: uuid.UUID, *, access: Access, at: datetime) -> str:
    """The proven address of an account, empty when there is none; raises Refused and Forgotten."""
    contact = AccountContact.objects.filter(person_id=person).first()
    return gates.read(contact, access=access, at=at).email if contact else ""

"""What the account's first page shows at a glance, opened together: one key query however large the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AccountContact, ChildProfile, Passkey, Profile, SavedAddress
from kindr.shop.accounts.queries.address_book import Address, opened_address
from kindr.shop.accounts.queries.family import Child, opened_child, profiles_of
from kindr.shop.accounts.queries.own import Me, own_id
from kindr.shop.accounts.queries.security import has_second_factor


@dataclass(frozen=True)
class Overview:
    """A parent's account on one page."""

    me: Me
    children: tuple[Child, ...]
    address: Address | None
    """The one to use first."""
    addresses: int
    passkeys: int
    has_second_factor: bool
    has_password: bool


def overview(*, access: Access, at: datetime) -> Overview:
    """The acting parent's account."""
    person, me, address, children = own_id(access), dict[str, str](), None, list[Child]()
    mine: list[PersonalRecord] = [
        *AccountContact.objects.filter(person_id=person),
        *Profile.objects.filter(person_id=person),
        *SavedAddress.objects.filter(person_id=person, is_default=True),
        *profiles_of(person),
    ]
    for opened in gates.read_many(mine, access=access, at=at):
        if opened.is_forgotten:
            continue
        if isinstance(opened.record, ChildProfile):
            children.append(opened_child(opened, at))  # type: ignore[arg-type]  # the record says what it is
        elif isinstance(opened.record, SavedAddress):
            address = opened_address(opened)  # type: ignore[arg-type]  # as above
        else:
            me.update({column: value or "" for column, value in opened.values().items()})
    return Overview(
        Me(person, **me),
        tuple(children),
        address,
        SavedAddress.objects.filter(person_id=person).count(),
        Passkey.objects.filter(person_id=person).count(),
        has_second_factor(person),
        Account.objects.get(pk=person).has_usable_password(),
    )

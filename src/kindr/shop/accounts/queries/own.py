"""What a person sees of themself: address, profile, birthday."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, ActorKind, NotYours
from kindr.shop.accounts import rules
from kindr.shop.accounts.personal import AccountContact, Birthday, Profile, StaffContact


@dataclass(frozen=True)
class Me:
    """A parent as the account pages show them. Empty where nothing is kept."""

    id: uuid.UUID
    email: str = ""
    name: str = ""
    phone: str = ""
    """E.164."""

    @property
    def readable_phone(self) -> str:
        """The number as people write it."""
        return rules.readable_phone(self.phone) if self.phone else ""


def own_id(access: Access) -> uuid.UUID:
    """The id of whoever acts; raises NotYours for strangers."""
    if access.actor.id is None:
        raise NotYours("strangers have no account")
    return access.actor.id


def me(*, access: Access, at: datetime) -> Me:
    """The acting parent's address and profile, opened together."""
    person = own_id(access)
    records = [*AccountContact.objects.filter(person_id=person), *Profile.objects.filter(person_id=person)]
    found: dict[str, str] = {}
    for opened in gates.read_many(records, access=access, at=at):
        if not opened.is_forgotten:
            found.update({column: value or "" for column, value in opened.values().items()})
    return Me(person, **found)


def name_and_address(*, access: Access, at: datetime) -> tuple[str, str]:
    """What the acting account is called and the address it signs in with, parents and staff alike."""
    if access.actor.kind in (ActorKind.STAFF, ActorKind.CONSULTANT):
        contact = StaffContact.objects.filter(person_id=own_id(access)).first()
        opened = gates.read(contact, access=access, at=at) if contact else None
        return (opened.name, opened.email) if opened else ("", "")
    contact_row = AccountContact.objects.filter(person_id=own_id(access)).first()
    return "", gates.read(contact_row, access=access, at=at).email if contact_row else ""


def birthday(*, access: Access, at: datetime) -> date | None:
    """The acting parent's date of birth, if they gave one."""
    row = Birthday.objects.filter(person_id=own_id(access)).first()
    found: date | None = gates.read(row, access=access, at=at).date_of_birth if row else None
    return found

"""The address book as its owner sees it; the checkout reads it too, for its own purpose."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts import areas, rules
from kindr.shop.accounts.areas import Area
from kindr.shop.accounts.personal import SavedAddress
from kindr.shop.accounts.queries.own import own_id


@dataclass(frozen=True)
class Address:
    """One opened entry. `area` is None when the village is no longer in the table of places."""

    id: uuid.UUID
    is_default: bool
    label: str
    recipient: str
    phone: str
    """E.164."""
    street: str
    area_code: str
    area: Area | None
    postcode: str
    notes: str

    @property
    def readable_phone(self) -> str:
        """The number as people write it."""
        return rules.readable_phone(self.phone)

    @property
    def place(self) -> str:
        """Village, district, city, province and postcode in one line."""
        return f"{self.area.label if self.area else self.area_code} {self.postcode}"

    def as_initial(self) -> dict[str, str]:
        """What a form shows before anything is typed."""
        return {
            "label": self.label,
            "recipient": self.recipient,
            "phone": self.readable_phone,
            "street": self.street,
            "area": self.area_code,
            "postcode": self.postcode,
            "notes": self.notes,
        }


def addresses(*, access: Access, at: datetime) -> list[Address]:
    """The acting person's entries, the preferred one first; one key query however many."""
    rows = SavedAddress.objects.filter(person_id=own_id(access)).order_by("-is_default", "collected_at", "pk")
    opened = gates.read_many(list(rows), access=access, at=at)
    return [opened_address(each) for each in opened if not each.is_forgotten]


def address(wanted: uuid.UUID, *, access: Access, at: datetime) -> Address:
    """One of the acting person's entries; raises NotYours."""
    row = SavedAddress.objects.filter(pk=wanted, person_id=own_id(access)).first()
    if row is None:
        raise NotYours("this address belongs to somebody else")
    return opened_address(gates.read(row, access=access, at=at))


def opened_address(opened: Opened[SavedAddress]) -> Address:
    """An entry that has passed its gate."""
    return Address(
        id=opened.record.id,
        is_default=opened.record.is_default,
        label=opened.label,
        recipient=opened.recipient,
        phone=opened.phone,
        street=opened.street,
        area_code=opened.area,
        area=areas.area(opened.area),
        postcode=opened.postcode,
        notes=opened.notes or "",
    )

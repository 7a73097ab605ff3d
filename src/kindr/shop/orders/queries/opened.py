"""What an order keeps of people, once a gate has opened it: for one page or label, never kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts.queries import readable_phone
from kindr.shop.orders.models import Delivery


@dataclass(frozen=True)
class Address:
    """Where a parcel goes, in clear."""

    recipient: str = field(repr=False)
    phone: str = field(repr=False)
    street: str = field(repr=False)
    village: str = field(repr=False)
    district: str = field(repr=False)
    city: str = field(repr=False)
    province: str = field(repr=False)
    postcode: str = field(repr=False)
    notes: str = field(repr=False)

    @property
    def readable_phone(self) -> str:
        """The telephone number in groups, as people read it aloud."""
        return readable_phone(self.phone)


def address_in(opened: Opened[Delivery]) -> Address | None:
    """The address of an opened delivery, or None when it is forgotten."""
    if opened.is_forgotten:
        return None
    values = opened.values()
    return Address(**{name: values[name] or "" for name in Address.__dataclass_fields__})

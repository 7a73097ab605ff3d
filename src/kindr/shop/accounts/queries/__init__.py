"""What can be asked of accounts; other slices ask here."""

from kindr.shop.accounts.areas import Area, PostcodeOutOfRange, check_postcode
from kindr.shop.accounts.areas import area as area_of_code
from kindr.shop.accounts.areas import suggestions as places_like
from kindr.shop.accounts.growing import month_of
from kindr.shop.accounts.queries.address_book import Address, address, addresses
from kindr.shop.accounts.queries.family import (
    Child,
    children,
    is_child_of_age,
    minor,
    nicknames,
    profile_ids,
    usable_children,
    usable_minors,
)
from kindr.shop.accounts.queries.finding import account_of_address, sign_in_address_of
from kindr.shop.accounts.queries.own import Me, me, own_id
from kindr.shop.accounts.rules import NotAPhoneNumber, has_hidden_signs, phone_number, readable_phone

__all__ = [
    "Address", "Area", "Child", "Me", "NotAPhoneNumber", "PostcodeOutOfRange", "account_of_address", "address",
    "addresses", "area_of_code", "check_postcode", "children", "has_hidden_signs", "is_child_of_age", "me", "minor",
    "month_of", "nicknames", "own_id", "phone_number", "places_like", "profile_ids", "readable_phone",
    "sign_in_address_of", "usable_children", "usable_minors",
]  # fmt: skip

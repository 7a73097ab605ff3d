"""What accounts do; other slices find what they may call here."""

from kindr.shop.accounts.actions.address_book import AddressBookFull, add_address
from kindr.shop.accounts.actions.opening import create_parent, create_staff
from kindr.shop.accounts.actions.profile import keep_birthday, keep_profile, withdraw_birthday
from kindr.shop.accounts.actions.sessions import end_sessions

__all__ = [
    "AddressBookFull", "add_address", "create_parent", "create_staff", "end_sessions", "keep_birthday", "keep_profile",
    "withdraw_birthday",
]  # fmt: skip

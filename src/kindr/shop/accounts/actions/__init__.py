"""What accounts do; other slices find what they may call here."""

from kindr.shop.accounts.actions.address_book import AddressBookFull, add_address
from kindr.shop.accounts.actions.family import (
    CHILD_PURPOSE,
    NicknameTaken,
    TooManyChildren,
    add_child,
    erase_child,
    follow_height,
)
from kindr.shop.accounts.actions.opening import create_consultant, create_parent, create_staff, staff_roles
from kindr.shop.accounts.actions.passwords import check_staff_password
from kindr.shop.accounts.actions.profile import (
    GREETING,
    birthdays_left_over,
    forget_birthday,
    keep_birthday,
    keep_profile,
    sweep_birthdays,
    withdraw_birthday,
)
from kindr.shop.accounts.actions.sessions import end_sessions, note_use
from kindr.shop.accounts.actions.throttling import (
    ORDERS_FOR_AN_ADDRESS,
    PICTURES_OF_A_CALLER,
    TooManyTries,
    hand_back,
    spend,
)

__all__ = [
    "CHILD_PURPOSE", "GREETING", "ORDERS_FOR_AN_ADDRESS", "PICTURES_OF_A_CALLER", "AddressBookFull", "NicknameTaken",
    "TooManyChildren", "TooManyTries", "add_address", "add_child", "birthdays_left_over", "check_staff_password",
    "create_consultant", "create_parent", "create_staff", "end_sessions", "erase_child", "follow_height",
    "forget_birthday", "hand_back", "keep_birthday", "keep_profile", "note_use", "spend", "staff_roles",
    "sweep_birthdays", "withdraw_birthday",
]  # fmt: skip

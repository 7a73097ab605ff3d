"""What the rights engine needs to know of the shop: last addresses, and the pages where things are edited."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format

from kindr.base import clock
from kindr.privacy import counted, registry
from kindr.privacy.consent import around, changes, stops
from kindr.privacy.consent.around import Pages
from kindr.privacy.people import Person
from kindr.privacy.retention import holds, sweeps
from kindr.privacy.rights import contacts, corrections, doors, labels, stores
from kindr.privacy.rights.contacts import Contact
from kindr.privacy.rights.corrections import Correctable
from kindr.privacy.rights.fulfilment import certificates, correcting, coverage, outside, packages
from kindr.privacy.rights.fulfilment.certificates import Lifetimes
from kindr.privacy.rights.fulfilment.correcting import Copy
from kindr.privacy.rights.intake import actions as intake
from kindr.privacy.rights.standing import register_own_stores
from kindr.privacy.rights.stores.places import Impersonal
from kindr.shop.accounts import actions as account_actions
from kindr.shop.accounts import queries as account_queries
from kindr.shop.accounts.rules import NotAPhoneNumber, phone_number
from kindr.shop.accounts.views import doors as account_doors
from kindr.shop.measuring import actions as measuring_actions
from kindr.shop.measuring import wording as measuring
from kindr.shop.measuring.rules.measures import Measure
from kindr.shop.orders import actions as order_actions
from kindr.shop.orders import queries as order_queries
from kindr.shop.payments import queries as payment_queries
from kindr.web import places
from kindr.web.configuration import configuration
from kindr.web.kept_places import found_in_caches

ADDRESSES = (
    ("accounts.AccountContact", "email"),
    ("orders.GuestContact", "email"),
    ("orders.OrderContact", "email"),
    ("accounts.StaffContact", "email"),
)
"""Record classes with an e-mail address, and the column it is in, the best one first."""
PAGES = (
    ("accounts.AccountContact", "accounts:new_sign_in_address", ""),
    ("accounts.Profile", "accounts:profile", ""),
    ("accounts.Birthday", "accounts:profile", ""),
    ("accounts.SavedAddress", "accounts:change_address", "address"),
    ("accounts.ChildProfile", "accounts:change_child", "profile"),
    ("measuring.Measurement", "measuring:change", "measured"),
    ("accounts.Passkey", "accounts:security", ""),
    ("accounts.SecondFactor", "accounts:security", ""),
)
"""Where a record is edited as a whole: its class, the page, and the page's argument for the record's id."""


AREAS = (("accounts.SavedAddress", "area"), ("orders.Delivery", "area_code"))
"""Columns that hold the code of a village: shown with the names of the places."""
CORRECTED = {
    "orders.Delivery": ("recipient", "street", "notes"),
    "accounts.Profile": ("name",),
    "accounts.SavedAddress": ("recipient", "street", "notes"),
    "accounts.ChildProfile": ("nickname",),
}
"""Texts that are put right in place, by record class; where a record has a page of its own, that page is shown."""
PHONES = (("accounts.SavedAddress", "phone"), ("orders.Delivery", "phone"))
"""A profile's number is changed on its own page, because people are found by it."""
ADDRESS_COPIES = {name: name for name in ("recipient", "phone", "street", "postcode", "notes")}
PROFILE_COPIES = {"name": "recipient", "phone": "phone"}
"""What an order takes over from the address book and the profile; an invoice stays as the law asks."""


def wire_rights() -> None:
    """Called once by the wiring."""
    register_own_stores()
    doors.register(account_doors.stale)
    stores.register_holds(order_queries.holds)
    stops.register(account_actions.GREETING, "date of birth", account_actions.forget_birthday)
    stops.register(account_actions.CHILD_PURPOSE, "profile of the child", account_actions.erase_child)
    stores.register_holds(_legal_holds)
    around.register(account_actions.GREETING, Pages(fill="accounts:profile"))
    around.register(account_actions.CHILD_PURPOSE, Pages(give="accounts:add_child", take_back=_forget_pages))
    around.register_names(account_queries.nicknames)
    sweeps.register("consents that ended", changes.write_down_endings)
    sweeps.register("dates of birth without consent", account_actions.sweep_birthdays)
    sweeps.register_left_over("birthday", account_actions.birthdays_left_over)
    sweeps.register("tags of guests", order_actions.unfind_guests)
    sweeps.register("pictures of problems", order_actions.sweep_pictures)
    _wire_pages()
    for label, column in AREAS:
        labels.show_with(label, column, _place_in_words)
    labels.show_with("privacy.StopProof", "statement", _stop_in_words)
    labels.show_with("accounts.ChildProfile", "birth_month", _month_in_words)
    _wire_measures()
    for label, columns in CORRECTED.items():
        corrections.allow(label, columns)
    for label, column in PHONES:
        corrections.allow(label, {column: Correctable(_phone)})
    _wire_fulfilment()


def _wire_measures() -> None:
    """How My data writes what was measured, and what takes words about sizes out of their counts."""
    stops.register("improve_sizes", "words about sizes", measuring_actions.forget_words_of)
    counted.register("fit_verdict", take_out=measuring_actions.take_out, put_back=measuring_actions.put_back)
    sweeps.register("words about sizes", measuring_actions.sweep_words)
    for measure in Measure:
        labels.show_with("measuring.Measurement", measure.value, measuring.of_column(measure))
    labels.show_with("measuring.Measurement", "method", measuring.of_method)
    labels.show_with("measuring.Measurement", "foot_method", measuring.of_foot_method)


def _wire_pages() -> None:
    """Where people can be written to, and where records are edited."""
    for label, column in ADDRESSES:
        contacts.register(partial(_newest, label, column))
    contacts.register(_through_guardian)
    for label, page, argument in PAGES:
        corrections.edit_at_page(label, page, argument)


def _wire_fulfilment() -> None:
    """Where values are copied to, who outside knows people by which numbers, and what else lies about."""
    for label, copied in (("accounts.SavedAddress", ADDRESS_COPIES), ("accounts.Profile", PROFILE_COPIES)):
        correcting.copied_to(label, Copy(copied, order_queries.changeable_deliveries))
    outside.register("courier", order_queries.known_to_courier)
    outside.register("payment_gateway", payment_queries.known_to_gateway)
    stores.register(Impersonal("caches", found_in_caches))
    stores.register(Impersonal("search"))
    sweeps.register("packages", packages.sweep)
    sweeps.register("letters received", intake.sweep)
    coverage.register(places.census)
    certificates.adopt_lifetimes(Lifetimes(*configuration().copy_days))


def _phone(text: str) -> str:
    """A telephone number as it is kept; raises ValidationError."""
    try:
        return phone_number(text)
    except NotAPhoneNumber:
        raise ValidationError("not a telephone number", code="phone") from None


def _legal_holds(people: stores.People) -> list[stores.Hold]:
    """What the data protection officer holds of these people now."""
    return holds.reasons_to_wait(people, at=clock.now())


def _forget_pages(people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Where a guardian sees all that goes with the profile of a child."""
    found = account_queries.profile_ids(people).items()
    return {child: reverse("accounts:forget_child", kwargs={"profile": profile}) for child, profile in found}


def _stop_in_words(statement: dict[str, Any]) -> str:
    """A proof of stop as My data shows it: the purposes, and since when nothing opens."""
    purposes = registry.policy().purposes
    says = [labels.in_words(purposes[entry["purpose"]].says) for entry in statement["entries"]]
    since = datetime.fromisoformat(statement["refused"][0]["at"]).astimezone(clock.JAKARTA)
    return f"{'; '.join(says)} ({date_format(since, 'j F Y, H:i:s')})"


def _place_in_words(code: str) -> str:
    """The places that a village lies in, smallest first, and its code."""
    area = account_queries.area_of_code(code)
    return f"{area.label} ({code})" if area else code


def _month_in_words(month: str) -> str:
    """A month of birth as people write it."""
    return date_format(account_queries.month_of(month).first_day, "F Y")


def _through_guardian(person: uuid.UUID) -> Contact | None:
    """A child of age gave no address of their own; the one on file is that of whoever gave the profile."""
    found = Person.objects.filter(pk=person, is_of_age=True).first()
    return _newest("accounts.AccountContact", "email", found.guardian_id) if found and found.guardian_id else None


def _newest(label: str, column: str, person: uuid.UUID) -> Contact | None:
    """The newest record of a class, as far as the class exists in this installation."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    record = model._default_manager.filter(person_id=person).order_by("-collected_at", "-pk").first()
    return Contact(record, column) if record is not None else None

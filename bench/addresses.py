"""The same address several times: sealed as Kindr keeps it, and in clear as an ordinary shop would keep it."""

from __future__ import annotations

from typing import ClassVar

from django.db import connections, models

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord

VALUES = {
    "label": "Rumah",
    "recipient": "Mara Melati Kusuma",
    "phone": "+6281234567890",
    "street": "Jalan Cikini Raya No. 73, RT 03 RW 05",
}
COLUMNS = (
    "id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES privacy_person (id) DEFERRABLE INITIALLY DEFERRED,"
    " source varchar(20) NOT NULL, collected_at timestamptz NOT NULL, covers varchar(36) NOT NULL"
)


class SealedAddress(PersonalRecord):
    """An address under the clause of the address book: one key for each person."""

    clause = "address_book"
    period = Period.LIFE
    label = Sealed("address")
    recipient = Sealed("name")
    phone = Sealed("phone")
    street = Sealed("address")

    class Meta:
        app_label = "bench"
        managed = False


class SealedDelivery(PersonalRecord):
    """The same columns under the clause of deliveries: one key for each record."""

    clause = "delivery_address"
    period = Period.RECORD
    label = Sealed("address")
    recipient = Sealed("name")
    phone = Sealed("phone")
    street = Sealed("address")

    class Meta:
        app_label = "bench"
        managed = False


class PlainAddress(models.Model):
    """The same address in clear."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("privacy.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20)
    collected_at = models.DateTimeField()
    covers = models.CharField(max_length=36)
    label = models.TextField()
    recipient = models.TextField()
    phone = models.TextField()
    street = models.TextField()

    class Meta:
        app_label = "bench"
        managed = False
        indexes: ClassVar[list[models.Index]] = []

    def __str__(self) -> str:
        return f"plain address {self.pk}"


def make_tables() -> None:
    """Makes the tables as the owner and lets the program write to them."""
    with connections["owner"].cursor() as cursor:
        for model, kind in ((SealedAddress, "bytea"), (SealedDelivery, "bytea"), (PlainAddress, "text")):
            table = model._meta.db_table
            values = ", ".join(f"{name} {kind} NOT NULL" for name in VALUES)
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} ({COLUMNS}, {values})")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_person ON {table} (person_id)")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO app")

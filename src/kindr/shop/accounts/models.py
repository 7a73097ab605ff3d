"""Accounts: a person who can sign in. The table has the person's random id, a password hash and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kindr.privacy.people import Person
from kindr.shop.accounts import personal

__all__ = ["Account", "Bucket", "Session", "personal"]


class AccountManager(BaseUserManager["Account"]):
    """Django's sign-in asks a manager; people are found by the vault's lookup, never here."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(pk=uuid.UUID(str(username)))


class Account(AbstractBaseUser):
    """The login of one person."""

    excused: ClassVar[Mapping[str, str]] = {"person": "the random id of a person", "password": "a salted Argon2id hash"}

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="account")
    last_login = None

    USERNAME_FIELD = "person_id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_username(self) -> str:
        return str(self.pk)


class Session(AbstractBaseSession):
    """A visit that remembers ids. The person's id stands beside it, so that all visits of a person can be ended."""

    excused: ClassVar[Mapping[str, str]] = {
        "session_key": "a random token",
        "session_data": "random ids, a language and moments; a test decodes every session and looks",
        "expire_date": "a moment",
        "person_id": "the random id of a person",
        "used_at": "a moment, to the hour",
    }

    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return "session"


class Bucket(models.Model):
    """How full one throttle is; the key is a keyed hash of what is counted, never an address or a number."""

    excused: ClassVar[Mapping[str, str]] = {
        "key": "a keyed hash of 64 bits, of no use without the index key",
        "level": "a number",
        "at": "a moment",
    }

    key = models.BinaryField(primary_key=True)
    level = models.FloatField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return "bucket"

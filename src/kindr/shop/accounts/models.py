"""Accounts: a person who can sign in. The table has the person's random id, a password hash and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kindr.privacy.people import Person


class AccountManager(BaseUserManager["Account"]):
    """Django's sign-in asks a manager; people are found by the vault's lookup, never here."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(pk=username)


class Account(AbstractBaseUser):
    """The login of one person."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="account")
    last_login = None

    USERNAME_FIELD = "person_id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_username(self) -> str:
        return str(self.pk)

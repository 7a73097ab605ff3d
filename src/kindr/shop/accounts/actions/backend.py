"""How Django finds the account of a session."""

from __future__ import annotations

import uuid

from django.contrib.auth.backends import BaseBackend

from kindr.shop.accounts.models import Account


class AccountBackend(BaseBackend):
    """Loads an account with its person; credentials are checked by the sign-in actions, not here."""

    def get_user(self, user_id: object) -> Account | None:
        return Account.objects.select_related("person").filter(pk=uuid.UUID(str(user_id))).first()

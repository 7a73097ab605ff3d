"""How Django finds the account of a session."""

from __future__ import annotations

import uuid

from django.contrib.auth.backends import BaseBackend

from kindr.privacy.people import PersonKind
from kindr.shop.accounts.models import Account


class AccountBackend(BaseBackend):
    """Loads an account with its person; credentials are checked by the sign-in actions, not here.

    No certificate, no visit: a consultant's session is nobody's (policy 5.2).
    """

    def get_user(self, user_id: object) -> Account | None:
        accounts = Account.objects.select_related("person").exclude(person__kind=PersonKind.CONSULTANT)
        return accounts.filter(pk=uuid.UUID(str(user_id))).first()

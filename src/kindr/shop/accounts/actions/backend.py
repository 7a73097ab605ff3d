"""How Django finds the account of a session."""

from __future__ import annotations

import uuid

from django.contrib.auth.backends import BaseBackend

from kindr.base import clock
from kindr.privacy.access.standing import is_certified
from kindr.privacy.people import PersonKind
from kindr.shop.accounts.models import Account


class AccountBackend(BaseBackend):
    """Loads an account with its person; credentials are checked by the sign-in actions, not here.

    No certificate in force, no visit: a consultant's session is nobody's from the next request on (policy 5.2).
    """

    def get_user(self, user_id: object) -> Account | None:
        account = Account.objects.select_related("person").filter(pk=uuid.UUID(str(user_id))).first()
        if account is None or account.person.kind != PersonKind.CONSULTANT:
            return account
        return account if is_certified(account.pk, at=clock.now()) else None

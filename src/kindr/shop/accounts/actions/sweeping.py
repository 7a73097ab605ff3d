"""The daily sweep: attempts that nobody finished, second factors never confirmed, old sessions and throttles."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts.actions import throttling
from kindr.shop.accounts.actions.opening import forget_newcomer
from kindr.shop.accounts.models import Session
from kindr.shop.accounts.personal import SecondFactor, SignInAttempt

A_DAY = timedelta(days=1)


def sweep(*, access: Access, at: datetime) -> int:
    """Forgets everything unfinished that is a day old; counts the records that went."""
    gone = 0
    for record in [*_old_attempts(at), *SecondFactor.objects.filter(confirmed_at=None, collected_at__lt=at - A_DAY)]:
        gates.expire(record, access=access, at=at)
        gone += 1
    _forget_newcomers()
    Session.objects.filter(expire_date__lt=at).delete()
    throttling.sweep(at=at)
    return gone


def _old_attempts(at: datetime) -> list[SignInAttempt]:
    return list(SignInAttempt.objects.filter(collected_at__lt=at - A_DAY))


def _forget_newcomers() -> None:
    """An empty person row that a letter in the development mailbox still refers to waits for the next sweep."""
    waiting = SignInAttempt.objects.values("person_id")
    for person in Person.objects.filter(kind=PersonKind.NEWCOMER).exclude(pk__in=waiting).values_list("pk", flat=True):
        forget_newcomer(person)

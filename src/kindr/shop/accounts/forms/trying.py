"""What every form of accounts can do: try an action, and say in words what it refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError

from kindr.shop.accounts import refusals, rules
from kindr.shop.accounts.actions.throttling import TooManyTries

T = TypeVar("T")


class TryingForm(forms.Form):
    """A form that turns what an action refuses into words."""

    status = 200

    def tried(self, action: Callable[[], T]) -> T | None:
        """What the action returned, or None when it refused; the reason is then among the form's errors."""
        try:
            return action()
        except refusals.KNOWN as refusal:
            field, words = refusals.words_for(refusal)
            self.add_error(field if field in self.fields else None, words)
            self.status = 429 if isinstance(refusal, TooManyTries) else 200
            return None

    def passed(self, action: Callable[[], object]) -> bool:
        """True when the action did not refuse."""
        self.tried(action)
        return not self.errors


def checked_phone(text: str) -> str:
    """An Indonesian number in E.164; raises ValidationError with words for the person."""
    try:
        return rules.phone_number(text)
    except rules.NotAPhoneNumber:
        raise ValidationError(refusals.PHONE) from None

"""Which transaction wrote a row: what lets the sequencer see that no row before a certain one can still come."""

from __future__ import annotations

from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast

THIS_TRANSACTION = Cast(Cast(Func(function="pg_current_xact_id"), TextField()), BigIntegerField())
"""The number of the transaction that writes the row; 64 bits, so that it never comes round."""

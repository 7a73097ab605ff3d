"""Ten simulated years: day by day the sweep does exactly what a plain model of the policy says, and leaves nothing."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base.clock import JAKARTA
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions, holds, rules
from kindr.privacy.retention.holds import Terms
from kindr.privacy.retention.models import Ground, LegalHold, today
from kindr.privacy.terms import Keep, Period
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts.personal import Profile, SignInAttempt
from kindr.shop.payments.personal import PaymentCard  # type: ignore[attr-defined]  # the slice's own name
from tests.cast import Player

START = datetime(2027, 12, 27, 20, 17, tzinfo=UTC)
"""A few days before a leap year."""

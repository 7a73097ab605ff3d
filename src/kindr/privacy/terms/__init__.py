"""The words a policy is written in. The engine knows these words and no policy by name."""

from __future__ import annotations

from kindr.privacy.terms.clauses import (
    AtErasure,
    Basis,
    Category,
    Clause,
    Keep,
    Period,
    Purpose,
    Source,
    Specific,
    Text,
)
from kindr.privacy.terms.processing import Assessment, Measure, Processor, Risk, Standing, Subject, Transfer
from kindr.privacy.terms.promises import Ask, Cookie, Party, PolicyVersion, Right, Withdrawal
from kindr.privacy.terms.recipients import EVERY, AccessRules, Recipient, Strictness
from kindr.privacy.terms.whole import Policy

__all__ = [
    "EVERY",
    "AccessRules",
    "Ask",
    "Assessment",
    "AtErasure",
    "Basis",
    "Category",
    "Clause",
    "Cookie",
    "Keep",
    "Measure",
    "Party",
    "Period",
    "Policy",
    "PolicyVersion",
    "Processor",
    "Purpose",
    "Recipient",
    "Right",
    "Risk",
    "Source",
    "Specific",
    "Standing",
    "Strictness",
    "Subject",
    "Text",
    "Transfer",
    "Withdrawal",
]

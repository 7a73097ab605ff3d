"""The tables of access, gathered from the modules beside this one; whatever names somebody in words is sealed."""

from kindr.privacy.access.models.alarms import (
    Alarm,
    AlarmKind,
    AlarmLetter,
    AlarmSeen,
    AlarmTold,
    HoneyMark,
    OpeningTally,
)
from kindr.privacy.access.models.grants import AccessReview, BreakGlass, Grant, GrantedPerson, GrantState
from kindr.privacy.access.models.log import AccessEntry, RoleAssignment
from kindr.privacy.access.personal import AccessReason, Certificate

__all__ = [
    "AccessEntry",
    "AccessReason",
    "AccessReview",
    "Alarm",
    "AlarmKind",
    "AlarmLetter",
    "AlarmSeen",
    "AlarmTold",
    "BreakGlass",
    "Certificate",
    "Grant",
    "GrantState",
    "GrantedPerson",
    "HoneyMark",
    "OpeningTally",
    "RoleAssignment",
]

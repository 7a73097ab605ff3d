"""The engine's tables in the data server, gathered for Django from the rooms that own them."""

from kindr.privacy.access.models import (
    AccessEntry,
    AccessReason,
    AccessReview,
    Alarm,
    AlarmLetter,
    AlarmSeen,
    AlarmTold,
    BreakGlass,
    Certificate,
    Grant,
    GrantedPerson,
    HoneyMark,
    OpeningTally,
    RoleAssignment,
)
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.consent.objections import Objection
from kindr.privacy.consent.personal import StopProof
from kindr.privacy.evidence.models import LogCheck, LogCheckpoint, LogLeaf, LogSubtree
from kindr.privacy.people import Claim, Person
from kindr.privacy.retention.models import HoldEvent, LegalHold, SweepRun
from kindr.privacy.retention.personal import HoldReason
from kindr.privacy.rights.fulfilment.models import Fulfilment, OutsideAnswer
from kindr.privacy.rights.fulfilment.personal import WantedValue
from kindr.privacy.rights.intake.models import ReceivedLetter
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.requests.models import Request, RequestEvent, RequestProof
from kindr.privacy.rights.requests.personal import RequestContact, RequestText
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.lookup import LookupEntry

__all__ = [
    "AccessEntry",
    "AccessReason",
    "AccessReview",
    "Alarm",
    "AlarmLetter",
    "AlarmSeen",
    "AlarmTold",
    "BreakGlass",
    "Certificate",
    "Claim",
    "ConsentEvent",
    "Erasure",
    "Fulfilment",
    "Grant",
    "GrantedPerson",
    "HoldEvent",
    "HoldReason",
    "HoneyMark",
    "LegalHold",
    "LogCheck",
    "LogCheckpoint",
    "LogLeaf",
    "LogSubtree",
    "LookupEntry",
    "Objection",
    "OpeningTally",
    "OutsideAnswer",
    "Person",
    "ReceivedLetter",
    "Request",
    "RequestContact",
    "RequestEvent",
    "RequestProof",
    "RequestText",
    "RoleAssignment",
    "SealedFile",
    "StopProof",
    "SweepRun",
    "WantedValue",
]

"""The words a policy is written in. The engine knows these words and no policy by name."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Text = Mapping[str, str]
"""One sentence per language: the keys are language codes, "id" first."""


class Basis(enum.Enum):
    """The six legal bases of UU 27/2022 art. 20(2)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Specific(enum.Enum):
    """Kinds of specific personal data of UU 27/2022 art. 4(2) that a children's shop meets."""

    NO = "general"
    CHILD = "child"
    FINANCIAL = "financial"


class Period(enum.Enum):
    """What one key covers; it follows from when the keeping time starts to run."""

    LIFE = "life"
    """The person's life with Kindr: one key until the person is forgotten."""
    CALENDAR_YEAR = "calendar year"
    """All records of one calendar year end together, as tax records do."""
    RECORD = "record"
    """The time counts from the record's own event, so each record has a key of its own."""


@dataclass(frozen=True)
class Category:
    """A kind of personal data, with the names that the field's vocabularies give it."""

    key: str
    says: Text
    dpv: str
    fideslang: str
    specific: Specific = Specific.NO


@dataclass(frozen=True)
class Source:
    """How personal data reaches Kindr."""

    key: str
    says: Text
    clause: str


@dataclass(frozen=True)
class Purpose:
    """Why personal data is used; nothing opens without one."""

    key: str
    says: Text
    basis: Basis
    dpv: str
    clause: str
    fideslang: str = ""
    """What fideslang calls this data use."""
    after_erasure: bool = False
    """True where a law makes the purpose outlive the account (UU 27/2022 art. 50, 16(2)g)."""
    is_about_children: bool = False
    """True where a guardian consents for a child, and nobody for themself."""
    lasts_days: int = 0
    """How long a consent lasts; 0 where it lasts until it is withdrawn."""
    prevails: Text | None = None
    """Why a use that rests on a legitimate interest goes on although somebody objects; None where it stops."""


@dataclass(frozen=True)
class Recipient:
    """Who may see personal data: a role inside, a class of consultants or an outside party."""

    key: str
    says: Text
    purposes: frozenset[str]
    """Keys of the purposes that this recipient may claim."""
    outside: bool = False


EVERY = "every purpose"


@dataclass(frozen=True)
class Strictness:
    """How strictly one role of staff or consultants is held; a role without it opens nothing (policy 5.3)."""

    people_an_hour: int
    """More people than these opened in an hour raise an alarm."""
    people_a_day: int
    closed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Purpose, or `EVERY` -> categories that the role does not see although a clause would allow it."""
    needs_grant: frozenset[str] = frozenset()
    """Purposes for which a grant has to name the people first."""
    opens_at: int = 7
    """The hours in Jakarta in which the role works; opening outside of them raises an alarm."""
    closes_at: int = 20
    days: frozenset[int] = frozenset(range(7))
    """Working days, Monday being 0."""


@dataclass(frozen=True)
class AccessRules:
    """What holds for opening data: limits, who approves, who is told."""

    roles: Mapping[str, Strictness] = field(default_factory=dict)
    approvers: frozenset[str] = frozenset()
    """Roles that may approve a grant that somebody else asked for, and take one back."""
    most_hours: int = 0
    """The longest grant."""
    most_people: int = 0
    """The most people that one grant names."""
    refusals_an_hour: int = 1
    """So many refusals of one colleague in an hour raise an alarm."""
    emergency: str = ""
    """The purpose for which a thing of one person is opened without asking first."""
    emergency_minutes: int = 0
    told: frozenset[str] = frozenset()
    """Roles whose desk and mailbox alarms reach."""
    about_oneself: frozenset[str] = frozenset()
    """Purposes for which colleagues and consultants open what is their own, and of nobody else."""


@dataclass(frozen=True)
class Keep:
    """How long a clause lets data be kept, and from when the time counts."""

    period: Period
    says: Text
    days: int = 0
    """Days after the event, for `Period.RECORD`."""
    years: int = 0
    """Full calendar years after the year, for `Period.CALENDAR_YEAR`; after the event, for `Period.RECORD`."""
    ground: str = ""
    """The law that asks for the keeping, empty when the term is Kindr's own choice."""


class AtErasure(enum.Enum):
    """What happens to a clause's data when the person deletes the account (law.md 2.3)."""

    GOES_NOW = "goes now"
    KEPT_LOCKED = "kept locked"
    UNTIL_DELIVERED = "kept until the parcel has arrived"


@dataclass(frozen=True)
class Clause:
    """One numbered promise: what is kept, from where, why, for how long, and who may see it."""

    number: str
    key: str
    says: Text
    about: frozenset[str]
    """Keys of the categories."""
    sources: frozenset[str]
    purposes: frozenset[str]
    keep: Keep
    at_erasure: AtErasure = AtErasure.GOES_NOW
    consent: str = ""
    """The purpose whose consent must stand before data may be collected under this clause."""
    pending: str = ""
    """The slice that will keep this clause, while it is not built yet; listed openly by `kindr policy check`."""

    @property
    def outlives_erasure(self) -> bool:
        """True where a law goes on asking for it after the account is gone: the invoice of a parcel under way."""
        return self.at_erasure is AtErasure.KEPT_LOCKED and bool(self.keep.ground)


@dataclass(frozen=True)
class Right:
    """A right of the person, with the clock that the law or Kindr's own promise sets."""

    key: str
    says: Text
    article: str
    hours: int
    by_law: bool
    """False where the deadline is Kindr's own and not the law's."""


@dataclass(frozen=True)
class Withdrawal:
    """A consent that can be withdrawn, and what stops when it is."""

    purpose: str
    stops: Text
    goes_on: Text
    called: Sequence[str] = ()
    """What people call it in a letter, in small letters, whatever the language."""
    is_by_mail: bool = False
    """Whether it lets us write e-mail, so that "no more e-mail" means it."""
    can_be_undone: bool = False
    """Whether giving the consent anew brings back all that there was; otherwise something is gone for good."""


@dataclass(frozen=True)
class Ask:
    """The text beside a consent: what somebody says yes to, in paragraphs. A change in meaning is a new version."""

    purpose: str
    version: str
    says: Mapping[str, Sequence[str]]
    """By language; the first one binds."""
    box: Text
    """The words of the box or button itself."""


@dataclass(frozen=True)
class PolicyVersion:
    """One version of the policy: since when it holds, and what is different from the one before."""

    name: str
    announced_at: datetime
    in_force_at: datetime
    changed: Text
    """What changed, in words for those who read it."""
    asks_again: frozenset[str] = frozenset()
    """Keys of the purposes that mean something else from then on: earlier consents to them hold no longer."""
    rewords: frozenset[str] = frozenset()
    """Keys of the purposes whose text is put in other words and means the same: their consents hold on."""


@dataclass(frozen=True)
class Cookie:
    """A cookie that the shop may set; no other may be set."""

    name: str
    says: Text
    seconds: int
    """How long it lasts; 0 for a cookie that ends when the browser is closed."""
    necessary: bool
    purpose: str = ""
    """What a cookie that is not necessary serves; only a yes to this purpose lets it be set."""


@dataclass(frozen=True)
class Party:
    """Somebody who answers for personal data and can be written to."""

    key: str
    name: str
    says: Text
    email: str
    phone: str = ""
    """Empty while the owner has not given a number; `kindr policy check` keeps asking for it."""
    address: str = ""


@dataclass(frozen=True)
class Subject:
    """A kind of people that data is about, with the clauses under which something of theirs is kept."""

    key: str
    says: Text
    dpv: str
    fideslang: str
    clauses: frozenset[str]


@dataclass(frozen=True)
class Measure:
    """A technical or organisational measure of security, and the sentence that promises it."""

    key: str
    says: Text
    dpv: str
    sentence: str


class Standing(enum.Enum):
    """As what an outside party acts towards the data that reaches it."""

    OWN_CONTROLLER = "controller of its own"
    PROCESSOR = "processor"
    AUTHORITY = "authority"


class Transfer(enum.Enum):
    """What a transfer abroad rests on, in the order in which UU 27/2022 art. 56 asks for it."""

    NONE = "stays in Indonesia"
    EQUAL_LAW = "art. 56(2)"
    SAFEGUARDS = "art. 56(3)"
    CONSENT = "art. 56(4)"


@dataclass(frozen=True)
class Processor:
    """What is known of an outside party beyond what it may claim; what is empty has not been given by the owner yet."""

    recipient: str
    """The key of an outside recipient."""
    does: Text
    standing: Standing
    name: str = ""
    country: str = ""
    contract: str = ""
    """The reference of its contract, of its written instructions, or of the law that asks for the data."""
    others: tuple[str, ...] | None = None
    """Its own processors; None while nobody has said whether there are any."""
    transfer: Transfer | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the owner has yet to give."""
        found = [name for name in ("name", "country", "contract") if not getattr(self, name)]
        return (*found, *(name for name in ("others", "transfer") if getattr(self, name) is None))


class Risk(enum.Enum):
    """Why an assessment is needed, of the reasons in UU 27/2022 art. 34(2)."""

    CHILDREN = "children"
    FINANCIAL = "financial"
    LARGE_SCALE = "large_scale"
    PROFILING = "profiling"


@dataclass(frozen=True)
class Assessment:
    """An assessment of the impact on people (UU 27/2022 art. 34), for purposes that are alike."""

    key: str
    says: Text
    purposes: frozenset[str]
    risks: frozenset[Risk]
    noted_on: date
    """When the need was found."""
    document: str = ""
    """Where the written assessment lies; empty while it is not written."""
    signed_on: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the owner has yet to give."""
        return (*(() if self.document else ("document",)), *(() if self.signed_on else ("signature",)))


@dataclass(frozen=True)
class Policy:
    """A whole policy, as the engine adopts it."""

    version: str
    categories: Mapping[str, Category]
    sources: Mapping[str, Source]
    purposes: Mapping[str, Purpose]
    recipients: Mapping[str, Recipient]
    clauses: Mapping[str, Clause]
    """By key."""
    rights: Mapping[str, Right]
    withdrawals: Mapping[str, Withdrawal]
    cookies: Mapping[str, Cookie]
    languages: tuple[str, ...] = field(default=("id", "en"))
    parties: Mapping[str, Party] = field(default_factory=dict)
    """Controller, data protection officer and information centre, by key."""
    authority: Party | None = None
    """The institution that is told of a failure of protection (UU 27/2022 art. 46), as far as one is named."""
    being_built: Mapping[str, str] = field(default_factory=dict)
    """Number of a sentence that a slice still to come will keep -> that slice; pending clauses need no entry here."""
    access: AccessRules = field(default_factory=AccessRules)
    asks: Mapping[str, Ask] = field(default_factory=dict)
    """The text beside each consent, by the key of its purpose."""
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    processors: Mapping[str, Processor] = field(default_factory=dict)
    """By the key of the outside recipient."""
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    versions: tuple[PolicyVersion, ...] = ()
    """Every version there was, is and is announced, the oldest first."""

    def version_at(self, at: datetime) -> str:
        """The name of the version that holds at a moment."""
        held = [version.name for version in self.versions if version.in_force_at <= at]
        return held[-1] if held else self.version

    def changes_of(self, purpose: str) -> tuple[datetime, ...]:
        """The moments at which a purpose came, or will come, to mean something else."""
        return tuple(version.in_force_at for version in self.versions if purpose in version.asks_again)

    def is_in_use(self, purpose: Purpose) -> bool:
        """Whether something is built already that serves a purpose: its sentence is kept, or a clause waits for it."""
        clauses = [clause for clause in self.clauses.values() if clause.consent == purpose.key]
        return purpose.clause not in self.being_built or any(not clause.pending for clause in clauses)

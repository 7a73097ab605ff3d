"""What Kindr promises: the whole policy, put together from the chapters beside this file; data only."""

from __future__ import annotations

from kindr.policy.asking import ASKS
from kindr.policy.assessments import ASSESSMENTS
from kindr.policy.being_built import BEING_BUILT
from kindr.policy.cookies import COOKIES
from kindr.policy.how_strict import ACCESS
from kindr.policy.how_we_collect import SOURCES
from kindr.policy.how_we_protect import MEASURES
from kindr.policy.processors import PROCESSORS
from kindr.policy.versions import VERSIONS
from kindr.policy.what_we_collect import CATEGORIES
from kindr.policy.what_we_do import PURPOSES
from kindr.policy.what_we_do_to_protect import TO_PROTECT
from kindr.policy.what_we_keep import KEPT
from kindr.policy.what_we_keep_as_proof import AS_PROOF
from kindr.policy.what_we_keep_later import PENDING
from kindr.policy.who_can_see import RECIPIENTS
from kindr.policy.who_we_are import AUTHORITY, PARTIES
from kindr.policy.whose_data import SUBJECTS
from kindr.policy.withdrawing import WITHDRAWALS
from kindr.policy.your_rights import RIGHTS
from kindr.privacy.terms import Policy

POLICY = Policy(
    version=VERSIONS[-1].name,
    categories={category.key: category for category in CATEGORIES},
    sources={source.key: source for source in SOURCES},
    purposes={purpose.key: purpose for purpose in PURPOSES + TO_PROTECT},
    recipients={recipient.key: recipient for recipient in RECIPIENTS},
    clauses={clause.key: clause for clause in KEPT + AS_PROOF + PENDING},
    rights={right.key: right for right in RIGHTS},
    withdrawals={withdrawal.purpose: withdrawal for withdrawal in WITHDRAWALS},
    cookies={cookie.name: cookie for cookie in COOKIES},
    parties={party.key: party for party in PARTIES},
    authority=AUTHORITY,
    being_built=BEING_BUILT,
    asks={ask.purpose: ask for ask in ASKS},
    subjects={subject.key: subject for subject in SUBJECTS},
    measures={measure.key: measure for measure in MEASURES},
    processors={processor.recipient: processor for processor in PROCESSORS},
    assessments={assessment.key: assessment for assessment in ASSESSMENTS},
    versions=VERSIONS,
    access=ACCESS,
)

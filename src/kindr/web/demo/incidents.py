"""A failure of protection that the demo's officer is working on, so that the desk has something to show."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.base import facts
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.incidents import actions
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.rules import Cause, Kind

WORDS = {
    TextKind.NOTE: "Telepon kerja hilang di kereta. Layarnya mungkin tidak terkunci.",
    TextKind.HOW_ID: "Sebuah telepon kerja hilang di kereta dan baru dikunci dari jauh keesokan paginya.",
    TextKind.HOW_EN: "A working phone was lost on a train and locked from afar only the next morning.",
    TextKind.HANDLING_ID: "Akses masuk rekan itu dicabut, telepon dikosongkan, dan faktor keduanya diganti.",
    TextKind.HANDLING_EN: "The colleague's sign-in was revoked, the phone was wiped and the second factor replaced.",
}


def load(*, at: datetime) -> None:
    """Reports the incident where there is none yet; nobody is written to."""
    role = RoleAssignment.objects.select_related("person")
    officer, agent = role.filter(role="dpo").first(), role.filter(role="service").first()
    if Incident.objects.exists() or officer is None or agent is None:
        return
    access, reported_at = access_of(officer.person, "prove_compliance"), at - timedelta(hours=25)
    reported = Reported(
        Kind.CONFIDENTIALITY,
        Cause.CREDENTIAL,
        known_at=at - timedelta(hours=26),
        since=at - timedelta(days=4),
        until=at - timedelta(hours=25),
        terms={"actor": str(agent.person_id)},
    )
    with facts.told_to(lambda _fact: None):
        incident = actions.report(reported, access=access, at=reported_at)
        for kind, words in WORDS.items():
            actions.write_text(incident, kind, words, access=access, at=reported_at)
        actions.compute_radius(incident.pk, access=system_access("prove_compliance"), at=at)
        actions.contain(incident, access=access, at=at)

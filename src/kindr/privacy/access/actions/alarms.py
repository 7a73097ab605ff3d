"""What becomes of alarms: a letter to the officers, folded so that a thousand are one, and their acknowledgement."""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kindr.privacy import gates, ports, registry
from kindr.privacy.access.actions.reasons import actor_id, keep_reason
from kindr.privacy.access.alarms import URGENT
from kindr.privacy.access.models import Alarm, AlarmLetter, AlarmSeen, AlarmTold, RoleAssignment
from kindr.privacy.access.personal import ReasonKind
from kindr.privacy.access.queries.alarm_words import headline
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Disclosed
from kindr.privacy.ports import Letter
from kindr.privacy.rights import contacts

TO = "mail_provider"
PATIENCE = timedelta(minutes=10)
"""Between two letters about alarms that can wait."""
LOOKED_BACK = timedelta(days=30)
LANGUAGE = "id"

logger = logging.getLogger(__name__)


class SeenAlready(Exception):
    """Another officer has acknowledged this alarm."""


def acknowledge(alarm: uuid.UUID, *, words: str, access: Access, at: datetime) -> None:
    """Notes that an officer has looked at an alarm, with what they found if they wrote it; raises SeenAlready."""
    try:
        with transaction.atomic():
            note = keep_reason(ReasonKind.ALARM, words, access=access, at=at) if words.strip() else None
            AlarmSeen.objects.create(alarm_id=alarm, by=actor_id(access), seen_at=at, note=note)
    except IntegrityError:
        raise SeenAlready from None


def tell_officers(*, access: Access, at: datetime) -> int:
    """Writes one letter to each officer about all alarms that stood in none; counts the alarms. Raises OSError."""
    with transaction.atomic():
        waiting = list(Alarm.objects.filter(told=None, raised_at__gt=at - LOOKED_BACK).order_by("raised_at", "pk"))
        if not waiting or not _is_time(waiting, at):
            return 0
        letter = AlarmLetter.objects.create(sent_at=at, alarms=len(waiting))
        AlarmTold.objects.bulk_create(AlarmTold(alarm=alarm, letter=letter) for alarm in waiting)
        for officer in officers():
            _write(officer, letter, waiting, access=access, at=at)
    return len(waiting)


def officers() -> list[uuid.UUID]:
    """Those whom the policy has told."""
    roles = registry.access_rules().told
    return list(
        RoleAssignment.objects.filter(role__in=roles).order_by("assigned_at", "pk").values_list("person", flat=True)
    )


def _is_time(waiting: list[Alarm], at: datetime) -> bool:
    is_urgent = any(alarm.kind in URGENT for alarm in waiting)
    wait = timedelta(minutes=1) if is_urgent else PATIENCE
    return not AlarmLetter.objects.filter(sent_at__gt=at - wait).exists()


def _write(officer: uuid.UUID, letter: AlarmLetter, waiting: list[Alarm], *, access: Access, at: datetime) -> None:
    contact = contacts.contact_of(officer)
    if contact is None:
        logger.error("an officer has no address, so nobody there is told of alarms")
        return
    address: Disclosed[str] = gates.disclose(contact.record, access=access, at=at, to=TO).disclosed(contact.column)
    with translation.override(LANGUAGE):
        kinds = Counter(headline(alarm) for alarm in _urgent_first(waiting)).items()
        page = settings.BASE_URL + reverse("access:alarms")
        body = render_to_string("access/alarm_letter.txt", {"kinds": kinds, "number": len(waiting), "page": page})
        subject = _("Kindr alarms: %(number)d") % {"number": len(waiting)}
    sent = Letter(address, subject, Disclosed(body, TO), f"alarms.{letter.pk}.{officer.hex[:8]}", officer)
    ports.mailer().send(sent)


def _urgent_first(waiting: list[Alarm]) -> list[Alarm]:
    return sorted(waiting, key=lambda alarm: (alarm.kind not in URGENT, alarm.kind))

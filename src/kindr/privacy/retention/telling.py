"""A hold as the person reads it under My data: ground, article and until when, unless an order forbids it."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kindr.privacy.retention import grounds
from kindr.privacy.retention.models import Ground, LegalHold
from kindr.privacy.rights.labels import in_words


def told(hold: LegalHold) -> str:
    """One hold as half a sentence."""
    if hold.is_silent:
        return in_words(grounds.SILENT)
    said = {"why": in_words(grounds.SAID[Ground(hold.ground)]), "article": hold.article}
    if hold.until:
        return _("%(why)s (%(article)s), until %(day)s") % {**said, "day": date_format(hold.until, "j F Y")}
    return _("%(why)s (%(article)s), until we lift it; we look again on %(day)s") % {
        **said,
        "day": date_format(hold.review_on, "j F Y") if hold.review_on else "–",
    }

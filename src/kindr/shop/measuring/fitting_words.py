"""What a garment is for a child, in sentences as sure as the advice is."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kindr.shop.measuring import wording
from kindr.shop.measuring.queries import Answer, Measured, SizeAnswer, foot_spread
from kindr.shop.measuring.rules.errors import SPREAD_CM, Method

DAYS_OF_A_WEEK, DAYS_OF_A_MONTH = 7, 30.4375
WEEKS_UNTIL_MONTHS = 9


def percent(chance: float) -> int:
    """A probability as people read it; nothing is certain."""
    return min(99, max(1, round(chance * 100)))


def verdict(said: SizeAnswer) -> str:
    """Which size, in a sentence."""
    if said.answer is Answer.FITS:
        return _fits(said)
    if said.answer is Answer.TOO_SMALL:
        return _("Even %(size)s, the largest size of this, is too small now.") % {"size": said.largest}
    if said.answer is Answer.MEASURE and said.shoe is not None:
        return wording.shoe_answer(said.shoe)
    sizes = {"right": said.right, "size": said.take, "smallest": said.smallest}
    words = {
        Answer.LARGER: _("Size %(right)s would fit, but it is not here. Size %(size)s is larger, to grow into."),
        Answer.GONE: _("Size %(right)s would fit, but it is sold out here."),
        Answer.TOO_LARGE: _("Size %(right)s would fit. The smallest size of this is %(smallest)s."),
    }
    return words[said.answer] % sizes


def _fits(said: SizeAnswer) -> str:
    if said.other is not None:
        smaller, larger = sorted((said.take or 0, said.other))
        return _("Size %(smaller)s or %(larger)s: both may fit.") % {"smaller": smaller, "larger": larger}
    if said.chance is None:
        return _("Size %(size)s (EU) fits now.") % {"size": said.take}
    return _("Size %(size)s fits now (%(percent)s %%).") % {"size": said.take, "percent": percent(said.chance)}


def verdict_for(name: str, said: SizeAnswer) -> str:
    """Which size a child of the reader needs, in a sentence."""
    if said.answer is Answer.FITS and said.other is not None:
        smaller, larger = sorted((said.take or 0, said.other))
        return _("Size %(smaller)s or %(larger)s may fit %(name)s.") % {
            "smaller": smaller, "larger": larger, "name": name,
        }  # fmt: skip
    if said.answer is not Answer.FITS or said.chance is None:
        return f"{name}: {verdict(said)}"
    words = {"size": said.take, "name": name, "percent": percent(said.chance)}
    return _("%(size)s fits %(name)s now (%(percent)s %%).") % words


def lasting(said: SizeAnswer) -> str:
    """How long the size to take lasts, or when to measure the foot again."""
    if said.answer is Answer.MEASURE:
        return ""
    if said.shoe is not None:
        return wording.foot_again(said.shoe)
    if said.advice is None or said.advice.months is None or said.take is None:
        return ""
    return wording.lasts(said.take, said.advice.months)


def because(said: SizeAnswer) -> str:
    """What the answer rests on: the measure, its error, and how long ago it was taken."""
    told = said.because
    if said.shoe is not None:
        return of_foot(told)
    if told.height is None:
        return _("Because children of this age are usually that tall. Measured, the answer becomes much surer.")
    spread = number(SPREAD_CM[told.method])
    if told.method is Method.TOLD:
        return _because_told(number(told.height), spread, told.days_ago)
    if told.days_ago >= 1:
        return _("Because the height was %(cm)s ± %(spread)s cm, measured %(ago)s.") % {
            "cm": number(told.height), "spread": spread, "ago": ago(told.days_ago),
        }  # fmt: skip
    return _("Because the height is %(cm)s ± %(spread)s cm %(way)s.") % {
        "cm": number(told.height), "spread": spread, "way": of_way(told),
    }  # fmt: skip


def _because_told(cm: str, spread: str, days: float) -> str:
    """The height of the profile, of which nobody said how it was measured."""
    if days >= 1:
        words = {"cm": cm, "spread": spread, "ago": ago(days)}
        return _("Because a height of %(cm)s ± %(spread)s cm was noted %(ago)s.") % words
    return _("Because a height of %(cm)s ± %(spread)s cm was noted today.") % {"cm": cm, "spread": spread}


def of_foot(told: Measured) -> str:
    """What the advice for shoes rests on; of an older foot it says how old, and that growth is counted."""
    mm = number(told.foot_mm or 0)
    if told.foot_days < DAYS_OF_A_WEEK:
        spread = number(foot_spread(told))
        return _("Because the foot is %(mm)s ± %(spread)s mm long and the toes need 12 mm of room.") % {
            "mm": mm, "spread": spread,
        }  # fmt: skip
    words = {"mm": mm, "ago": ago(told.foot_days)}
    return _("Because the foot was %(mm)s mm long %(ago)s. What feet usually grow in that time is added.") % words


def number(value: float) -> str:
    """A measure, with a comma in Indonesian and a point in English, and no more digits than it has."""
    return number_format(value, decimal_pos=0 if value == int(value) else 1)


def of_way(told: Measured) -> str:
    """How the height came about."""
    ways = {
        Method.WALL: pgettext("measured", "at a wall"),
        Method.TAPE: pgettext("measured", "with a tape"),
        Method.GUESS: pgettext("measured", "from memory"),
    }
    return ways.get(told.method, "")


def ago(days: float) -> str:
    """How long ago, in the unit in which people say it."""
    if days < DAYS_OF_A_WEEK:
        whole = max(1, round(days))
        return ngettext("%(days)s day ago", "%(days)s days ago", whole) % {"days": whole}
    weeks = round(days / DAYS_OF_A_WEEK)
    if weeks < WEEKS_UNTIL_MONTHS:
        return ngettext("%(weeks)s week ago", "%(weeks)s weeks ago", weeks) % {"weeks": weeks}
    months = round(days / DAYS_OF_A_MONTH)
    return ngettext("%(months)s month ago", "%(months)s months ago", months) % {"months": months}

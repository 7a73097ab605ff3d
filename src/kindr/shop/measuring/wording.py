"""What sizes, measures and months are called on a page."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kindr.privacy import registry
from kindr.privacy.rights import labels
from kindr.shop.measuring.queries import Advice, Kind, KindAdvice, ShoeAdvice
from kindr.shop.measuring.rules import units
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.measures import Measure, per_unit
from kindr.shop.measuring.rules.outgrowing import HORIZON
from kindr.shop.measuring.rules.units import Units


def of_kind(kind: Kind) -> str:
    """The name of a kind of garment."""
    names = {
        Kind.TOPS: _("Shirts and jackets"),
        Kind.BOTTOMS: _("Trousers and skirts"),
        Kind.SHORTS: _("Shorts and skirts"),
        Kind.WHOLE: _("Dresses and one-pieces"),
    }
    return names[kind]


def of_dimension(dimension: Dimension) -> str:
    """A measure in the middle of a sentence."""
    names = {
        Dimension.HEIGHT: _("the height"),
        Dimension.WEIGHT: _("the weight"),
        Dimension.CHEST: _("the chest"),
        Dimension.WAIST: _("the waist"),
        Dimension.HIP: _("the hip"),
        Dimension.INSEAM: _("the inner leg"),
    }
    return names[dimension]


def answer(said: KindAdvice) -> str:
    """Which size, in a sentence as sure as the advice is."""
    best, second = said.sizes.best, said.sizes.second
    if best is None:
        return _("Larger than our largest size.")
    if second is None:
        return _("Size %(size)s fits now.") % {"size": best.size}
    sizes = sorted((best.size, second.size))
    return _("Size %(smaller)s or %(larger)s: both may fit.") % {"smaller": sizes[0], "larger": sizes[1]}


def lasting(said: KindAdvice) -> str:
    """How long the best size lasts, with the interval that holds eight times in ten."""
    if said.months is None or said.sizes.best is None:
        return ""
    return lasts(said.sizes.best.size, said.months)


def lasts(size: int, months: tuple[int, int]) -> str:
    """How long a size lasts, in whole months from and to."""
    soonest, latest = months
    if soonest >= HORIZON:
        return _("Size %(size)s lasts longer than three years.") % {"size": size}
    if latest >= HORIZON:
        return ngettext(
            "Size %(size)s lasts at least a month.", "Size %(size)s lasts at least %(months)s months.", max(1, soonest)
        ) % {"size": size, "months": soonest}
    if soonest < 1:
        return ngettext(
            "Size %(size)s will be too small within a month.",
            "Size %(size)s will be too small within %(months)s months.",
            max(1, latest),
        ) % {"size": size, "months": latest}
    return _("Size %(size)s will be too small in %(soonest)s to %(latest)s months.") % {
        "size": size,
        "soonest": soonest,
        "latest": latest,
    }


def shoe_answer(said: ShoeAdvice) -> str:
    """Which size of shoes, or that the foot must be measured again first."""
    if said.eu is None:
        return _("The foot was measured more than a year ago. Measure it again: then we name a size.")
    if said.larger is not None:
        return _("Size %(smaller)s or %(larger)s: both may fit.") % {"smaller": said.eu, "larger": said.larger}
    return _("Size %(size)s (EU) fits now.") % {"size": said.eu}


def foot_again(said: ShoeAdvice) -> str:
    """When to measure the foot again."""
    months = said.again_in_months
    if not months:
        return _("The foot was measured a while ago and has grown since. Measure it again before you buy shoes.")
    return ngettext("Measure the foot again in a month.", "Measure the foot again in %(months)s months.", months) % {
        "months": months
    }


def because(advice: Advice) -> str:
    """What the answer rests on."""
    told = advice.because
    if told.height is None:
        return _("Because children of this age are usually that tall. Measured, the answer becomes much surer.")
    weeks = round(told.days_ago / 7)
    if told.method is Method.TOLD:
        return _because_told(written_number(told.height), weeks)
    if weeks:
        said = ngettext(
            "Because the height was %(cm)s cm %(weeks)s week ago, measured %(way)s; what children grow is added.",
            "Because the height was %(cm)s cm %(weeks)s weeks ago, measured %(way)s; what children grow is added.",
            weeks,
        )
        return said % {"cm": written_number(told.height), "weeks": weeks, "way": way(told.method)}
    return _("Because the height is %(cm)s cm, which is right to about %(spread)s cm when it is measured %(way)s.") % {
        "cm": written_number(told.height),
        "spread": f"{advice.spread:g}",
        "way": way(told.method),
    }


def _because_told(cm: str, weeks: int) -> str:
    """The height of the profile, of which nobody said how it was measured."""
    if weeks:
        said = ngettext(
            "Because a height of %(cm)s cm was noted %(weeks)s week ago; what children grow is added.",
            "Because a height of %(cm)s cm was noted %(weeks)s weeks ago; what children grow is added.",
            weeks,
        )
        return said % {"cm": cm, "weeks": weeks}
    return _("Because a height of %(cm)s cm was noted. Measured here, the answer becomes much surer.") % {"cm": cm}


def way(method: Method) -> str:
    """How a height was measured, in the middle of a sentence."""
    ways = {
        Method.WALL: pgettext("measured", "at a wall"),
        Method.TAPE: pgettext("measured", "with a tape"),
        Method.GUESS: pgettext("measured", "from memory"),
        Method.PHOTO: pgettext("measured", "by photo"),
    }
    return ways[method]


def foot_way(method: Method) -> str:
    """How a foot was measured: with a ruler from the wall, or in a picture."""
    return way(method) if method is Method.PHOTO else pgettext("measured", "with a ruler")


def kept_until() -> str:
    """How long measurements are kept, in the words of the policy."""
    return labels.in_words(registry.clause("measurements").keep.says)


def in_units(value: float, measure: Measure, chosen: Units) -> str:
    """A value in cm or kg as a page writes it: `108,5 cm`, `42.7 in`."""
    number, sign = (units.shown_weight if measure is Measure.WEIGHT else units.shown_length)(value, chosen)
    return f"{written_number(number)} {sign}"


def written_number(number: float, decimals: int = 1) -> str:
    """A number in the reader's language without needless zeros."""
    rounded = round(number, decimals)
    return str(number_format(int(rounded) if rounded == int(rounded) else rounded, use_l10n=True))


def of_column(measure: Measure) -> Callable[[int], str]:
    """How a page of My data writes a kept value: in cm or kg."""
    return lambda kept: in_units(kept / per_unit(measure), measure, Units.METRIC)


def of_method(kept: str) -> str:
    """How a page of My data writes the way of a measure."""
    return way(Method(kept))


def of_foot_method(kept: str) -> str:
    """As `of_method`, of a foot."""
    return foot_way(Method(kept))

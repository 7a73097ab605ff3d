"""The words of the advice in templates."""

from __future__ import annotations

from django import template

from kindr.shop.measuring import fitting_words, wording
from kindr.shop.measuring.queries import SizeAnswer

register = template.Library()
register.filter("kind", wording.of_kind)
register.filter("dimension", wording.of_dimension)
register.filter("answer", wording.answer)
register.filter("lasting", wording.lasting)
register.filter("because", wording.because)
register.filter("fit_verdict", fitting_words.verdict)
register.filter("fit_lasting", fitting_words.lasting)
register.filter("fit_because", fitting_words.because)
register.filter("percent", fitting_words.percent)
register.filter("shoe_answer", wording.shoe_answer)
register.filter("foot_again", wording.foot_again)
register.filter("foot_because", fitting_words.of_foot)
register.filter("way", wording.way)
register.filter("foot_way", wording.foot_way)
register.simple_tag(wording.kept_until)


@register.simple_tag
def fit_for(name: str, said: SizeAnswer) -> str:
    """Which size a child of the reader needs."""
    return fitting_words.verdict_for(name, said)

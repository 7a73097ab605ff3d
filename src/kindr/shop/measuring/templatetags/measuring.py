"""The words of the advice in templates."""

from __future__ import annotations

from django import template

from kindr.shop.measuring import wording

register = template.Library()
register.filter("kind", wording.of_kind)
register.filter("dimension", wording.of_dimension)
register.filter("answer", wording.answer)
register.filter("lasting", wording.lasting)
register.filter("because", wording.because)

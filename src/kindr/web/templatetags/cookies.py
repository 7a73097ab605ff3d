"""The one question about cookies, for the pages of the shop window."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language

from kindr.privacy import registry
from kindr.privacy.consent.browsers import choices_of
from kindr.web.cookies import words

register = template.Library()


@register.inclusion_tag("cookies/question.html", takes_context=True)
def cookie_question(context: template.Context) -> dict[str, object]:
    """Asked only while there is something to decide, nothing was decided and the browser itself has not said no."""
    request: HttpRequest | None = context.get("request")
    choices = choices_of(request) if request is not None else None
    if request is None or choices is None or not choices.is_undecided:
        return {"asked": ()}
    asked = words.asked(registry.policy(), get_language() or "id", here={}, choices=choices)
    return {"asked": asked, "back": request.get_full_path()}

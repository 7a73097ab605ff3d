"""The development mailbox at `/-/mailbox/`: letters that were kept instead of sent. It exists in development only."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kindr.adapters.mail import queries
from kindr.adapters.mail.chosen import chosen_mailer
from kindr.adapters.mail.fake import DevelopmentMailbox
from kindr.base import clock
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
"""A letter styles itself line by line, as mail programs want it; it loads nothing, runs nothing and sends nothing."""

# Whoever sits at this computer reads the letters as the system that would have sent them: the log says so.


@command_for_purpose("deliver_letters")
@require_safe
@never_cache
def mailbox(request: HttpRequest, *, access: Access) -> HttpResponse:
    _only_in_development()
    found = queries.letters(access=access, at=clock.now())
    return render(request, "mail/mailbox.html", {"letters": found})


@command_for_purpose("deliver_letters")
@require_safe
@never_cache
def letter(request: HttpRequest, letter: uuid.UUID, *, access: Access) -> HttpResponse:
    _only_in_development()
    found = queries.letter(letter, access=access, at=clock.now())
    if found is None:
        raise Http404
    return render(request, "mail/letter.html", {"letter": found})


@command_for_purpose("deliver_letters")
@require_safe
@never_cache
def drawn_letter(request: HttpRequest, letter: uuid.UUID, *, access: Access) -> HttpResponse:  # noqa: ARG001  # Django gives it
    """The part of a letter that mail programs draw, in a sandbox: it may style itself, and nothing else."""
    _only_in_development()
    found = queries.letter(letter, access=access, at=clock.now())
    if found is None or not found.html:
        raise Http404
    return HttpResponse(found.html, headers={"Content-Security-Policy": SANDBOX})


def _only_in_development() -> None:
    if not settings.DEVELOPMENT or not isinstance(chosen_mailer(), DevelopmentMailbox):
        raise Http404

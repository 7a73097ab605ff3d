"""The officer's queue and the page of one request; what was written stays sealed until it is asked for (policy 7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.rights.requests import actions, changing, queue, words
from kindr.privacy.rights.requests import queries as requests
from kindr.privacy.rights.requests.actions.carrying import BY_ITSELF
from kindr.privacy.rights.requests.forms import DenialForm, NoteForm, QueueForm, ReadAsForm
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import QUESTION, StepNotAllowed

ANSWERING = ("answer_requests",)
TEXTS = {
    "words": gettext_lazy("the person's words"),
    "note": gettext_lazy("notes"),
    "answer": gettext_lazy("our answer"),
}


@for_staff(*ANSWERING)
@require_GET
def show_queue(request: PersonalRequest) -> HttpResponse:
    """Requests by what presses most, filtered; nothing is opened for it."""
    form, at = QueueForm(request.GET or {"state": "open"}), clock.now()
    wanted = form.cleaned_data if form.is_valid() else {"state": "open"}
    lines, pages = queue.page_of(wanted, page=request.GET.get("page", ""), at=at)
    context = {"form": form, "lines": lines, "pages": pages, "sums": queue.sums(at=at)}
    return render(request, "requests/desk/queue.html", context)


@for_staff(*ANSWERING)
@require_GET
def show_request(request: PersonalRequest, number: str) -> HttpResponse:
    """One request, its words sealed."""
    return _page(request, _found(number))


@for_staff(*ANSWERING)
@require_POST
def open_words(request: PersonalRequest, number: str) -> HttpResponse:
    """Opens what was written, for the purpose that the form names; the person sees it in their record."""
    if request.POST.get("purpose") != request.access.purpose:
        raise PurposeNotAllowed("words are opened for a purpose that the policy names", clause="5.4")
    found = _found(number)
    texts = requests.texts_of(found, access=request.access, at=clock.now())
    return _page(request, found, texts=dict(texts))


@for_staff(*ANSWERING)
@require_POST
def note(request: PersonalRequest, number: str) -> HttpResponse:
    """Keeps a note, sealed."""
    found, form = _found(number), NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, note=form, status=422)
    actions.note(found, form.cleaned_data["text"], access=request.access, at=clock.now())
    messages.success(request, _("The note is kept."))
    return redirect("requests_desk:request", number=number)


@for_staff(*ANSWERING)
@require_POST
def ask_proof(request: PersonalRequest, number: str) -> HttpResponse:
    """Has it confirmed (again) through the address on file."""
    found = _found(number)
    if not actions.may_ask_again(found, at=clock.now()):
        messages.warning(request, _("The last letter is only a few minutes old. Please wait for it."))
        return redirect("requests_desk:request", number=number)
    return _step(
        request,
        number,
        lambda: actions.ask_for_proof(found, access=request.access, at=clock.now()),
        said=_("A new letter is on its way."),
    )


@for_staff(*ANSWERING)
@require_POST
def carry_on(request: PersonalRequest, number: str) -> HttpResponse:
    """Tries once more what the program does by itself."""
    found = _found(number)
    after = actions.carry_on(found.pk, access=request.access, at=clock.now())
    if after.closed_at:
        messages.success(request, _("It is done."))
    else:
        messages.warning(request, _("It goes on, but it is not finished. The alarms say what holds it up."))
    return redirect("requests_desk:request", number=number)


@for_staff(*ANSWERING)
@require_POST
def fulfil(request: PersonalRequest, number: str) -> HttpResponse:
    """Says that it is done, and what the person is told."""
    found, form, access = _found(number), NoteForm(request.POST), request.access
    if not form.is_valid() or found.kind in BY_ITSELF:
        return _page(request, found, answer=form, status=422)
    evidence, answer = {"decided_by": str(access.actor.id)}, form.cleaned_data["text"]
    return _step(
        request,
        number,
        lambda: actions.fulfil(found, evidence=evidence, answer=answer, access=access, at=clock.now()),
        said=_("The person is told that it is done."),
    )


@for_staff(*ANSWERING)
@require_POST
def deny(request: PersonalRequest, number: str) -> HttpResponse:
    """Refuses with a named reason, and in words."""
    found, form = _found(number), DenialForm(request.POST)
    if not form.is_valid():
        return _page(request, found, denial=form, status=422)
    reason, text = form.cleaned_data["reason"], form.cleaned_data["text"]
    return _step(
        request,
        number,
        lambda: actions.deny(found, reason, words=text, access=request.access, at=clock.now()),
        said=_("The person is told why it was refused."),
    )


def _found(number: str) -> Request:
    found = Request.objects.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _step(request: PersonalRequest, number: str, step: Callable[[], object], *, said: str) -> HttpResponse:
    try:
        step()
        messages.success(request, said)
    except StepNotAllowed:
        messages.error(request, _("The request does not allow this step as it stands now; nothing was changed."))
    return redirect("requests_desk:request", number=number)


def _page(request: PersonalRequest, found: Request, *, status: int = 200, **more: Any) -> HttpResponse:
    at = clock.now()
    context: dict[str, Any] = {"shown": requests.shown(found, at=at), "counts": requests.counts_of_texts(found)}
    context |= {"right": words.right_at_the_desk(found), "channel": words.channel_of(found), "at": at}
    context |= {"note": NoteForm(auto_id="note_%s"), "answer": NoteForm(auto_id="answer_%s"), "text_words": TEXTS}
    context |= {"denial": DenialForm(auto_id="denial_%s"), "is_by_itself": found.kind in BY_ITSELF}
    context["reading"] = ReadAsForm() if found.kind == QUESTION else None
    context["uses"] = changing.uses() if found.kind == "objection" else []
    return render(request, "requests/desk/request.html", {**context, **more}, status=status)

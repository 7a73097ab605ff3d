"""My data: the statement, the openings, the copy to take along, corrections, and the deletion of the account."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.privacy.rights import corrections, filters, labels, planning, preview, queries, rules
from kindr.privacy.rights.doors import for_known, for_proven, for_proven_file, whose
from kindr.privacy.rights.forms import CorrectionForm, DeletionForm
from kindr.privacy.rights.fulfilment import restriction
from kindr.privacy.rights.grown import names_of_grown
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.overview import filters_of, overview_of
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.vault.records import PersonalRecord


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def my_data(request: PersonalRequest) -> HttpResponse:
    """Everything held, by clause, or as much of it as was asked for."""
    statement = queries.my_data(whose(request), access=request.access, at=clock.now())
    page = "rights/my_data.html#held" if request.htmx else "rights/my_data.html"  # type: ignore[attr-defined]
    overview = overview_of(statement, request.GET.dict())
    context = {"statement": statement, "overview": overview, "looking": overview.looking}
    context["grown"] = names_of_grown(whose(request), access=request.access, at=clock.now())
    return render(request, page, {**context, "paused": restriction.paused_of(whose(request))})


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def openings(request: PersonalRequest) -> HttpResponse:
    """Who opened what, when and why."""
    found = queries.openings_of(whose(request), access=request.access, at=clock.now())
    wanted = filters.wanted_from(request.GET.dict())
    shown, pages = rules.page_of(filters.matching(found, wanted), request.GET.get("page", ""))
    context = {"months": filters.by_month(queries.with_proofs(shown)), "pages": pages, "wanted": wanted}
    context |= {"all_count": len(found), "choices": filters_of(found, wanted), "clauses": queries.clauses_in(found)}
    page = "rights/openings.html#ledger" if request.htmx else "rights/openings.html"  # type: ignore[attr-defined]
    return render(request, page, context)


@require_GET
@never_cache
@for_known
@for_proven_file
@for_purpose("show_my_data")
def download_json(request: PersonalRequest) -> StreamingHttpResponse:
    """The whole statement for a machine."""
    me, language = whose(request), get_language() or "id"
    pieces = requests.copy_for_machines(me, by=me, language=language, access=request.access, at=clock.now())
    return _attached(StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8"), "json")


@require_GET
@never_cache
@for_known
@for_proven_file
@for_purpose("show_my_data")
def download_page(request: PersonalRequest) -> StreamingHttpResponse:
    """The whole statement for a person, as one file."""
    me, language = whose(request), get_language() or "id"
    pieces = requests.copy_to_read(me, by=me, language=language, access=request.access, at=clock.now())
    return _attached(StreamingHttpResponse(pieces, content_type="text/html; charset=utf-8"), "html")


@require_http_methods(["GET", "POST"])
@never_cache
@for_known
@for_proven
@for_purpose("show_my_data")
def correct(request: PersonalRequest, row: uuid.UUID, column: str) -> HttpResponse:
    """One value, to be put right."""
    record = _record(request, row, column)
    form = _correction_form(request, record, column)
    if request.method == "POST" and form.is_valid():
        requests.correct(
            record, column, form.cleaned_data["value"], by=whose(request), language=get_language() or "id",
            access=request.access, at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("It is corrected."))
        return redirect("rights:my_data")
    title = labels.record_label(type(record))
    return render(request, "rights/correct.html", {"form": form, "title": title}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@for_known
@for_proven
@for_purpose("erase_my_data")
def delete(request: PersonalRequest) -> HttpResponse:
    """What a deletion does, and the deletion itself."""
    person, form = whose(request), DeletionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        language = get_language() or "id"
        erasure = requests.erase(person, by=person, language=language, access=request.access, at=clock.now())
        request.session.flush()
        return redirect("rights:receipt", erasure=erasure.pk)
    fates = preview.of(person)
    context = {"fates": fates, "sums": preview.sums(fates), "form": form}
    return render(request, "rights/delete.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@no_personal_data("a receipt has counts and clauses, and its random number is known to its owner alone")
def receipt(request: HttpRequest, erasure: uuid.UUID) -> HttpResponse:
    """The receipt of a deletion, as far as it has come."""
    found = get_object_or_404(Erasure, pk=erasure)
    return render(request, "rights/receipt.html", {"erasure": found, "entries": preview.entries_of(found)})


@require_GET
@never_cache
@no_personal_data("a receipt has counts and clauses, and its random number is known to its owner alone")
def receipt_json(request: HttpRequest, erasure: uuid.UUID) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The signed receipt for a machine."""
    found = get_object_or_404(Erasure, pk=erasure, receipt__isnull=False)
    response = JsonResponse(found.receipt, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="kindr-receipt-{found.pk}.json"'
    return response


def _attached(response: StreamingHttpResponse, kind: str) -> StreamingHttpResponse:
    response["Content-Disposition"] = f'attachment; filename="kindr-my-data-{clock.now():%Y-%m-%d}.{kind}"'
    return response


def _record(request: PersonalRequest, row: uuid.UUID, column: str) -> PersonalRecord:
    record = queries.record_of(row, planning.covered(whose(request)))
    if record is None or corrections.column_of(record, column) is None:
        raise Http404
    return record


def _correction_form(request: PersonalRequest, record: PersonalRecord, column: str) -> CorrectionForm:
    way = corrections.column_of(record, column)
    assert way is not None
    label = labels.column_label(type(record), column)
    if request.method == "POST":
        return CorrectionForm(request.POST, way=way, label=label)
    value = queries.value_of(record, column, access=request.access, at=clock.now())
    return CorrectionForm(initial={"value": value}, way=way, label=label)

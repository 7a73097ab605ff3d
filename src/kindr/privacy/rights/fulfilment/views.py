"""The papers of a right that was carried out: the package with its last day, and the certificate of a deletion."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.privacy.people import covered_by
from kindr.privacy.rights.doors import for_known, for_proven, for_proven_file, whose
from kindr.privacy.rights.fulfilment import certificates, packages
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.models import Erasure


@require_GET
@never_cache
@for_known
@for_proven
@for_purpose("show_my_data")
def package(request: PersonalRequest, run: uuid.UUID) -> HttpResponse:
    """How far a package is, what is in it, and until when it can be fetched."""
    found = _own(request, run)
    context = {"run": found, "package": packages.package_of(found, at=clock.now())}
    return render(request, "rights/package.html", context)


@require_GET
@never_cache
@for_known
@for_proven_file
@for_purpose("show_my_data")
def package_zip(request: PersonalRequest, run: uuid.UUID) -> HttpResponseBase:
    """The package itself; each download leaves a line in the record of openings."""
    found = packages.package_of(_own(request, run), at=clock.now())
    if found is None:
        raise Http404
    pieces = packages.read(found, access=request.access, at=clock.now())
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="kindr-{found.made_at:%Y-%m-%d}.zip"'
    return response


@require_GET
@never_cache
@no_personal_data("a certificate has counts, clauses and days, and its random number is known to its owner alone")
def certificate(request: HttpRequest, erasure: uuid.UUID) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The signed certificate of a deletion as it stands now; its final form comes when the last clause is destroyed."""
    found = certificates.certificate_of(get_object_or_404(Erasure, pk=erasure), at=clock.now())
    if found is None:
        raise Http404
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="kindr-certificate-{erasure}.json"'
    return response


def _own(request: PersonalRequest, run: uuid.UUID) -> Fulfilment:
    """A package of the reader's own, or of whom their rights cover; raises Http404."""
    return get_object_or_404(Fulfilment, pk=run, kind__in=packages.PACKED, person_id__in=covered_by(whose(request)))

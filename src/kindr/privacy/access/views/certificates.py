"""The register of consultants' certificates (policy 5.2)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindr.base import clock
from kindr.privacy.access.actions import certificates as actions
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.forms import CertificateForm
from kindr.privacy.access.queries import certificates as queries
from kindr.privacy.access.staff import for_staff
from kindr.privacy.vault.files import MediaType
from kindr.privacy.vault.pictures import NotAPicture, PictureTooLarge

WATCHING = "oversee_access"


@for_staff(WATCHING)
@require_http_methods(["GET", "POST"])
def certificates(request: PersonalRequest) -> HttpResponse:
    """The register, and a form for a new entry."""
    at, files = clock.now(), request.FILES or None
    consultants = queries.consultants(access=request.access, at=at)
    form = CertificateForm(request.POST or None, files, consultants=consultants)
    if form.is_valid() and _registered(request, form, at=at):
        messages.success(request, _("Registered. They can sign in from now on."))
        return redirect("access:certificates")
    found = queries.certificates(access=request.access, at=at)
    return render(request, "access/certificates.html", {"form": form, "certificates": found, "at": at})


@for_staff(WATCHING)
@require_POST
def revoke(request: PersonalRequest, certificate: uuid.UUID) -> HttpResponse:
    """Takes a certificate back; an open visit ends with its next request."""
    if actions.revoke(certificate, access=request.access, at=clock.now()):
        messages.success(request, _("Taken back. An open visit ends with its next page."))
    return redirect("access:certificates")


@for_staff(WATCHING)
@require_safe
def document(request: PersonalRequest, certificate: uuid.UUID) -> StreamingHttpResponse:
    """The document, opened piece by piece while it is sent; a PDF is saved and never shown within our pages."""
    found = queries.document(certificate, access=request.access, at=clock.now())
    if found is None:
        raise Http404
    answer = StreamingHttpResponse(found[1], content_type=found[0])
    is_paper = found[0] == MediaType.PDF
    answer["Content-Disposition"] = (
        "attachment; filename=certificate.pdf" if is_paper else "inline; filename=certificate"
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _registered(request: PersonalRequest, form: CertificateForm, *, at: datetime) -> bool:
    """Whether it could be registered; the form says why not."""
    document = form.cleaned_data["document"]
    try:
        actions.register(form.registration(), document=document or None, access=request.access, at=at)
    except NotAPicture:
        form.add_error("document", _("This file is not a PDF, JPEG, PNG or WebP, or it is damaged."))
    except PictureTooLarge as refusal:
        form.add_error("document", str(refusal))
    except actions.CertificateRefused:
        form.add_error("expires_on", _("This certificate is over already, or is for nothing."))
    return form.is_valid()

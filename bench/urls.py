"""The shop's own addresses and, beside them, the pages and forms that are compared."""

from __future__ import annotations

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.addresses import PlainAddress, SealedAddress, SealedDelivery
from kindr.base.clock import now
from kindr.privacy import gates
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.web.urls import urlpatterns as shop

ROWS = 50


class AddressForm(forms.Form):
    """Four lines of an address."""

    label = forms.CharField(max_length=40)
    recipient = forms.CharField(max_length=80)
    phone = forms.CharField(max_length=20)
    street = forms.CharField(max_length=200)


@for_purpose("answer_customer")
def sealed_page(request: PersonalRequest) -> HttpResponse:
    """Fifty people's addresses, opened for a member of staff."""
    rows = list(SealedAddress.objects.order_by("id")[:ROWS])
    return page(request, [(opened.record, opened) for opened in gates.read_many(rows, access=request.access, at=now())])


@for_purpose("answer_customer")
def plain_page(request: PersonalRequest) -> HttpResponse:
    """The same page as a shop without seals has it."""
    return page(request, [(row, row) for row in PlainAddress.objects.order_by("id")[:ROWS]])


def page(request: HttpRequest, addresses: list[tuple[object, object]]) -> HttpResponse:
    """The page, drawn by the same template in the manner of the desk's tables: each row with its values."""
    return render(request, "addresses.html", {"addresses": addresses})


@csrf_exempt
@for_purpose("keep_account")
def save_sealed(request: PersonalRequest) -> HttpResponse:
    """Saves an address under the person's key, which is there."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    collected = {"person": request.user.pk, "access": request.access, "at": now(), "values": form.cleaned_data}
    gates.collect(SealedAddress, source="account", **collected)
    return HttpResponseRedirect("/")


@csrf_exempt
@for_purpose("place_order")
def save_under_new_key(request: PersonalRequest) -> HttpResponse:
    """Saves a delivery under a key of its own, which is made and committed first."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    collected = {"person": request.user.pk, "access": request.access, "at": now(), "values": form.cleaned_data}
    gates.collect(SealedDelivery, source="order", **collected)
    return HttpResponseRedirect("/")


@csrf_exempt
@for_purpose("keep_account")
def save_plain(request: PersonalRequest) -> HttpResponse:
    """Saves an address in clear."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    PlainAddress.objects.create(
        id=uuid.uuid4(),
        person_id=request.user.pk,
        source="account",
        collected_at=now(),
        covers="life",
        **form.cleaned_data,
    )
    return HttpResponseRedirect("/")


urlpatterns = [
    path("bench/sealed/", sealed_page, name="sealed_page"),
    path("bench/address/<uuid:id>/", plain_page, name="one_address"),
    path("bench/plain/", plain_page, name="plain_page"),
    path("bench/save/sealed/", save_sealed),
    path("bench/save/new-key/", save_under_new_key),
    path("bench/save/plain/", save_plain),
    *shop,
]

"""The address book, and the places of Indonesia that are found while typing."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.shop.accounts import areas
from kindr.shop.accounts.actions import address_book as book
from kindr.shop.accounts.forms import SavedAddressForm
from kindr.shop.accounts.queries import address_book as queries
from kindr.shop.accounts.views import doors


@doors.for_parents
@for_purpose("keep_account")
def address_book(request: PersonalRequest) -> HttpResponse:
    found = queries.addresses(access=request.access, at=clock.now())
    return render(request, "accounts/addresses.html", {"addresses": found})


@doors.for_parents
@for_purpose("keep_account")
def add(request: PersonalRequest) -> HttpResponse:
    form, access = SavedAddressForm(request.POST or None), request.access
    if _is_finished(request, form) and form.passed(
        lambda: book.add_address(form.values, access=access, at=clock.now())
    ):
        messages.success(request, _("The address has been saved."))
        return HttpResponseRedirect(doors.wanted_page(request) or reverse("accounts:addresses"))
    return _address_page(request, form)


@doors.for_parents
@for_purpose("keep_account")
def change(request: PersonalRequest, address: uuid.UUID) -> HttpResponse:
    kept = queries.address(address, access=request.access, at=clock.now())
    form = SavedAddressForm(request.POST or None, initial=kept.as_initial())
    if _is_finished(request, form):
        book.change_address(address, form.values, access=request.access, at=clock.now())
        messages.success(request, _("The address has been saved."))
        return redirect("accounts:addresses")
    return _address_page(request, form, kept)


@doors.for_parents
@for_purpose("keep_account")
@require_POST
def forget(request: PersonalRequest, address: uuid.UUID) -> HttpResponse:
    book.remove_address(address, access=request.access, at=clock.now())
    messages.success(request, _("The address has been forgotten."))
    return redirect("accounts:addresses")


@doors.for_parents
@for_purpose("keep_account")
@require_POST
def prefer(request: PersonalRequest, address: uuid.UUID) -> HttpResponse:
    book.prefer_address(address, access=request.access)
    messages.success(request, _("We suggest this address first from now on."))
    return redirect("accounts:addresses")


@no_personal_data("the public list of the places of Indonesia")
@require_POST
def places(request: HttpRequest) -> HttpResponse:
    """The villages that fit what was typed, as the part of a form that `places.js` puts in."""
    typed = request.POST.get("q", "")
    return render(request, "accounts/parts/places_found.html", {"found": areas.suggestions(typed), "typed": typed})


def _is_finished(request: HttpRequest, form: SavedAddressForm) -> bool:
    """False while the person is still looking for their village with the search button."""
    return "find" not in request.POST and form.is_valid()


def _address_page(request: HttpRequest, form: SavedAddressForm, kept: queries.Address | None = None) -> HttpResponse:
    typed, chosen = form["place"].value() or "", areas.area(str(form["area"].value() or ""))
    if "find" in request.POST:
        form = SavedAddressForm(initial=request.POST.dict())
    context = {
        "form": form,
        "kept": kept,
        "chosen": chosen,
        "typed": typed,
        "found": areas.suggestions(typed),
        "next": doors.wanted_page(request),
    }
    return render(request, "accounts/address.html", context, status=form.status)

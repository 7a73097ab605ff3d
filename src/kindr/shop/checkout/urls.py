"""The addresses of the basket and the checkout."""

from __future__ import annotations

from django.urls import path

from kindr.shop.checkout.views import basket, checkout

app_name = "checkout"
urlpatterns = [
    path("basket/", basket.basket, name="basket"),
    path("basket/add/", basket.add, name="add"),
    path("basket/change/", basket.change, name="change"),
    path("orders/<str:number>/again/", basket.again, name="again"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/totals/", checkout.totals, name="totals"),
]

"""The addresses of measuring."""

from __future__ import annotations

from django.urls import path

from kindr.shop.measuring.views import foot, measuring, sizes

app_name = "measuring"

urlpatterns = [
    path("measure/", measuring.measure, name="measure"),
    path("p/<slug:slug>/size/", sizes.which_size, name="which_size"),
    path("measure/how/", measuring.how, name="how"),
    path("measure/print/<slug:paper>/<slug:sheet>.pdf", measuring.to_print, name="to_print"),
    path("measure/foot/", foot.foot, name="foot"),
]

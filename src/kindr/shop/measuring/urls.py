"""The addresses of measuring."""

from __future__ import annotations

from django.urls import path

from kindr.shop.measuring.views import foot, measuring

app_name = "measuring"

urlpatterns = [
    path("measure/", measuring.measure, name="measure"),
    path("measure/how/", measuring.how, name="how"),
    path("measure/print/<slug:paper>/<slug:sheet>.pdf", measuring.to_print, name="to_print"),
    path("measure/foot/", foot.foot, name="foot"),
]

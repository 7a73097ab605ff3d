"""The addresses of measuring."""

from __future__ import annotations

from django.urls import path

from kindr.shop.measuring.views import foot, keeping, kept, measuring, showing, sizes

app_name = "measuring"
OF_A_CHILD = "account/children/<uuid:profile>/measurements/"

urlpatterns = [
    path("measure/", measuring.measure, name="measure"),
    path("p/<slug:slug>/size/", sizes.which_size, name="which_size"),
    path("measure/how/", showing.how, name="how"),
    path("measure/print/<slug:paper>/<slug:sheet>.pdf", showing.to_print, name="to_print"),
    path("measure/foot/", foot.foot, name="foot"),
    path("measure/signed-in/", measuring.signed_in, name="signed_in"),
    path("measure/keep/", keeping.keep, name="keep"),
    path("measure/keep/for/", keeping.keep_for, name="keep_for"),
    path(OF_A_CHILD, kept.kept, name="kept"),
    path(f"{OF_A_CHILD}new/", kept.add, name="add"),
    path(f"{OF_A_CHILD}forget/", kept.forget_all, name="forget_all"),
    path("account/measurements/<uuid:measured>/", kept.change, name="change"),
    path("account/measurements/<uuid:measured>/forget/", kept.forget, name="forget"),
]

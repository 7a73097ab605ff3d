"""The addresses of requests: one's own, and those for people without an account."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.rights.requests.views import mine, pausing, public, undoing

app_name = "requests"
urlpatterns = [
    path("my-requests/", mine.mine, name="mine"),
    path("my-requests/new/", mine.new, name="new"),
    path("my-requests/pausing/", pausing.pausing, name="pausing"),
    path("my-requests/pausing/lift/", pausing.lift, name="lift"),
    path("my-requests/<str:number>/", mine.one, name="request"),
    path("my-requests/<str:number>/code/", mine.enter_code, name="enter_code"),
    path("my-requests/<str:number>/confirm/", mine.confirm, name="confirm"),
    path("my-requests/<str:number>/send-again/", mine.send_again, name="send_again"),
    path("my-requests/<str:number>/revoke/", mine.revoke, name="revoke"),
    path("my-requests/<str:number>/package.zip", mine.package, name="package"),
    path("requests/", public.ask, name="ask"),
    path("requests/sent/", public.sent, name="sent"),
    path("requests/confirm/<uuid:proof>/<str:token>/", public.prove, name="prove"),
    path("requests/undo/<str:token>/", undoing.undo, name="undo"),
    path("requests/follow/<str:number>/<str:token>/", public.follow, name="follow"),
]

"""The addresses of incidents, below /desk/incidents/."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.incidents import views

app_name = "incidents"

urlpatterns = [
    path("", views.overview, name="list"),
    path("new/", views.new, name="new"),
    path("<str:number>/", views.incident, name="incident"),
    path("<str:number>/words/", views.open_words, name="words"),
    path("<str:number>/write/", views.write, name="write"),
    path("<str:number>/step/", views.take_step, name="step"),
    path("<str:number>/letters/", views.letters, name="letters"),
    path("<str:number>/authority/", views.authority, name="authority"),
    path("<str:number>/authority.pdf", views.authority_paper, name="authority_paper"),
    path("<str:number>/authority/send/", views.send_to_authority, name="authority_send"),
    path("<str:number>/timeline/", views.timeline, name="timeline"),
    path("<str:number>/timeline.json", views.timeline_file, name="timeline_file"),
]

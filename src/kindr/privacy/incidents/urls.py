"""The addresses of incidents, below /desk/incidents/."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.incidents.views import desk, papers

app_name = "incidents"

urlpatterns = [
    path("", desk.overview, name="list"),
    path("new/", desk.new, name="new"),
    path("<str:number>/", desk.incident, name="incident"),
    path("<str:number>/words/", desk.open_words, name="words"),
    path("<str:number>/write/", desk.write, name="write"),
    path("<str:number>/step/", desk.take_step, name="step"),
    path("<str:number>/letters/", desk.letters, name="letters"),
    path("<str:number>/authority/", papers.authority, name="authority"),
    path("<str:number>/authority.pdf", papers.authority_paper, name="authority_paper"),
    path("<str:number>/authority/send/", papers.send_to_authority, name="authority_send"),
    path("<str:number>/timeline/", papers.timeline, name="timeline"),
    path("<str:number>/timeline.json", papers.timeline_file, name="timeline_file"),
]

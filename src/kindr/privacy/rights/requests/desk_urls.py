"""The addresses of requests at the desk, below /desk/requests/."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.rights.requests.views import carrying, desk, phone, reading

app_name = "requests_desk"
urlpatterns = [
    path("", desk.show_queue, name="queue"),
    path("by-phone/<uuid:person>/", phone.write_down, name="write_down"),
    path("by-phone/<str:number>/", phone.recorded, name="recorded"),
    path("<str:number>/", desk.show_request, name="request"),
    path("<str:number>/open/", desk.open_words, name="open"),
    path("<str:number>/note/", desk.note, name="note"),
    path("<str:number>/ask-proof/", desk.ask_proof, name="ask_proof"),
    path("<str:number>/carry-on/", desk.carry_on, name="carry_on"),
    path("<str:number>/read-as/", reading.read_as, name="read_as"),
    path("<str:number>/correct/", carrying.correct, name="correct"),
    path("<str:number>/object/", carrying.object_to, name="object"),
    path("<str:number>/fulfil/", desk.fulfil, name="fulfil"),
    path("<str:number>/deny/", desk.deny, name="deny"),
]

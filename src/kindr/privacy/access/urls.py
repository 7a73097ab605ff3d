"""The addresses of alarms, grants, certificates, emergencies and the review, all below /desk/."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.access.views import alarms, certificates, emergencies, grants, review

app_name = "access"

urlpatterns = [
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/<uuid:alarm>/", alarms.acknowledge, name="acknowledge"),
    path("access/", review.review, name="review"),
    path("access/review.csv", review.review_file, name="review_file"),
    path("access/colleagues/<uuid:colleague>/passkeys/forget/", review.forget_passkeys, name="forget_passkeys"),
    path("access/sign/", review.sign, name="sign"),
    path("access/grants/", grants.grants, name="grants"),
    path("access/grants/ask/", grants.ask, name="ask"),
    path("access/grants/<uuid:grant>/<slug:step>/", grants.decide, name="decide"),
    path("access/certificates/", certificates.certificates, name="certificates"),
    path("access/certificates/<uuid:certificate>/revoke/", certificates.revoke, name="revoke_certificate"),
    path("access/certificates/<uuid:certificate>/document/", certificates.document, name="certificate_document"),
    path("access/emergency/<uuid:person>/<slug:clause>/", emergencies.emergency, name="emergency"),
]

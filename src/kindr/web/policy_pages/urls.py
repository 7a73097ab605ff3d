"""The addresses of the published policy."""

from __future__ import annotations

from django.urls import path

from kindr.web.policy_pages import mine, page

app_name = "privacy"
urlpatterns = [
    path("privacy/", page.show_policy, name="policy"),
    path("privacy/mine/", mine.show_mine, name="mine"),
    path("privacy/table/", page.show_table, name="table"),
    path("privacy/who/", page.show_people, name="people"),
    path("privacy/ways/", page.show_ways, name="ways"),
    path("privacy/versions/", page.show_versions, name="versions"),
    path("privacy/versions/<slug:version>/", page.show_version, name="version"),
    path("privacy/text/", page.show_text, name="text"),
    path("privacy/<slug:chapter>/", page.show_chapter, name="chapter"),
]

"""The addresses of the published policy."""

from __future__ import annotations

from django.urls import path

from kindr.web import policy_mine, policy_page

app_name = "privacy"
urlpatterns = [
    path("privacy/", policy_page.show_policy, name="policy"),
    path("privacy/mine/", policy_mine.show_mine, name="mine"),
    path("privacy/table/", policy_page.show_table, name="table"),
    path("privacy/who/", policy_page.show_people, name="people"),
    path("privacy/ways/", policy_page.show_ways, name="ways"),
    path("privacy/text/", policy_page.show_text, name="text"),
    path("privacy/<slug:chapter>/", policy_page.show_chapter, name="chapter"),
]

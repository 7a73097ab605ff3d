"""What machines that read the whole shop ask first; these addresses have no language."""

from __future__ import annotations

from django.urls import path

from kindr.shop.storefront import machines

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
]

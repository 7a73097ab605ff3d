"""Every address of Kindr. Indonesian pages have no prefix, English ones lie under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from kindr.web.back_office.site import office

handler404 = "kindr.web.errors.not_found"
handler500 = "kindr.web.errors.failed"

machines: list[URLPattern | URLResolver] = [
    path("", include("kindr.web.machine_urls")),
    path("", include("kindr.privacy.evidence.machine_urls")),
    path("", include("kindr.privacy.consent.machine_urls")),
    path("", include("kindr.shop.catalog.urls")),
    path("", include("kindr.shop.payments.machine_urls")),
    path("", include("kindr.shop.storefront.machine_urls")),
]
pages: list[URLPattern | URLResolver] = [
    # Most of what is asked for is the shop window, and each address before it takes time to be tried.
    path("", include("kindr.shop.storefront.urls")),
    path("", include("kindr.shop.measuring.urls")),
    path("", include("kindr.web.cookies.urls")),
    path("", include("kindr.web.promises.urls")),
    path("", include("kindr.web.policy_pages.urls")),
    path("", include("kindr.shop.accounts.urls")),
    path("", include("kindr.privacy.rights.urls")),
    path("", include("kindr.privacy.evidence.urls")),
    path("", include("kindr.privacy.consent.urls")),
    path("", include("kindr.privacy.rights.requests.urls")),
    path("", include("kindr.shop.checkout.urls")),
    path("", include("kindr.shop.orders.urls")),
    path("", include("kindr.shop.payments.urls")),
    path("back-office/", office.urls),
    path("desk/requests/", include("kindr.privacy.rights.requests.desk_urls")),
    path("desk/", include("kindr.shop.desk.urls")),
    path("desk/", include("kindr.privacy.retention.urls")),
    path("desk/", include("kindr.privacy.access.urls")),
    path("desk/", include("kindr.privacy.processing.urls")),
    path("desk/incidents/", include("kindr.privacy.incidents.urls")),
    path("", include("kindr.privacy.incidents.public_urls")),
    path("-/", include("kindr.adapters.mail.urls")),
    path("-/", include("kindr.web.demo.urls")),
    path("-/", include("kindr.adapters.payments.urls")),
]
urlpatterns: list[URLPattern | URLResolver] = [*machines, *i18n_patterns(*pages, prefix_default_language=False)]

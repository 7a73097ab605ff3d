"""Every address of Kindr. Indonesian pages have no prefix, English ones lie under /en/."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

handler404 = "kindr.web.errors.not_found"
handler500 = "kindr.web.errors.failed"

PAGES = [
    ("", "kindr.web.policy_urls"),
    ("", "kindr.shop.accounts.urls"),
    ("", "kindr.privacy.rights.urls"),
    ("", "kindr.shop.checkout.urls"),
    ("", "kindr.shop.orders.urls"),
    ("", "kindr.shop.payments.urls"),
    ("desk/", "kindr.shop.desk.urls"),
    ("-/", "kindr.adapters.mail.urls"),
    ("-/", "kindr.web.demo_urls"),
    ("-/", "kindr.adapters.payments.urls"),
    ("", "kindr.shop.storefront.urls"),
]
MACHINES = [("", "kindr.web.machine_urls"), ("", "kindr.shop.catalog.urls"), ("", "kindr.shop.payments.machine_urls")]


def _present(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


pages: list[URLPattern | URLResolver] = [path(prefix, include(module)) for prefix, module in PAGES if _present(module)]
urlpatterns: list[URLPattern | URLResolver] = [
    *(path(prefix, include(module)) for prefix, module in MACHINES if _present(module)),
    *i18n_patterns(*pages, prefix_default_language=False),
]

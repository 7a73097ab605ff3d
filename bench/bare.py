"""The other side of the comparison: a Django project that answers ready bytes behind the default middleware.

It runs in a process of its own; `BENCH_BYTES` names the folder in which the bytes lie.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGES = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_BYTES"]).iterdir()}

# What `django-admin startproject` writes, its database left out: nothing here asks one.
settings.configure(
    SECRET_KEY="nothing is signed here",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)


def page(_request: HttpRequest, name: str) -> HttpResponse:
    """The bytes of one page."""
    return HttpResponse(PAGES[name])


urlpatterns = [path("<str:name>/", page)]

from django.core.wsgi import get_wsgi_application  # noqa: E402 -- the settings must be there first

application = get_wsgi_application()

"""Asking for a page as the web server does: through WSGI and every middleware, without a socket."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.test.utils import override_settings

from kindr.base.clock import now
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts.models import Account

BACKEND = "kindr.shop.accounts.actions.backend.AccountBackend"
Ask = Callable[..., bytes]


class NotAnswered(Exception):
    """The page was answered with an error."""


def asking(cookie: str) -> Ask:
    """A function that asks for an address, with a form if one is given, and gives the body; raises NotAnswered."""
    templates = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    override_settings(ROOT_URLCONF="bench.urls", TEMPLATES=templates, DEBUG=False, ALLOWED_HOSTS=["*"]).enable()
    handler = WSGIHandler()
    gc.collect()
    gc.freeze()  # as kindr.web.wsgi does

    def ask(address: str, form: Mapping[str, str] | None = None, *, status: str = "") -> bytes:
        answered: list[str] = []
        response = handler(_environ(address, cookie, form), lambda status, *_: answered.append(status))
        body = b"".join(response)
        response.close()
        if not answered[0].startswith(status or ("302" if form else "200")):
            raise NotAnswered(f"{address}: {answered[0]}")
        return body

    return ask


def signed_in(kind: PersonKind, *, role: str = "") -> str:
    """The cookie of somebody who has just signed in."""
    person = Person.objects.create(kind=kind)
    if role:
        RoleAssignment.objects.create(person=person, role=role, assigned_at=now())
    client = Client()
    client.force_login(Account.objects.create(person=person), backend=BACKEND)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _environ(address: str, cookie: str, form: Mapping[str, str] | None) -> dict[str, Any]:
    sent = urlencode(form or {}).encode()
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "POST" if form else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "HTTP_COOKIE": cookie,
        "CONTENT_LENGTH": str(len(sent)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(sent),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }

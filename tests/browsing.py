"""A browser without scripts, for a shop that runs on its own: cookies, pages, and the forms that stand on them."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 120.0
"""Seconds until what is awaited counts as missing: it costs nothing where it comes."""
T = TypeVar("T")
File = tuple[str, bytes, str]
"""Name, content and type of an upload."""


class NoSuchForm(LookupError):
    """The page has no form like this."""


class NeverHappened(AssertionError):
    """Something that the shop should do did not happen in time."""


@dataclass
class Form:
    """One form of a page with what stands in it; `fields` are filled in by `Browser.send`."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    is_multipart: bool = False


@dataclass
class Page:
    """An answer of the shop."""

    status: int
    address: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """What it says, entities resolved."""
        return unescape(self.body.decode("utf-8", "replace"))

    @property
    def path(self) -> str:
        """Where it is, after all redirects."""
        return urlsplit(self.address).path

    @property
    def forms(self) -> list[Form]:
        """The forms on it, in their order."""
        reader = _Reader()
        reader.feed(self.body.decode("utf-8", "replace"))
        return reader.forms

    @property
    def links(self) -> list[str]:
        """The targets of its links, in their order."""
        reader = _Reader()
        reader.feed(self.body.decode("utf-8", "replace"))
        return reader.links

    def form(self, *names: str, action: str = "") -> Form:
        """The first form with all these fields whose action ends so; raises NoSuchForm."""
        for form in self.forms:
            if set(names) <= form.names and form.action.partition("#")[0].endswith(action):
                return form
        raise NoSuchForm(f"{self.path} ({self.status}) has no form with {names} that goes to {action!r}: {self.forms}")


class Browser:
    """Somebody's browser, with cookies of its own."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Page:
        """A page, after redirects."""
        return self._ask(urllib.request.Request(urljoin(self.base, path)))

    def send(
        self, page: Page, form: Form, *, files: Sequence[tuple[str, File]] = (), press: str = "", **filled: str
    ) -> Page:
        """Fills a form in and sends it; `press` names the button, as `name=value`."""
        fields = {**form.fields, **filled}
        if press:
            name, _, value = press.partition("=")
            fields[name] = value
        target = urljoin(page.address, form.action)
        if form.method != "post":
            return self.get(f"{target.partition('?')[0]}?{urlencode(fields)}")
        body, kind = _multipart(fields, files) if form.is_multipart or files else (urlencode(fields).encode(), FORM)
        headers = {"Content-Type": kind, "Referer": page.address, "Origin": self.base.rstrip("/")}
        return self._ask(urllib.request.Request(target, data=body, headers=headers))

    def _ask(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return Page(answer.status, answer.url, answer.read(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.url, error.read(), dict(error.headers))


FORM = "application/x-www-form-urlencoded"


def awaited(look: Callable[[], T | None], *, what: str, seconds: float = PATIENCE) -> T:
    """Looks until there is something; raises NeverHappened."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise NeverHappened(what)


def _multipart(fields: Mapping[str, str], files: Sequence[tuple[str, File]]) -> tuple[bytes, str]:
    line = uuid.uuid4().hex
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file, content, kind) in files:
        head = f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: {kind}'
        parts.append(f"{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{line}--\r\n".encode()]), f"multipart/form-data; boundary={line}"


class _Reader(HTMLParser):
    """Reads forms as a browser would send them: hidden fields, chosen options, what stands in text fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            is_multipart = given.get("enctype", "").startswith("multipart")
            self._form = Form(given.get("action", ""), given.get("method", "get").lower(), is_multipart=is_multipart)
            self.forms.append(self._form)
        elif self._form is not None and name:
            self._note_field(tag, name, value, given)

    def _note_field(self, tag: str, name: str, value: str, given: Mapping[str, str]) -> None:
        assert self._form is not None
        self._form.names.add(name)
        kind = given.get("type", "text")
        if tag == "button" or kind in ("submit", "image"):
            self._form.buttons.append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
            self._form.fields[name] = ""
        elif kind in ("radio", "checkbox"):
            if "checked" in given:
                self._form.fields[name] = value or "on"
        elif kind != "file":
            self._form.fields[name] = value

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, text: str) -> None:
        if self._textarea and self._form is not None:
            self._form.fields[self._textarea] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""


def options_of(page: Page, name: str) -> list[str]:
    """The values of every radio button, button or option called `name`, disabled ones left out."""
    import re

    tags = re.findall(r"<(?:input|button|option)\b[^>]*>", page.body.decode())
    mine = [tag for tag in tags if f'name="{name}"' in tag and " disabled" not in tag]
    return [unescape(found[1]) for tag in mine if (found := re.search(r'value="([^"]*)"', tag))]

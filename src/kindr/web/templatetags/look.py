"""What the shared look needs to know: the shop's sections, the same page in the other language, drawings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakSet

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from kindr.base import clock
from kindr.privacy.consent import changes
from kindr.shop.catalog import queries
from kindr.shop.catalog.queries import Section
from kindr.web import stylesheet as sheets

register = template.Library()

PLACES = {
    "home": ("storefront:home", "/"),
    "search": ("storefront:search", "/search/"),
    "basket": ("checkout:basket", "/basket/"),
    "basket_add": ("checkout:add", "/basket/add/"),
    "account": ("accounts:home", "/account/"),
    "orders": ("orders:mine", "/orders/"),
    "my_data": ("rights:my_data", "/my-data/"),
    "my_choices": ("consent:choices", "/my-choices/"),
    "my_requests": ("requests:mine", "/my-requests/"),
    "privacy": ("privacy:policy", "/privacy/"),
    "promises": ("promises:show", "/privacy/promises/"),
    "cookies": ("cookies:show", "/privacy/cookies/"),
    "requests": ("requests:ask", "/requests/"),
}
"""The places that every page links to: the name of the address, and where it lies if that name is not served."""
MOST_KEPT = 1000
"""How many drawings of one part of a page are kept."""


@register.simple_tag
def place(name: str) -> str:
    """The address of one of the `PLACES` in the language of the page. An unknown name raises KeyError."""
    return _place(name, get_language())


@lru_cache
def _place(name: str, language: str | None) -> str:
    address, path = PLACES[name]
    try:
        return reverse(address)
    except NoReverseMatch:
        return path if language == "id" else f"/en{path}"


BUYING = {"checkout:basket": "basket", "checkout:checkout": "checkout"}
ROOMS = {"accounts": "account", "rights": "account", "consent": "account", "requests": "account", "orders": "account"}
"""Parts of the shop that lie behind one of the links at the head of the page."""


@register.simple_tag(takes_context=True)
def room(context: template.Context) -> str:
    """Which place of the shop the reader stands in: `account`, `basket`, `checkout` or none; the address says it."""
    request: HttpRequest | None = context.get("request")
    met = request.resolver_match if request is not None else None
    if met is None:
        return ""
    return BUYING.get(met.view_name) or ROOMS.get(met.app_name, "")


@register.simple_tag
def announced_change() -> changes.Version | None:
    """The next version of the policy that was told and does not hold yet; None when there is none."""
    return changes.announced(at=clock.now(), language=get_language() or "id")


@register.simple_tag(takes_context=True)
def sections(context: template.Context) -> Sequence[Section]:
    """The shop's categories for the head of the page, in shop order. One query, none where `edition` is known."""
    return queries.sections(edition=context.get("edition"))


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, language: str) -> str:
    """The address of the page being shown in another language, `/` where there is no such page."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return "/" if language == "id" else f"/{language}/"
    there = _here(request) if language == get_language() else _elsewhere(request, language)
    # A page that answers a form has no address of its own to come back to with GET parameters.
    asked = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return f"{there}?{asked}" if asked else there


@register.simple_tag
def whole(address: str) -> str:
    """An address of ours with the shop's name before it, for whoever reads it elsewhere."""
    return f"{settings.BASE_URL}{address}"


def _here(request: HttpRequest) -> str:
    """The address of the page being shown; one that begins like another site's name stays one of ours."""
    return escape_leading_slashes(escape_uri_path(request.path))


def _elsewhere(request: HttpRequest, language: str) -> str:
    met = request.resolver_match
    # A route that has no name, as the admin's net for wrong addresses, cannot be asked for in another language.
    if met is None or met.url_name is None:
        return _here(request)
    with override(language):
        return reverse(met.view_name, args=met.args, kwargs=met.kwargs)


@register.simple_tag
@lru_cache
def icon(name: str) -> SafeString:
    """One of the drawings in `img/icons.svg`, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache
def scene(name: str) -> SafeString:
    """One of our own drawings in `img/scenes`, for both themes; it says nothing that the words beside it do not say."""
    return format_html(
        '<img class="scene" src="{}" alt="" width="200" height="150" decoding="async">',
        static(f"img/scenes/{name}.svg"),
    )


@register.simple_tag
def stylesheet() -> str:
    """The address of the shop's one stylesheet."""
    return sheets.address()


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept for card %}…{% endkept %}` is drawn once for each language and value of what it depends on.

    Only around goods and words that are the same for everybody: what is kept is shown to others.
    """
    given = token.split_contents()[2:]
    inner = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inner, [parser.compile_filter(each) for each in given])


KEPT: WeakSet[Kept] = WeakSet()
"""Every kept part of this process, so that it can be looked through."""


def kept_texts() -> list[str]:
    """What is kept of pages in this process: each part as it was drawn, and the values that it is kept under."""
    drawn = [each for part in list(KEPT) for each in list(part.drawn.items())]
    return [text for key, kept_text in drawn for text in (repr(key), str(kept_text))]


class Kept(template.Node):
    """A part of a page together with what it looked like before; the values that it depends on must be hashable."""

    def __init__(self, inner: NodeList, given: Sequence[FilterExpression]) -> None:
        self.nodelist = inner
        self.given = given
        self.drawn: dict[tuple[object, ...], SafeString] = {}
        KEPT.add(self)

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), *(each.resolve(context) for each in self.given))
        found = self.drawn.get(key)
        if found is None:
            if len(self.drawn) >= MOST_KEPT:
                self.drawn.clear()
            found = self.drawn[key] = self.nodelist.render(context)
        return found

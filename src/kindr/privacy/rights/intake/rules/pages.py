"""An HTML letter as plain text: nothing is loaded, nothing runs, and what a reader cannot see is not read."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

LONGEST_PAGE = 200_000
BREAKS = frozenset({"br", "p", "div", "li", "tr", "table", "h1", "h2", "h3", "ul", "ol", "hr", "blockquote", "pre"})
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"})
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d])"
)
QUOTES = re.compile(r"gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|protonmail_quote|appendonsend")


def text_of_page(page: str) -> str:
    """What a person sees of a page; quoted parts are marked as in plain text."""
    reader = _Reader()
    try:
        reader.feed(page[:LONGEST_PAGE])
        reader.close()
    except Exception:  # the parser asserts on some nonsense; the words are still there
        return unescape(re.sub(r"<[^<>]{0,2000}>", " ", page[:LONGEST_PAGE]))
    return reader.text()


class _Reader(HTMLParser):
    """Gathers lines; every open element remembers whether it hides or quotes what is in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[bool, str]] = []
        self.line: list[str] = []
        self.open: list[tuple[str, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self._break()
        if tag in VOID or len(self.open) > 500:
            return
        given = {name: value or "" for name, value in attrs}
        hides = tag in SILENT or "hidden" in given or bool(HIDDEN.search(given.get("style", "").lower()))
        names = f"{given.get('class', '')} {given.get('id', '')}"
        quotes = tag == "blockquote" or bool(QUOTES.search(names))
        was = self.open[-1] if self.open else ("", False, False)
        self.open.append((tag, hides or was[1], quotes or was[2]))

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self._break()
        names = [name for name, _, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.line.append(data)

    def _break(self) -> None:
        """Ends a line; it is quoted when the innermost open element is."""
        words = " ".join("".join(self.line).split())
        self.lines.append((bool(self.open and self.open[-1][2]), words))
        self.line = []

    def text(self) -> str:
        """The lines, quoted ones with the sign of quoting."""
        self._break()
        return "\n".join(f"> {line}" if is_quoted else line for is_quoted, line in self.lines)

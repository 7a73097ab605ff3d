"""Walking with the keyboard alone: what cannot be reached by Tab, or is not seen to have the focus, is not there."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.walking import Walk

MOST_STEPS = 150
FOCUS_IS_SEEN = """() => {
  const it = document.activeElement, beside = it.nextElementSibling;
  const marked = (one, part) => {
    const style = one && getComputedStyle(one, part);
    return style && ((style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none");
  };
  return Boolean(marked(it) || marked(it, "::after") || marked(beside) || marked(it.closest("label")));
}"""


def tab_to(page: Page, what: str) -> None:
    """Presses Tab until one of `what` has the focus, and sees that it shows it."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            assert page.evaluate(FOCUS_IS_SEEN), f"{what} does not show that it has the focus"
            return
    raise AssertionError(f"{what} cannot be reached with Tab on {page.url}")


def type_into(page: Page, name: str, text: str) -> None:
    """Types into the field with this name."""
    tab_to(page, f"main [name={name}]")
    page.keyboard.type(text)


def leave_by_enter(walk: Walk, what: str) -> None:
    """Presses Enter on a link or button, and looks at the page it leads to."""
    tab_to(walk.page, what)
    with walk.leaving():
        walk.page.keyboard.press("Enter")
    walk.look()


def choose(page: Page, name: str, steps: int = 1) -> None:
    """Goes down some choices in the list with this name."""
    tab_to(page, f"main select[name={name}]")
    for _step in range(steps):
        page.keyboard.press("ArrowDown")

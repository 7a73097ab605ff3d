"""What is made once from the sources and lies among them: compiled translations and letters cut to our languages."""

from __future__ import annotations

from kindr.base import typeface
from kindr.web.servers import CannotRun
from kindr.web.servers.translations import compile_translations


class NotSetUp(CannotRun):
    """Something is to be made from the sources, and this account may not write among them."""


def make_what_is_missing() -> None:
    """Make what is missing or older than its source; raises NotSetUp."""
    try:
        compile_translations()
        typeface.cut_letters()
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}"
        raise NotSetUp(f"run `make install` as the owner of the program first ({reason})") from None


if __name__ == "__main__":
    make_what_is_missing()

"""Makes this checkout importable in the virtual environment, and `kindr` a program of it, without building anything.

Run it with the environment's own Python: `.venv/bin/python requirements/link.py`.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src"
PROGRAM = """#!{python}
import sys

from kindr.web.cli import main

sys.exit(main())
"""


def link() -> None:
    """Write one .pth file into site-packages and one small program into bin."""
    Path(sysconfig.get_path("purelib"), "kindr.pth").write_text(f"{SOURCES}\n", encoding="utf-8")
    program = Path(sysconfig.get_path("scripts"), "kindr")
    program.write_text(PROGRAM.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        sys.exit("run this with the Python of a virtual environment")
    link()

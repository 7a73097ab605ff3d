"""Another process that uses somebody's data again and again until a gate refuses; says when that was.

Run as `python -m tests.privacy.consent.other_process PERSON PURPOSE` with the environment of the tests.
"""

from __future__ import annotations

import os
import sys
import uuid


def main(person: str, purpose: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kindr.web.settings"
    import django

    django.setup()
    from kindr.privacy.consent import proving
    from kindr.privacy.consent.proving import StillOpen

    is_told = False
    while True:
        try:
            refusal = proving.try_gate(purpose, uuid.UUID(person))
        except StillOpen:
            if not is_told:
                print("open", flush=True)
                is_told = True
        else:
            print(refusal.at.isoformat(), flush=True)
            return


if __name__ == "__main__":
    main(*sys.argv[1:])

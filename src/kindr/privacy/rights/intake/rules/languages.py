"""Which of the two languages a letter is in, by its small words."""

from __future__ import annotations

import re

SMALL = {
    "id": (
        "yang dan di ke dari saya anda untuk dengan tidak ini itu mohon tolong data hapus apa bisa sudah kami akun "
        "kepada ingin agar jangan terima kasih halo selamat semua nama alamat berhenti lagi belum kapan bagaimana "
        "dengan adalah akan pada juga bu pak kak min"
    ),
    "en": (
        "the and to of i you my me is are was for with not this that please what have has your from all do don't can "
        "want would like thanks thank hello hi dear delete stop how when why account no more"
    ),
}
DEFAULT = "id"
LONGEST = 5000


def language_of(text: str) -> str:
    """Indonesian unless the English small words are more."""
    words = re.findall(r"[a-z']+", text[:LONGEST].lower())
    counts = {language: sum(word in small.split() for word in words) for language, small in SMALL.items()}
    return "en" if counts["en"] > counts["id"] else DEFAULT

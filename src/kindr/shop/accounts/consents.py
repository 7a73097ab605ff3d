"""The text that a guardian agrees to before a child's profile is kept, in both languages; a change is a new version.

The Indonesian text binds (UU 27/2022 art. 22); whoever reads English is shown both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHILD_PURPOSE = "measure_sizes"
CHILD_VERSION = "child-profile/1"
BINDING = "id"

TEXTS: Mapping[str, Sequence[str]] = {
    "id": (
        "Saya orang tua atau wali anak ini.",
        "Kindr boleh menyimpan nama panggilan, bulan lahir, tinggi badan, dan ukuran yang saya tulis di sini, hanya"
        " untuk mencari ukuran yang pas bagi anak ini dan menampilkannya di akun saya.",
        "Data ini tidak dipakai untuk hal lain dan tidak diberikan kepada siapa pun. Kindr menyimpannya sampai saya"
        " menarik persetujuan ini, menghapus akun, atau anak ini genap berusia 18 tahun dan memutuskan sendiri.",
        "Saya dapat menarik persetujuan ini kapan saja di halaman anak saya; profilnya saat itu juga dihapus.",
    ),
    "en": (
        "I am this child's parent or guardian.",
        "Kindr may keep the nickname, month of birth, height and size that I write here, only to find the size that"
        " fits this child and to show it in my account.",
        "It is used for nothing else and given to nobody. Kindr keeps it until I take this consent back, delete my"
        " account, or the child turns 18 and decides for themself.",
        "I can take this consent back at any time on my children's page; the profile is then erased at once.",
    ),
}
BOXES: Mapping[str, str] = {"id": "Saya setuju", "en": "I agree"}


@dataclass(frozen=True)
class Shown:
    """A text as it stood on a page, word for word, and its language."""

    text: str
    language: str
    version: str = CHILD_VERSION


def child_texts(language: str) -> dict[str, Sequence[str]]:
    """The paragraphs that a page in this language shows, by language; the binding ones are always among them."""
    return {each: TEXTS[each] for each in dict.fromkeys((language if language in TEXTS else BINDING, BINDING))}


def child_consent(language: str) -> Shown:
    """All that a page in this language shows beside the box, and the words of the box."""
    shown = child_texts(language)
    first = next(iter(shown))
    paragraphs = [*(paragraph for texts in shown.values() for paragraph in texts), BOXES[first]]
    return Shown("\n".join(paragraphs), first)

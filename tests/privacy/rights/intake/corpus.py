"""Realistic letters in both languages, and ways in which mail gets broken; all of it follows from a seed."""

from __future__ import annotations

import random

from kindr.privacy.rights.intake.rules import Envelope
from tests.privacy.rights.intake.writing import OURS, letter, passed

TEXTS = (
    "Halo Kindr,\n\nMohon hapus akun dan semua data saya.\n\nTerima kasih,\nMara\n-- \nMara\n",
    "Selamat siang, saya ingin berhenti berlangganan buletin.\n\nDikirim dari HP saya\n",
    "Please unsubscribe me.\n\nOn Sun, 22 Nov 2026, Kindr <support@kindrkids.id> wrote:\n> Delete my account\n",
    "Saya menarik semua persetujuan saya.\n\nPada Min, 22 Nov 2026 Kindr\n<support@kindrkids.id> menulis:\n> Halo\n",
    "Could you send me a copy of my personal data and tell me what data you hold?\n",
    "Kapan pesanan saya dikirim? Jangan hapus akun saya ya.\n",
    "Alamat saya salah, tolong perbaiki.\n\n---Original Message---\nFrom: a@b.example\nSent: now\n\nhapus akun\n",
)
ADDRESSES = (
    "mara@families.example",
    "ilse@families.example",
    "sam@elsewhere.example",
    "Ibu Sam <sam@elsewhere.example>",
)
EVIL = (
    b"\x00", b"\xff\xfe", b"\r", b"\n\n", b"=?utf-8?b?!!!?=", b"=?x?q?=00?=", b"((((((((", b'"', b"<>", b"@", b";" * 9,
    b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n", b"Content-Transfer-Encoding: base64\n", b",",
    b"From: a@b\n", b"Content-Type: text/html; charset=utf-7\n", b"charset=zlib", b"<![CDATA[", b"<!--",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"Content-Type: message/rfc822\n", b"Content-Type: text/plain; charset*0*=''%ff; name*=x\n",
    b"mara@families.example",
    b"Auto-Submitted: auto-replied\n",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
)  # fmt: skip


def broken(seed: int) -> tuple[bytes, Envelope]:
    """One letter with some of it broken."""
    dice = random.Random(seed)
    sender = dice.choice(ADDRESSES)
    message = letter(dice.choice(TEXTS), sender=sender, more=passed(sender) if dice.random() < 0.2 else {})
    if dice.random() < 0.3:
        message.add_alternative(f"<p>{dice.choice(TEXTS)}</p><blockquote>hapus akun</blockquote>", subtype="html")
    if dice.random() < 0.2:
        message.add_attachment(b"x" * 99, maintype="image", subtype="png", filename="ktp.png")
    if message.is_multipart():
        message.set_boundary(f"between{seed}")
    raw = message.as_bytes()
    for _ in range(dice.choice((0, 1, 1, 2, 3, 8, 40))):
        raw = dice.choice((_inserted, _cut, _flipped, _doubled, _packed))(raw, dice)
    return raw[:200_000], Envelope(dice.choice((sender, "", "forger@evil.example", None)), OURS)


def _place(raw: bytes, dice: random.Random) -> int:
    """Mostly among the headers, where parsers break."""
    return dice.randrange(min(len(raw), 400) + 1) if dice.random() < 0.7 else dice.randrange(len(raw) + 1)


def _inserted(raw: bytes, dice: random.Random) -> bytes:
    at = _place(raw, dice)
    return raw[:at] + dice.choice(EVIL) * dice.choice((1, 1, 1, 50)) + raw[at:]


def _cut(raw: bytes, dice: random.Random) -> bytes:
    at = _place(raw, dice)
    return raw[:at] + raw[at + dice.choice((1, 5, 80, 900)) :]


def _flipped(raw: bytes, dice: random.Random) -> bytes:
    at = _place(raw, dice)
    return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]


def _doubled(raw: bytes, dice: random.Random) -> bytes:
    at = _place(raw, dice)
    return raw[: at + 200] + raw[at:]


def _packed(raw: bytes, dice: random.Random) -> bytes:
    mark = b"m%d" % dice.randrange(9)
    head = b"From: sam@elsewhere.example\nContent-Type: multipart/mixed; boundary=" + mark + b"\n\n--" + mark + b"\n"
    return head * dice.choice((1, 1, 30, 80)) + raw

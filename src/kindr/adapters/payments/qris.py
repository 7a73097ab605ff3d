"""The text inside a QRIS code: merchant-presented EMV QR with a fixed amount and a CRC-16/CCITT-FALSE at its end."""

from __future__ import annotations

DYNAMIC, RUPIAH, INDONESIA = "12", "360", "ID"


def qris_text(*, reference: str, amount: int, merchant: str = "KINDR", city: str = "JAKARTA") -> str:
    """A QRIS text for one payment of `amount` whole rupiah; the merchant account is a made-up one."""
    account = _field("00", "ID.CO.QRIS.WWW") + _field("02", "ID1020000000001") + _field("03", "UMI")
    parts = (
        _field("00", "01"),
        _field("01", DYNAMIC),
        _field("51", account),
        _field("52", "5641"),
        _field("53", RUPIAH),
        _field("54", str(amount)),
        _field("58", INDONESIA),
        _field("59", merchant),
        _field("60", city),
        _field("62", _field("01", reference)),
    )
    text = "".join(parts) + "6304"
    return f"{text}{crc16(text.encode()):04X}"


def crc16(message: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF."""
    value = 0xFFFF
    for byte in message:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
            value &= 0xFFFF
    return value


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"

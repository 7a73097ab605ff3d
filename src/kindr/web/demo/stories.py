"""Who ordered what in the demo shop, and how it went: invented guests, whose addresses and telephones cannot exist."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

DOMAIN = "families.example"
OF_NOA = (116, 128, 140, 31)
"""What Mara bought for Noa: too small by now, fitting, to grow into, and a pair of shoes."""


class End(Enum):
    """How far an order of the demo has come."""

    WAITS = "waits for its money"
    LAPSED = "was never paid"
    CANCELLED = "was paid, then cancelled by its buyer"
    PAID = "waits to be packed"
    PACKED = "is packed"
    SHIPPED = "is with the courier"
    DELIVERED = "has arrived"
    PARTLY_REFUNDED = "arrived, and one piece was paid back"
    REFUNDED = "arrived, came back and was paid back"
    FAILED = "could not be paid with the card, and lapsed"
    REVIVED = "was paid after its time, while its pieces were still there"
    OWED = "was cancelled a moment ago, and its money is on its way back"


@dataclass(frozen=True)
class Guest:
    """Somebody who orders without an account; `area` is the code of a village."""

    name: str
    phone: str
    street: str
    area: str
    postcode: str
    notes: str = ""

    @property
    def email(self) -> str:
        """Made from the first two names."""
        return ".".join(self.name.lower().split()[:2]) + f"@{DOMAIN}"


@dataclass(frozen=True)
class Problem:
    """What a buyer reports two days after the parcel came."""

    message: str
    has_picture: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class Pace:
    """How many hours after it was placed something happens to an order."""

    paid: float = 0.2
    packed: float = 20
    shipped: float = 24
    arrived: float = 5 * 24


@dataclass(frozen=True)
class Story:
    """One order. `hours` ago it was placed; `pieces` of so many garments; `by` names a parent or is a guest."""

    by: str | Guest
    hours: float
    end: End
    method: str = "qris"
    service: str = "regular"
    pieces: tuple[int, ...] = (1,)
    language: str = "id"
    problem: Problem | None = None
    pace: Pace = Pace()
    is_paid_otherwise: bool = False
    """Whether the buyer first began to pay in another way."""
    sizes: tuple[int, ...] = ()
    """Of which size each piece is, where the story tells it."""


_SITI = Guest(
    "Siti Nurhaliza Putri Ramadhani Kusumawardhani Hadi", "+62 812-0000-0101",
    "Jalan Raya Kebon Jeruk Dalam Blok C2 Nomor 117, RT 012/RW 009, Perumahan Griya Asri Permai Indah",
    "32.76.07.1004", "16439", "Rumah bercat kuning di sebelah musala, titip ke tetangga bila kosong",
)  # fmt: skip
_BUDI = Guest("Budi Santoso", "+62 812-0000-0102", "Jalan Pajajaran 45", "32.73.06.1002", "40172")
_DEWI = Guest("Dewi Rahmawati", "+62 812-0000-0103", "Jalan Rajawali 8A, RT 002/RW 001", "35.78.12.1001", "60161")
_AGUS = Guest("Agus Wijaya", "+62 812-0000-0104", "Jalan Parangtritis Km 2", "34.71.08.1001", "55142", "Bel rusak")
_MARIA = Guest("Maria Simanjuntak", "+62 812-0000-0105", "Jalan Yos Sudarso 210", "12.71.13.1003", "20251")
_ANDI = Guest("Andi Tenri Ola", "+62 812-0000-0106", "Jalan Boulevard Ruko 7", "73.71.09.1005", "90231")
_MADE = Guest("Ni Made Suryani", "+62 812-0000-0107", "Jalan Hayam Wuruk 99", "51.71.02.1010", "80232")
_YOHANA = Guest("Yohana Wanggai", "+62 812-0000-0108", "Jalan Argapura Bawah 3", "91.71.02.1002", "99222")
_RINA = Guest("Rina Kartika", "+62 812-0000-0109", "Jalan Ceger Raya 21, Blok D", "36.74.03.1010", "15222")
_JOKO = Guest("Joko Prasetyo", "+62 812-0000-0110", "Jalan Gemah Raya 14", "33.74.06.1007", "50191")
_FITRI = Guest("Fitri Handayani", "+62 812-0000-0111", "Jalan Residen 5", "16.71.10.1001", "30114")
_HENDRA = Guest("Hendra Gunawan", "+62 812-0000-0112", "Jalan Cikini IV No. 6", "31.71.06.1003", "10330", "Lantai 2")

_TORN = Problem("Jahitan di bahu kiri sudah lepas waktu dibuka. Fotonya saya lampirkan.", has_picture=True)
_WRONG = Problem("The size on the label says 110, but the trousers inside are 98.", has_picture=True)
_LATE = Problem("Paket tertulis sudah sampai, tetapi baru kami terima dua hari kemudian.", is_closed=True)

STORIES = (
    Story("Mara", 40 * 24, End.DELIVERED, "card", pieces=(1, 1, 1, 1), pace=Pace(arrived=10 * 24 - 0.2), sizes=OF_NOA),
    Story(_BUDI, 27 * 24 + 5, End.DELIVERED, "virtual_account"),
    Story(_DEWI, 26 * 24 + 2, End.LAPSED, "virtual_account", pieces=(3,)),
    Story("Ilse", 24 * 24 + 7, End.DELIVERED, pieces=(1, 1), problem=_LATE),
    Story(_AGUS, 21 * 24 + 1, End.REFUNDED, "card", "best", (1,)),
    Story(_MADE, 19 * 24 + 9, End.DELIVERED, service="best", language="en", problem=_WRONG),
    Story("Mara", 17 * 24 + 3, End.PARTLY_REFUNDED, "card", pieces=(1, 1, 1)),
    Story(_ANDI, 15 * 24 + 6, End.CANCELLED, "virtual_account", pieces=(2,)),
    Story(_YOHANA, 13 * 24 + 4, End.SHIPPED, "virtual_account", pieces=(4, 2)),
    Story("Mara", 11 * 24 + 8, End.DELIVERED, "card", "best", (1,), problem=_TORN),
    Story(_MARIA, 9 * 24 + 2, End.DELIVERED, "card", pieces=(1, 1)),
    Story(_SITI, 7 * 24 + 5, End.SHIPPED, "qris", pieces=(1, 3, 1, 2)),
    Story("Ilse", 6 * 24 + 1, End.CANCELLED, "qris"),
    Story(_RINA, 5 * 24 + 6, End.SHIPPED, "card", "best", (1,)),
    Story("Mara", 4 * 24 + 2, End.SHIPPED, "qris", pieces=(2,)),
    Story(_JOKO, 3 * 24 + 3, End.PACKED, "virtual_account", pieces=(1,)),
    Story(_HENDRA, 2 * 24 + 20, End.PACKED, "card", "best", (1, 1)),
    Story("Ilse", 2 * 24 + 4, End.PACKED, "qris", pieces=(1,)),
    Story(_SITI, 30, End.PAID, "virtual_account", pieces=(2, 1, 1)),
    Story(_FITRI, 26, End.PAID, "qris", pieces=(1,)),
    Story("Mara", 20, End.PAID, "card", "best", (1, 1)),
    Story(_BUDI, 9, End.PAID, "qris", pieces=(5,), language="en"),
    Story(_RINA, 6, End.LAPSED, "qris"),
    Story(_DEWI, 4, End.WAITS, "virtual_account", pieces=(1, 1)),
    Story("Ilse", 3, End.WAITS, "virtual_account", pieces=(1,)),
    Story("Mara", 2, End.WAITS, "virtual_account", pieces=(1, 1)),
)
"""The oldest comes first. What arrived did so less than 30 days ago, but for one order: its address goes tonight."""

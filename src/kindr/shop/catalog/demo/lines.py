"""What the demo workshop sews: each line is one kind of garment with its cut, cloth and prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kindr.shop.catalog.demo.colours import EVERYDAY, GENTLE

ALL = ("plain", "stripes", "fine_stripes", "dots", "gingham", "leaf", "boats", "stars", "rain")
QUIET = ("plain", "fine_stripes", "dots", "stripes")
WOVEN = ("plain", "fine_stripes", "gingham", "dots", "leaf", "boats")
HERITAGE = ("parang", "kawung", "ceplok", "mega", "truntum", "lereng")
NIGHT = ("stars", "rain", "boats", "fine_stripes", "dots", "leaf", "plain")

BABY = (56, 62, 68, 74, 80, 86)
SMALL = (86, 92, 98, 104, 110, 116)
MIDDLE = (104, 110, 116, 122, 128, 134)
BIG = (134, 140, 146, 152, 158, 164)
RUNS = (SMALL, MIDDLE, MIDDLE, BIG)


@dataclass(frozen=True)
class Sewn:
    """One kind of garment: `design` holds what is fixed, `cloth` a key of `CLOTHS`, prices are thousands of rupiah."""

    shelf: str
    noun_id: str
    noun_en: str
    about_id: str
    about_en: str
    cloth: str
    prices: tuple[int, int]
    design: Mapping[str, object]
    patterns: tuple[str, ...] = ALL
    dyes: tuple[str, ...] = EVERYDAY
    runs: tuple[tuple[int, ...], ...] = RUNS
    also_called: str = ""


CLOTHS = {
    "jersey": ("Katun jersey 100 %, 170 g/m²", "100% cotton jersey, 170 g/m²", "warm"),
    "poplin": ("Katun poplin 100 %, 115 g/m²", "100% cotton poplin, 115 g/m²", "warm"),
    "batik": ("Katun primissima 100 %, cap", "100% primissima cotton, hand-stamped", "cold"),
    "linen": ("Linen 55 %, katun 45 %", "55% linen, 45% cotton", "cold"),
    "twill": ("Katun twill 98 %, elastan 2 %", "98% cotton twill, 2% elastane", "warm"),
    "fleece": ("Katun fleece 80 %, poliester daur ulang 20 %", "80% cotton fleece, 20% recycled polyester", "warm"),
    "knit": ("Katun rajut 100 %", "100% knitted cotton", "hand"),
    "stretch": ("Katun 95 %, elastan 5 %", "95% cotton, 5% elastane", "warm"),
    "rib": ("Katun organik rib 100 %", "100% organic cotton rib", "warm"),
    "shell": ("Nilon daur ulang, lapisan katun", "Recycled nylon, cotton lining", "cold"),
    "denim": ("Katun denim ringan 100 %", "100% light cotton denim", "cold"),
}
ORIGINS = (
    ("Dijahit di Bandung", "Sewn in Bandung"),
    ("Dijahit di Solo", "Sewn in Solo"),
    ("Dijahit di Pekalongan", "Sewn in Pekalongan"),
    ("Dijahit di Yogyakarta", "Sewn in Yogyakarta"),
    ("Dijahit di Sukabumi", "Sewn in Sukabumi"),
)

TOPS = (
    Sewn(
        "kaos",
        "Kaos",
        "T-shirt",
        "Kaos lengan pendek dengan leher rib yang tidak mudah melar.",
        "A short-sleeved T-shirt with a rib neck that keeps its shape.",
        "jersey",
        (79, 119),
        {"silhouette": "tee"},
        also_called="tshirt tee baju atasan oblong",
    ),
    Sewn(
        "kaos",
        "Kaos Raglan",
        "Raglan T-shirt",
        "Lengan raglan memberi ruang lebih untuk bahu yang aktif.",
        "Raglan sleeves give busy shoulders more room.",
        "jersey",
        (89, 129),
        {"silhouette": "tee", "sleeve": "raglan_long", "contrast": True, "accent": "coral"},
        ("plain", "stripes", "dots", "stars"),
        GENTLE,
        also_called="tshirt tee baju atasan lengan panjang",
    ),
    Sewn(
        "kaos",
        "Kaos Lengan Panjang",
        "Long-Sleeve T-shirt",
        "Lengan panjang yang bisa digulung saat mencuci tangan.",
        "Long sleeves that roll up for washing hands.",
        "jersey",
        (99, 139),
        {"silhouette": "tee", "sleeve": "long"},
        also_called="tshirt tee baju atasan",
    ),
    Sewn(
        "kaos",
        "Singlet",
        "Tank Top",
        "Tanpa lengan untuk siang yang terik atau sebagai dalaman.",
        "Sleeveless, for hot afternoons or underneath.",
        "rib",
        (59, 89),
        {"silhouette": "tee", "sleeve": "none"},
        QUIET,
        also_called="tshirt kaos kutang vest dalaman",
    ),
    Sewn(
        "kemeja",
        "Kemeja Lengan Pendek",
        "Short-Sleeve Shirt",
        "Kerah kecil, kancing batok kelapa, dan jahitan ganda di bahu.",
        "A small collar, coconut-shell buttons and double seams at the shoulder.",
        "poplin",
        (139, 189),
        {"silhouette": "shirt", "collar": "shirt", "pocket": "chest"},
        WOVEN,
        also_called="hem atasan rapi",
    ),
    Sewn(
        "kemeja",
        "Kemeja Lengan Panjang",
        "Long-Sleeve Shirt",
        "Cukup rapi untuk foto keluarga, cukup lembut untuk dipakai seharian.",
        "Neat enough for the family photo, soft enough for the whole day.",
        "linen",
        (159, 219),
        {"silhouette": "shirt", "collar": "shirt", "sleeve": "long"},
        WOVEN,
        also_called="hem atasan rapi",
    ),
    Sewn(
        "kemeja",
        "Polo",
        "Polo Shirt",
        "Tiga kancing dan kerah yang tetap tegak setelah dicuci.",
        "Three buttons and a collar that still stands after washing.",
        "jersey",
        (119, 159),
        {"silhouette": "polo", "collar": "shirt"},
        QUIET,
        also_called="kaos berkerah",
    ),
    Sewn(
        "kemeja",
        "Blus Kerah Bundar",
        "Peter Pan Blouse",
        "Kerah bundar dan lengan balon, tanpa renda yang gatal.",
        "A round collar and puff sleeves, without itchy lace.",
        "poplin",
        (129, 179),
        {"silhouette": "tee", "collar": "peter_pan", "sleeve": "puff", "contrast": True, "accent": "cream"},
        ("dots", "gingham", "leaf", "plain", "fine_stripes"),
        also_called="blouse atasan",
    ),
)
DRESSES = (
    Sewn(
        "gaun",
        "Gaun Lengan Balon",
        "Puff-Sleeve Dress",
        "Pinggang berkerut dan rok yang mengembang saat berputar.",
        "A gathered waist and a skirt that opens when she spins.",
        "poplin",
        (189, 259),
        {"silhouette": "dress", "collar": "peter_pan", "sleeve": "puff", "contrast": True, "accent": "cream"},
        WOVEN,
        also_called="dress terusan baju pesta",
    ),
    Sewn(
        "gaun",
        "Gaun Tanpa Lengan",
        "Sleeveless Dress",
        "Ringan untuk hari panas, enak dilapis kardigan saat sejuk.",
        "Light on hot days, easy under a cardigan on cool ones.",
        "linen",
        (169, 229),
        {"silhouette": "dress", "sleeve": "none", "length": "long"},
        ALL,
        also_called="dress terusan",
    ),
    Sewn(
        "gaun",
        "Gaun Kemeja",
        "Shirt Dress",
        "Kerah kemeja, kancing setengah, dan dua saku yang benar-benar muat.",
        "A shirt collar, half a row of buttons, and two pockets that really hold things.",
        "denim",
        (199, 279),
        {"silhouette": "dress", "collar": "shirt", "sleeve": "elbow", "pocket": "patch"},
        ("plain", "fine_stripes", "gingham", "dots"),
        also_called="dress terusan",
    ),
    Sewn(
        "gaun",
        "Gaun Kaos",
        "Jersey Dress",
        "Senyaman kaos, serapi gaun.",
        "As comfortable as a T-shirt, as neat as a dress.",
        "jersey",
        (149, 199),
        {"silhouette": "dress", "sleeve": "long", "length": "short"},
        ALL,
        also_called="dress terusan",
    ),
    Sewn(
        "rok",
        "Rok Kembang",
        "Twirl Skirt",
        "Kain yang cukup untuk berputar, ringan untuk dilipat.",
        "Enough cloth to twirl, light enough to fold away.",
        "poplin",
        (109, 149),
        {"silhouette": "skirt", "ease": 8},
        WOVEN,
        also_called="skirt bawahan",
    ),
    Sewn(
        "rok",
        "Rok Midi",
        "Midi Skirt",
        "Panjang sampai bawah lutut, dengan pinggang elastis yang lembut.",
        "Below the knee, with a soft elastic waist.",
        "linen",
        (129, 179),
        {"silhouette": "skirt", "length": "long"},
        WOVEN,
        also_called="skirt bawahan panjang",
    ),
    Sewn(
        "rok",
        "Rok Saku",
        "Pocket Skirt",
        "Dua saku tempel untuk batu, kerang, dan rahasia.",
        "Two patch pockets for stones, shells and secrets.",
        "twill",
        (119, 159),
        {"silhouette": "skirt", "pocket": "patch"},
        ("plain", "dots", "gingham", "fine_stripes"),
        also_called="skirt bawahan",
    ),
)

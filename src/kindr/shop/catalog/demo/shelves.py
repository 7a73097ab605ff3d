"""The shelves of the demo shop: slug, names, and one line each of welcome."""

from __future__ import annotations

SHELVES = (
    (
        "kaos",
        "Kaos",
        "T-shirts",
        "Katun yang adem dan tahan dicuci berkali-kali.",
        "Cool cotton that stands any number of washes.",
    ),
    (
        "kemeja",
        "Kemeja",
        "Shirts",
        "Rapi untuk acara keluarga, tetap lega untuk berlari.",
        "Neat for family days, roomy enough to run in.",
    ),
    (
        "gaun",
        "Gaun",
        "Dresses",
        "Jatuh dengan ringan dan enak dipakai berputar.",
        "Light on the body and good for twirling.",
    ),
    (
        "rok",
        "Rok",
        "Skirts",
        "Pinggang elastis, panjang yang pas untuk bermain.",
        "Soft waists and lengths made for play.",
    ),
    (
        "celana",
        "Celana",
        "Trousers",
        "Dari celana rapi sampai celana kodok untuk memanjat.",
        "From neat trousers to dungarees for climbing.",
    ),
    (
        "celana-pendek",
        "Celana pendek",
        "Shorts",
        "Untuk hari panas, pantai, dan halaman rumah.",
        "For hot days, the beach and the yard.",
    ),
    (
        "jaket",
        "Jaket & hoodie",
        "Jackets & hoodies",
        "Hangat saat hujan dan di ruangan ber-AC.",
        "Warm in the rain and in cold rooms.",
    ),
    ("piama", "Piama", "Pyjamas", "Lembut dari petang sampai sarapan.", "Soft from dusk until breakfast."),
    (
        "bayi",
        "Bayi",
        "Babies",
        "Mudah dibuka, mudah dicuci, lembut di kulit baru.",
        "Easy to open, easy to wash, gentle on new skin.",
    ),
    (
        "batik",
        "Batik",
        "Batik",
        "Motif lama, potongan baru, ukuran anak-anak.",
        "Old motifs, new cuts, children's sizes.",
    ),
    (
        "sepatu",
        "Sepatu",
        "Shoes",
        "Dipilih dari panjang telapak kaki, dengan ruang untuk jari.",
        "Chosen by the length of the foot, with room for the toes.",
    ),
)

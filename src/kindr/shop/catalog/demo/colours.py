"""The dyes of the workshop: key, name in both languages, family, hex."""

from __future__ import annotations

COLOURS = (
    ("santan", "Putih santan", "Coconut white", "white", "#f3ecdd"),
    ("beras", "Putih beras", "Rice white", "white", "#f7f3ea"),
    ("kabut", "Abu kabut", "Mist grey", "grey", "#b9bcc0"),
    ("arang", "Arang", "Charcoal", "grey", "#45464f"),
    ("nila", "Biru nila", "Indigo", "blue", "#33477a"),
    ("laut", "Biru laut", "Sea blue", "blue", "#4a7f9f"),
    ("langit", "Biru langit", "Sky blue", "blue", "#9dc0d6"),
    ("pandan", "Hijau pandan", "Pandan green", "green", "#7fa06b"),
    ("sawah", "Hijau sawah", "Paddy green", "green", "#4f7d5c"),
    ("toska", "Toska", "Turquoise", "green", "#4f9c94"),
    ("mint", "Hijau mint", "Mint", "green", "#c4dfd0"),
    ("kunyit", "Kuning kunyit", "Turmeric", "yellow", "#dca63d"),
    ("nanas", "Kuning nanas", "Pineapple", "yellow", "#f0d98a"),
    ("jingga", "Jingga", "Tangerine", "orange", "#e08a55"),
    ("bata", "Merah bata", "Brick red", "red", "#b4543f"),
    ("rambutan", "Merah rambutan", "Rambutan red", "red", "#c4464e"),
    ("jambu", "Merah jambu", "Guava pink", "pink", "#e3a0a6"),
    ("mawar", "Mawar", "Rose", "pink", "#c8707f"),
    ("manggis", "Ungu manggis", "Mangosteen", "purple", "#6b4a72"),
    ("lavender", "Lavender", "Lavender", "purple", "#b9a5cc"),
    ("kopi", "Cokelat kopi", "Coffee", "brown", "#6f4a37"),
    ("soga", "Cokelat soga", "Soga brown", "brown", "#a3703f"),
    ("pasir", "Pasir", "Sand", "brown", "#d8c3a0"),
)
EVERYDAY = tuple(colour[0] for colour in COLOURS)
BATIK = ("nila", "bata", "kopi", "soga", "manggis", "sawah", "santan", "arang")
GENTLE = ("santan", "beras", "mint", "langit", "jambu", "nanas", "lavender", "pasir", "kabut")
STURDY = ("nila", "arang", "kopi", "pasir", "sawah", "soga", "kabut", "laut", "bata")

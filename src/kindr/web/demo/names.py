"""Names, streets and words of the demo: common ones of many islands, put together by chance; nobody is meant."""

from __future__ import annotations

MOTHERS = (
    "Siti", "Dewi", "Rina", "Fitri", "Ayu", "Putri", "Wulan", "Indah", "Nurul", "Yuni", "Ratih", "Maya", "Dian",
    "Lina", "Sari", "Endang", "Kartini", "Melati", "Intan", "Puspita", "Tri", "Ni Luh", "Ni Kadek", "Desak", "Cut",
    "Butet", "Tiurma", "Andi", "Meutia", "Maria", "Yohana", "Veronika", "Grace", "Mei Ling", "Zahra", "Aisyah",
)  # fmt: skip
FATHERS = (
    "Budi", "Agus", "Joko", "Hendra", "Eko", "Dwi", "Andika", "Rizky", "Fajar", "Bayu", "Galih", "Wahyu", "Asep",
    "Ujang", "Dadang", "I Wayan", "I Gede", "Ketut", "Teuku", "Togar", "Poltak", "Daeng", "Yakob", "Markus",
    "Stefanus", "Kevin", "Hasan", "Ilham", "Arif", "Reza",
)  # fmt: skip
SECOND = (
    "Anggraini", "Lestari", "Rahmawati", "Handayani", "Kusuma", "Permata", "Maharani", "Safitri", "Wulandari",
    "Susanti", "Puspitasari", "Kartika", "Oktaviani", "Nuraini", "Santoso", "Wijaya", "Prasetyo", "Gunawan",
    "Setiawan", "Nugroho", "Hidayat", "Saputra", "Kurniawan", "Pratama", "Ramadhan", "Firmansyah", "Suryadi",
    "Mahendra", "Wibowo", "Utomo",
)  # fmt: skip
LAST = (
    "Siregar", "Nasution", "Simanjuntak", "Hutapea", "Tanjung", "Lubis", "Pangaribuan", "Sembiring", "Wanggai",
    "Tumbelaka", "Rumbiak", "Latuconsina", "Pattinasarany", "Sumardjo", "Hadikusumo", "Suryaningrat", "Kusumawardhani",
    "Tjahjono", "Halim", "Salim",
)  # fmt: skip
BOTH_LANGUAGES = ("Emma Hartono", "Daniel Sutedja", "Sarah Whitfield", "Thomas Adiputra", "Hannah Kowalski")
"""Families that read the shop in English."""
LONG = (
    "Raden Ayu Sekar Kinasih Dewi Hapsari Suryaningrat Hadikusumo",
    "Muhammad Rizky Alamsyah Putra Ramadhan Daulay Siregar",
    "Ni Luh Putu Sintya Maharani Dewi Kusuma Wardani",
)
"""As long as names are in life, so that every page is seen with them."""
NICKNAMES = (
    "Kiki", "Bimo", "Nanda", "Lala", "Raka", "Tata", "Gilang", "Caca", "Dimas", "Nisa", "Aka", "Rara", "Jojo", "Mimi",
    "Dodi", "Sasa", "Ucok", "Putu", "Made", "Leo", "Nina", "Oka", "Tasya", "Zidan",
)  # fmt: skip
STREETS = (
    "Jalan Merdeka", "Jalan Diponegoro", "Jalan Sudirman", "Jalan Gatot Subroto", "Jalan Ahmad Yani",
    "Jalan Imam Bonjol", "Jalan Kartini", "Jalan Veteran", "Jalan Pahlawan", "Jalan Melati", "Jalan Kenanga",
    "Jalan Anggrek Raya", "Jalan Cempaka Putih", "Jalan Flamboyan", "Jalan Mangga Dua", "Jalan Rambutan",
    "Jalan Kelapa Gading", "Jalan Teratai Indah", "Gang Mawar", "Gang Haji Mursid", "Jalan Pasar Baru",
    "Jalan Stasiun Lama", "Jalan Pantai Selatan", "Jalan Bukit Hijau", "Jalan Taman Asri",
)  # fmt: skip
NOTES = (
    "", "", "", "", "Pagar hijau", "Titip ke satpam", "Rumah paling ujung", "Bel rusak, ketuk saja", "Lantai 3",
    "Di sebelah warung", "Ada anjing, tapi baik", "Taruh di teras bila kosong", "Call when you are at the gate",
)  # fmt: skip
LABELS = ("Rumah", "Rumah nenek", "Kantor", "Kontrakan", "Home")
CITIES = (
    "31.71", "31.72", "31.73", "31.74", "31.75", "32.71", "32.73", "32.75", "32.76", "33.72", "33.74", "34.04",
    "34.71", "35.73", "35.78", "36.71", "36.74", "12.71", "14.71", "16.71", "18.71", "51.71", "52.71", "61.71",
    "64.72", "71.71", "73.71", "81.71", "91.71",
)  # fmt: skip
"""The codes of cities that are chosen from; those of Java stand first and are chosen more often."""
NEAR = 15
"""So many of them, from the start, are chosen twice as often."""
PROBLEMS = {
    "id": (
        "Jahitan di bahu sudah lepas waktu dibuka. Fotonya saya lampirkan.",
        "Ada noda di bagian depan, sepertinya dari cat. Mohon dicek.",
        "Ukuran di label 110, tetapi isinya lebih kecil.",
        "Kancing kedua dari atas tidak ada.",
        "Warnanya beda dari gambar, lebih pucat.",
        "Paket tertulis sudah sampai, tetapi baru kami terima dua hari kemudian.",
        "Yang datang satu potong, padahal kami pesan dua.",
    ),
    "en": (
        "The seam on the left shoulder has come undone. I have added a picture.",
        "The size on the label says 110, but the trousers inside are 98.",
        "One button is missing.",
        "There is a stain on the front that does not wash out.",
    ),
}
WITH_PICTURE = 4
"""So many of the reports, from the start, come with a picture."""

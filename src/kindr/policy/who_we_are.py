"""Who answers for the personal data that Kindr keeps, and how to reach them (chapters 1, 7 and 8)."""

from __future__ import annotations

from kindr.privacy.terms import Party

EMAIL = "support@kindrkids.id"

AUTHORITY = Party(
    key="authority",
    name="Kementerian Komunikasi dan Digital Republik Indonesia",
    says={
        "id": "Lembaga yang diberi tahu bila pelindungan data gagal, selama lembaga pelindungan data belum dibentuk",
        "en": "The institution told of a failure of protection, until the data protection institution is formed",
    },
    email="",
)
"""Empty address: the notice is delivered by hand or through the institution's own page; change it here."""

PARTIES = (
    Party(
        key="controller",
        name="PT Stream Intelligence Indonesia (SII)",
        says={
            "id": "Pengendali data pribadi: badan usaha yang menjalankan semua produk dan layanan Kindr di Indonesia",
            "en": "Controller of personal data: the company that runs every Kindr product and service in Indonesia",
        },
        email=EMAIL,
    ),
    Party(
        key="information_centre",
        name="Pusat Informasi Pelanggan Kindr",
        says={
            "id": "Pusat informasi pelanggan: tempat meminta melihat, memperbaiki, dan menghapus data Anda",
            "en": "Customer information centre: where you ask to see, correct and delete your data",
        },
        email=EMAIL,
    ),
    Party(
        key="data_protection_officer",
        name="Pejabat Pelindungan Data Pribadi Kindr",
        says={
            "id": "Pejabat pelindungan data pribadi: memberi saran dan mengawasi agar kebijakan ini dijalankan",
            "en": "Data protection officer: gives advice and watches that this policy is kept",
        },
        email=EMAIL,
    ),
)

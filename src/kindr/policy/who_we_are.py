"""Who answers for the personal data that Kindr keeps, and how to reach them (chapters 1, 7 and 8)."""

from __future__ import annotations

from kindr.privacy.terms import Party

EMAIL = "support@kindrkids.id"

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

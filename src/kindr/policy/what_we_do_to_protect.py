"""Why Kindr uses personal data to keep what this policy promises, each purpose with its legal basis (4.8, S)."""

from __future__ import annotations

from kindr.privacy.terms import Basis, Purpose

TO_PROTECT = (
    Purpose(
        "show_my_data",
        {
            "id": "Memenuhi hak Anda untuk melihat, memperbaiki, dan mengunduh data",
            "en": "Serve your rights to see, correct and download your data",
        },
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.1",
        "essential.legal_obligation",
    ),
    Purpose(
        "erase_my_data",
        {"id": "Memenuhi hak Anda atas penghapusan data", "en": "Serve your right to have your data erased"},
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.2",
        "essential.legal_obligation",
    ),
    Purpose(
        "answer_requests",
        {"id": "Menangani permintaan hak yang Anda ajukan", "en": "Work on the requests you make under your rights"},
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.3",
        "essential.legal_obligation",
    ),
    Purpose(
        "record_requests",
        {"id": "Mencatat permintaan hak yang Anda ajukan", "en": "Write down the requests you make under your rights"},
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.9",
        "essential.legal_obligation",
    ),
    Purpose(
        "oversee_access",
        {"id": "Mengawasi siapa yang membuka data pribadi", "en": "Oversee who opens personal data"},
        Basis.LEGAL_DUTY,
        "dpv:LegalCompliance",
        "4.8.4",
        "essential.legal_obligation",
        after_erasure=True,
    ),
    Purpose(
        "keep_systems_running",
        {
            "id": "Menjaga sistem: menghapus yang habis masanya, mengulang yang gagal",
            "en": "Keep the system going: erase what is due, repeat what failed",
        },
        Basis.LEGITIMATE_INTEREST,
        "dpv:TechnicalServiceProvision",
        "4.8.5",
        "essential.service.operations",
        prevails={
            "id": "Tanpa ini data yang habis masanya tidak terhapus.",
            "en": "Without it data whose time is over would not be erased.",
        },
    ),
    Purpose(
        "run_staff",
        {"id": "Mengelola akun kerja karyawan", "en": "Run the working accounts of our staff"},
        Basis.CONTRACT,
        "dpv:PersonnelManagement",
        "4.8.6",
        "employment",
    ),
    Purpose(
        "avert_harm",
        {"id": "Mencegah bahaya besar dalam keadaan darurat", "en": "Avert serious harm in an emergency"},
        Basis.VITAL_INTEREST,
        "dpv:EnforceSecurity",
        "4.8.8",
        "essential.service.security",
    ),
    Purpose(
        "keep_unmailed",
        {
            "id": "Memastikan surat yang sudah dihentikan tidak terkirim lagi",
            "en": "Make sure that stopped mail never starts again",
        },
        Basis.LEGITIMATE_INTEREST,
        "dpv:LegalCompliance",
        "S.1",
        "essential.legal_obligation",
        after_erasure=True,
        prevails={
            "id": "Tanpa ini surat yang Anda hentikan dapat terkirim lagi.",
            "en": "Without it letters that you stopped could start again.",
        },
    ),
)

RIGHTS = frozenset({"show_my_data", "erase_my_data", "answer_requests", "keep_systems_running"})
"""Every clause serves these: whatever is kept can be shown, corrected, erased, and goes when its time is over."""

EMERGENCY = frozenset({"avert_harm"})
"""What may be opened in an emergency says so in its clause: never a payment card, never a key to an account."""

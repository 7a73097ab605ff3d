"""The outside parties: what they do, where, under which contract, and what a transfer rests on (art. 31, 51, 52, 56).

Names, countries and contracts are for the owner to give. Until they are given they stay empty here, the record of
processing says so openly, and `kindr policy check` keeps asking.
"""

from __future__ import annotations

from kindr.privacy.terms import Processor, Standing, Transfer

PROCESSORS = (
    Processor(
        "parent_company",
        {
            "id": "Mengawasi dan mengaudit Kindr, untuk tujuan yang tertulis dalam kebijakan",
            "en": "Oversees and audits Kindr, for the purposes that the policy names",
        },
        Standing.OWN_CONTROLLER,
    ),
    Processor(
        "courier",
        {
            "id": "Mengantar paket ke alamat yang tercantum pada label",
            "en": "Brings the parcel to the address on its label",
        },
        Standing.PROCESSOR,
    ),
    Processor(
        "payment_gateway",
        {
            "id": "Menerima dan mengembalikan pembayaran di halamannya sendiri; nomor kartu tidak sampai ke Kindr",
            "en": "Takes and returns payments on its own page; the card number never reaches Kindr",
        },
        Standing.OWN_CONTROLLER,
    ),
    Processor(
        "mail_provider",
        {
            "id": "Mengantar surat elektronik ke alamat penerima",
            "en": "Carries letters to the address they are written to",
        },
        Standing.PROCESSOR,
    ),
    Processor(
        "tax_office",
        {
            "id": "Memeriksa pembukuan bila undang-undang memintanya",
            "en": "Looks into the books where the law asks for it",
        },
        Standing.AUTHORITY,
        name="Direktorat Jenderal Pajak",
        country="Indonesia",
        contract="UU KUP 28, 29",
        others=(),
        transfer=Transfer.NONE,
    ),
)

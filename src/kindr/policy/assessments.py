"""The assessments of impact that UU 27/2022 art. 34 asks for, by the purposes they are about; unsigned ones say so."""

from __future__ import annotations

from datetime import date

from kindr.policy.what_we_do_to_protect import EMERGENCY, RIGHTS
from kindr.privacy.terms import Assessment, Risk

FOUND = date(2026, 11, 22)

ASSESSMENTS = (
    Assessment(
        "DPIA-1",
        {"id": "Data anak: profil dan ukuran", "en": "Data of children: profile and sizes"},
        frozenset({"measure_sizes", "greet_birthday", "publish_review"}),
        frozenset({Risk.CHILDREN}),
        FOUND,
    ),
    Assessment(
        "DPIA-2",
        {"id": "Pembayaran dan pengembalian uang", "en": "Payments and refunds"},
        frozenset({"place_order", "take_payment", "refund_payment", "keep_tax_records"}),
        frozenset({Risk.FINANCIAL}),
        FOUND,
    ),
    Assessment(
        "DPIA-3",
        {"id": "Perilaku belanja, saran, dan poin", "en": "Shopping behaviour, suggestions and points"},
        frozenset({"personalise", "analyse_usage", "loyalty"}),
        frozenset({Risk.LARGE_SCALE, Risk.PROFILING}),
        FOUND,
    ),
    Assessment(
        "DPIA-4",
        {"id": "Akun, pesanan, dan layanan pelanggan", "en": "Accounts, orders and customer service"},
        frozenset(
            {"keep_account", "fulfil_order", "answer_customer", "deliver_letters", "secure_account", "improve_sizes"}
        ),
        frozenset({Risk.LARGE_SCALE}),
        FOUND,
    ),
    Assessment(
        "DPIA-5",
        {"id": "Memenuhi hak, mengawasi, dan keadaan darurat", "en": "Serving rights, oversight and emergencies"},
        RIGHTS | EMERGENCY | {"record_requests", "oversee_access", "prove_compliance"},
        frozenset({Risk.CHILDREN, Risk.FINANCIAL, Risk.LARGE_SCALE}),
        FOUND,
    ),
)

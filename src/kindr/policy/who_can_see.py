"""Who may see personal data, and the purposes that each may claim (chapter 5)."""

from __future__ import annotations

from kindr.privacy.terms import Recipient

RECIPIENTS = (
    Recipient(
        "customer",
        {"id": "Anda sendiri, lewat akun Anda", "en": "You yourself, through your account"},
        frozenset(
            {
                "keep_account",
                "secure_account",
                "place_order",
                "take_payment",
                "refund_payment",
                "answer_customer",
                "show_my_data",
                "erase_my_data",
                "greet_birthday",
                "personalise",
                "newsletter",
                "promotional_email",
                "product_notice",
                "event_invitation",
                "loyalty",
                "measure_sizes",
                "improve_sizes",
                "analyse_usage",
                "record_calls",
                "publish_review",
                "record_requests",
            }
        ),
    ),
    Recipient(
        "guest",
        {"id": "Anda sendiri, tanpa akun", "en": "You yourself, without an account"},
        frozenset(
            {
                "keep_account",
                "secure_account",
                "place_order",
                "take_payment",
                "answer_customer",
                "show_my_data",
                "erase_my_data",
                "newsletter",
                "product_notice",
                "improve_sizes",
                "record_requests",
            }
        ),
    ),
    Recipient(
        "stranger",
        {"id": "Anda sendiri, sebelum kami mengenal Anda", "en": "You yourself, before we know you"},
        frozenset(
            {
                "keep_account",
                "secure_account",
                "place_order",
                "answer_customer",
                "newsletter",
                "product_notice",
                "record_requests",
            }
        ),
    ),
    Recipient(
        "packer",
        {"id": "Petugas gudang", "en": "Warehouse staff"},
        frozenset({"fulfil_order", "secure_account", "run_staff"}),
    ),
    Recipient(
        "service",
        {"id": "Petugas layanan pelanggan", "en": "Customer service staff"},
        frozenset(
            {
                "answer_customer",
                "refund_payment",
                "record_calls",
                "record_requests",
                "avert_harm",
                "secure_account",
                "run_staff",
            }
        ),
    ),
    Recipient(
        "accountant",
        {"id": "Petugas keuangan", "en": "Accountants"},
        frozenset({"keep_tax_records", "refund_payment", "secure_account", "run_staff"}),
    ),
    Recipient(
        "marketer",
        {"id": "Petugas pemasaran", "en": "Marketing staff"},
        frozenset({"newsletter", "promotional_email", "event_invitation", "loyalty", "secure_account", "run_staff"}),
    ),
    Recipient(
        "analyst",
        {"id": "Analis", "en": "Analysts"},
        frozenset({"analyse_usage", "secure_account", "run_staff"}),
    ),
    Recipient(
        "merchandiser",
        {"id": "Petugas barang", "en": "Merchandisers"},
        frozenset({"secure_account", "run_staff"}),
    ),
    Recipient(
        "dpo",
        {"id": "Pejabat pelindungan data pribadi", "en": "The data protection officer"},
        frozenset(
            {
                "answer_requests",
                "erase_my_data",
                "oversee_access",
                "prove_compliance",
                "avert_harm",
                "record_requests",
                "secure_account",
                "run_staff",
            }
        ),
    ),
    Recipient(
        "consultant",
        {
            "id": "Konsultan luar bersertifikat resmi, dengan izin per jam",
            "en": "Officially certified outside consultants, with a grant for hours",
        },
        frozenset({"answer_customer", "oversee_access", "analyse_usage", "prove_compliance", "secure_account"}),
    ),
    Recipient(
        "system",
        {"id": "Sistem Kindr, tanpa campur tangan manusia", "en": "Kindr's own system, with no human in between"},
        frozenset(
            {
                "keep_systems_running",
                "deliver_letters",
                "keep_account",
                "secure_account",
                "place_order",
                "take_payment",
                "refund_payment",
                "fulfil_order",
                "keep_tax_records",
                "show_my_data",
                "erase_my_data",
                "prove_compliance",
                "keep_unmailed",
                "personalise",
                "newsletter",
                "promotional_email",
                "product_notice",
                "greet_birthday",
                "event_invitation",
                "loyalty",
                "measure_sizes",
                "improve_sizes",
                "analyse_usage",
                "run_staff",
                "record_requests",
                "answer_requests",
            }
        ),
    ),
    Recipient(
        "parent_company",
        {"id": "Perusahaan induk Kindr", "en": "The Kindr parent company"},
        frozenset({"oversee_access", "keep_tax_records"}),
        outside=True,
    ),
    Recipient(
        "courier",
        {"id": "Kurir", "en": "Couriers"},
        frozenset({"fulfil_order"}),
        outside=True,
    ),
    Recipient(
        "payment_gateway",
        {"id": "Gerbang pembayaran", "en": "The payment gateway"},
        frozenset({"take_payment", "refund_payment"}),
        outside=True,
    ),
    Recipient(
        "mail_provider",
        {"id": "Penyedia pengiriman e-mail", "en": "The e-mail provider"},
        frozenset(
            {
                "deliver_letters",
                "newsletter",
                "promotional_email",
                "product_notice",
                "greet_birthday",
                "event_invitation",
                "loyalty",
            }
        ),
        outside=True,
    ),
    Recipient(
        "tax_office",
        {"id": "Kantor pajak", "en": "The tax office"},
        frozenset({"keep_tax_records"}),
        outside=True,
    ),
)

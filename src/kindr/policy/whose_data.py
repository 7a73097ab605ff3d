"""Whose data Kindr keeps: kinds of people, and the clauses under which their data lies (UU 27/2022 art. 31)."""

from __future__ import annotations

from kindr.privacy.terms import Subject

EVERYBODY = frozenset(
    {
        "access_log",
        "account_facts",
        "consent_ledger",
        "development_mailbox",
        "legal_hold",
        "request_papers",
        "rights_request",
        "sign_in_attempt",
    }
)
ORDERING = frozenset(
    {
        "delivery_address",
        "fit_verdict",
        "invoice",
        "order_book",
        "order_contact",
        "payment_card",
        "problem_picture",
        "problem_report",
        "service_ticket",
        "call_recording",
    }
)
LETTERS = frozenset({"newsletter_subscription", "product_notification", "suppression"})

SUBJECTS = (
    Subject(
        "customer",
        {"id": "Pelanggan yang mempunyai akun", "en": "Customers with an account"},
        "dpv:Customer",
        "customer",
        EVERYBODY
        | ORDERING
        | LETTERS
        | {
            "account_contact",
            "profile",
            "birthday",
            "address_book",
            "second_factor",
            "browsing_events",
            "review_picture",
            "personal_recommendations",
            "event_guest",
            "loyalty_account",
        },
    ),
    Subject(
        "guest",
        {"id": "Pelanggan tanpa akun dan pelanggan buletin", "en": "Customers without an account, and subscribers"},
        "dpv:Consumer",
        "prospect",
        ORDERING | LETTERS | {"guest_contact", "access_log", "consent_ledger", "rights_request", "request_papers"},
    ),
    Subject(
        "child",
        {"id": "Anak, lewat orang tua atau walinya", "en": "Children, through a parent or guardian"},
        "dpv:Child",
        "child",
        frozenset(
            {
                "child_profile",
                "child_wardrobe",
                "measurements",
                "access_log",
                "consent_ledger",
                "request_papers",
            }
        ),
    ),
    Subject(
        "staff",
        {"id": "Karyawan", "en": "Staff"},
        "dpv:Employee",
        "employee",
        frozenset(
            {"staff_account", "second_factor", "access_log", "access_reason", "account_facts", "incident_record"}
        ),
    ),
    Subject(
        "consultant",
        {"id": "Konsultan luar", "en": "Outside consultants"},
        "dpv:DataSubject",
        "consultant",
        frozenset({"consultant_certificate", "second_factor", "access_log", "access_reason", "account_facts"}),
    ),
)

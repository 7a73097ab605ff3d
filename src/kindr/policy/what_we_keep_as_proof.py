"""The clauses of what keeping the promises itself writes down: staff, openings, consents, requests (5, 6, 7, 9, S)."""

from __future__ import annotations

from kindr.policy import how_long as terms
from kindr.policy.what_we_do_to_protect import RIGHTS
from kindr.privacy.terms import AtErasure, Clause

AS_PROOF = (
    Clause(
        "5.1.3",
        "staff_account",
        {"id": "Akun kerja karyawan", "en": "A working account of our staff"},
        about=frozenset({"name", "email"}),
        sources=frozenset({"staff"}),
        purposes=frozenset({"run_staff", "secure_account", "deliver_letters", "oversee_access"}) | RIGHTS,
        keep=terms.WITH_WORK,
    ),
    Clause(
        "5.2.4",
        "consultant_certificate",
        {"id": "Sertifikat konsultan", "en": "A consultant's certificate"},
        about=frozenset({"certificate"}),
        sources=frozenset({"staff"}),
        purposes=frozenset({"oversee_access", "prove_compliance", "run_staff"}) | RIGHTS,
        keep=terms.WITH_ASSIGNMENT,
    ),
    Clause(
        "5.3.3",
        "access_log",
        {"id": "Catatan pembukaan data", "en": "The record of openings"},
        about=frozenset({"access_history"}),
        sources=frozenset({"system"}),
        purposes=frozenset({"oversee_access", "prove_compliance"}) | RIGHTS,
        keep=terms.TWO_YEARS_LOG,
        at_erasure=AtErasure.KEPT_LOCKED,
    ),
    Clause(
        "5.3.5",
        "access_reason",
        {"id": "Alasan karyawan untuk membuka data", "en": "The reasons of staff for opening data"},
        about=frozenset({"access_history"}),
        sources=frozenset({"staff"}),
        purposes=frozenset({"oversee_access", "prove_compliance", "run_staff"}) | RIGHTS,
        keep=terms.TWO_YEARS_LOG,
        at_erasure=AtErasure.KEPT_LOCKED,
    ),
    Clause(
        "6.1.4",
        "request_papers",
        {
            "id": "Paket data dan perubahan yang Anda minta",
            "en": "The package of your data and the changes you ask for",
        },
        about=frozenset(
            {
                "correspondence",
                "name",
                "date_of_birth",
                "address",
                "email",
                "phone",
                "measurements",
                "order_history",
                "payment_card",
                "access_history",
                "consent_history",
                "account",
            }
        ),
        sources=frozenset({"account", "service_call", "system"}),
        purposes=RIGHTS,
        keep=terms.SEVEN_DAYS_MADE,
    ),
    Clause(
        "7.3",
        "rights_request",
        {"id": "Permintaan hak", "en": "A request under your rights"},
        about=frozenset({"correspondence", "email"}),
        sources=frozenset({"account", "service_call", "system"}),
        purposes=frozenset({"record_requests", "answer_requests", "deliver_letters", "prove_compliance"}) | RIGHTS,
        keep=terms.FIVE_YEARS_REQUEST,
        at_erasure=AtErasure.KEPT_LOCKED,
    ),
    Clause(
        "6.3.10",
        "legal_hold",
        {"id": "Alasan sebuah penahanan", "en": "The reason of a hold"},
        about=frozenset({"correspondence"}),
        sources=frozenset({"staff"}),
        purposes=frozenset({"prove_compliance", "oversee_access"}) | RIGHTS,
        keep=terms.FIVE_YEARS_HELD,
        at_erasure=AtErasure.KEPT_LOCKED,
    ),
    Clause(
        "6.3.11",
        "incident_record",
        {"id": "Catatan tentang kegagalan pelindungan data", "en": "What is written about a failure of protection"},
        about=frozenset({"correspondence"}),
        sources=frozenset({"staff"}),
        purposes=frozenset({"prove_compliance", "oversee_access"}) | RIGHTS,
        keep=terms.FIVE_YEARS_INCIDENT,
        at_erasure=AtErasure.KEPT_LOCKED,
    ),
    Clause(
        "9.1.4",
        "consent_ledger",
        {"id": "Buku persetujuan", "en": "The consent ledger"},
        about=frozenset({"consent_history"}),
        sources=frozenset({"account", "newsletter", "measuring_tool", "browsing", "service_call", "system"}),
        purposes=frozenset({"prove_compliance", "oversee_access"}) | RIGHTS,
        keep=terms.FIVE_YEARS_PROOF,
        at_erasure=AtErasure.KEPT_LOCKED,
    ),
    Clause(
        "S.4",
        "development_mailbox",
        {"id": "Kotak surat percobaan (hanya pada pengembangan)", "en": "The trial mailbox (in development only)"},
        about=frozenset({"correspondence", "email"}),
        sources=frozenset({"system"}),
        purposes=frozenset({"deliver_letters"}) | RIGHTS,
        keep=terms.SEVEN_DAYS,
    ),
)

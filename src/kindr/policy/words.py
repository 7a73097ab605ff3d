"""The words that the published page needs around the policy: headings of its tables, legal bases, terms."""

from __future__ import annotations

from collections.abc import Mapping

from kindr.privacy.terms import AtErasure, Basis, Specific, Text

BASES: Mapping[Basis, Text] = {
    Basis.CONSENT: {"id": "Persetujuan Anda", "en": "Your consent"},
    Basis.CONTRACT: {"id": "Perjanjian dengan Anda", "en": "A contract with you"},
    Basis.LEGAL_DUTY: {"id": "Kewajiban hukum", "en": "A legal duty"},
    Basis.VITAL_INTEREST: {"id": "Kepentingan vital", "en": "A vital interest"},
    Basis.PUBLIC_TASK: {"id": "Tugas umum", "en": "A public task"},
    Basis.LEGITIMATE_INTEREST: {"id": "Kepentingan yang sah", "en": "A legitimate interest"},
}

KINDS: Mapping[Specific, Text] = {
    Specific.NO: {"id": "Umum", "en": "General"},
    Specific.CHILD: {"id": "Spesifik: data anak", "en": "Specific: data of a child"},
    Specific.FINANCIAL: {"id": "Spesifik: data keuangan pribadi", "en": "Specific: personal financial data"},
}

ERASURES: Mapping[AtErasure, Text] = {
    AtErasure.GOES_NOW: {"id": "Dihapus saat itu juga", "en": "Erased at once"},
    AtErasure.KEPT_LOCKED: {"id": "Terkunci sampai masanya habis", "en": "Locked until its time is over"},
    AtErasure.UNTIL_DELIVERED: {"id": "Dihapus begitu paket tiba", "en": "Erased once the parcel has arrived"},
}

PAGE: Mapping[str, Text] = {
    "title": {"id": "Kebijakan Privasi", "en": "Privacy Policy"},
    "summary": {
        "id": "Setiap kalimat bernomor, dan setiap nomor dijaga oleh program kami.",
        "en": "Every sentence has a number, and every number is kept by our program.",
    },
    "version": {"id": "Versi", "en": "Version"},
    "contents": {"id": "Isi", "en": "Contents"},
    "being_built": {"id": "sedang dibangun", "en": "being built"},
    "being_built_note": {
        "id": "Kalimat bertanda “sedang dibangun” belum berjalan; sampai saat itu data tersebut tidak dikumpulkan.",
        "en": "Sentences marked “being built” do not work yet; until they do, that data is not collected.",
    },
    "own_term": {"id": "ketentuan kami sendiri", "en": "our own term"},
    "law": {"id": "undang-undang", "en": "the law"},
    "at_once": {"id": "sejak awal", "en": "from the start"},
    "yes": {"id": "ya", "en": "yes"},
    "no": {"id": "tidak", "en": "no"},
    "only_after_yes": {"id": "tidak; hanya setelah Anda menjawab ya", "en": "no; only after your yes"},
    "inside": {"id": "di dalam Kindr", "en": "inside Kindr"},
    "outside": {"id": "pihak luar", "en": "outside party"},
    "deadline": {"id": "paling lambat dalam {count} {unit}", "en": "within {count} {unit}"},
    "visit": {"id": "sampai peramban ditutup", "en": "until the browser is closed"},
    "hours": {"id": "jam", "en": "hours"},
    "days": {"id": "hari", "en": "days"},
}

TABLES: Mapping[str, tuple[Text, tuple[Text, ...]]] = {
    "parties": (
        {"id": "Kepada siapa Anda dapat menulis", "en": "Whom you can write to"},
        (
            {"id": "Nama", "en": "Name"},
            {"id": "Peran", "en": "Part"},
            {"id": "E-mail", "en": "E-mail"},
        ),
    ),
    "categories": (
        {"id": "Jenis data dan golongannya menurut UU 27/2022", "en": "Kinds of data, and their class in UU 27/2022"},
        (
            {"id": "Jenis data", "en": "Kind of data"},
            {"id": "Golongan", "en": "Class"},
            {"id": "Tersimpan dalam", "en": "Kept in"},
        ),
    ),
    "clauses": (
        {
            "id": "Apa yang disimpan, dari mana, untuk apa, dan sampai kapan",
            "en": "What is kept, whence, why, how long",
        },
        (
            {"id": "Nomor", "en": "Number"},
            {"id": "Apa", "en": "What"},
            {"id": "Dari mana", "en": "From where"},
            {"id": "Untuk apa", "en": "What for"},
            {"id": "Sampai kapan", "en": "Until when"},
            {"id": "Bila akun dihapus", "en": "If the account is deleted"},
        ),
    ),
    "purposes": (
        {"id": "Tujuan, dasar hukum, dan data yang dipakai", "en": "Purposes, legal basis and the data used"},
        (
            {"id": "Nomor", "en": "Number"},
            {"id": "Tujuan", "en": "Purpose"},
            {"id": "Dasar hukum", "en": "Legal basis"},
            {"id": "Data yang dipakai", "en": "Data used"},
        ),
    ),
    "recipients": (
        {"id": "Siapa dapat membuka data, dan untuk apa", "en": "Who can open data, and what for"},
        (
            {"id": "Siapa", "en": "Who"},
            {"id": "Di mana", "en": "Where"},
            {"id": "Untuk apa", "en": "What for"},
        ),
    ),
    "rights": (
        {"id": "Hak dan tenggatnya", "en": "Rights and their deadlines"},
        (
            {"id": "Hak", "en": "Right"},
            {"id": "Pasal", "en": "Article"},
            {"id": "Tenggat", "en": "Deadline"},
            {"id": "Tenggat menurut", "en": "Deadline set by"},
        ),
    ),
    "withdrawals": (
        {"id": "Apa yang berhenti bila persetujuan ditarik", "en": "What stops when a consent is withdrawn"},
        (
            {"id": "Persetujuan", "en": "Consent"},
            {"id": "Yang berhenti", "en": "What stops"},
            {"id": "Yang tetap berjalan", "en": "What goes on"},
        ),
    ),
    "cookies": (
        {"id": "Kuki yang dipakai toko", "en": "The cookies the shop sets"},
        (
            {"id": "Nama", "en": "Name"},
            {"id": "Untuk apa", "en": "What for"},
            {"id": "Lama", "en": "How long"},
            {"id": "Diperlukan", "en": "Needed"},
        ),
    ),
}
"""Caption and column headings of each table, by the name under which `policy_pages/tables.py` fills it."""

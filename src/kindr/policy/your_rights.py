"""The rights of a person and the clock of each (chapter 6); a deadline with `by_law=False` is Kindr's own."""

from __future__ import annotations

from kindr.privacy.terms import Right

RIGHTS = (
    Right(
        "access",
        {
            "id": "Melihat dan menyalin data Anda, beserta jejak pemrosesannya",
            "en": "See and copy your data, with the trail of its processing",
        },
        "UU 27/2022 7, 32",
        72,
        True,
    ),
    Right(
        "correction",
        {"id": "Memperbaiki dan melengkapi data Anda", "en": "Correct and complete your data"},
        "UU 27/2022 6, 30",
        72,
        True,
    ),
    Right(
        "withdrawal",
        {"id": "Menarik kembali persetujuan", "en": "Withdraw consent"},
        "UU 27/2022 9, 40",
        72,
        True,
    ),
    Right(
        "restriction",
        {"id": "Menunda atau membatasi pemrosesan", "en": "Suspend or restrict processing"},
        "UU 27/2022 11, 41",
        72,
        True,
    ),
    Right(
        "erasure",
        {"id": "Mengakhiri pemrosesan dan menghapus data Anda", "en": "End processing and have your data erased"},
        "UU 27/2022 8, 43, 44",
        720,
        False,
    ),
    Right(
        "portability",
        {"id": "Mengunduh data Anda dalam bentuk yang lazim", "en": "Download your data in a common format"},
        "UU 27/2022 13",
        72,
        False,
    ),
    Right(
        "objection",
        {
            "id": "Berkeberatan atas keputusan yang diambil mesin saja",
            "en": "Object to a decision taken by a machine alone",
        },
        "UU 27/2022 10",
        72,
        False,
    ),
    Right(
        "information",
        {
            "id": "Mengetahui siapa kami, dasar hukum, tujuan, dan tanggung jawab kami",
            "en": "Know who we are, our legal basis, our purpose and our accountability",
        },
        "UU 27/2022 5",
        0,
        True,
    ),
    Right(
        "breach_notice",
        {
            "id": "Diberi tahu secara tertulis bila pelindungan data Anda gagal",
            "en": "Be told in writing when the protection of your data has failed",
        },
        "UU 27/2022 46",
        72,
        True,
    ),
    Right(
        "complaint",
        {"id": "Mengadu, menggugat, dan menerima ganti rugi", "en": "Complain, sue and be compensated"},
        "UU 27/2022 12",
        0,
        True,
    ),
)

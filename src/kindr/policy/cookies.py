"""The cookies that the shop may set (chapter C); no other may be set."""

from __future__ import annotations

from kindr.privacy.terms import Cookie

COOKIES = (
    Cookie(
        "session",
        {
            "id": "Mengenali peramban Anda; isinya nomor acak",
            "en": "Recognises your browser; it holds a random number",
        },
        14 * 24 * 3600,
        True,
    ),
    Cookie(
        "form",
        {
            "id": "Mencegah situs lain mengirim formulir atas nama Anda",
            "en": "Keeps other websites from sending a form in your name",
        },
        0,
        True,
    ),
    Cookie(
        "basket",
        {"id": "Mengingat keranjang Anda; isinya nomor acak", "en": "Remembers your basket; it holds a random number"},
        30 * 24 * 3600,
        True,
    ),
    Cookie(
        "shopping_for",
        {
            "id": "Mengingat bahwa Anda sedang berbelanja untuk seorang anak; isinya hanya angka 1",
            "en": "Remembers that you are shopping for a child; it holds the number 1 and nothing else",
        },
        0,
        True,
    ),
    Cookie(
        "choices",
        {
            "id": "Mengingat jawaban Anda tentang kuki: tanggalnya, dan ya atau tidak untuk tiap tujuan",
            "en": "Remembers your answer about cookies: its date, and a yes or no for each purpose",
        },
        180 * 24 * 3600,
        True,
    ),
    Cookie(
        "seen",
        {
            "id": "Mengingat delapan pakaian yang terakhir Anda lihat, hanya di peramban ini",
            "en": "Remembers the eight garments you looked at last, in this browser only",
        },
        30 * 24 * 3600,
        False,
        "personalise",
    ),
)

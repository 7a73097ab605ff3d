"""The cookies that the shop may set (chapter C); no other may be set."""

from __future__ import annotations

from kindr.privacy.terms import Cookie

COOKIES = (
    Cookie(
        "kindr_session",
        {
            "id": "Mengenali peramban Anda selama Anda masuk; isinya nomor acak",
            "en": "Recognises your browser while you are signed in; it holds a random number",
        },
        14 * 24 * 3600,
        True,
    ),
    Cookie(
        "csrftoken",
        {
            "id": "Mencegah situs lain mengirim formulir atas nama Anda",
            "en": "Keeps other sites from sending a form in your name",
        },
        365 * 24 * 3600,
        True,
    ),
    Cookie(
        "kindr_basket",
        {"id": "Mengingat keranjang Anda; isinya nomor acak", "en": "Remembers your basket; it holds a random number"},
        30 * 24 * 3600,
        True,
    ),
    Cookie(
        "django_language",
        {"id": "Mengingat bahasa yang Anda pilih", "en": "Remembers the language you chose"},
        365 * 24 * 3600,
        True,
    ),
)

"""Which consents can be withdrawn, what then stops, and what goes on (chapter 9)."""

from __future__ import annotations

from kindr.privacy.terms import Withdrawal

WITHDRAWALS = (
    Withdrawal(
        "personalise",
        stops={
            "id": 'Saran, urutan, dan saringan "pas untuk anak Anda" berhenti, dan Anda dikeluarkan dari model.',
            "en": 'Recommendations, ordering and "fits your child" filters stop, and you are taken out of the model.',
        },
        goes_on={
            "id": "Anda tetap melihat semua produk, dengan urutan yang sama bagi semua orang.",
            "en": "You still see every product, in the same order as everybody.",
        },
        called=(
            "personalisasi",
            "rekomendasi",
            "saran produk",
            "personalisation",
            "personalization",
            "personalised",
            "personalized",
            "recommendation",
        ),
        can_be_undone=True,
    ),
    Withdrawal(
        "analyse_usage",
        stops={
            "id": "Kunjungan Anda tidak lagi dicatat di bawah nama samaran, dan catatan yang ada dihapus.",
            "en": "Your visits are no longer noted under a pseudonym, and what was noted is erased.",
        },
        goes_on={
            "id": "Situs tetap berfungsi penuh; hanya hitungan tanpa identitas yang tersisa.",
            "en": "The website works in full; only counts without identity remain.",
        },
        called=("analitik", "analisis", "pelacakan", "lacak", "kunjungan saya", "analytics", "tracking", "track me"),
    ),
    Withdrawal(
        "newsletter",
        stops={
            "id": "Buletin tidak lagi dikirim, termasuk yang sudah antre.",
            "en": "Newsletters are no longer sent, those already queued included.",
        },
        goes_on={
            "id": "Surat tentang akun dan pesanan Anda tetap dikirim.",
            "en": "Letters about your account and orders still come.",
        },
        called=("buletin", "newsletter"),
        is_by_mail=True,
        can_be_undone=True,
    ),
    Withdrawal(
        "promotional_email",
        stops={
            "id": "Kabar produk baru dan penawaran khusus tidak lagi dikirim.",
            "en": "News of new products and special offers is no longer sent.",
        },
        goes_on={
            "id": "Surat tentang akun dan pesanan Anda tetap dikirim, dan harga di toko sama.",
            "en": "Letters about your account and orders still come, and prices in the shop are the same.",
        },
        called=(
            "promo",
            "penawaran",
            "iklan",
            "diskon",
            "pemasaran",
            "marketing",
            "promotion",
            "promotional",
            "offers",
            "advertis",
        ),
        is_by_mail=True,
        can_be_undone=True,
    ),
    Withdrawal(
        "greet_birthday",
        stops={
            "id": "Tanggal lahir dihapus dan ucapan bulan ulang tahun berhenti.",
            "en": "The date of birth is erased and birthday greetings stop.",
        },
        goes_on={
            "id": "Akun, pesanan, dan poin Anda tidak berubah.",
            "en": "Your account, orders and points do not change.",
        },
        called=("ulang tahun", "tanggal lahir", "birthday", "date of birth"),
    ),
    Withdrawal(
        "product_notice",
        stops={
            "id": "Kabar stok dan harga yang Anda minta dibatalkan.",
            "en": "The stock and price news you asked for is cancelled.",
        },
        goes_on={
            "id": "Anda tetap dapat melihat stok dan harga di halaman produk.",
            "en": "Stock and price are still on the product page.",
        },
        called=(
            "kabar stok",
            "kabar harga",
            "notifikasi produk",
            "stock alert",
            "price alert",
            "stock notice",
            "price notice",
            "product notice",
        ),
        is_by_mail=True,
        can_be_undone=True,
    ),
    Withdrawal(
        "event_invitation",
        stops={
            "id": "Undangan berhenti, dan nama Anda dihapus dari daftar tamu acara mendatang.",
            "en": "Invitations stop, and your name goes from the guest lists of coming events.",
        },
        goes_on={"id": "Belanja dan akun Anda tidak berubah.", "en": "Your shopping and your account do not change."},
        called=("undangan", "acara", "invitation", "events"),
        is_by_mail=True,
        can_be_undone=True,
    ),
    Withdrawal(
        "loyalty",
        stops={
            "id": "Keanggotaan berakhir; poin yang belum dipakai hangus setelah Anda diberi tahu jumlahnya.",
            "en": "Membership ends; unused points lapse after you have been told how many.",
        },
        goes_on={"id": "Anda tetap dapat berbelanja seperti biasa.", "en": "You can go on shopping as usual."},
        called=("poin", "keanggotaan", "loyalitas", "loyalty", "points", "membership"),
    ),
    Withdrawal(
        "measure_sizes",
        stops={
            "id": "Profil anak, ukuran, dan gambar ukur dihapus; saran ukuran yang tersimpan berhenti.",
            "en": "The child's profile, measurements and measuring pictures are erased; kept size advice stops.",
        },
        goes_on={
            "id": "Tabel ukuran dan alat ukur tanpa penyimpanan tetap dapat dipakai.",
            "en": "Size charts, and the measuring tool without keeping, can still be used.",
        },
        called=(
            "ukuran anak",
            "data ukuran",
            "pengukuran",
            "measurement",
            "measuring",
            "child's size",
            "children's sizes",
        ),
    ),
    Withdrawal(
        "record_calls",
        stops={
            "id": "Panggilan tidak direkam, dan rekaman yang ada dihapus kecuali diperlukan keluhan yang berjalan.",
            "en": "Calls are not recorded, and existing recordings are erased unless an open complaint needs them.",
        },
        goes_on={
            "id": "Anda tetap dilayani lewat telepon dan e-mail.",
            "en": "You are still served by telephone and e-mail.",
        },
        called=("rekam", "rekaman", "recording", "record my calls", "record calls"),
    ),
    Withdrawal(
        "publish_review",
        stops={
            "id": "Ulasan dan gambar Anda ditarik dari toko dan dihapus.",
            "en": "Your review and pictures are taken from the shop and erased.",
        },
        goes_on={"id": "Pesanan dan akun Anda tidak berubah.", "en": "Your orders and account do not change."},
        called=("ulasan", "review"),
    ),
)

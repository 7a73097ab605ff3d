"""The text beside every consent, in both languages; a change in meaning is a new version of its text (chapter 9).

The Indonesian text binds (UU 27/2022 art. 22); whoever reads English is shown both.
"""

from __future__ import annotations

from kindr.privacy.terms import Ask

AGREE = {"id": "Saya setuju", "en": "I agree"}

ASKS = (
    Ask(
        "personalise",
        "personalise/1",
        {
            "id": (
                "Kindr boleh memakai apa yang saya lihat dan beli di sini untuk memilihkan saran dan urutan produk.",
                "Hanya sistem Kindr yang memakainya. Saya dapat menarik persetujuan ini kapan saja.",
            ),
            "en": (
                "Kindr may use what I look at and buy here to choose recommendations and the order of products.",
                "Only Kindr's own system uses it. I can take this consent back at any time.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "analyse_usage",
        "analyse-usage/1",
        {
            "id": (
                "Kindr boleh mencatat kunjungan saya di bawah nama samaran untuk mempelajari cara situs dipakai.",
                "Saya dapat menarik persetujuan ini kapan saja; catatannya lalu dihapus.",
            ),
            "en": (
                "Kindr may note my visits under a pseudonym to learn how the website is used.",
                "I can take this consent back at any time; what was noted is then erased.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "newsletter",
        "newsletter/1",
        {
            "id": (
                "Kindr boleh mengirim buletin dengan topik pilihan saya ke alamat e-mail saya.",
                "Saya dapat menarik persetujuan ini kapan saja, juga lewat tautan di setiap buletin.",
            ),
            "en": (
                "Kindr may send the newsletter on the topics I chose to my e-mail address.",
                "I can take this consent back at any time, also by the link in every newsletter.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "promotional_email",
        "promotional-email/1",
        {
            "id": (
                "Kindr boleh mengirim kabar produk baru dan penawaran khusus ke alamat e-mail saya.",
                "Saya dapat menarik persetujuan ini kapan saja, juga lewat tautan di setiap surat.",
            ),
            "en": (
                "Kindr may send news of new products and special offers to my e-mail address.",
                "I can take this consent back at any time, also by the link in every letter.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "greet_birthday",
        "greet-birthday/1",
        {
            "id": (
                "Kindr boleh menyimpan tanggal lahir saya dan mengirim ucapan pada bulan ulang tahun saya.",
                "Saya dapat menarik persetujuan ini kapan saja; tanggal itu lalu dihapus.",
            ),
            "en": (
                "Kindr may keep my date of birth and send me a greeting in the month of my birthday.",
                "I can take this consent back at any time; the date is then erased.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "product_notice",
        "product-notice/1",
        {
            "id": (
                "Kindr boleh mengabari saya lewat e-mail bila stok atau harga produk yang saya pilih berubah.",
                "Saya dapat menarik persetujuan ini kapan saja.",
            ),
            "en": (
                "Kindr may write to me when the stock or the price of a product I chose changes.",
                "I can take this consent back at any time.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "event_invitation",
        "event-invitation/1",
        {
            "id": (
                "Kindr boleh mengundang saya lewat e-mail ke acara khusus pelanggan.",
                "Saya dapat menarik persetujuan ini kapan saja.",
            ),
            "en": (
                "Kindr may invite me to private events by e-mail.",
                "I can take this consent back at any time.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "loyalty",
        "loyalty/1",
        {
            "id": (
                "Kindr boleh mencatat pembelian saya sebagai poin dan mengabari saya tentang poin itu.",
                "Saya dapat menarik persetujuan ini kapan saja; jumlah poin yang hangus diberitahukan lebih dahulu.",
            ),
            "en": (
                "Kindr may count my purchases as points and write to me about them.",
                "I can take this consent back at any time; I am told first how many points would lapse.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "record_calls",
        "record-calls/1",
        {
            "id": (
                "Kindr boleh merekam panggilan saya dengan layanan pelanggan untuk menangani pertanyaan saya.",
                "Saya dapat menarik persetujuan ini kapan saja; rekamannya lalu dihapus.",
            ),
            "en": (
                "Kindr may record my calls with customer service to deal with my questions.",
                "I can take this consent back at any time; the recordings are then erased.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "measure_sizes",
        "child-profile/2",
        {
            "id": (
                "Saya orang tua atau wali anak ini.",
                "Kindr boleh menyimpan nama panggilan, bulan lahir, tinggi badan, dan ukuran yang saya tulis di sini,"
                " serta hasil pengukuran yang saya pilih untuk disimpan (berat badan, lingkar dada, pinggang, pinggul,"
                " dan kepala, panjang kaki bagian dalam, panjang dan lebar telapak kaki, beserta tanggal dan cara"
                " ukurnya),"
                " dan barang belanjaan mana yang saya sebut untuk anak ini, hanya untuk mencari ukuran yang pas bagi"
                " anak ini, melihat mana yang masih muat, dan menampilkannya di akun saya.",
                "Data ini tidak dipakai untuk hal lain dan tidak diberikan kepada siapa pun. Jika saya bertanya soal"
                " ukuran, layanan pelanggan hanya melihat ukuran mana yang pas. Kindr menyimpannya sampai"
                " saya menarik persetujuan ini, menghapus akun, atau anak ini genap berusia 18 tahun dan memutuskan"
                " sendiri.",
                "Saya dapat menarik persetujuan ini kapan saja di halaman anak saya; profil dan hasil"
                " pengukurannya saat itu juga dihapus.",
            ),
            "en": (
                "I am this child's parent or guardian.",
                "Kindr may keep the nickname, month of birth, height and size that I write here, and the measurements"
                " that I choose to keep (weight, chest, waist, hip and head, inner leg, length and width of the foot,"
                " with the day and the way they were measured), and which purchases I say are for this child, only to"
                " find the size that fits, to see what still fits, and to show it in my account.",
                "It is used for nothing else and given to nobody. When I ask about a size, customer service sees only"
                " which one fits. Kindr keeps it until I take this consent back, delete my account, or the child turns"
                " 18 and decides for themself.",
                "I can take this consent back at any time on my children's page; the profile and the"
                " measurements are then erased at once.",
            ),
        },
        box=AGREE,
    ),
    Ask(
        "publish_review",
        "publish-review/1",
        {
            "id": (
                "Kindr boleh menampilkan ulasan dan gambar yang saya kirim di halaman produknya.",
                "Saya dapat menarik persetujuan ini kapan saja; ulasan dan gambarnya lalu dihapus.",
            ),
            "en": (
                "Kindr may show the review and the pictures that I sent on the product's page.",
                "I can take this consent back at any time; review and pictures are then erased.",
            ),
        },
        box=AGREE,
    ),
)

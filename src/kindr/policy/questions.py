"""The policy as questions: what each chapter answers in two sentences, and what people ask before they read.

An answer only leads to its chapter; what binds are the numbered sentences. Blanks are those of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kindr.privacy.terms import Text


@dataclass(frozen=True)
class Question:
    """A question with its answer, and the sentences that keep the answer."""

    asks: Text
    answers: Text
    sentences: tuple[str, ...] = ()


CHAPTERS: Mapping[str, Question] = {
    "1": Question(
        {"id": "Siapa yang bertanggung jawab atas data saya?", "en": "Who answers for my data?"},
        {
            "id": "{controller} menjalankan Kindr dan bertanggung jawab atas data Anda. Data itu tersimpan tersegel, "
            "sedangkan kunci pembukanya berada di server lain.",
            "en": "{controller} runs Kindr and answers for your data. It lies sealed, and the keys that open it "
            "lie on another server.",
        },
    ),
    "2": Question(
        {"id": "Apa yang Anda ketahui tentang saya?", "en": "What do you know about me?"},
        {
            "id": "Hanya yang Anda berikan sendiri dan yang timbul dari pesanan Anda, jenis demi jenis. Setiap jenis "
            "menyebutkan sampai kapan disimpan.",
            "en": "Only what you give us yourself and what your orders leave behind, kind by kind. Each kind says "
            "until when it is kept.",
        },
    ),
    "3": Question(
        {"id": "Dari mana Anda mendapatkannya?", "en": "Where do you get it from?"},
        {
            "id": "Dari Anda: saat membuka akun, memesan, berlangganan, atau menghubungi kami. Sistem kami hanya "
            "menambahkan catatan tentang pekerjaannya sendiri.",
            "en": "From you: when you open an account, order, subscribe or contact us. Our system only adds the "
            "record of its own work.",
        },
    ),
    "4": Question(
        {"id": "Untuk apa data saya dipakai?", "en": "What do you use it for?"},
        {
            "id": "Untuk mengantarkan pesanan Anda, menyediakan akun Anda, dan memenuhi kewajiban hukum. Selebihnya, "
            "seperti kabar dan saran, hanya dengan persetujuan Anda.",
            "en": "To bring you what you ordered, to keep your account, and to do what the law asks. The rest, such "
            "as news and suggestions, only with your consent.",
        },
    ),
    "5": Question(
        {"id": "Siapa yang dapat melihatnya?", "en": "Who can see it?"},
        {
            "id": "Hanya orang yang memerlukannya untuk tugas yang tertulis di sini, dan setiap pembukaan dicatat "
            "sebelum data terlihat. Anda dapat membaca catatan itu sendiri, dan data tidak pernah dijual.",
            "en": "Only people who need it for a task written here, and every opening is recorded before the data "
            "is seen. You can read that record yourself, and nothing is ever sold.",
        },
    ),
    "6": Question(
        {"id": "Apa saja hak saya?", "en": "What are my rights?"},
        {
            "id": "Melihat, memperbaiki, mengunduh, dan menghapus data Anda, serta diberi tahu bila ada yang gagal. "
            "Di halaman Data saya, melihat dan mengunduh berlaku saat itu juga.",
            "en": "To see, correct, download and erase your data, and to be told if something fails. On the My data "
            "page, seeing and downloading work at once.",
        },
    ),
    "7": Question(
        {"id": "Bagaimana saya memakainya?", "en": "How do I use them?"},
        {
            "id": "Sebagian besar dengan satu klik di halaman Data saya, tanpa menulis kepada siapa pun. Untuk yang "
            "lain, tulislah kepada {email}.",
            "en": "Most of them with a click on the My data page, without writing to anybody. For the others, "
            "write to {email}.",
        },
    ),
    "8": Question(
        {"id": "Siapa yang mengawasi?", "en": "Who watches over it?"},
        {
            "id": "Pejabat pelindungan data pribadi kami mengawasi agar kebijakan ini dijalankan. Anda dapat "
            "bertanya kepadanya lewat {email}.",
            "en": "Our data protection officer watches that this policy is kept. You can ask for advice at {email}.",
        },
    ),
    "9": Question(
        {"id": "Bagaimana bila saya berubah pikiran?", "en": "What if I change my mind?"},
        {
            "id": "Persetujuan dapat ditarik kapan saja, semudah memberikannya, dan sebelumnya Anda melihat apa yang "
            "akan berhenti. Yang tidak bergantung pada persetujuan itu berjalan seperti biasa.",
            "en": "A consent can be withdrawn at any time, as easily as it was given, and you see beforehand what "
            "will stop. Whatever does not rest on it goes on as before.",
        },
    ),
    "10": Question(
        {"id": "Bagaimana bila pertanyaan saya tidak ada di sini?", "en": "What if my question is not here?"},
        {
            "id": "Tulislah kepada {email}. Kami menjawab dalam bahasa Indonesia atau Inggris.",
            "en": "Write to {email}. We answer in Indonesian or English.",
        },
    ),
    "S": Question(
        {"id": "Apa lagi yang Anda janjikan?", "en": "What else do you promise?"},
        {
            "id": "Surat yang sudah Anda hentikan tetap berhenti, dan akun hanya untuk orang dewasa. Jangka waktu "
            "yang bukan dari undang-undang kami tandai.",
            "en": "Letters that you stopped stay stopped, and accounts are for adults only. Terms that do not come "
            "from the law are marked.",
        },
    ),
    "C": Question(
        {"id": "Kuki apa yang dipasang?", "en": "Which cookies do you set?"},
        {
            "id": "Beberapa yang diperlukan toko, dan satu lagi bila Anda mau. Tidak ada yang dari pihak lain.",
            "en": "A few that the shop needs, and one more only if you want it. None comes from anybody else.",
        },
    ),
}
"""By the number of the chapter."""

ASKED_FIRST = (
    Question(
        {"id": "Sampai kapan data saya disimpan?", "en": "Until when do you keep it?"},
        {
            "id": "Setiap jenis data mempunyai jangka waktunya sendiri; setelah itu kuncinya dimusnahkan.",
            "en": "Every kind of data has a term of its own; after it the key is destroyed.",
        },
        ("2.1.9", "2.3.2", "1.5"),
    ),
    Question(
        {"id": "Bagaimana cara menghapusnya?", "en": "How do I get it deleted?"},
        {
            "id": "Di halaman Data saya. Sebelum Anda yakin, Anda melihat apa yang hilang dan apa yang tetap.",
            "en": "On the My data page. Before you are sure, you see what goes and what stays.",
        },
        ("6.3.3", "6.3.4"),
    ),
    Question(
        {"id": "Bagaimana dengan anak saya?", "en": "What about my child?"},
        {
            "id": "Data anak hanya kami terima dari orang tua atau walinya, dan anak tidak dapat mempunyai akun.",
            "en": "A child's data comes from a parent or guardian only, and a child cannot hold an account.",
        },
        ("1.3", "2.1.11", "S.8"),
    ),
    Question(
        {"id": "Apakah data saya dijual?", "en": "Do you sell my data?"},
        {
            "id": "Tidak pernah. Pihak luar hanya menerima yang diperlukan tugasnya.",
            "en": "Never. Outside parties receive only what their task needs.",
        },
        ("5.2.3", "5.2.2"),
    ),
    Question(
        {"id": "Apakah Anda tahu nomor kartu saya?", "en": "Do you know my card number?"},
        {
            "id": "Tidak. Nomor itu diketik di halaman gerbang pembayaran dan tidak sampai ke server kami.",
            "en": "No. It is typed on the payment gateway's page and does not reach our servers.",
        },
        ("2.2.2", "2.2.4"),
    ),
    Question(
        {"id": "Siapa yang sudah membuka data saya?", "en": "Who has opened my data?"},
        {
            "id": "Setiap pembukaan tercatat: siapa, kapan, apa, dan untuk apa. Catatannya dapat Anda baca.",
            "en": "Every opening is on record: who, when, what and why. You can read the record.",
        },
        ("5.3.1", "5.3.4"),
    ),
)
"""What people ask first, each with the sentences that answer it."""

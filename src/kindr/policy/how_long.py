"""How long clauses let data be kept, and from when the time counts; an empty ground marks a term of our own."""

from __future__ import annotations

from kindr.privacy.terms import Keep, Period

ONE_DAY = Keep(Period.RECORD, {"id": "1 hari setelah percobaan itu", "en": "1 day after the attempt"}, days=1)
SEVEN_DAYS = Keep(
    Period.RECORD, {"id": "7 hari setelah surat ditulis", "en": "7 days after the letter was written"}, days=7
)
SEVEN_DAYS_MADE = Keep(Period.RECORD, {"id": "7 hari setelah dibuat", "en": "7 days after it was made"}, days=7)
THIRTY_DAYS_EVENT = Keep(Period.RECORD, {"id": "30 hari setelah acara", "en": "30 days after the event"}, days=30)
AFTER_ARRIVAL = Keep(
    Period.RECORD,
    {
        "id": "30 hari setelah paket tiba atau pesanan ditutup",
        "en": "30 days after the parcel arrived or the order was closed",
    },
    days=30,
)
CARD_TERM = Keep(
    Period.RECORD,
    {
        "id": "90 hari setelah pembayaran selesai, atau sampai Anda menghapus kartu itu",
        "en": "90 days after the payment is settled, or until you remove the card",
    },
    days=90,
)
NINETY_DAYS = Keep(Period.RECORD, {"id": "90 hari setelah panggilan", "en": "90 days after the call"}, days=90)
NINETY_DAYS_CLOSED = Keep(
    Period.RECORD, {"id": "90 hari setelah laporan ditutup", "en": "90 days after the report was closed"}, days=90
)
NINETY_DAYS_ASKED = Keep(
    Period.RECORD,
    {"id": "sampai kabar itu terkirim, paling lama 90 hari", "en": "until the news was sent, at most 90 days"},
    days=90,
)
ONE_YEAR_EVENT = Keep(Period.RECORD, {"id": "1 tahun setelah kunjungan", "en": "1 year after the visit"}, days=365)
TWO_YEARS_SAID = Keep(
    Period.RECORD,
    {"id": "2 tahun setelah Anda mengatakannya", "en": "2 years after you said it"},
    years=2,
)
FIVE_YEARS_TRADE = Keep(
    Period.RECORD,
    {"id": "5 tahun setelah pesan diterima", "en": "5 years after the message was received"},
    years=5,
    ground="PP 80/2019 25(2)",
)
FIVE_YEARS_REQUEST = Keep(
    Period.RECORD,
    {"id": "5 tahun setelah permintaan selesai", "en": "5 years after the request was closed"},
    years=5,
)
FIVE_YEARS_HELD = Keep(
    Period.RECORD,
    {"id": "5 tahun setelah penahanan itu berakhir", "en": "5 years after the hold has ended"},
    years=5,
    ground="UU 27/2022 47",
)
FIVE_YEARS_INCIDENT = Keep(
    Period.RECORD,
    {"id": "5 tahun setelah kejadian itu selesai ditangani", "en": "5 years after the incident was closed"},
    years=5,
    ground="UU 27/2022 47",
)
FIVE_YEARS_SUPPRESSED = Keep(
    Period.RECORD, {"id": "5 tahun setelah berhenti berlangganan", "en": "5 years after you unsubscribed"}, years=5
)
TWO_YEARS_LOG = Keep(
    Period.CALENDAR_YEAR,
    {
        "id": "sampai 2 tahun penuh setelah tahun pembukaan berakhir",
        "en": "until 2 full years after the year of the opening",
    },
    years=2,
)
FIVE_YEARS_PROOF = Keep(
    Period.CALENDAR_YEAR,
    {
        "id": "sampai 5 tahun penuh setelah tahun pencatatan berakhir",
        "en": "until 5 full years after the year of the entry",
    },
    years=5,
)
TEN_YEARS = Keep(
    Period.CALENDAR_YEAR,
    {"id": "sampai 10 tahun penuh setelah tahun pajak berakhir", "en": "until 10 full years after the tax year"},
    years=10,
    ground="UU KUP 28(11); PP 80/2019 25(1)",
)
WITH_ACCOUNT = Keep(
    Period.LIFE,
    {
        "id": "selama Anda mempunyai akun, atau sampai Anda menghapusnya",
        "en": "as long as you have an account, or until you delete it",
    },
)
WITH_WORK = Keep(
    Period.LIFE, {"id": "selama karyawan itu bekerja di Kindr", "en": "as long as the colleague works for Kindr"}
)
WITH_ASSIGNMENT = Keep(
    Period.LIFE,
    {"id": "selama konsultan itu bekerja untuk Kindr", "en": "as long as the consultant works for Kindr"},
)
WITH_REVIEW = Keep(
    Period.RECORD,
    {"id": "selama ulasan tampil, paling lama 2 tahun", "en": "as long as the review is shown, at most 2 years"},
    years=2,
)
WITH_SUBSCRIPTION = Keep(Period.LIFE, {"id": "selama Anda berlangganan", "en": "as long as you subscribe"})

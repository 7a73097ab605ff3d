"""Why Kindr uses personal data, each purpose with its legal basis (chapter 4)."""

from __future__ import annotations

from kindr.privacy.terms import Basis, Purpose

PURPOSES = (
    Purpose(
        "personalise",
        {"id": "Menyesuaikan pengalaman Anda di Kindr", "en": "Personalise your visit to Kindr"},
        Basis.CONSENT,
        "dpv:Personalisation",
        "4.1.1",
    ),
    Purpose(
        "keep_tax_records",
        {"id": "Menyimpan pembukuan yang diwajibkan undang-undang pajak", "en": "Keep the books that tax law demands"},
        Basis.LEGAL_DUTY,
        "dpv:LegalCompliance",
        "4.2.1",
        after_erasure=True,
    ),
    Purpose(
        "prove_compliance",
        {
            "id": "Membuktikan bahwa kami mematuhi hukum dan kebijakan ini",
            "en": "Prove that we keep the law and this policy",
        },
        Basis.LEGAL_DUTY,
        "dpv:RecordManagement",
        "4.2.2",
        after_erasure=True,
    ),
    Purpose(
        "analyse_usage",
        {"id": "Mempelajari cara pelanggan memakai situs Kindr", "en": "Learn how customers use the Kindr website"},
        Basis.CONSENT,
        "dpv:ServiceUsageAnalytics",
        "4.3.1",
    ),
    Purpose(
        "newsletter",
        {"id": "Mengirim buletin dengan topik pilihan Anda", "en": "Send the newsletter on the topics you chose"},
        Basis.CONSENT,
        "dpv:DirectMarketing",
        "4.4.1",
    ),
    Purpose(
        "promotional_email",
        {"id": "Mengirim kabar produk baru dan penawaran khusus", "en": "Send news of new products and special offers"},
        Basis.CONSENT,
        "dpv:DirectMarketing",
        "4.4.2",
    ),
    Purpose(
        "greet_birthday",
        {"id": "Mengirim ucapan pada bulan ulang tahun", "en": "Send a greeting in the month of a birthday"},
        Basis.CONSENT,
        "dpv:PersonalisedBenefits",
        "4.4.3",
    ),
    Purpose(
        "product_notice",
        {
            "id": "Mengabari Anda tentang stok atau harga satu produk",
            "en": "Tell you about the stock or price of one product",
        },
        Basis.CONSENT,
        "dpv:ServiceProvision",
        "4.4.4",
    ),
    Purpose(
        "event_invitation",
        {"id": "Mengundang Anda ke acara khusus pelanggan", "en": "Invite you to private events"},
        Basis.CONSENT,
        "dpv:Marketing",
        "4.5.1",
    ),
    Purpose(
        "loyalty",
        {"id": "Menjalankan program loyalitas yang Anda ikuti", "en": "Run the loyalty programme that you joined"},
        Basis.CONSENT,
        "dpv:PersonalisedBenefits",
        "4.6.1",
    ),
    Purpose(
        "keep_account",
        {"id": "Menyediakan akun, profil, dan buku alamat Anda", "en": "Keep your account, profile and address book"},
        Basis.CONTRACT,
        "dpv:AccountManagement",
        "4.7.1",
    ),
    Purpose(
        "secure_account",
        {"id": "Melindungi akun Anda dari orang lain", "en": "Protect your account from others"},
        Basis.LEGITIMATE_INTEREST,
        "dpv:IdentityVerification",
        "4.7.2",
        prevails={
            "id": "Tanpa ini orang lain dapat masuk ke akun Anda.",
            "en": "Without it others could get into your account.",
        },
    ),
    Purpose(
        "place_order",
        {"id": "Menerima pesanan Anda", "en": "Take your order"},
        Basis.CONTRACT,
        "dpv:CustomerOrderManagement",
        "4.7.3",
    ),
    Purpose(
        "fulfil_order",
        {"id": "Mengemas dan mengirim pesanan Anda", "en": "Pack and ship your order"},
        Basis.CONTRACT,
        "dpv:DeliveryOfGoods",
        "4.7.4",
    ),
    Purpose(
        "take_payment",
        {"id": "Menerima pembayaran Anda", "en": "Take your payment"},
        Basis.CONTRACT,
        "dpv:PaymentManagement",
        "4.7.5",
    ),
    Purpose(
        "refund_payment",
        {"id": "Mengembalikan uang Anda", "en": "Pay your money back"},
        Basis.CONTRACT,
        "dpv:PaymentManagement",
        "4.7.6",
    ),
    Purpose(
        "answer_customer",
        {"id": "Menjawab pertanyaan dan keluhan Anda", "en": "Answer your questions and complaints"},
        Basis.CONTRACT,
        "dpv:CustomerCare",
        "4.7.7",
    ),
    Purpose(
        "deliver_letters",
        {"id": "Mengirim surat tentang akun dan pesanan Anda", "en": "Send letters about your account and orders"},
        Basis.CONTRACT,
        "dpv:CommunicationForCustomerCare",
        "4.7.8",
    ),
    Purpose(
        "record_calls",
        {"id": "Merekam panggilan layanan pelanggan", "en": "Record customer service calls"},
        Basis.CONSENT,
        "dpv:CustomerCare",
        "4.7.9",
    ),
    Purpose(
        "measure_sizes",
        {"id": "Memilihkan ukuran yang pas untuk anak Anda", "en": "Find the size that fits your child"},
        Basis.CONSENT,
        "dpv:PersonalisedBenefits",
        "4.7.10",
        is_about_children=True,
    ),
    Purpose(
        "publish_review",
        {"id": "Menampilkan ulasan dan gambar yang Anda kirim", "en": "Show the review and pictures you sent"},
        Basis.CONSENT,
        "dpv:ServiceProvision",
        "4.7.11",
    ),
    Purpose(
        "show_my_data",
        {
            "id": "Memenuhi hak Anda untuk melihat, memperbaiki, dan mengunduh data",
            "en": "Serve your rights to see, correct and download your data",
        },
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.1",
    ),
    Purpose(
        "erase_my_data",
        {"id": "Memenuhi hak Anda atas penghapusan data", "en": "Serve your right to have your data erased"},
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.2",
    ),
    Purpose(
        "answer_requests",
        {"id": "Menangani permintaan hak yang Anda ajukan", "en": "Work on the requests you make under your rights"},
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.3",
    ),
    Purpose(
        "record_requests",
        {"id": "Mencatat permintaan hak yang Anda ajukan", "en": "Write down the requests you make under your rights"},
        Basis.LEGAL_DUTY,
        "dpv:RightsFulfilment",
        "4.8.9",
    ),
    Purpose(
        "oversee_access",
        {"id": "Mengawasi siapa yang membuka data pribadi", "en": "Oversee who opens personal data"},
        Basis.LEGAL_DUTY,
        "dpv:LegalCompliance",
        "4.8.4",
        after_erasure=True,
    ),
    Purpose(
        "keep_systems_running",
        {
            "id": "Menjaga sistem: menghapus yang habis masanya, mengulang yang gagal",
            "en": "Keep the system going: erase what is due, repeat what failed",
        },
        Basis.LEGITIMATE_INTEREST,
        "dpv:TechnicalServiceProvision",
        "4.8.5",
        prevails={
            "id": "Tanpa ini data yang habis masanya tidak terhapus.",
            "en": "Without it data whose time is over would not be erased.",
        },
    ),
    Purpose(
        "run_staff",
        {"id": "Mengelola akun kerja karyawan", "en": "Run the working accounts of our staff"},
        Basis.CONTRACT,
        "dpv:PersonnelManagement",
        "4.8.6",
    ),
    Purpose(
        "avert_harm",
        {"id": "Mencegah bahaya besar dalam keadaan darurat", "en": "Avert serious harm in an emergency"},
        Basis.VITAL_INTEREST,
        "dpv:EnforceSecurity",
        "4.8.8",
    ),
    Purpose(
        "keep_unmailed",
        {
            "id": "Memastikan surat yang sudah dihentikan tidak terkirim lagi",
            "en": "Make sure that stopped mail never starts again",
        },
        Basis.LEGITIMATE_INTEREST,
        "dpv:LegalCompliance",
        "S.1",
        after_erasure=True,
        prevails={
            "id": "Tanpa ini surat yang Anda hentikan dapat terkirim lagi.",
            "en": "Without it letters that you stopped could start again.",
        },
    ),
)

RIGHTS = frozenset({"show_my_data", "erase_my_data", "answer_requests", "keep_systems_running"})
"""Every clause serves these: whatever is kept can be shown, corrected, erased, and goes when its time is over."""

EMERGENCY = frozenset({"avert_harm"})
"""What may be opened in an emergency says so in its clause: never a payment card, never a key to an account."""

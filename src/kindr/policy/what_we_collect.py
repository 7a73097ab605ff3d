"""The categories of personal data that Kindr keeps (chapter 2), with the names that DPV and fideslang give them."""

from __future__ import annotations

from kindr.privacy.terms import Category, Specific

CATEGORIES = (
    Category("name", {"id": "Nama", "en": "Name"}, "pd:Name", "user.name"),
    Category(
        "date_of_birth",
        {"id": "Tanggal lahir", "en": "Date of birth"},
        "pd:BirthDate",
        "user.demographic.date_of_birth",
        Specific.CHILD,
    ),
    Category("address", {"id": "Alamat", "en": "Address"}, "pd:PhysicalAddress", "user.contact.address"),
    Category("email", {"id": "Alamat e-mail", "en": "E-mail address"}, "pd:EmailAddress", "user.contact.email"),
    Category("phone", {"id": "Nomor telepon", "en": "Phone number"}, "pd:TelephoneNumber", "user.contact.phone_number"),
    Category(
        "payment_card",
        {"id": "Informasi kartu pembayaran", "en": "Payment card information"},
        "pd:PaymentCard",
        "user.financial.credit_card",
        Specific.FINANCIAL,
    ),
    Category(
        "order_history",
        {"id": "Riwayat pesanan", "en": "Order history"},
        "pd:Purchase",
        "user.behavior.purchase_history",
    ),
    Category(
        "browsing",
        {"id": "Perilaku belanja dan penelusuran", "en": "Shopping and browsing behaviour"},
        "pd:BrowsingBehaviour",
        "user.behavior.browsing_history",
    ),
    Category(
        "measurements",
        {"id": "Isian alat ukur", "en": "What you write in measuring tools"},
        "pd:PhysicalCharacteristic",
        "user.children",
        Specific.CHILD,
    ),
    Category(
        "voice",
        {"id": "Rekaman suara panggilan layanan pelanggan", "en": "Voice recordings of customer service calls"},
        "pd:VoiceCommunicationRecording",
        "user.content.private",
    ),
    Category(
        "image",
        {"id": "Gambar yang Anda kirimkan", "en": "Images you supply"},
        "pd:Picture",
        "user.content.self_image",
        Specific.CHILD,
    ),
    Category(
        "password_factor",
        {"id": "Faktor kedua dan kunci sandi", "en": "Second factors and passkeys"},
        "pd:Authenticating",
        "user.authorization.credentials",
    ),
    Category(
        "correspondence",
        {"id": "Pesan yang Anda tulis kepada kami", "en": "Messages you write to us"},
        "pd:Communication",
        "user.content.private",
    ),
    Category(
        "access_history",
        {"id": "Catatan siapa yang membuka data Anda", "en": "The record of who opened your data"},
        "dpv:GeneratedPersonalData",
        "system.operations",
    ),
    Category(
        "consent_history",
        {"id": "Catatan persetujuan Anda", "en": "The record of your consents"},
        "pd:PrivacyPreference",
        "user.privacy_preferences",
    ),
    Category(
        "certificate",
        {"id": "Sertifikat konsultan luar", "en": "The certificate of an outside consultant"},
        "pd:ProfessionalCertification",
        "user.job_title",
    ),
    Category(
        "account",
        {"id": "Keterangan akun tanpa nama", "en": "Account facts without a name"},
        "pd:UID",
        "user.account",
    ),
)

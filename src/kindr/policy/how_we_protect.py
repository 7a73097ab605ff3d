"""The measures that protect personal data, each with the sentence that promises it (UU 27/2022 art. 35, 39)."""

from __future__ import annotations

from kindr.privacy.terms import Measure

MEASURES = (
    Measure(
        "sealed",
        {
            "id": "Setiap nilai disegel dengan kunci per orang dan per janji; kunci berada di server lain",
            "en": "Every value is sealed under a key for one person and one promise; keys lie on another server",
        },
        "dpv:EncryptionAtRest",
        "1.4",
    ),
    Measure(
        "purpose",
        {
            "id": "Tanpa tujuan yang diizinkan bagi perannya, tidak ada yang terbuka",
            "en": "Nothing opens without a purpose that the role may claim",
        },
        "dpv:AccessControlMethod",
        "5.1.1",
    ),
    Measure(
        "second_factor",
        {
            "id": "Karyawan masuk dengan faktor kedua, dan data tertutup sampai dibuka dengan alasan",
            "en": "Staff sign in with a second factor, and data stays covered until it is opened for a reason",
        },
        "dpv:MultiFactorAuthentication",
        "5.1.5",
    ),
    Measure(
        "record",
        {
            "id": "Setiap pembukaan dan penolakan dicatat sebelum data terlihat",
            "en": "Every opening and every refusal is recorded before data is seen",
        },
        "dpv:ActivityMonitoring",
        "5.3.1",
    ),
    Measure(
        "signed_record",
        {
            "id": "Catatan itu ditandatangani dan diterbitkan setiap menit",
            "en": "That record is signed and published every minute",
        },
        "dpv:DigitalSignatures",
        "5.3.8",
    ),
    Measure(
        "declared",
        {
            "id": "Program tidak berjalan selama ada tempat data pribadi yang tidak dinyatakan",
            "en": "The program does not run while a place that holds personal data is undeclared",
        },
        "dpv:PrivacyByDesign",
        "5.4.2",
    ),
    Measure(
        "forgotten",
        {
            "id": "Menghapus berarti memusnahkan kunci, termasuk bagi salinan cadangan",
            "en": "To erase is to destroy the key, which reaches the backups too",
        },
        "dpv:CryptographicKeyManagement",
        "6.3.3",
    ),
    Measure(
        "officer",
        {
            "id": "Pejabat pelindungan data mengawasi permintaan, persetujuan, pembukaan, dan alarm",
            "en": "The data protection officer watches over requests, consents, openings and alarms",
        },
        "dpv:GovernanceProcedures",
        "8.2",
    ),
)

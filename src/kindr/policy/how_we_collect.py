"""How personal data reaches Kindr (chapter 3)."""

from __future__ import annotations

from kindr.privacy.terms import Source

SOURCES = (
    Source(
        "account", {"id": "Saat Anda membuat atau mengubah akun", "en": "When you open or change an account"}, "3.1.1"
    ),
    Source("order", {"id": "Saat Anda memesan produk", "en": "When you order products"}, "3.2.1"),
    Source("newsletter", {"id": "Saat Anda berlangganan buletin", "en": "When you subscribe to a newsletter"}, "3.3.1"),
    Source(
        "notification",
        {"id": "Saat Anda meminta kabar tentang suatu produk", "en": "When you ask for news about a product"},
        "3.3.2",
    ),
    Source("measuring_tool", {"id": "Saat Anda memakai alat ukur", "en": "When you use a measuring tool"}, "3.4.1"),
    Source(
        "browsing",
        {"id": "Saat Anda mengurutkan atau menelusuri produk", "en": "When you sort or browse products"},
        "3.5.1",
    ),
    Source(
        "service_call",
        {"id": "Saat Anda menelepon atau menulis kepada layanan pelanggan", "en": "When you call or write to us"},
        "3.6.1",
    ),
    Source("staff", {"id": "Saat kami membuat akun karyawan", "en": "When we open an account for our staff"}, "3.6.2"),
    Source(
        "system", {"id": "Saat sistem kami mencatat pekerjaannya", "en": "When our system records its work"}, "3.6.3"
    ),
)

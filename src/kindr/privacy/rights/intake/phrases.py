"""The words by which people ask for a right, in both languages; data, read by `rules/wishes.py`.

Each line is a pattern over small letters with single spaces; `…` stands for up to five words between.
A line may be wrong about somebody: then a person decides, or the letter to the address on file asks first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DATA = r"(?:data|informasi|information|akun|account|details|records?|riwayat|history|profil|profile)(?:nya|ku)?"
MY = r"(?:saya|aku|kami|pribadi|diri|my|our|personal|anak)"
MAIL = (
    r"(?:e ?-?mails?|e ?-?mailnya|surel|mailing|newsletters?|buletin|promo\w*|iklan|spam|penawaran|marketing|messages)"
)

PHRASES: Mapping[str, Sequence[str]] = {
    "erasure": (
        rf"(?:meng|di)?hapus(?:kan|nya|lah)? … {DATA}",
        rf"penghapusan … {DATA}",
        r"(?:tutup|menutup|ditutup|hilangkan|menghilangkan|musnahkan|memusnahkan) … (?:akun|data)",
        rf"(?:delete|erase|remove|deletion of|erasure of|close|destroy|wipe) … {DATA}",
        r"(?:account|data) (?:deletion|erasure|removal)",
        r"right to (?:be forgotten|erasure)",
        r"hak (?:untuk )?(?:dilupakan|dihapus|penghapusan)",
        r"(?:lupakan|melupakan) saya",
        r"forget (?:about )?me",
    ),
    "access": (
        rf"(?:salinan|kopi|rekap) … {DATA}",
        r"(?:lihat|melihat|minta|meminta|memperoleh|mendapatkan|akses|mengakses|kirimkan?|mengirimkan)"
        rf" … {DATA} … {MY}",
        r"data (?:apa|pribadi apa) … (?:simpan|punya|miliki|pegang|kumpulkan)\w*",
        r"siapa … (?:melihat|membuka|mengakses) data",
        rf"(?:copy|copies) of … {DATA}",
        r"(?:see|view|access to|send me|receive|request|obtain) … (?:my|personal) … (?:data|information|records?)",
        r"(?:what|which) (?:personal )?(?:data|information) … (?:hold|have|keep|store|collect)",
        r"(?:subject access|data access|access) request",
        r"hak akses",
    ),
    "portability": (
        r"portabilitas",
        r"portability",
        r"(?:pindahkan|memindahkan|alihkan|transfer) … data",
        r"(?:machine[ -]readable|portable|dapat dibaca mesin) … (?:format|form|data|copy|bentuk)?",
        r"(?:transfer|move|port) … (?:my|our) data … to",
    ),
    "correction": (
        r"(?:perbaiki|memperbaiki|perbaikan|koreksi|mengoreksi|betulkan|membetulkan|perbarui|memperbarui|ubah|mengubah"
        r"|ganti|mengganti) … (?:data|nama|alamat|nomor|e ?-?mail|tanggal|akun)\w*",
        r"(?:nama|alamat|nomor|tanggal lahir|data)(?: \w+){0,3} (?:salah|keliru|tidak benar|tidak sesuai)",
        r"(?:correct|rectify|rectification of|update|change|fix|amend) … (?:data|name|address|number|e ?-?mail|birthday"
        r"|date|details|information)",
        r"(?:name|address|number|data|birthday)(?: \w+){0,3} (?:is|are) (?:wrong|incorrect|mis-?spel\w+|outdated)",
    ),
    "restriction": (
        r"(?:batasi|membatasi|pembatasan|tunda|menunda|penundaan|bekukan|membekukan|jeda)"
        r" … (?:data|pemrosesan|penggunaan|akun)",
        r"(?:hentikan|menghentikan|stop) sementara … (?:data|pemrosesan|penggunaan)",
        r"(?:restrict|restriction of|limit|pause|freeze|suspend) … (?:processing|use of|using|data)",
    ),
    "objection": (
        r"keberatan … (?:keputusan|pemrosesan|profil|otomatis|data)\w*",
        r"object(?:ion|ing)? to … (?:decision|processing|profiling|automated|use of|data)",
        r"(?:automated|automatic) decision",
        r"keputusan otomatis",
    ),
    "withdrawal": (
        r"(?:tarik|menarik|penarikan|cabut|mencabut|pencabutan|batalkan|membatalkan) … (?:persetujuan|izin|consent)\w*",
        r"(?:withdraw\w*|revoke|revoking|take back|cancel) … consents?",
        r"(?:berhenti|stop|henti) (?:ber|me)?langgan\w*",
        r"unsubscribe",
        r"unsub",
        r"opt(?:ing)? ?-?out",
        r"take me off",
        r"(?:jangan|tidak mau|tidak ingin|tak mau|nggak mau|gak? mau|hentikan|stop|setop|berhenti)"
        rf" … {MAIL}",
        rf"(?:jangan|stop|berhenti) … (?:mengirim\w*|kirim\w*|kirimi|mengirimi) … (?:saya|{MAIL})",
        rf"(?:stop|quit|cease|no more|don't|do not|dont|never) … (?:sending|send|{MAIL}|e ?-?mailing)",
        rf"(?:hapus|keluarkan|remove|delete) … (?:dari|from) … (?:daftar|list|milis|mailing|{MAIL})",
        r"(?:stop|hentikan|don't|do not|jangan|berhenti) … (?:tracking|track|lacak|melacak|pelacakan|rekam|merekam"
        r"|recording|record|personalis\w+|personaliz\w+|personalisasi|rekomendasi)",
        r"(?:keberatan|object(?:ion)? to|objecting to) … (?:promo\w*|pemasaran|iklan|marketing|newsletters?|buletin)",
    ),
}
"""Right -> patterns."""

NOT = (
    r"(?:jangan(?: sampai)?|tidak (?:mau|ingin|usah|perlu|minta|bermaksud)|bukan(?: untuk)?|tak (?:mau|ingin)"
    r"|gak? (?:mau|usah)|nggak (?:mau|usah)|do not|don't|dont"
    r"|did not|didn't|not (?:want|asking|wish)?(?: you)?(?: to)?|never|no need to"
    r"|without|tanpa)(?: \w+){0,2}$"
)
"""Right before a pattern it turns the wish around."""
ALL = r"(?:semua|seluruh|segala|all|every|any|everything)"
CONSENTS = rf"{ALL} … (?:persetujuan|izin|consents?|permissions?)|(?:persetujuan|consents?) … (?:semua|all)"
"""Says that no single purpose is meant."""

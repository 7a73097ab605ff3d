"""The stories that a garment can tell: a pattern, its name, and a sentence about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """A named pattern; `accents` are the colours that go with it."""

    pattern: str
    name_id: str
    name_en: str
    says_id: str
    says_en: str
    accents: tuple[str, ...] = ("tone", "cream")


THEMES = (
    Theme(
        "plain",
        "Polos Harian",
        "Everyday",
        "Polos, jadi mudah dipadukan dengan apa saja.",
        "Plain, so it goes with everything.",
        ("tone",),
    ),
    Theme(
        "plain",
        "Hari Minggu",
        "Sunday",
        "Polos dan tenang, seperti pagi hari Minggu.",
        "Plain and calm, like a Sunday morning.",
        ("tone",),
    ),
    Theme(
        "plain",
        "Dua Warna",
        "Two-Tone",
        "Tepinya dijahit dengan warna kedua.",
        "Its edges are sewn in a second colour.",
        ("cream", "ink", "coral", "sun"),
    ),
    Theme(
        "plain",
        "Kapur",
        "Chalk",
        "Warnanya lembut seperti kapur tulis.",
        "Its colour is as soft as blackboard chalk.",
        ("tone",),
    ),
    Theme(
        "stripes",
        "Garis Pesisir",
        "Coastline Stripe",
        "Garis lebarnya terinspirasi dari ombak yang berulang.",
        "Its broad stripes come in like waves.",
        ("cream", "tone"),
    ),
    Theme(
        "stripes",
        "Garis Dermaga",
        "Pier Stripe",
        "Garisnya selebar papan dermaga kecil.",
        "Striped like the planks of a little pier.",
        ("cream", "ink", "coral"),
    ),
    Theme(
        "fine_stripes",
        "Garis Gerimis",
        "Drizzle Stripe",
        "Garis tipisnya turun lurus seperti gerimis.",
        "Fine stripes fall straight down like drizzle.",
        ("cream", "teal", "tone"),
    ),
    Theme(
        "fine_stripes",
        "Garis Pensil",
        "Pencil Stripe",
        "Garisnya setipis goresan pensil.",
        "Striped as thin as a pencil line.",
        ("ink", "cream"),
    ),
    Theme(
        "dots",
        "Polkadot Hujan",
        "Raindrop Dot",
        "Bintiknya seperti tetes hujan pertama di teras.",
        "Dotted like the first rain on a terrace.",
        ("cream", "tone"),
    ),
    Theme(
        "dots",
        "Polkadot Kelereng",
        "Marble Dot",
        "Bintiknya bulat seperti kelereng di saku.",
        "Dots as round as the marbles in a pocket.",
        ("cream", "sun", "coral"),
    ),
    Theme(
        "gingham",
        "Kotak Piknik",
        "Picnic Check",
        "Kotak-kotaknya mengingatkan pada alas piknik.",
        "Checked like a picnic cloth.",
        ("cream", "ink", "coral"),
    ),
    Theme(
        "gingham",
        "Kotak Sarung",
        "Sarong Check",
        "Kotaknya meminjam irama kain sarung.",
        "Its checks borrow the rhythm of a sarong.",
        ("cream", "teal", "ink"),
    ),
    Theme(
        "parang",
        "Parang Ombak",
        "Parang Wave",
        "Motif parang yang miring digambar ulang agar ringan di badan kecil.",
        "The slanting parang motif, redrawn to sit lightly on small shoulders.",
        ("cream", "sun"),
    ),
    Theme(
        "parang",
        "Parang Senja",
        "Parang Dusk",
        "Parangnya berwarna seperti langit sesaat sebelum magrib.",
        "Its parang has the colours of the sky just before nightfall.",
        ("sun", "coral", "cream"),
    ),
    Theme(
        "kawung",
        "Kawung Aren",
        "Sugar-Palm Kawung",
        "Empat kelopak kawung, seperti buah aren yang dibelah.",
        "The four petals of kawung, like a sugar-palm fruit cut open.",
        ("cream", "sun"),
    ),
    Theme(
        "kawung",
        "Kawung Pagi",
        "Morning Kawung",
        "Kawung yang renggang, terang seperti halaman di pagi hari.",
        "An airy kawung, as bright as a yard in the morning.",
        ("cream", "tone"),
    ),
    Theme(
        "leaf",
        "Daun Salam",
        "Bay Leaf",
        "Daun-daun kecilnya jatuh ke segala arah.",
        "Its little leaves fall every which way.",
        ("teal", "cream", "tone"),
    ),
    Theme(
        "leaf",
        "Kebun Nenek",
        "Grandma's Garden",
        "Daunnya seperti di kebun nenek sehabis disiram.",
        "Leaves as in grandma's garden after watering.",
        ("cream", "coral", "teal"),
    ),
    Theme(
        "boats",
        "Perahu Jukung",
        "Outrigger Boat",
        "Perahu kecil berlayar dari saku ke saku.",
        "Small boats sail from pocket to pocket.",
        ("cream", "coral", "ink"),
    ),
    Theme(
        "boats",
        "Layar Kecil",
        "Little Sail",
        "Layarnya mengembang ke arah yang sama: pulang.",
        "All its sails fill in the same direction: home.",
        ("cream", "sun", "teal"),
    ),
    Theme(
        "stars",
        "Bintang Timur",
        "Eastern Star",
        "Bintang besar dan kecil, cukup untuk dihitung sebelum tidur.",
        "Big and small stars, just enough to count before sleep.",
        ("sun", "cream"),
    ),
    Theme(
        "stars",
        "Langit Malam",
        "Night Sky",
        "Langit malam yang cerah, tanpa lampu kota.",
        "A clear night sky, far from the city.",
        ("sun", "cream", "tone"),
    ),
    Theme(
        "ceplok",
        "Ceplok Melati",
        "Jasmine Ceplok",
        "Bunga ceplok berbaris rapi, satu di setiap kotak.",
        "Ceplok flowers in neat rows, one to every lozenge.",
        ("cream", "sun"),
    ),
    Theme(
        "mega",
        "Mega Mendung",
        "Rain Cloud",
        "Awan bertingkat dari pesisir Cirebon, teduh sebelum hujan.",
        "Clouds in steps from the coast of Cirebon, shade before the rain.",
        ("cream",),
    ),
    Theme(
        "truntum",
        "Truntum Kecil",
        "Little Truntum",
        "Bintang-bintang truntum yang tumbuh berulang, tanda sayang.",
        "The small stars of truntum, which mean that love grows back.",
        ("cream", "sun"),
    ),
    Theme(
        "lereng",
        "Lereng Merapi",
        "Hillside Lereng",
        "Barisnya miring seperti sawah di lereng gunung.",
        "Its rows slant like fields on the side of a mountain.",
        ("cream", "sun"),
    ),
    Theme(
        "rain",
        "Rintik Sore",
        "Afternoon Drizzle",
        "Tetes hujannya ramah dan tidak pernah membuat basah.",
        "Friendly raindrops that never get anyone wet.",
        ("cream", "tone", "teal"),
    ),
)

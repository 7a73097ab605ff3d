"""The canary: marked values go in through the real screens, and are then looked for in every byte that was written."""

from __future__ import annotations

import base64
import gzip
import json
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kindr.policy import POLICY
from kindr.web.servers.logins import connect_as_superuser
from tests.browsing import Browser, awaited
from tests.faults import families
from tests.faults.families import Somebody, fine
from tests.faults.installation import Installation, letter_to, new_installation
from tests.faults.marks import Hit, new_mark, search

pytestmark = pytest.mark.slow
A_PIECE = 48
OUR_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


@dataclass
class Canary:
    """A shop into which two people have typed marked values, and all that was seen on the way."""

    shop: Installation
    mark: str
    parent: Somebody
    guest: Somebody
    picture: bytes
    served: bytes
    person: str = ""
    stranger: str = ""
    orders: tuple[str, str] = ("", "")

    @property
    def marks(self) -> list[str]:
        """Everything that must not be found: the mark, and what cannot carry it."""
        phone = self.parent.phone[:-1]
        return [self.mark, self.parent.born, self.parent.area, phone[1:], f"{phone[:4]}-{phone[4:8]}-"]

    def places(self) -> list[Path]:
        """Every folder that a program of this shop could have written to."""
        servers = self.shop.servers
        return [self.shop.folder, servers.state, *(server.folder for server in servers.both)]

    def hits(self) -> list[Hit]:
        """The marked values that lie somewhere in clear."""
        pictures = (self.picture, self.served)
        pieces = [each[at : at + A_PIECE] for each in pictures for at in (1000, len(each) // 2)]
        return search(self.places(), *self.marks, pieces=pieces)


def somebody(mark: str, name: str, phone: str) -> Somebody:
    return Somebody(
        email=f"{name}.{mark}@families.example", name=f"{name.title()} {mark}", phone=phone, born="1979-11-23",
        street=f"Jalan {mark} nomor 5, RT 003/RW 004", notes=f"Pagar hijau „{mark}“ di ujung gang — titip satpam",
        holder=f"{name} {mark}", message=f"Kancingnya lepas saat dipakai sekolah, {mark}. Mohon dibantu, terima kasih…",
    )  # fmt: skip


def marked_picture(mark: str) -> bytes:
    """A photograph with a place, an author and a comment in it."""
    picture = Image.frombytes("RGB", (400, 300), secrets.token_bytes(400 * 300 * 3))
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x9C9C] = f"Anak {mark}", mark, mark.encode("utf-16-le")
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 14.0, 39.0), 3: "E", 4: (106.0, 47.0, 50.0)})
    out = BytesIO()
    picture.save(out, "JPEG", quality=90, exif=exif, comment=mark.encode())
    return out.getvalue()


def typed_in(shop: Installation) -> Canary:
    """Two people type everything that the shop asks for; staff pack, ship, find and open."""
    mark = new_mark()
    phone = "081" + "".join(secrets.choice("123456789") for _ in range(8))
    parent, guest = somebody(mark, "ibu", f"{phone}1"), somebody(mark, "tamu", f"{phone}2")
    canary = Canary(shop, mark, parent, guest, marked_picture(mark), b"")
    of_the_demo = shop.asked("counts")["orders.Invoice"]
    browser = shop.browser()
    families.sign_in(shop, browser, parent)
    families.fill_in(browser, parent)
    of_parent = bought(browser, parent, method="card")
    families.report(browser, of_parent, parent, (f"{mark}.jpg", canary.picture, "image/jpeg"))
    canary.served = picture_of(browser, of_parent)
    of_guest = bought(shop.browser(), guest, method="qris")
    packed(shop, of_parent, f"JNE{mark}")
    looked_up(shop, parent)
    wrong_turns(shop, canary)
    canary.orders = (of_parent, of_guest)
    canary.person, canary.stranger = shop.asked("person_of", parent.email), shop.asked("buyer_of", of_guest)
    for address, number in ((parent.email, of_parent), (guest.email, of_guest)):
        letter_to(shop, address, about=number)
    awaited(lambda: shop.asked("counts")["orders.Invoice"] == of_the_demo + 2, what="there is no invoice")
    for kind in ("json", "html"):
        assert mark in fine(browser.get(f"/en/my-data/download.{kind}")).text
    return canary


def bought(browser: Browser, who: Somebody, *, method: str) -> str:
    families.put_into_basket(browser)
    return families.number_in(families.pay(browser, families.order(browser, who, method=method), who))


def picture_of(browser: Browser, number: str) -> bytes:
    page = fine(browser.get(f"/en/orders/{number}/problem/"))
    source = next(part for part in page.text.split('"') if "/pictures/" in part)
    return fine(browser.get(source)).body


def packed(shop: Installation, number: str, tracking: str) -> None:
    bima = families.staff(shop, "Bima")
    page = fine(bima.get("/en/desk/orders/?stage=to_pack"))
    fine(bima.send(page, page.form(action="stage=to_pack&page=1")))
    families.step(bima, number, "label")
    families.step(bima, number, "pack")
    families.step(bima, number, "ship", tracking_number=tracking)


def looked_up(shop: Installation, who: Somebody) -> None:
    """Customer service finds somebody by their exact address and opens their profile."""
    tariq = families.staff(shop, "Tariq")
    page = fine(tariq.get("/en/desk/people/"))
    met = fine(tariq.send(page, page.form("words"), words=who.email))
    card = fine(tariq.send(met, met.form("purpose", action="/profile/"), press="purpose=answer_customer"))
    assert who.name in card.text


def wrong_turns(shop: Installation, canary: Canary) -> None:
    """Marked values in places where nobody should type them: searches, addresses that are not there, broken forms."""
    lost, mark = shop.browser(), canary.mark
    lost.get(f"/en/search/?q={mark}")
    lost.get(f"/en/{mark}/?email={canary.parent.email}")
    page = lost.get("/en/measure/")
    lost.send(page, page.form("height"), height=mark, weight=mark)
    page = lost.get("/en/sign-in/password/")
    lost.send(page, page.form("email", "password"), email=canary.parent.email, password=f"kata sandi {mark}")
    page = lost.get("/en/sign-in/")
    lost.send(page, page.form("email"), email=f"{mark} is no address")
    lost.send(page, page.form("email"), email=canary.parent.email, csrfmiddlewaretoken=mark)


def flushed(shop: Installation) -> None:
    """Everything that the servers hold in memory is written down."""
    for server in shop.servers.both:
        with connect_as_superuser(server, server.database) as connection:
            connection.execute("CHECKPOINT")


def dumped(shop: Installation) -> None:
    """Every table of both servers as text, as `pg_dump` would write it: compressed values are unpacked."""
    for server in shop.servers.both:
        target = shop.folder / f"dump-{server.name}.sql"
        with connect_as_superuser(server, server.database) as connection, target.open("wb") as out:
            for (table,) in connection.execute(OUR_TABLES).fetchall():
                with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as lines:
                    out.writelines(bytes(line) for line in lines)


def planted(canary: Canary) -> tuple[str, set[str]]:
    """Another mark, written where the real one must not be: the places that a search has to find."""
    mark, shop = new_mark(), canary.shop
    places = {
        "plain.txt": mark.encode(),
        "wide.bin": b"x" + mark.encode("utf-16-le"),
        "packed.gz": gzip.compress(mark.encode()),
        "odd.b64": base64.b64encode(b"no" + mark.encode() + b"!"),
    }
    for name, content in places.items():
        (shop.temporary / name).write_bytes(content)
    for server in shop.servers.both:
        with connect_as_superuser(server, server.database) as connection:
            connection.execute("CREATE TABLE plain AS SELECT %s::text AS words", [mark])
    flushed(shop)
    return mark, set(places)


def unplanted(canary: Canary) -> None:
    """Takes the plain tables away again: a shop has none."""
    for server in canary.shop.servers.both:
        with connect_as_superuser(server, server.database) as connection:
            connection.execute("DROP TABLE plain")


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    shop = new_installation(tmp_path_factory.mktemp("canary"))
    try:
        shop.start()
        shop.asked("fill")
        yield typed_in(shop)
    finally:
        shop.remove()


def test_nothing_that_was_typed_lies_anywhere_in_clear(canary: Canary) -> None:
    assert not Image.open(BytesIO(canary.served)).getexif()
    canary.shop.run("backup", str(canary.shop.folder / "backup"))
    dumped(canary.shop)
    flushed(canary.shop)
    assert canary.hits() == []


def test_the_search_finds_what_does_lie_in_clear(canary: Canary) -> None:
    mark, files = planted(canary)
    try:
        found = {Path(hit.place.partition(",")[0]) for hit in search(canary.places(), mark)}
    finally:
        unplanted(canary)
    assert files <= {path.name for path in found}
    for server in canary.shop.servers.both:
        assert any(path.is_relative_to(server.cluster.resolve() / "base") for path in found), server.name
        assert any("pg_wal" in path.parts for path in found)


def test_sessions_hold_ids_and_tasks_take_ids(canary: Canary) -> None:
    known = {"language", "attempt", "guest", "person_id"}
    for session in canary.shop.asked("sessions"):
        strange = {name for name in session if not name.startswith("_")} - known
        moments = {"first_factor_at", "proven_at", "used_at"}
        assert strange <= {"passkey_challenge", "first_factor", *moments}
        assert all(isinstance(session[name], int | float) for name in strange & moments)
        assert canary.mark not in json.dumps(session)
    for arguments in canary.shop.asked("task_arguments"):
        for name, value in arguments.items():
            assert isinstance(value, int) or uuid.UUID(value), name


def test_who_deleted_their_account_is_opened_neither_live_nor_from_older_backups(canary: Canary) -> None:
    shop, backup = canary.shop, canary.shop.folder / "backup"
    tables = {line.split()[0] for line in shop.asked("openable", canary.person)}
    assert tables >= {"accounts.Profile", "orders.Invoice", "orders.Delivery", "payments.CardUsed"}
    deleted(canary)
    only_for_the_law(canary)
    shop.stop()
    shop.run("restore", str(backup), "--data")
    shop.start()
    only_for_the_law(canary)
    shop.stop()
    shop.run("restore", str(backup), "--keys", "--accept-closed-keys")
    shop.start()
    only_for_the_law(canary)
    assert canary.hits() == []


def deleted(canary: Canary) -> None:
    """The parcel arrives, then its buyer deletes the account on My data and gets the receipt."""
    number, browser = canary.orders[0], canary.shop.browser()
    families.step(families.staff(canary.shop, "Bima"), number, "delivered")
    families.sign_in(canary.shop, browser, canary.parent)
    receipt = families.delete_account(browser)
    assert canary.mark not in receipt.text
    assert browser.get("/en/account/").path.startswith("/en/sign-in/")


def only_for_the_law(canary: Canary) -> None:
    """Of what the person had, only the tax office's and the law's share opens, and nobody is found by the address."""
    lasting = {key for key, purpose in POLICY.purposes.items() if purpose.after_erasure}
    still = [line.split() for line in canary.shop.asked("openable", canary.person)]
    assert {table for table, _role, _purpose in still} <= {"orders.Invoice", "orders.Shipment", "orders.ProblemReport"}
    assert {purpose for _table, _role, purpose in still} <= lasting
    assert "orders.Invoice accountant keep_tax_records" in {" ".join(line) for line in still}
    assert canary.shop.asked("person_of", canary.parent.email) == ""
    assert canary.shop.asked("openable", canary.stranger)

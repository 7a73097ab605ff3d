"""A foot measured in a picture: answered at once, confirmed by the parent, and refused with a reason."""

from __future__ import annotations

import io
import re
import struct
import zlib

import pytest
from bench.foot_pictures.pictures import Taken, picture
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image

from kindr.base import clock
from kindr.privacy.vault import passing
from kindr.shop.accounts.actions import PICTURES_OF_A_CALLER
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring import apart, queries, refusals
from kindr.shop.measuring.actions import foot as measuring_a_foot
from kindr.shop.measuring.apart import Asked
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.foot_photo import opening
from kindr.shop.measuring.rules.foot_photo.terms import Found, Paper, Reason, Refused, Way
from kindr.shop.measuring.rules.measures import Measure
from tests.cast import Player

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/en/measure/foot/"


@pytest.fixture(scope="module")
def taken() -> Taken:
    return picture(4001)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a picture may take on a quiet machine is no matter of these tests."""
    monkeypatch.setattr(apart, "SECONDS", 60.0)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Found | Reason]:
    """What each picture to come is said to show, so that pages are tried without looking at pictures."""
    shown: list[Found | Reason] = []

    def foot_in(content: bytes, asked: Asked) -> Found:
        said = shown.pop(0)
        if isinstance(said, Reason):
            raise Refused(said)
        return said

    monkeypatch.setattr(measuring_a_foot.apart, "foot_in", foot_in)
    return shown


def found(length: float, *, is_unsure: bool = False) -> Found:
    line = ((60.0, 40.0), (130.0, 40.0), (130.0, 40.0 + length), (60.0, 40.0 + length))
    return Found(length, 70.0, 0.9, is_unsure, (210.0, 297.0), line, ((95.0, 40.0), (95.0, 40.0 + length)))


def sent(content: bytes = b"x", **told: str) -> str:
    """What the page says to a picture."""
    upload = SimpleUploadedFile("foot.jpg", content, "image/jpeg")
    return Client().post(PAGE, {"way": "traced", "paper": "a4", "picture": upload, **told}).content.decode()


def test_a_picture_is_answered_with_the_length_and_the_outline_to_confirm(taken: Taken) -> None:
    page = sent(taken.content, paper=taken.paper)
    said = re.search(r"The foot is (\d+) mm long, give or take (\d+) mm\.", page)
    assert said is not None
    assert abs(int(said[1]) - taken.length) <= 4
    assert '<path class="foot-line" d="M' in page
    assert "data:image" not in page
    assert "rendered pictures, not on real ones" in page


def test_a_yes_leads_to_the_shoe(reads: list[Found | Reason]) -> None:
    reads.append(found(164.0))
    page = sent(height="104")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([\d.]+ cm)">', page))
    told = {name: value for name, value in hidden.items() if name != "earlier"}
    assert "16.40 cm" in told.values()
    assert "Size 27 (EU) fits now." in Client().post("/en/measure/", told).content.decode()


def test_a_doubtful_picture_asks_for_a_second_and_two_that_agree_are_believed(reads: list[Found | Reason]) -> None:
    reads += [found(164.0, is_unsure=True), found(165.0, is_unsure=True), found(180.0)]
    first = sent()
    assert "Please send a second picture" in first
    assert 'name="earlier" value="164.0"' in first
    second = sent(earlier="164.0")
    assert "Both pictures say nearly the same." in second
    assert "The foot is 164 mm long" in second or "The foot is 165 mm long" in second
    assert "The two pictures do not agree" in sent(earlier="164.0")


def test_a_foot_that_such_a_child_hardly_has_is_not_answered(reads: list[Found | Reason]) -> None:
    reads += [found(250.0), found(250.0), found(250.0)]
    assert "This would be an unusual foot" in sent(height="104")
    assert "This would be an unusual foot" in sent(age="4")
    assert "The foot is 250 mm long" in sent(age="14")


@pytest.mark.parametrize("reason", list(Reason))
def test_each_refusal_says_what_to_do(reads: list[Found | Reason], reason: Reason) -> None:
    reads.append(reason)
    page = sent()
    with override("en"):
        assert str(refusals.WORDS[reason]) in page


def test_without_a_picture_or_with_a_height_that_is_none_the_form_says_so() -> None:
    page = Client().post(PAGE, {"way": "traced", "paper": "a4"}).content.decode()
    assert "Please take or choose a picture." in page
    assert "A length is a number in centimetres" in sent(height="tall")
    assert "This should be between 30 cm and 200 cm." in sent(height="900")


def test_a_form_of_another_site_is_not_answered(reads: list[Found | Reason]) -> None:
    strict = Client(enforce_csrf_checks=True)
    upload = SimpleUploadedFile("foot.jpg", b"x", "image/jpeg")
    assert strict.post(PAGE, {"way": "traced", "paper": "a4", "picture": upload}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(PAGE).content.decode())
    assert token is not None
    reads.append(found(164.0))
    told = {"csrfmiddlewaretoken": token[1], "way": "traced", "paper": "a4"}
    answer = strict.post(PAGE, {**told, "picture": SimpleUploadedFile("foot.jpg", b"x", "image/jpeg")})
    assert "Is this the foot?" in answer.content.decode()


def test_too_many_pictures_in_a_short_time_wait(reads: list[Found | Reason]) -> None:
    reads += [found(164.0)] * (PICTURES_OF_A_CALLER.holds + 1)
    pages = [sent() for _ in range(PICTURES_OF_A_CALLER.holds + 1)]
    assert "Is this the foot?" in pages[0]
    assert "That was too often in a short time." in pages[-1]


def test_a_picture_larger_than_allowed_is_not_held() -> None:
    assert "The file is larger than 16" in sent(bytes(passing.MOST_BYTES + 1))


def bomb(wide: int, tall: int) -> bytes:
    """A PNG of a few hundred bytes that says it is very large."""
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def drawn(kind: str, size: tuple[int, int] = (900, 700), **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.NOT_A_PICTURE),
        (b"GIF89a" + bytes(100), Reason.NOT_A_PICTURE),
        (drawn("GIF"), Reason.NOT_A_PICTURE),
        (drawn("TIFF"), Reason.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.NOT_A_PICTURE),
        (drawn("JPEG")[:300], Reason.NOT_A_PICTURE),
        (drawn("PNG")[:-400], Reason.NOT_A_PICTURE),
        (bomb(30_000, 30_000), Reason.TOO_LARGE),
        (bomb(10_000, 10_000), Reason.TOO_LARGE),
        (drawn("JPEG", (300, 300)), Reason.TOO_SMALL),
        (drawn("JPEG", (3000, 600)), Reason.TOO_SMALL),
        (drawn("JPEG", progressive=True) + opening.START_OF_SCAN * 100, Reason.NOT_A_PICTURE),
    ],
)
def test_what_is_no_usual_picture_is_refused_by_its_head(content: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        opening.opened(content)
    assert refused.value.reason is reason


def test_a_picture_is_turned_upright_and_loses_its_notes() -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010E] = 6, "at home"
    assert opening.opened(drawn("JPEG", (900, 700), exif=notes)).shape == (900, 700, 3)


def test_a_process_of_its_own_answers_and_survives_what_it_is_sent() -> None:
    """A hundred megapixels, noise and an empty file: the page goes on."""
    for content in (bomb(10_000, 10_000), bytes(5000), b""):
        with pytest.raises(Refused):
            apart.foot_in(content, Asked(Paper.A4, Way.TRACED))


def test_the_process_that_opens_pictures_knows_no_secret_of_ours() -> None:
    surroundings = apart._surroundings()
    assert set(surroundings) <= {
        "PYTHONPATH",
        "PATH",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "PYTHONDONTWRITEBYTECODE",
    }


def test_a_parent_keeps_the_foot_for_a_child_from_the_answer_itself(
    mara: Player, noa: Player, reads: list[Found | Reason]
) -> None:
    """One step, and the length says that it came from a picture; the picture and the height typed beside it do not."""
    reads += [found(191.4), found(191.4, is_unsure=True), found(191.4)]
    client, told = mara.client(), {"way": "traced", "paper": "a4", "camera": "phone", "height": "118"}

    def answer(by: Client) -> str:
        picture = SimpleUploadedFile("p.jpg", b"x", "image/jpeg")
        return by.post(PAGE, {**told, "picture": picture}).content.decode()

    page = answer(client)
    [form] = re.findall(r'<form class="measuring-children".*?</form>', page, re.DOTALL)
    hidden = dict(re.findall(r'name="(foot|photographed)" value="([^"]*)"', form))
    assert hidden == {"foot": "19.14 cm", "photographed": "19.14 cm"}
    profile = ChildProfile.objects.get(person_id=noa.id).pk
    assert f'value="{profile}"' in client.get("/en/measure/keep/for/").content.decode()
    kept = client.post("/en/measure/keep/", {**hidden, "child": str(profile)})
    assert kept.url == f"/en/account/children/{profile}/measurements/"
    [one] = queries.measured_child(profile, access=mara.access("measure_sizes"), at=clock.now()).kept
    assert (one.occasion.values, one.occasion.foot_method) == ({Measure.FOOT_LENGTH: 191}, Method.PHOTO)
    assert "measuring-children" not in answer(client)
    assert "measuring-children" not in answer(Client())


@pytest.mark.parametrize(("typed", "method"), [("", Method.PHOTO), ("19,3", Method.TAPE)])
def test_a_foot_goes_on_from_its_answer_with_its_way_until_it_is_typed_anew(
    mara: Player, noa: Player, reads: list[Found | Reason], typed: str, method: Method
) -> None:
    """The confirmed length passes through the page of sizes; what somebody types there did not come from a picture."""
    reads.append(found(191.4))
    [agreed] = re.findall(r'<form class="foot-agreed".*?</form>', sent(), re.DOTALL)
    told = dict(re.findall(r'name="(foot|photographed)" value="([^"]*)"', agreed))
    page = mara.client().post("/en/measure/", told).content.decode()
    assert "Because the foot is 191.4 ± 2 mm long" in page
    [shown] = re.findall(r'<form class="card fields".*?</form>', page, re.DOTALL)
    assert 'type="hidden" name="photographed" value="19.14 cm"' in shown
    profile = ChildProfile.objects.get(person_id=noa.id).pk
    sends = {**told, "child": str(profile)} | ({"foot": typed} if typed else {})
    mara.client().post("/en/measure/keep/", sends)
    [one] = queries.measured_child(profile, access=mara.access("measure_sizes"), at=clock.now()).kept
    assert one.occasion.foot_method is method


def test_of_pictures_that_disagree_or_are_unsure_no_length_is_called_photographed(reads: list[Found | Reason]) -> None:
    reads += [found(191.4, is_unsure=True), found(191.4)]
    assert "photographed" not in sent()
    assert "photographed" in sent()

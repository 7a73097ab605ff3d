"""A foot measured in a picture: answered at once, and nothing of the picture stays anywhere."""

from __future__ import annotations

import pytest
from bench.foot_pictures.pictures import Taken, picture
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/en/measure/foot/"


@pytest.fixture(scope="module")
def taken() -> Taken:
    return picture(4001)


def sent(content: bytes, *, client: Client | None = None, **told: str) -> str:
    """What the page says to a picture."""
    upload = SimpleUploadedFile("rumah_mara.jpg", content, "image/jpeg")
    return (client or Client()).post(PAGE, {"way": "traced", "paper": "a4", "picture": upload, **told}).content.decode()


def test_a_picture_is_answered_with_the_length_and_the_outline_to_confirm(taken: Taken) -> None:
    page = sent(taken.content, paper=taken.paper)
    assert "Is this the foot?" in page

"""The search of the raw rows finds what it is meant to find, so that an empty answer means something."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType

from kindr.base import clock
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.models import Alarm
from kindr.shop.accounts.models import Bucket
from tests.promises.evidence import tables_with

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def planted() -> None:
    """An address as text, one as bytes, and a postcode as a number."""
    ContentType.objects.create(app_label="Jalan Contoh 12", model="12160")
    Bucket.objects.create(key=b"mara@families.example", level=12160, at=clock.now())


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize(
    ("marker", "table"),
    [
        ("Contoh 12", "django_content_type"),
        ("12160", "django_content_type"),
        ("mara@families.example", "accounts_bucket"),
        ("12160", "accounts_bucket"),
    ],
)
def test_what_lies_in_clear_is_found_in_every_kind_of_column(marker: str, table: str) -> None:
    assert f"default.{table}" in tables_with(marker)


@pytest.mark.parametrize("word", ["aa12160f", "4012160"])
def test_digits_inside_a_random_number_are_not_taken_for_a_postcode(word: str) -> None:
    ContentType.objects.create(app_label="elsewhere", model=word)
    Bucket.objects.create(key=bytes.fromhex("0012160f"), level=0, at=clock.now())
    assert tables_with("12160") == set()


def test_neither_a_group_of_a_random_id_nor_what_the_server_counts_is_taken_for_a_height() -> None:
    """Alarms and the log's lines outlive a test that rolls back, and sooner or later one of them has any number."""
    ContentType.objects.create(id=1216, app_label="elsewhere", model="about 0f5b7a1c-1216-4c1d-9b2e-6d5f4e3c2b1a")
    assert tables_with("1216") == set()
    ContentType.objects.create(app_label="elsewhere", model="0f5b7a1c-1216")
    assert tables_with("1216") == {"default.django_content_type"}


def test_an_alarm_outlives_a_test_that_rolls_back() -> None:
    raise_alarm(AlarmKind.INCIDENT, at=clock.now())
    assert Alarm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_commits_finds_nothing_of_those_who_rolled_back() -> None:
    assert not Alarm.objects.exists()

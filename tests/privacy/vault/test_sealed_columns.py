"""A sealed column prints dots and refuses everything but the gates: in values, in queries, in forms and in dumps."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Count, F, Max, Q, Subquery, Value, When
from django.db.models.functions import Concat, Length
from django.forms.models import model_to_dict
from django.template import Context, Template

from kindr.privacy import gates
from kindr.privacy.people import Person
from kindr.privacy.vault.fields import MASK, Sealed, SealedValue, SealedValueMisused
from kindr.privacy.vault.opening import Disclosed, Opened
from kindr.shop.accounts.personal import Profile
from kindr.shop.orders.models import Order
from tests.privacy.vault.conftest import AT, access_of

VALUE = SealedValue(b"the sealed bytes")


@pytest.fixture
def profile(mara: Person) -> Profile:
    values = {"name": "Mara Melati", "phone": "+628111111111"}
    made = gates.collect(Profile, person=mara.id, access=access_of(mara), at=AT, source="account", values=values)
    return Profile.objects.get(pk=made.pk)


class TestTheValue:
    def test_it_prints_dots_wherever_something_is_printed(self, caplog: pytest.LogCaptureFixture) -> None:
        logging.getLogger("kindr").warning("a value: %s %r", VALUE, VALUE)
        printed = io.StringIO()
        print(VALUE, file=printed)
        for text in (
            str(VALUE),
            repr(VALUE),
            f"{VALUE}",
            "%s" % VALUE,  # noqa: UP031 -- the old way of formatting is what is tried
            "{}".format(VALUE),  # noqa: UP032 -- so is this one
            format(VALUE),
            printed.getvalue().strip(),
            Template("{{ value }}").render(Context({"value": VALUE})),
            Template("{{ value|upper }}").render(Context({"value": VALUE})),
        ):
            assert text == MASK
        assert caplog.messages == [f"a value: {MASK} {MASK}"]
        assert repr({"name": [VALUE]}) == f"{{'name': [{MASK}]}}"

    @pytest.mark.parametrize(
        "misuse",
        [
            lambda: f"{VALUE:>10}",
            lambda: VALUE == VALUE,
            lambda: VALUE == "Mara",
            lambda: VALUE != "Mara",
            lambda: VALUE in ["Mara"],
            lambda: "M" in VALUE,
            lambda: VALUE < VALUE,
            lambda: VALUE >= "a",
            lambda: bool(VALUE),
            lambda: len(VALUE),
            lambda: list(VALUE),
            lambda: VALUE[0],
            lambda: hash(VALUE),
            lambda: {VALUE: 1},
            lambda: bytes(VALUE),
            lambda: int(VALUE),
            lambda: float(VALUE),
            lambda: pickle.dumps(VALUE),
            lambda: copy.copy(VALUE),
            lambda: sorted([VALUE, VALUE]),
            lambda: VALUE.__reduce_ex__(4),
        ],
    )
    def test_it_refuses_to_be_compared_counted_formatted_or_pickled(self, misuse: Callable[[], object]) -> None:
        with pytest.raises(SealedValueMisused, match="gate"):
            misuse()

    @pytest.mark.parametrize("encoder", [json.JSONEncoder, DjangoJSONEncoder])
    def test_it_is_no_json(self, encoder: type[json.JSONEncoder]) -> None:
        with pytest.raises(TypeError):
            json.dumps({"name": VALUE}, cls=encoder)

    def test_it_joins_no_text(self) -> None:
        with pytest.raises(TypeError):
            "".join([VALUE])  # type: ignore[list-item]
        with pytest.raises(TypeError):
            "Mara" + VALUE  # type: ignore[operator]


@pytest.mark.django_db
class TestTheRow:
    def test_it_prints_no_value(self, profile: Profile) -> None:
        assert "Mara" not in f"{profile} {profile!r} {vars(profile)}"

    def test_it_is_not_pickled_or_copied(self, profile: Profile) -> None:
        for misuse in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(SealedValueMisused, match="pickled"):
                misuse(profile)
        with pytest.raises(SealedValueMisused):
            pickle.dumps(Profile.objects.all())

    @pytest.mark.parametrize("format", ["json", "jsonl", "python", "xml"])
    def test_it_is_not_dumped(self, profile: Profile, format: str) -> None:
        with pytest.raises(SealedValueMisused, match="not serialised"):
            serializers.serialize(format, Profile.objects.all())

    def test_its_plain_columns_alone_may_be_dumped(self, profile: Profile) -> None:
        assert "Mara" not in serializers.serialize("json", [profile], fields=["source"])

    def test_it_gives_no_value_to_forms(self, profile: Profile) -> None:
        assert not {"name", "phone"} & model_to_dict(profile).keys()
        with pytest.raises(FieldError, match="non-editable"):
            forms.modelform_factory(Profile, fields=["name"])
        form = forms.modelform_factory(Profile, fields=["source"])({"source": "order"}, instance=profile)
        assert form.is_valid(), form.errors
        assert "Mara" not in form.as_p()

    def test_it_can_be_checked_as_a_whole(self, profile: Profile) -> None:
        profile.full_clean()

    def test_a_plain_value_is_not_stored(self, mara: Person) -> None:
        plain = Profile(person=mara, source="account", collected_at=AT, covers="life", name="Mara")
        with pytest.raises(SealedValueMisused, match=r"gates\.collect"):
            plain.save()
        with pytest.raises(SealedValueMisused, match=r"gates\.collect"):
            Profile.objects.bulk_create([plain])

    def test_a_column_that_was_left_out_is_none_and_not_an_empty_text(self, mara: Person) -> None:
        assert Profile(person=mara).name is None


SEALED_QUERIES: dict[str, Callable[[models.QuerySet[Any]], object]] = {
    "filter": lambda q: q.filter(name="Mara"),
    "filter contains": lambda q: q.filter(name__icontains="Mar"),
    "filter in": lambda q: q.filter(name__in=["Mara"]),
    "filter isnull": lambda q: q.filter(phone__isnull=True),
    "filter none": lambda q: q.filter(phone=None),
    "filter transform": lambda q: q.filter(name__length__gt=3),
    "exclude": lambda q: q.exclude(name="Mara"),
    "Q": lambda q: q.filter(Q(source="account") | Q(name="Mara")),
    "F": lambda q: q.filter(source=F("name")),
    "get": lambda q: q.get(name="Mara"),
    "get_or_create": lambda q: q.get_or_create(name="Mara"),
    "order_by": lambda q: q.order_by("name"),
    "order_by backwards": lambda q: q.order_by("-name"),
    "order_by F": lambda q: list(q.order_by(F("name").desc())),
    "latest": lambda q: q.latest("name"),
    "earliest": lambda q: q.earliest("name"),
    "values": lambda q: q.values(),
    "values one": lambda q: q.values("id", "name"),
    "values F": lambda q: q.values(n=F("name")),
    "values_list": lambda q: q.values_list(),
    "values_list one": lambda q: q.values_list("name", flat=True),
    "annotate": lambda q: q.annotate(n=F("name")),
    "annotate function": lambda q: q.annotate(n=Length("name")),
    "annotate concat": lambda q: q.annotate(n=Concat("name", Value("!"))),
    "annotate case": lambda q: q.annotate(n=Case(When(name="Mara", then=1), default=0)),
    "alias": lambda q: q.alias(n=F("name")),
    "aggregate": lambda q: q.aggregate(Max("name")),
    "aggregate count": lambda q: q.aggregate(n=Count("name")),
    "group": lambda q: q.values("source").annotate(n=Max("name")),
    "distinct": lambda q: list(q.distinct("name")),
    "dates": lambda q: q.dates("name", "day"),
    "subquery": lambda q: q.filter(pk__in=Subquery(q.values("name"))),
    "update": lambda q: q.update(name=None),
    "update sealed": lambda q: q.update(name=VALUE),
    "update F": lambda q: q.update(source=F("name")),
    "bulk_update": lambda q: q.bulk_update([], ["name"]),
}


WRITING = {"update", "update sealed", "bulk_update"}
"""These store sealed bytes or nothing: our own queryset refuses them, so that every change has its line in the log."""


@pytest.mark.django_db
class TestQueries:
    @pytest.mark.parametrize("name", SEALED_QUERIES)
    def test_a_query_that_names_a_sealed_column_is_refused_with_a_reason(self, name: str) -> None:
        with pytest.raises(SealedValueMisused, match=r"is sealed|sealed columns"):
            SEALED_QUERIES[name](Profile.objects.all())

    @pytest.mark.parametrize("name", [name for name in SEALED_QUERIES if name not in WRITING])
    def test_a_queryset_that_is_not_ours_refuses_it_as_well(self, name: str) -> None:
        with pytest.raises(SealedValueMisused, match="is sealed"):
            SEALED_QUERIES[name](Profile._base_manager.all())

    @pytest.mark.parametrize(
        "query",
        [
            lambda q: q.filter(delivery__recipient="Mara"),
            lambda q: q.order_by("delivery__recipient"),
            lambda q: q.values("delivery__recipient"),
            lambda q: q.values_list("number", "delivery__recipient"),
            lambda q: q.annotate(who=F("delivery__recipient")),
            lambda q: q.aggregate(Max("delivery__recipient")),
            lambda q: q.filter(Q(delivery__recipient__startswith="M")),
            lambda q: q.exclude(delivery__recipient="Mara"),
        ],
    )
    def test_a_relation_is_no_way_around(self, query: Callable[[models.QuerySet[Order]], object]) -> None:
        with pytest.raises(SealedValueMisused, match=r"Delivery\.recipient is sealed"):
            query(Order.objects.all())

    def test_in_bulk_by_a_sealed_column_is_refused(self) -> None:
        with pytest.raises(ValueError, match="unique"):
            Profile.objects.in_bulk(["Mara"], field_name="name")

    def test_whole_rows_load_with_and_without_their_sealed_columns(self, profile: Profile) -> None:
        access = access_of(profile.person)
        for rows in (
            Profile.objects.all(),
            Profile.objects.only("name", "person"),
            Profile.objects.defer("phone"),
            Profile.objects.select_related("person"),
            Profile.objects.filter(pk=profile.pk),
            Profile.objects.in_bulk([profile.pk]).values(),
            Profile.objects.iterator(),
            Profile.objects.raw("SELECT * FROM accounts_profile"),
        ):
            assert [gates.read(row, access=access, at=AT).name for row in rows] == ["Mara Melati"]
        assert list(Profile.objects.values_list("source", flat=True)) == ["account"]
        assert Profile.objects.values("source").annotate(n=Count("id")).get()["n"] == 1
        assert Profile.objects.update(source="order") == 1

    def test_refreshing_a_row_loads_what_is_stored_now(self, profile: Profile) -> None:
        access = access_of(profile.person)
        gates.correct(Profile.objects.get(), access=access, at=AT, values={"name": "Mara K."})
        profile.refresh_from_db()
        assert gates.read(profile, access=access, at=AT).name == "Mara K."


class TestWhatWasOpened:
    def test_it_prints_nothing_and_is_not_pickled(self) -> None:
        opened = Opened(Profile(), {"name": "Mara"})
        assert opened.name == "Mara"
        assert "Mara" not in f"{opened} {opened!r}"
        assert not hasattr(opened, "__dict__"), "a debugger that prints attributes finds none"
        for misuse in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(SealedValueMisused):
                misuse(opened)
        with pytest.raises(TypeError):
            json.dumps(opened)

    def test_a_disclosed_value_prints_only_whom_it_is_for(self) -> None:
        disclosed = Disclosed("mara@example.org", "mail_provider")
        assert repr(disclosed) == str(disclosed) == "Disclosed(•••, to='mail_provider')"
        with pytest.raises(SealedValueMisused):
            pickle.dumps(disclosed)

    def test_a_column_that_is_not_there_is_named(self) -> None:
        with pytest.raises(AttributeError, match="no sealed column 'nmae'"):
            _ = Opened(Profile(), {"name": "Mara"}).nmae


class TestTheDeclaration:
    def test_a_kind_that_cannot_be_written_and_a_name_that_is_taken_are_found_at_start_up(self) -> None:
        wrong = Sealed("name", kind=set)
        wrong.set_attributes_from_name("values")
        wrong.model = Profile
        assert {"vault.E001", "vault.E002"} <= {found.id for found in wrong.check()}

    def test_a_migration_remembers_the_category(self) -> None:
        field = Sealed("name", null=True)
        _name, _path, args, options = field.deconstruct()
        assert (args, options) == (["name"], {"null": True, "editable": False})
        assert field.clone().category == "name"

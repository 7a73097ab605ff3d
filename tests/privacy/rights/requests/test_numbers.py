"""Whatever somebody does with a right on our pages has a number, whichever page it is (policy 7.3)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kindr
from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import Person
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.fulfilment import restriction
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.requests import actions, rules
from kindr.privacy.rights.requests.actions import closing
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import State
from kindr.shop.accounts.personal import Birthday, ChildProfile, SavedAddress
from tests.cast import Player
from tests.consents import last_of
from tests.privacy.rights.requests.test_receiving import ask

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = Path(kindr.__file__).parent
DEEDS = {
    "kindr.privacy.rights.exports": {"as_json", "as_page"},
    "kindr.privacy.rights.actions": {"correct", "delete_account", "ask_for_erasure"},
    "kindr.privacy.consent.actions": {"withdraw"},
    "kindr.privacy.rights.fulfilment.actions": {"carry_out"},
}
"""What fulfils a right, by the module that does it."""
MAY = {
    "privacy/rights/requests/actions/taking.py": "numbers what people do on pages",
    "privacy/rights/requests/actions/carrying.py": "carries out what has its number",
    "privacy/rights/intake/stopping.py": "stops for a letter that has its number",
    "privacy/rights/fulfilment": "works for a request",
    "privacy/rights/actions.py": "is what they call",
    "shop/accounts/actions/family.py": "what a withdrawal of a guardian takes along, numbered before",
}


def page_of(client_path: str, noa: Player) -> str:
    return client_path.format(noa=noa.id, profile=ChildProfile.objects.get(person_id=noa.id).pk)


@pytest.mark.clause("7.3")
@pytest.mark.parametrize(
    ("path", "sent", "kind", "is_about_child"),
    [
        ("/my-data/download.json", None, "portability", False),
        ("/my-data/download.html", None, "access", False),
        ("/my-data/delete/", {"word": "DELETE"}, "erasure", False),
        ("/account/birthday/forget/", {}, "withdrawal", False),
        ("/my-choices/{noa}/measure_sizes/withdraw/", {}, "withdrawal", True),
        ("/account/children/{profile}/download.json", None, "portability", True),
        ("/account/children/{profile}/forget/", {}, "erasure", True),
    ],
)
def test_every_page_that_fulfils_a_right_gives_it_a_number(
    mara: Player, noa: Player, path: str, sent: dict[str, str] | None, kind: str, is_about_child: bool
) -> None:
    address, client = "/en" + page_of(path, noa), mara.client()
    response = client.get(address) if sent is None else client.post(address, sent)
    assert response.status_code in (200, 302)
    request = Request.objects.get()
    assert (request.kind, request.state, request.person_id) == (kind, State.FULFILLED, mara.id)
    assert request.subject_id == (noa.id if is_about_child else mara.id)
    assert request.evidence
    assert [event.happened for event in request.book()] == ["received", "fulfilled"]


def test_what_is_not_somebodys_own_gets_no_number(mara: Player, noa: Player, ilse: Player) -> None:
    for path in ("download.json", "forget/"):
        address = "/en" + page_of("/account/children/{profile}/", noa) + path
        assert (ilse.client().post if path == "forget/" else ilse.client().get)(address).status_code == 404
    assert ilse.client().post(f"/en/my-choices/{noa.id}/measure_sizes/withdraw/").status_code == 404
    assert not Request.objects.exists()


def test_a_correction_on_my_data_has_a_number_and_names_no_value(mara: Player) -> None:
    row = SavedAddress.objects.filter(person_id=mara.id).first()
    assert row is not None
    address = f"/en/my-data/correct/{row.pk}/street/"
    assert mara.client().post(address, {"value": "Jalan Kenanga 7"}).status_code == 302
    request = Request.objects.get()
    assert (request.kind, request.state) == ("correction", State.FULFILLED)
    assert "Kenanga" not in str(request.evidence)
    assert request.number in mara.client().get("/en/my-requests/").content.decode()


def test_a_correction_that_is_not_taken_has_none(mara: Player) -> None:
    row = SavedAddress.objects.filter(person_id=mara.id).first()
    assert row is not None
    assert mara.client().post(f"/en/my-data/correct/{row.pk}/street/", {"value": ""}).status_code == 422
    assert not Request.objects.exists()


@pytest.mark.clause("6.3.2", "7.3")
def test_the_end_of_a_pause_has_a_number_of_its_own(mara: Player) -> None:
    paused = ask(mara, "restriction")
    actions.carry_on(paused.pk, access=system_access("answer_requests"), at=clock.now())
    mara.client().post("/en/my-requests/pausing/lift/")
    request = Request.objects.get(kind=rules.LIFTING)
    assert request.state == State.FULFILLED
    assert request.number != paused.number
    assert mara.id
    assert restriction.paused_of(mara.id) == []
    page = mara.client().get(f"/en/my-requests/{request.number}/").content.decode()
    assert "Let my data be used again" in page


def test_withdrawing_again_what_is_withdrawn_keeps_its_number(mara: Player) -> None:
    for _ in range(2):
        mara.client().post(f"/en/my-choices/{mara.id}/greet_birthday/withdraw/")
    assert Request.objects.count() == 1


def test_a_child_is_forgotten_once_and_its_receipt_says_what_went(mara: Player, noa: Player) -> None:
    address = "/en" + page_of("/account/children/{profile}/forget/", noa)
    response = mara.client().post(address, follow=True)
    erasure = Erasure.objects.get()
    assert Request.objects.get().erasure == erasure.pk
    assert erasure.holdings
    assert erasure.receipt
    assert str(erasure.pk) in response.content.decode()
    assert last_of(noa.id) == {} or last_of(noa.id)["measure_sizes"].decision is Decision.WITHDRAWN


def crash(*_: object, **__: object) -> None:
    raise RuntimeError("the power went")


def begun(name: str, mara: Player) -> Callable[[], object]:
    access, at = mara.access("erase_my_data"), clock.now()
    me = mara.person.pk
    return {
        "withdrawal": lambda: actions.withdraw(me, ["greet_birthday"], by=me, language="id", access=access, at=at),
        "erasure": lambda: actions.erase(me, by=me, language="id", access=access, at=at),
        "lifting": lambda: actions.lift_pause(me, language="id", access=access, at=at),
    }[name]


@pytest.mark.parametrize("kind", ["withdrawal", "erasure", "lifting"])
@pytest.mark.parametrize("place", ["before the deed", "after the deed"])
def test_what_a_crash_leaves_keeps_its_number_and_is_ended_by_the_worker(
    mara: Player, monkeypatch: pytest.MonkeyPatch, kind: str, place: str
) -> None:
    if place == "after the deed":
        monkeypatch.setattr(closing, "fulfil", crash)
    else:
        from kindr.privacy.consent import actions as consents
        from kindr.privacy.rights.requests.actions import taking

        monkeypatch.setattr(consents, "withdraw", crash)
        monkeypatch.setattr(rights, "carry_out", crash)
        monkeypatch.setattr(taking, "carry_on", crash)
    with pytest.raises(RuntimeError):
        begun(kind, mara)()
    monkeypatch.undo()
    request = Request.objects.get()
    assert (request.kind, request.closed_at) == (kind, None)
    from kindr.privacy.rights.requests.tasks import keep_going
    from kindr.privacy.rights.tasks import resume_erasures

    resume_erasures(timestamp=0)
    keep_going(timestamp=0)
    request.refresh_from_db()
    assert request.state == State.FULFILLED
    assert kind == "lifting" or not Birthday.objects.filter(person_id=mara.id).exists()
    assert Person.objects.filter(pk=mara.id).exists()


def calls(tree: ast.AST) -> Iterator[str]:
    """The full names of the functions of other modules that a module calls."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {(one.asname or one.name): f"{node.module}.{one.name}" for one in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            yield f"{names[node.value.id]}.{node.attr}"
        elif isinstance(node, ast.Name) and node.id in names:
            yield names[node.id]


def test_no_page_reaches_a_right_past_its_number() -> None:
    deeds = {f"{module}.{name}" for module, names in DEEDS.items() for name in names}
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if deeds & set(calls(ast.parse(path.read_text("utf-8"))))
    }
    past = {path for path in found if not path.startswith(tuple(MAY))}
    assert past == set()
    assert all(any(path.startswith(known) for path in found) for known in MAY if known != "privacy/rights/actions.py")

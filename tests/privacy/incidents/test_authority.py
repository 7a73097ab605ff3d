"""The notice to the authority: all that the law asks for, on paper and by e-mail, with a line in the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.policy import POLICY
from kindr.policy.who_we_are import AUTHORITY
from kindr.privacy import gates, ports, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.incidents import actions, authority, papers, tasks, texts
from kindr.privacy.incidents.authority import Notice
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import Reached, Step, StepNotAllowed, Way
from kindr.privacy.incidents.standing import standing
from tests.cast import Player
from tests.privacy.incidents.happening import an_incident
from tests.privacy.incidents.test_letters import opened_by, send, stolen

pytestmark = pytest.mark.django_db
HERE = "/en/desk/incidents/"
ADDRESS = "institution@ministry.example"


@pytest.fixture
def incident(mara: Player, tariq: Player, odile: Player) -> Incident:
    """Tariq's sign-in was stolen, and Mara's name was opened with it."""
    opened_by(tariq, mara)
    return stolen(tariq, odile)


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that names an address of the authority."""
    monkeypatch.setattr(registry, "_adopted", [replace(POLICY, authority=replace(AUTHORITY, email=ADDRESS))])


def noticed(incident: Incident, officer: Player, language: str = "id") -> Notice:
    access, at = officer.access("prove_compliance"), clock.now()
    return authority.notice(incident, texts.newest(incident, access=access, at=at), language=language, at=at)


def typed(**more: Any) -> dict[str, Any]:
    at = clock.now() + timedelta(hours=7)
    return {"way": "page", "sent_at": at.strftime("%Y-%m-%dT%H:%M"), **more}


@pytest.mark.clause("6.3.7")
def test_the_notice_says_all_that_the_law_asks_for(incident: Incident, mara: Player, odile: Player) -> None:
    found = noticed(incident, odile)
    said = papers.as_text(found)
    asked_for = (
        incident.number, "Nama", "Words of how_id.", "Words of handling_id.", "support@kindrkids.id",
        "PT Stream Intelligence Indonesia", "Kementerian", "Pasal 46", "Seluruhnya", "WIB",
    )  # fmt: skip
    assert [words for words in asked_for if words not in said] == []
    assert found.lacks == ()
    assert mara.email not in said
    assert str(mara.id) not in said


def test_the_english_one_says_the_same_in_english(incident: Incident, odile: Player) -> None:
    said = papers.as_text(noticed(incident, odile, "en"))
    assert "Words of how_en." in said
    assert "Words of how_id." not in said


def test_a_notice_that_says_too_little_names_what_it_lacks(incident: Incident, odile: Player) -> None:
    at = clock.now()
    assert len(authority.notice(incident, {}, language="id", at=at).lacks) == 2
    without_radius = noticed(an_incident(at), odile)
    assert len(without_radius.lacks) == 3
    assert "Belum diketahui" in papers.as_text(without_radius)


def test_it_comes_as_a_paper_in_both_languages(incident: Incident, odile: Player) -> None:
    client = odile.client()
    for asked, language in (("", "id"), ("?language=en", "en")):
        response = client.get(f"{HERE}{incident.number}/authority.pdf{asked}")
        assert response["Content-Type"] == "application/pdf"
        assert f"{incident.number}-{language}.pdf" in response["Content-Disposition"]
        assert response.content.startswith(b"%PDF-")


def test_a_long_notice_takes_several_pages(incident: Incident, odile: Player) -> None:
    found = noticed(incident, odile)
    rows = tuple((f"Data {number} " + "panjang " * 12, "1", "2", "3", "4") for number in range(60))
    long = replace(found, sections=(replace(found.sections[0], rows=rows), *found.sections[1:]))
    pdf = papers.draw(long, at=clock.now(), is_packed=False)
    assert pdf.count(b"/Type /Page\n") > 2


def test_how_and_when_it_was_handed_over_stands_in_the_timeline(incident: Incident, odile: Player) -> None:
    client = odile.client()
    assert client.post(f"{HERE}{incident.number}/authority/", typed()).status_code == 302
    event = incident.events.get(happened=Step.AUTHORITY_TOLD.value)
    assert event.about["way"] == "page"
    page = client.get(f"{HERE}{incident.number}/timeline/").content.decode()
    assert "The authority has the written notice: through its own page, " in page


@pytest.mark.parametrize(
    ("sent_at", "says"),
    [
        ("2126-01-01T00:00", "This moment is still to come."),
        ("2020-01-01T00:00", "Nobody knew of the incident then."),
        ("yesterday", "Enter a valid date/time."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_nothing_is_lost(
    incident: Incident, odile: Player, sent_at: str, says: str
) -> None:
    response = odile.client().post(f"{HERE}{incident.number}/authority/", typed(way="post", sent_at=sent_at))
    assert response.status_code == 422
    page = response.content.decode()
    assert says in page
    assert 'value="post" selected' in page
    assert not incident.events.filter(happened=Step.AUTHORITY_TOLD.value).exists()


@pytest.mark.usefixtures("reachable")
def test_it_goes_out_by_e_mail_where_the_policy_names_an_address(incident: Incident, odile: Player) -> None:
    client = odile.client()
    assert ADDRESS in client.get(f"{HERE}{incident.number}/authority/").content.decode()
    for _ in range(2):
        assert client.post(f"{HERE}{incident.number}/authority/send/").status_code == 302
    assert incident.events.filter(happened=Step.AUTHORITY_ASKED.value).count() == 1
    assert "is on its way by e-mail" in client.get(f"{HERE}{incident.number}/authority/").content.decode()
    assert not incident.events.filter(happened=Step.AUTHORITY_TOLD.value).exists()
    for _ in range(2):
        tasks.send_to_authority(str(incident.pk))
    letter = MailboxLetter.objects.get(message_id=f"incident-notice.{incident.pk}")
    said = gates.read(letter, access=system_access("deliver_letters"), at=clock.now())
    assert said.to == ADDRESS
    assert "Words of how_id." in said.body
    assert incident.events.get(happened=Step.AUTHORITY_TOLD.value).about["way"] == "email"
    assert "Send the notice now" in client.get(f"{HERE}{incident.number}/authority/").content.decode()


@pytest.mark.usefixtures("reachable")
def test_what_the_mail_provider_refuses_is_not_written_down_and_goes_later(
    incident: Incident, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_letter: ports.Letter) -> None:
        raise OSError("no")

    actions.order_notice(incident, access=odile.access("prove_compliance"), at=clock.now())
    with monkeypatch.context() as refusing:
        refusing.setattr(ports.mailer(), "send", refuse)
        with pytest.raises(OSError, match="no"):
            tasks.send_to_authority(str(incident.pk))
        tasks.keep_going(timestamp=0)
    assert not incident.events.filter(happened=Step.AUTHORITY_TOLD.value).exists()
    tasks.keep_going(timestamp=0)
    assert incident.events.filter(happened=Step.AUTHORITY_TOLD.value).count() == 1


@pytest.mark.usefixtures("reachable")
def test_what_was_handed_over_on_paper_meanwhile_goes_by_e_mail_as_well(incident: Incident, odile: Player) -> None:
    access, at = odile.access("prove_compliance"), clock.now()
    actions.order_notice(incident, access=access, at=at)
    actions.tell_authority(incident, Way.HAND, sent_at=at, access=access, at=at)
    assert actions.send_to_authority(incident.pk, access=system_access("prove_compliance"), at=clock.now())


def test_without_an_address_nothing_is_sent(incident: Incident, odile: Player) -> None:
    with pytest.raises(StepNotAllowed, match="no_address"):
        actions.order_notice(incident, access=odile.access("prove_compliance"), at=clock.now())


def test_an_incident_is_on_the_first_page_until_everybody_was_told(incident: Incident, odile: Player) -> None:
    at, access = clock.now(), odile.access("prove_compliance")
    assert [each.incident.pk for each in standing(at=at).untold] == [incident.pk]
    page = odile.client().get("/en/desk/today/").content.decode()
    assert "1 incident of which not everybody was told yet" in page
    assert incident.number in page
    actions.tell_authority(incident, Way.HAND, sent_at=at, access=access, at=at)
    assert standing(at=at).untold
    actions.order_letters(incident, Reached.OPENED, access=access, at=at)
    send(incident)
    assert standing(at=at).untold == ()
    assert standing(at=at).told == 1
    assert "1 incident waits to be closed" in odile.client().get("/en/desk/today/").content.decode()

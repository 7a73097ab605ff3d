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
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.incidents import actions, authority, papers, tasks, texts
from kindr.privacy.incidents.actions.letters import waiting
from kindr.privacy.incidents.authority import Notice
from kindr.privacy.incidents.models import Incident, IncidentEvent, NoticeEvent
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
    letter = MailboxLetter.objects.get(message_id__startswith="incident-notice.")
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


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[ports.Letter]:
    """What the mail provider took, one by one: unlike a mailbox it does not look at the Message-ID."""
    taken: list[ports.Letter] = []
    mailer = ports.mailer()
    monkeypatch.setattr(mailer, "send", taken.append)
    return taken


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("behind", [timedelta(), timedelta(minutes=20), timedelta(days=2)])
def test_a_worker_whose_clock_is_behind_sends_it_once(
    incident: Incident, odile: Player, posted: list[ports.Letter], behind: timedelta
) -> None:
    actions.order_notice(incident, access=odile.access("prove_compliance"), at=clock.now())
    access, at = system_access("prove_compliance"), clock.now() - behind
    for later in range(3):
        actions.send_to_authority(incident.pk, access=access, at=at + later * timedelta(minutes=5))
    assert len(posted) == 1
    assert not actions.is_on_its_way(incident)


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("behind", [timedelta(), timedelta(minutes=20)])
def test_a_second_notice_of_one_incident_is_a_letter_of_its_own(
    incident: Incident, odile: Player, behind: timedelta
) -> None:
    access = system_access("prove_compliance")
    for later in (timedelta(), timedelta(seconds=1) - behind):
        actions.order_notice(incident, access=odile.access("prove_compliance"), at=clock.now() + later)
        assert actions.send_to_authority(incident.pk, access=access, at=clock.now())
    assert MailboxLetter.objects.filter(message_id__startswith="incident-notice.").count() == 2
    assert not actions.is_on_its_way(incident)


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("problem", [OSError("no"), StepNotAllowed("a fault of the program")])
def test_a_notice_that_cannot_go_holds_up_no_letter_and_calls_the_officer_once(
    incident: Incident, tariq: Player, odile: Player, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    ordered_at, officer = clock.now(), odile.access("prove_compliance")
    broken, send_one = f"incident-notice.{_ordered(incident, odile).pk}", ports.mailer().send
    other = stolen(tariq, odile)
    _ordered(other, odile)
    actions.order_letters(other, Reached.OPENED, access=officer, at=clock.now())

    def refuse(letter: ports.Letter) -> None:
        if letter.message_id == broken:
            raise problem
        send_one(letter)

    monkeypatch.setattr(ports.mailer(), "send", refuse)
    tasks.keep_going(timestamp=0)
    assert other.events.filter(happened=Step.AUTHORITY_TOLD.value).count() == 1
    assert NoticeEvent.objects.filter(notice__incident=other, happened=NoticeEvent.HANDED_OVER).count() == 1
    called = Alarm.objects.filter(kind=AlarmKind.INCIDENT, about__has_key="notice_stopped")
    assert not called.filter(about__incident=incident.number).exists()
    for minutes in (45, 50, 90):
        later = ordered_at + timedelta(minutes=minutes)
        actions.go_on_to_authority(access=system_access("prove_compliance"), at=later)
    assert called.filter(about__incident=incident.number).count() == 1
    assert actions.is_on_its_way(incident)


def test_a_letter_that_the_program_fails_at_holds_up_no_other(
    mara: Player, ilse: Player, tariq: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    for victim in (mara, ilse):
        opened_by(tariq, victim)
    both, send_one = [stolen(tariq, odile), stolen(tariq, odile)], ports.mailer().send
    for each in both:
        actions.order_letters(each, Reached.OPENED, access=odile.access("prove_compliance"), at=clock.now())

    def fail(letter: ports.Letter) -> None:
        if letter.person == min(mara.id, ilse.id):
            raise KeyError("a fault of the program")
        send_one(letter)

    monkeypatch.setattr(ports.mailer(), "send", fail)
    tasks.keep_going(timestamp=0)
    assert [waiting(each).count() for each in both] == [1, 1]
    assert NoticeEvent.objects.filter(happened=NoticeEvent.HANDED_OVER).count() == 2


def test_nothing_that_waits_for_its_next_try_has_the_lock_of_the_letters() -> None:
    """The queue does what has one lock in its order: a job put off for an hour would put off all behind it."""
    tasks_of_letters = [tasks.send_letters, tasks.send_to_authority, tasks.keep_going]
    assert {task.lock for task in tasks_of_letters} == {"incidents.letters"}
    assert [task.retry_strategy for task in tasks_of_letters] == [None, None, None]


def _ordered(incident: Incident, officer: Player) -> IncidentEvent:
    actions.order_notice(incident, access=officer.access("prove_compliance"), at=clock.now())
    return incident.events.get(happened=Step.AUTHORITY_ASKED.value)


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

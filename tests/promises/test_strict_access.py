"""Chapters 5.2, 5.3 and 8.2: certificates, grants, emergencies and alarms."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access import standing
from kindr.privacy.access.actions import alarms as alarm_actions
from kindr.privacy.access.actions import certificates, emergencies, grants
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import AccessReason, Alarm, AlarmSeen, Certificate
from kindr.privacy.access.queries import alarms
from kindr.privacy.access.terms import Access, NotGranted, NotYours, PurposeNotAllowed
from kindr.privacy.rights import queries
from kindr.shop.accounts.personal import AccountContact, Profile, StaffContact
from kindr.web.demo import people as demo_people
from tests.cast import Player
from tests.privacy.access.test_grants import WHY, asked_for, certify, opening, under
from tests.promises.evidence import last_line, tables_with

pytestmark = pytest.mark.django_db


@pytest.mark.clause("5.2.1", "5.2.5")
def test_a_certified_consultant_opens_what_two_colleagues_granted_and_the_customer_reads_of_it(
    mara: Player, ilse: Player, tariq: Player, odile: Player, yusuf: Player
) -> None:
    [one] = demo_people.CONSULTANTS
    at, client = clock.now(), Client()
    certify(yusuf, odile, at=at)
    client.post("/staff/sign-in/", {"email": one.email, "password": one.password})
    client.post("/sign-in/second-factor/", {"code": pyotp.TOTP(one.totp_secret).now()})
    assert client.session["_auth_user_id"] == str(yusuf.id)
    assert client.get(f"/desk/people/{mara.id}/").status_code == 403, "there is no grant yet"
    grant = grants.ask(asked_for(mara, yusuf), reason=WHY, access=tariq.access("run_staff"), at=at)
    grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    assert client.get(f"/desk/people/{mara.id}/").status_code == 200
    assert client.get(f"/desk/people/{ilse.id}/").status_code == 403, "the grant names Mara only"
    opened = client.post(f"/desk/people/{mara.id}/profile/", {"purpose": "answer_customer"})
    assert "Mara" in opened.content.decode()
    told = queries.openings_of(mara.person.pk, access=mara.access("show_my_data"), at=at)
    assert any("Izin dari dua karyawan" in one.sentence or "two colleagues" in one.sentence for one in told)


@pytest.mark.clause("5.2.1")
def test_the_visit_of_a_consultant_ends_with_the_certificate(yusuf: Player, odile: Player) -> None:
    at = clock.now()
    certify(yusuf, odile, at=at)
    client = yusuf.client()
    assert client.get("/desk/").status_code == 200
    for row in standing.certificates_of(yusuf.id, at=at):
        certificates.revoke(row.pk, access=odile.access("oversee_access"), at=at)
    told = client.get("/en/desk/")
    assert told.status_code == 403
    assert "Your certificate is not in our register" in told.content.decode()
    assert last_line(yusuf.id, verb="read").refused_by == "5.2.1"
    assert client.get("/desk/").status_code == 404, "the visit is over"


@pytest.mark.clause("5.2.1", "5.3.2")
def test_a_consultant_without_a_certificate_is_turned_away_and_the_officer_sees_it(
    yusuf: Player, odile: Player
) -> None:
    [one] = demo_people.CONSULTANTS
    for prefix, words in (("", "belum ada dalam daftar kami"), ("/en", "is not in our register")):
        client = Client()
        told = client.post(f"{prefix}/staff/sign-in/", {"email": one.email, "password": one.password})
        assert told.status_code == 403
        assert words in told.content.decode()
        assert "first_factor" not in client.session
    assert last_line(yusuf.id, verb="read").refused_by == "5.2.1"
    assert Alarm.objects.filter(kind=AlarmKind.TURNED_AWAY, actor_id=yusuf.id).count() == 1, "one an hour"
    seen = odile.client().get("/en/desk/alarms/").content.decode()
    assert "A consultant without a certificate was turned away" in seen
    assert "Yusuf" in seen


@pytest.mark.clause("5.2.4", "consultant_certificate")
def test_a_certificate_is_kept_sealed_and_the_officer_reads_it(yusuf: Player, odile: Player) -> None:
    certify(yusuf, odile, at=clock.now())
    assert tables_with("Issuer") == set()
    assert "Issuer" in odile.client().get("/desk/access/certificates/").content.decode()


@pytest.mark.clause("5.3.5", "access_reason")
def test_reasons_are_kept_sealed(mara: Player, tariq: Player) -> None:
    words = "Orang tua pingsan, harus dihubungi"
    emergencies.break_glass(mara.person.pk, "profile", reason=words, access=tariq.access("run_staff"), at=clock.now())
    assert tables_with("pingsan") == set()
    [reason] = AccessReason.objects.filter(person=tariq.id)
    assert gates.read(reason, access=tariq.access("run_staff"), at=clock.now()).words == words


@pytest.mark.clause("4.8.8", "5.3.6")
def test_an_emergency_opens_one_thing_of_one_person_for_minutes_and_everybody_knows(
    mara: Player, ilse: Player, tariq: Player, odile: Player
) -> None:
    at, purpose = clock.now(), POLICY.access.emergency
    with pytest.raises(NotGranted):
        opening(mara, access=under(tariq, purpose, person=mara, at=at), at=at)
    glass = emergencies.break_glass(mara.person.pk, "profile", reason=WHY, access=tariq.access("run_staff"), at=at)
    access = under(tariq, purpose, person=mara, at=at)
    assert access.grant == glass.pk
    assert opening(mara, access=access, at=at) == "Mara"
    raised = Alarm.objects.get(kind=AlarmKind.BREAK_GLASS, person_id=mara.id)
    assert raised.actor_id == tariq.id
    page = alarms.alarms(access=odile.access("oversee_access"), at=at)
    assert next(each.reason for each in page.alarms if each.id == raised.pk) == WHY
    told = queries.openings_of(mara.person.pk, access=mara.access("show_my_data"), at=at)
    assert any(one.leave == "emergency" for one in told)
    for someone, moment in ((ilse, at), (mara, at + timedelta(minutes=POLICY.access.emergency_minutes))):
        with pytest.raises(NotGranted):
            opening(someone, access=Access(access.actor, purpose, glass.pk), at=moment)


@pytest.mark.clause("5.3.6")
def test_no_emergency_opens_a_payment_card_or_serves_a_packer(mara: Player, tariq: Player, bima: Player) -> None:
    for clause, who in (("payment_card", tariq), ("second_factor", tariq), ("profile", bima)):
        with pytest.raises(PurposeNotAllowed):
            emergencies.break_glass(mara.person.pk, clause, reason=WHY, access=who.access("run_staff"), at=clock.now())
    assert not Alarm.objects.filter(kind=AlarmKind.BREAK_GLASS, person_id=mara.id).exists()


@pytest.mark.clause("5.3.7")
def test_refusals_and_opening_at_night_raise_alarms(mara: Player, bima: Player, tariq: Player) -> None:
    night = (clock.now() - timedelta(days=1)).replace(hour=19)  # two o'clock in Jakarta
    profile = Profile.objects.get(person_id=mara.id)
    for _ in range(POLICY.access.refusals_an_hour):
        with pytest.raises(PurposeNotAllowed):
            gates.read(profile, access=bima.access("newsletter"), at=night)
    gates.read(profile, access=tariq.access("answer_customer"), at=night)
    assert Alarm.objects.filter(kind=AlarmKind.REFUSALS, actor_id=bima.id).count() == 1
    assert Alarm.objects.filter(kind=AlarmKind.OUT_OF_HOURS, actor_id=tariq.id).count() == 1


@pytest.mark.clause("8.2")
def test_alarms_reach_the_officer_at_the_desk_and_by_letter(odile: Player) -> None:
    alarm, browser = raise_alarm(AlarmKind.INCIDENT, at=clock.now()), odile.client()
    assert alarm_actions.tell_officers(access=system_access("deliver_letters"), at=clock.now() + timedelta(hours=1))
    letters = Client().get("/-/mailbox/").content.decode()
    assert odile.email in letters
    assert str(alarm) in browser.get("/desk/alarms/").content.decode()
    assert browser.post(f"/desk/alarms/{alarm}/", {"words": "Sudah diperiksa, tidak ada apa-apa."}).status_code == 302
    assert AlarmSeen.objects.get(alarm=alarm).by == odile.id
    [note] = AccessReason.objects.filter(pk=AlarmSeen.objects.get(alarm=alarm).note)
    assert gates.read(note, access=odile.access("oversee_access"), at=clock.now()).words.startswith("Sudah diperiksa")


@pytest.mark.clause("8.2")
def test_the_officer_reviews_who_could_and_who_did_and_signs(mara: Player, tariq: Player, odile: Player) -> None:
    gates.read(Profile.objects.get(person_id=mara.id), access=tariq.access("answer_customer"), at=clock.now())
    browser = odile.client()
    assert "Tariq" in browser.post("/desk/access/").content.decode()
    assert "Tariq" in browser.post("/desk/access/review.csv").content.decode()
    assert browser.post("/desk/access/sign/", {"words": ""}).status_code == 302
    assert browser.get("/desk/access/").context["last"].by == odile.id


@pytest.mark.clause("5.1.3")
def test_a_colleague_proves_only_who_they_are_themselves(mara: Player, tariq: Player, bima: Player) -> None:
    at = clock.now()
    address = AccountContact.objects.get(person_id=mara.id)
    own = StaffContact.objects.get(person_id=bima.id)
    assert gates.read(own, access=bima.access("secure_account"), at=at)
    with pytest.raises(NotYours):
        gates.read(own, access=tariq.access("secure_account"), at=at)
    with pytest.raises(NotYours):
        gates.read(address, access=tariq.access("secure_account"), at=at)
    assert gates.read(address, access=tariq.access("answer_customer"), at=at)


PAPER = b"%PDF-1.7\n" + b"Issued to Yusuf " * 9000
ON_THE_PAPER = b"Issued to Yusuf"


@pytest.mark.clause("5.2.4", "consultant_certificate")
def test_the_document_of_a_certificate_is_sealed_and_opens_for_the_officer_alone_who_is_recorded(
    yusuf: Player, tariq: Player, odile: Player
) -> None:
    officer, until = odile.client(), (clock.now() + timedelta(days=30)).date()
    given = {"consultant": yusuf.id, "issuer": "Issuer", "number": "N-1", "scope": "answer_customer"}
    paper = SimpleUploadedFile("Yusuf.pdf", PAPER, "application/pdf")
    sent = officer.post("/desk/access/certificates/", {**given, "expires_on": until, "document": paper})
    assert sent.status_code == 302
    kept = Certificate.objects.get(person=yusuf.id)
    places = [path for path in settings.DATA_FOLDER.rglob("*") if path.is_file() and path.stat().st_size < 10**7]
    assert not any(ON_THE_PAPER in path.read_bytes() for path in places)
    path = f"/desk/access/certificates/{kept.pk}/document/"
    opened = officer.get(path)
    assert b"".join(opened.streaming_content) == PAPER  # type: ignore[attr-defined]  # it streams
    assert opened["Content-Disposition"] == "attachment; filename=certificate.pdf"
    assert "sandbox" in opened["Content-Security-Policy"]
    assert "no-store" in opened["Cache-Control"]
    line = last_line(yusuf.id, verb="read")
    assert (line.actor, line.purpose, set(line.opened)) == (str(odile.id), "oversee_access", {"consultant_certificate"})
    for somebody, status in ((tariq.client(), 403), (yusuf.client(), 403), (Client(), 404)):
        assert somebody.get(path).status_code == status


@pytest.mark.clause("5.2.4")
def test_a_document_that_is_neither_picture_nor_pdf_is_refused_with_the_reason(yusuf: Player, odile: Player) -> None:
    given = {"consultant": yusuf.id, "issuer": "Issuer", "number": "N-1", "scope": "answer_customer"}
    until = (clock.now() + timedelta(days=30)).date()
    for content in (b"<script>alert(1)</script>", b" %PDF-1.7", b"MZ" + bytes(99)):
        paper = SimpleUploadedFile("x.pdf", content, "application/pdf")
        sent = odile.client().post("/en/desk/access/certificates/", {**given, "expires_on": until, "document": paper})
        assert "is not a PDF, JPEG, PNG or WebP" in sent.content.decode()
    assert not Certificate.objects.filter(person=yusuf.id).exists()

"""An analyst meets people under a grant only, and opens nobody's name (policy 5.2)."""

from __future__ import annotations

import pytest

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.actions import grants
from kindr.privacy.access.actions.grants import Asked
from kindr.privacy.access.terms import Access, Actor, ActorKind, PurposeNotAllowed
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.privacy.access.test_grants import WHY, _staff

pytestmark = pytest.mark.django_db


def test_an_analyst_meets_whom_a_grant_names_for_its_hours_and_opens_no_name(
    mara: Player, ilse: Player, bagas: Player, odile: Player
) -> None:
    at, browser, asker = clock.now(), bagas.client(), _staff("analyst")
    path = f"/en/desk/people/{mara.id}/"
    assert browser.get(path).status_code == 403, "there is no grant yet"
    wanted = Asked(bagas.person.pk, "analyse_usage", 2, frozenset({mara.person.pk}))
    grant = grants.ask(wanted, reason=WHY, access=Access(asker, "run_staff"), at=at)
    grants.approve(grant.pk, access=odile.access("run_staff"), at=at)
    page = browser.get(path)
    assert page.status_code == 200
    assert "Mara" not in page.content.decode()
    assert "You open under a grant until" in page.content.decode()
    assert f"grant={grant.pk}" in browser.get("/en/desk/").content.decode()
    assert browser.get(f"/en/desk/people/{ilse.id}/").status_code == 403
    assert browser.post(f"{path}profile/", {"purpose": "analyse_usage"}).status_code == 403
    access = Access(Actor(ActorKind.STAFF, bagas.person.pk, "analyst"), "analyse_usage", grant.pk)
    with pytest.raises(PurposeNotAllowed):
        gates.read(Profile.objects.get(person_id=mara.id), access=access, at=at)
    grants.revoke(grant.pk, access=odile.access("run_staff"), at=clock.now())
    assert browser.get(path).status_code == 403, "taken back at once"

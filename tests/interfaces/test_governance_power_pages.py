"""Pages and programs of powers: mandates, emergencies, delegates; the same refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import Done
from commonweal.rooms.governance.queries import powers
from commonweal.rooms.purse import queries as purse
from tests.conftest import AT, DAY
from tests.interfaces.programs import problems, programs_of
from tests.rooms.powers_cast import decide, effect
from tests.rooms.purse_cast import purse_of

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=60)


@pytest.fixture(autouse=True)
def _now(fixed_clock):
    """Pages read the clock; here it stands."""


def given(union, person, **more):
    """Let the assembly give a mandate; return its id."""
    number = decide(
        union.id,
        effect(
            "mandate.give", person=person.id, title="Bees", begins=DAY, ends=LATER,
            duties="Look after them", report_every="7", **more,
        ),
        at=AT, matter="agreement",
    )  # fmt: skip
    return Done.objects.get(decision=number).thing


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_mandate_shows_its_decision_and_its_holder_reports(
    signed_in, lentil_house, ben, kofi
):
    mandate = given(lentil_house, ben)
    holder = signed_in(ben)
    listed = page(holder, "people:mandates")
    empty = holder.post(reverse("people:report", args=[mandate]), {"text": " "})
    holder.post(
        reverse("people:report", args=[mandate]), {"text": "Two new hives", "key": "r"}
    )
    holder.post(reverse("people:where", args=[mandate]), {"where": "Smoker: shed"})

    pack = page(holder, "people:hand_over", mandate)
    other = signed_in(kofi).post(
        reverse("people:report", args=[mandate]), {"text": "Not mine"}
    )

    assert "decision 2" in listed
    assert "Bees" in listed
    assert empty.status_code == 422
    assert "Please write what was done" in empty.content.decode()
    assert all(
        words in pack for words in ("Two new hives", "Smoker: shed", "Look after")
    )
    assert other.status_code in {403, 422}


def test_a_hand_over_pack_says_what_is_open(signed_in, lentil_house, ana, kofi):
    (mandate,) = [
        one.id
        for one in people.list_mandates(union=lentil_house.id, at=AT)
        if one.scope == "rounds"
    ]

    pack = page(signed_in(ana), "people:hand_over", mandate)

    assert "What is open" in pack
    assert "How a scarce thing is shared unless a round says otherwise." in pack


def test_every_page_says_that_there_is_an_emergency_until_it_is_over(
    signed_in, lentil_house, ana, ben, kofi
):
    asks = signed_in(ana)
    wrong = asks.post(
        reverse("governance:emergencies"),
        {"hazard": "Flood", "hours": "900", "changes": "purse.notice_days"},
    )
    sent = asks.post(
        reverse("governance:emergencies"),
        {"hazard": "Flood", "hours": "24", "changes": "purse.notice_days = 1"},
    )
    before = page(signed_in(ben), "home:home")
    (asked,) = powers.list_emergencies(union=lentil_house.id, person=ana.id, at=AT)
    for person in (ben, kofi):
        signed_in(person).post(reverse("governance:join_emergency", args=[asked.id]))

    during = page(signed_in(ben), "people:charter")
    one = page(signed_in(ben), "governance:emergency", asked.id)

    assert wrong.status_code == 422
    assert sent.status_code == 302
    assert "Emergency until" not in before
    assert "Emergency until" in during
    assert "An announced spend stands after this many days" in one
    noted = signed_in(ben).post(
        reverse("governance:note_use", args=[asked.id]), {"what": "Pumps", "key": "n"}
    )
    assert noted.status_code == 302
    assert "Pumps" in page(signed_in(ben), "governance:emergency", asked.id)


def test_a_spend_is_noted_by_the_decision_that_allows_it(
    client, signed_in, lentil_house, ana, ben, kofi, lena
):
    """Its page says by which decision, and a budget shows what decisions set apart."""
    house = purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)
    number = decide(
        lentil_house.id,
        effect("spend.allow", amount="900", **{"for": "A stove"}, until=LATER),
        effect("budget.line", name="Roof", amount="2400", from_day=DAY),
        at=AT, matter="agreement",
    )  # fmt: skip
    here = signed_in(ben)
    listed = page(here, "purse:spends")
    form = here.get(f"{reverse('purse:note')}?decision={number}").content.decode()
    sent = here.post(
        reverse("purse:note"),
        {"amount": "700", "category": str(house.categories["food"]), "key": "n",
         "account": str(house.drawer), "decision": str(number)},
    )  # fmt: skip
    (entry,) = purse.list_entries(union=lentil_house.id, person=ben.id)[:1]
    (allowed,) = programs_of(client)(ben)("get", "/purse/allowed").json()

    assert "A stove" in listed
    assert f'name="decision" value="{number}"' in form
    assert (sent.status_code, entry.decision) == (302, number)
    shown = page(here, "purse:entry", entry.id)
    assert f"Allowed by decision {number} (A stove)." in shown
    assert allowed["decision"] == number


def test_drawing_is_begun_from_everybody(signed_in, lentil_house, ana, ben, kofi):
    here = signed_in(ana)
    few = here.post(
        reverse("governance:draw"),
        {"what_for": "Drains", "places": "1", "tellers": [str(ana.id)], "key": "d"},
    )
    sent = here.post(
        reverse("governance:draw"),
        {"what_for": "Drains", "places": "1", "key": "d",
         "tellers": [str(one.id) for one in (ana, ben, kofi)]},
    )  # fmt: skip

    assert (few.status_code, sent.status_code) == (422, 302)


def test_a_delegate_accepts_and_brings_results_home(signed_in, lentil_house, ana, ben):
    number = decide(
        lentil_house.id,
        effect(
            "delegate.send", person=ben.id, meeting="Council", topic="Seed",
            stance="ranked", instructions="Barley\nOats", begins=DAY, ends=LATER,
        ),
        at=AT, matter="agreement",
    )  # fmt: skip
    delegation = Done.objects.get(decision=number).thing
    ben_here = signed_in(ben)
    one = reverse("governance:delegate", args=[delegation])
    ben_here.post(f"{one}answer/", {"answer": "yes"})
    ben_here.post(
        f"{one}bring/", {"words": "All take oats", "chosen": "Oats", "key": "a"}
    )
    ben_here.post(f"{one}bring/", {"words": "A joint truck?", "chosen": "", "key": "b"})

    shown = signed_in(ana).get(one).content.decode()

    assert "within the mandate: it stands" in shown
    assert "a question home: we decide" in shown
    refused = signed_in(ana).post(f"{one}bring/", {"words": "Mine"})
    assert refused.status_code in {403, 422}


def test_programs_do_and_are_refused_the_same(client, lentil_house, ana, ben):
    of = programs_of(client)
    ana_api, ben_api = of(ana), of(ben)
    wrong = ana_api("post", "/decide/emergencies", {"hazard": "", "hours": 900})
    made = ana_api("post", "/decide/emergencies", {"hazard": "Flood", "hours": 5})
    ben_api("post", f"/decide/emergencies/{made.json()['id']}/join", {})
    (listed,) = ben_api("get", "/decide/emergencies").json()
    mandate = given(lentil_house, ben)
    written = ben_api("post", f"/mandates/{mandate}/reports", {"text": "All well"})
    not_mine = ana_api("post", f"/mandates/{mandate}/reports", {"text": "All well"})
    coming = ana_api("get", "/charter/coming")

    assert problems(wrong) == [
        (None, "hazard", "Say in one line what is happening, and where."),
        (None, "hours", "“900” is not a whole number from 1 to 72."),
    ]
    assert (listed["state"], listed["n_more"]) == ("asked", 1)
    assert (written.status_code, not_mine.status_code) == (201, 403)
    assert (coming.status_code, coming.json()) == (200, [])
    assert ben_api("get", "/me/changed").json() == []
    assert ben_api("get", "/decide/delegates").json() == []

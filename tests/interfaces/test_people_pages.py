"""One walk through every page of people, circles, mandates and charter."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from commonweal.commons.people import queries as people
from commonweal.commons.people import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_clock")]
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
PASSWORD = "four words in a row"
FOUNDING = {
    "name": "Birch Row",
    "place": "Row 3",
    "language": "en",
    "currency": "SEK",
    "time_zone": "Europe/Stockholm",
    "founder_name": "Efua",
    "username": "Efua",
    "password": PASSWORD,
    "key": "a-founding",
}


def found(client, **changes):
    return client.post(reverse("people:found"), {**FOUNDING, **changes})


def test_a_union_is_founded_and_its_founder_is_signed_in(client):
    """Story 2: name, place, language, currency, and the founder is in."""
    assert client.get(reverse("people:found")).status_code == 200

    response = found(client)

    assert response.status_code == 302
    assert response.url == reverse("people:pack")
    page = client.get(reverse("people:union"))
    assert "Birch Row" in page.content.decode()
    assert "1 key-holder" in page.content.decode()


def test_founding_says_everything_that_is_wrong_at_once(client):
    response = found(
        client, name=" ", time_zone="Mars", password="short", username="a b"
    )

    text = response.content.decode()
    assert response.status_code == 422
    assert "Mars" in text
    assert "Row 3" in text  # what was typed is kept


def test_the_deed_names_every_field_at_once(client):
    response = found(client, time_zone="Mars", password="short", username="a b")

    errors = response.context["form"].errors
    assert set(errors) == {"time_zone", "password", "username"}


def test_founding_sent_twice_makes_one_union(client):
    found(client)

    response = found(Client())

    assert response.status_code == 302
    assert [union.name for union in people.list_unions()] == ["Birch Row"]


def test_a_starter_pack_can_be_chosen(client):
    """Story 2: four packs, or empty."""
    found(client)
    page = client.get(reverse("people:pack"))

    response = client.post(reverse("people:pack"), {"pack": "house-of-8"})

    assert [pack.key for pack in page.context["packs"]] == [
        "eco-village-of-60", "farm-and-workshop", "house-of-8", "urban-union-with-hub",
    ]  # fmt: skip
    assert response.status_code == 302
    assert client.post(reverse("people:pack"), {"pack": "gold"}).status_code == 404


def test_an_invitation_is_shown_once_printed_and_used(client):
    found(client)
    made = client.post(reverse("people:invitations"), {"key": "k", "keys": "on"})
    code = made.context["code"]
    again = client.post(reverse("people:invitations"), {"key": "k", "keys": "on"})
    listed = client.get(reverse("people:invitations")).content.decode()

    other = Client()
    welcome = other.get(reverse("people:join_with", kwargs={"code": code}))
    joined = other.post(
        reverse("people:join"),
        {"code": code, "name": "Gita", "username": "gita", "password": PASSWORD},
    )

    assert "<svg" in made.content.decode()
    assert "style=" not in made.content.decode()
    assert again.context["code"] == code
    assert code not in listed
    assert welcome.status_code == 200
    assert joined.status_code == 302
    assert "Gita" in other.get(reverse("people:union")).content.decode()
    third = Client().post(
        reverse("people:join"),
        {"code": code, "name": "Hal", "username": "hal", "password": PASSWORD},
    )
    assert third.status_code == 422
    assert "not valid" in third.content.decode()


def test_an_invitation_can_be_withdrawn(signed_in, kofi):
    client = signed_in(kofi)
    made = client.post(reverse("people:invitations"), {"key": "k"})
    invitation = made.context["invitation"].id

    client.post(reverse("people:withdraw_invitation", args=[invitation]))

    page = client.get(reverse("people:invitations"))
    assert next(one.status for one in page.context["invitations"]) == "withdrawn"


def test_who_may_not_invite_is_told_who_may(signed_in, ben):
    response = signed_in(ben).post(reverse("people:invitations"), {"key": "k"})

    assert response.status_code == 403
    assert "Kofi" in response.content.decode()


@pytest.mark.parametrize(
    "name",
    ["union", "mandates", "charter", "me", "leave", "tokens", "notices", "invitations",
     "returns", "add_person"],
)  # fmt: skip
def test_every_page_opens_for_associates_and_asks_strangers_in(name, signed_in, ana):
    opened = signed_in(ana).get(reverse(f"people:{name}"))
    asked = Client().get(reverse(f"people:{name}"))

    assert opened.status_code == 200
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name", ["mfa_index", "usersessions_list", "account_reset_password"]
)
def test_the_pages_of_signing_in_open(name, signed_in, ana):
    assert signed_in(ana).get(reverse(name)).status_code == 200


def test_circles_are_formed_chosen_and_ended(signed_in, ben, circles):
    client = signed_in(ben)
    client.post(reverse("people:add_circle"), {"name": "oven", "key": "oven"})
    oven = next(c for c in people.list_circles(union=ben.union) if c.name == "oven")

    client.post(reverse("people:choose_circle"), {"circle": str(oven.id)})
    assert people.get_person(person=ben.id).circle == oven.id
    assert client.post(reverse("people:end_circle", args=[oven.id])).status_code == 422
    client.post(reverse("people:choose_circle"), {"circle": ""})
    client.post(reverse("people:end_circle", args=[oven.id]))

    assert oven.id not in {c.id for c in people.list_circles(union=ben.union)}


def test_a_circle_of_the_same_name_is_refused_at_its_field(signed_in, ben, circles):
    response = signed_in(ben).post(
        reverse("people:add_circle"), {"name": "North", "key": "k"}
    )

    assert response.status_code == 422
    assert "North" in response.content.decode()


def test_a_mandate_is_proposed_by_one_and_confirmed_by_another(
    signed_in, kofi, lena, ben
):
    today = DAY
    keeper, other = signed_in(kofi), signed_in(lena)
    sent = keeper.post(
        reverse("people:mandates"),
        {
            "person": str(ben.id), "scope": "stores", "limit": "the garden only",
            "begins": today, "ends": today + timedelta(days=30), "key": "m",
        },
    )  # fmt: skip
    mandate = other.get(reverse("people:mandates")).context["proposed"][0]
    own = keeper.post(reverse("people:confirm_mandate", args=[mandate.id]))

    other.post(reverse("people:confirm_mandate", args=[mandate.id]))

    assert sent.status_code == 302
    assert own.status_code == 422
    assert "stores" in people.scopes_of(person=ben.id, at=AT)
    keeper.post(reverse("people:end_mandate", args=[mandate.id]))
    assert "stores" not in people.scopes_of(person=ben.id, at=AT)


def test_a_rule_is_recorded_confirmed_and_shown_with_its_number(signed_in, kofi, lena):
    today = DAY + timedelta(days=7)
    sent = signed_in(kofi).post(
        reverse("people:charter"),
        {"title": "Keep needs shorter", "rule": "needs.keep_days", "value": "90",
         "from_day": today, "key": "r"},
    )  # fmt: skip
    other = signed_in(lena)
    proposal = other.get(reverse("people:charter")).context["coming"][0]

    other.post(reverse("people:confirm_rule", args=[proposal.id]))

    assert sent.status_code == 302
    page = other.get(reverse("people:rule", args=["needs.keep_days"]))
    assert [(rule.value, rule.decision) for rule in page.context["history"]] == [
        (90, 2), (365, 1),
    ]  # fmt: skip


def test_somebody_without_sign_in_is_entered_by_a_helper(signed_in, ana, circles):
    client = signed_in(ana)
    client.post(
        reverse("people:add_person"),
        {"name": "Ira", "circle": str(circles["north"].id), "status": "associate",
         "key": "ira"},
    )  # fmt: skip

    page = client.get(reverse("people:union")).content.decode()

    assert "Ira" in page
    assert "on paper" in page


def test_name_and_language_are_chosen(signed_in, ben):
    client = signed_in(ben)
    client.post(reverse("people:rename"), {"name": "Benja"})

    client.post(reverse("people:choose_language"), {"language": "de"})

    response = client.get(reverse("people:me"))
    assert "Benja" in response.content.decode()
    assert response["Content-Language"] == "de"


def test_ones_own_data_comes_as_json_and_tables(signed_in, ben):
    response = signed_in(ben).get(reverse("people:data"))

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    kept = json.loads(archive.read("my-data.json"))
    assert kept["person"][0]["name"] == "Ben"
    assert "person.csv" in archive.namelist()


def test_leaving_asks_nobody_and_forgets(signed_in, kofi):
    """I-21: even a key-holder leaves at once."""
    client = signed_in(kofi)

    response = client.post(reverse("people:leave"))

    assert response.status_code == 200
    assert people.find_person(person=kofi.id) is None
    assert not get_user_model().objects.filter(username="kofi").exists()
    assert client.get(reverse("people:me")).status_code == 302


def test_a_token_is_shown_once_and_ended(signed_in, ben):
    client = signed_in(ben)
    made = client.post(
        reverse("people:tokens"),
        {"label": "shelf", "scopes": ["associate"], "days": "7", "key": "t"},
    )
    secret = made.context["issued"].secret
    listed = client.get(reverse("people:tokens"))
    found_by = people.person_of_token(token=secret, at=AT)

    client.post(reverse("people:revoke_token", args=[made.context["issued"].token.id]))

    assert secret in made.content.decode()
    assert secret not in listed.content.decode()
    assert found_by[0].id == ben.id
    assert people.person_of_token(token=secret, at=AT) is None


def test_two_key_holders_let_somebody_back_in(signed_in, kofi, lena, ben):
    keeper, other = signed_in(kofi), signed_in(lena)
    keeper.post(reverse("people:returns"), {"person": str(ben.id), "key": "b"})
    waiting = other.get(reverse("people:returns")).context["waiting"][0]
    alone = keeper.post(reverse("people:confirm_return", args=[waiting.id]))
    code = other.post(reverse("people:confirm_return", args=[waiting.id])).context[
        "code"
    ]

    client = Client()
    back = client.post(
        reverse("people:come_back"), {"code": code, "password": "another four words"}
    )

    assert alone.status_code == 422
    assert back.status_code == 302
    assert client.get(reverse("people:me")).status_code == 200
    kept = services.export_own_data(person=ben.id, by=ben.id, at=AT)
    assert kept["ways_back_in"][0]["confirmed_by"] == lena.id

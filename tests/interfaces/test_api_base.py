"""The API answers everybody with the same refusals, and never breaks."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger_services
from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people_queries
from commonweal.commons.people import services as people
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EventDraft, ResourceDraft, SpecificationDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import KG

pytestmark = pytest.mark.django_db


@pytest.fixture
def token_of():
    def issue(person, *scopes, label="my program"):
        now = timezone.now()
        return people.issue_token(
            person=person.id, scopes=scopes, label=label, by=person.id, at=now,
            expires=now + timedelta(days=1), key=f"{label}{scopes}",
        ).secret  # fmt: skip

    return issue


@pytest.fixture
def caller_of(token_of):
    def caller(person, *scopes):
        return Client(headers={"Authorization": f"Bearer {token_of(person, *scopes)}"})

    return caller


@pytest.fixture
def oats(lentil_house, at):
    """Three kilos of oats in the store of Lentil House."""
    spec = ledger_services.add_specification(
        draft=SpecificationDraft(
            key="oats", union=lentil_house.id, name="Oats", unit=KG
        ),
        at=at,
    )
    event = ledger_services.record_event(
        draft=EventDraft(
            key="first oats",
            union=lentil_house.id,
            action=Action.RAISE,
            provider=lentil_house.id,
            receiver=lentil_house.id,
            has_point_in_time=at,
            resource_conforms_to=spec.id,
            resource_quantity=Measure(3000, KG),
            new_resource=ResourceDraft(
                key="sack",
                union=lentil_house.id,
                conforms_to=spec.id,
                name="Oats in the larder",
                primary_accountable=lentil_house.id,
            ),
        ),
        at=at,
    )
    return event.resource_inventoried_as


def problems(answer):
    return [(p["field"], p["message"]) for p in answer.json()["problems"]]


# --- who calls ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer cw_nobody", "Basic YTpi", "Bearer \u2026", "x" * 5000],
)
def test_a_call_without_a_working_token_is_refused(client, header):
    headers = {} if header is None else {"Authorization": header}

    answer = client.get("/api/v1/events", headers=headers)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert [field for field, _ in problems(answer)] == ["Authorization"]


def test_a_revoked_token_works_no_more(client, ben, token_of):
    secret = token_of(ben)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/events", headers=headers).status_code == 200

    _person, token = people_queries.person_of_token(token=secret, at=timezone.now())
    people.revoke_token(token=token.id, by=ben.id, at=timezone.now())

    assert client.get("/api/v1/events", headers=headers).status_code == 401


@pytest.mark.parametrize(("scopes", "status"), [((), 403), (("associate",), 200)])
def test_a_token_may_only_what_it_was_issued_for(
    caller_of, ben, monkeypatch, scopes, status
):
    caller = caller_of(ben, *scopes)

    def as_a_deed_would(*, union, **_asked):
        permissions.require(
            by=ben.id, union=union, scope="associate", at=timezone.now()
        )
        return ()

    monkeypatch.setattr(ledger_queries, "list_events", as_a_deed_would)

    assert caller.get("/api/v1/events").status_code == status


def test_a_session_cookie_is_not_a_token(signed_in, ben):
    """Another site cannot make a browser act through the API."""
    assert signed_in(ben).get("/api/v1/events").status_code == 401


def test_a_person_sees_their_own_union_only(caller_of, ben, dalia, oats):
    mine = caller_of(ben).get("/api/v1/resources").json()["items"]
    theirs = caller_of(dalia).get("/api/v1/resources").json()["items"]
    one = caller_of(dalia).get(f"/api/v1/resources/{oats}")

    assert [line["name"] for line in mine] == ["Oats in the larder"]
    assert theirs == []
    assert one.status_code == 404


# --- what is sent -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/v1/events?limit=0", "limit"),
        ("/api/v1/events?limit=201", "limit"),
        ("/api/v1/events?limit=many", "limit"),
        ("/api/v1/events?after=20552338781703724072960", "after"),
        ("/api/v1/events?after=-1", "after"),
        ("/api/v1/events?from=2026-02-30", "from"),
        ("/api/v1/events?resource=oats", "resource"),
        ("/api/v1/resources?after=nothing", "after"),
        ("/api/v1/resources?after=%00", ""),
        ("/api/v1/totals?month=2026-13", "month"),
        ("/api/v1/totals", "month"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_by_field(
    caller_of, ben, path, field
):
    answer = caller_of(ben).get(path)

    assert answer.status_code == 422, answer.content
    assert [f for f, _ in problems(answer)] == [field]
    assert all(message for _, message in problems(answer))


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v2/events", "/api/v1/nothing", "/api/v1/events/none"]
)
def test_an_address_that_leads_nowhere_says_so_in_json(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert problems(answer)


def test_the_database_out_of_reach_is_told_and_not_a_broken_page(
    caller_of, ben, monkeypatch
):
    caller = caller_of(ben)

    def out_of_reach(**_asked):
        raise OperationalError("database is locked")

    monkeypatch.setattr(ledger_queries, "list_events", out_of_reach)
    answer = caller.get("/api/v1/events")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "2"
    assert "locked" not in answer.content.decode()


def test_a_mistake_of_ours_is_admitted_without_its_words(
    caller_of, ben, monkeypatch, caplog
):
    caller = caller_of(ben)

    def broken(**_asked):
        raise KeyError("what Ben wrote")

    monkeypatch.setattr(ledger_queries, "list_events", broken)
    answer = caller.get("/api/v1/events")

    assert answer.status_code == 500
    assert "our mistake" in problems(answer)[0][1]
    assert "Ben" not in answer.content.decode() + caplog.text
    assert "KeyError" in caplog.text


# --- what is answered ---------------------------------------------------------------


def test_events_come_in_pages_that_follow_one_another(
    caller_of, ben, oats, lentil_house, at
):
    for grams in (1, 2, 3):
        ledger_services.record_event(
            draft=EventDraft(
                key=f"eaten {grams}",
                union=lentil_house.id,
                action=Action.CONSUME,
                provider=lentil_house.id,
                receiver=lentil_house.id,
                has_point_in_time=at,
                resource_inventoried_as=oats,
                resource_conforms_to=ledger_queries.get_resource(
                    union=lentil_house.id, resource=oats
                ).conforms_to,
                resource_quantity=Measure(grams, KG),
            ),
            at=at,
        )
    caller = caller_of(ben)

    pages, after = [], ""
    while after is not None:
        page = caller.get(f"/api/v1/events?limit=3{after and f'&after={after}'}").json()
        pages.append(
            [e["resourceQuantity"]["hasNumericalValue"] for e in page["items"]]
        )
        after = page["next"]

    assert pages == [["3", "0.001", "0.002"], ["0.003"]]


def test_an_event_speaks_valueflows_and_text_is_utf8(caller_of, ben, oats):
    answer = caller_of(ben).get("/api/v1/events")
    event = answer.json()["items"][0]

    assert event["@type"] == "EconomicEvent"
    assert event["action"] == "raise"
    assert event["resourceQuantity"] == {
        "@type": "Measure", "hasNumericalValue": "3", "hasUnit": "kg",
    }  # fmt: skip
    assert answer["Content-Type"] == "application/json; charset=utf-8"


def test_the_hand_over_to_a_small_circle_does_not_name_it(
    caller_of, ben, oats, lentil_house, circles, at
):
    """Totals over fewer than five people show nothing that tells them apart."""
    ledger_services.record_event(
        draft=EventDraft(
            key="handed over",
            union=lentil_house.id,
            action=Action.CONSUME,
            provider=lentil_house.id,
            receiver=circles["north"].agent,
            has_point_in_time=at,
            resource_inventoried_as=oats,
            resource_conforms_to=ledger_queries.get_resource(
                union=lentil_house.id, resource=oats
            ).conforms_to,
            resource_quantity=Measure(500, KG),
        ),
        at=at,
    )

    answer = caller_of(ben).get("/api/v1/events")
    trail = caller_of(ben).get(f"/api/v1/resources/{oats}/track")

    shown = answer.json()["items"][1]
    assert shown["receiver"] == f"urn:uuid:{lentil_house.id}"
    assert "cw:hash" not in shown
    assert (
        str(circles["north"].agent)
        not in answer.content.decode() + trail.content.decode()
    )


def test_a_month_is_added_up_by_action_and_kind(caller_of, ben, oats):
    month = caller_of(ben).get("/api/v1/totals?month=2026-11").json()
    empty = caller_of(ben).get("/api/v1/totals?month=2026-10").json()

    assert (month["n_events"], month["is_whole"]) == (1, True)
    assert [(t["action"], t["name"], t["total"]) for t in month["totals"]] == [
        ("raise", "Oats", {"amount": "3", "unit": "kg"})
    ]
    assert (empty["n_events"], empty["totals"]) == (0, [])


def test_things_track_and_trace(caller_of, ben, oats):
    caller = caller_of(ben)

    assert (
        caller.get(f"/api/v1/resources/{oats}").json()["name"] == "Oats in the larder"
    )
    traced = caller.get(f"/api/v1/resources/{oats}/trace").json()
    assert [step["kind"] for step in traced] == ["resource", "event"]
    assert caller.get(f"/api/v1/resources/{oats}/track").status_code == 200
    for path in ("specifications", "places", "recipes"):
        assert caller.get(f"/api/v1/{path}").status_code == 200


# --- what it says of itself ---------------------------------------------------------


def test_the_description_is_whole_and_every_operation_tells_its_refusals(client):
    schema = client.get("/api/v1/openapi.json").json()

    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert {"401", "422"} <= set(operation["responses"]), (method, path)
    text = json.dumps(schema)
    for name in set(re.findall(r"#/components/schemas/([^\"]+)", text)):
        assert name in schema["components"]["schemas"]


def test_the_page_for_programs_runs_no_script_of_others(client):
    page = client.get("/api/v1/").content.decode()

    assert "/api/v1/events" in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_an_address_with_a_line_break_is_answered_in_the_same_words(client):
    """Found by made-up calls: it fell through to the pages and came back as one."""
    answer = client.get("/api/v1/events%0A/none")

    assert answer.status_code == 404
    assert answer.json()["problems"]

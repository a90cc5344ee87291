"""Programs do with stores, effort and plans what the pages do, and no more."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import client as django_client

from tests.interfaces import programs
from tests.rooms import planning_cases as cases

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]


@pytest.fixture
def program(client):
    return programs.programs_of(client)


@pytest.fixture
def house(lentil_house, ana, at):
    cases.adopt_tiny(lentil_house, ana, at)
    return lentil_house


@pytest.fixture
def call(house, ana, program):
    return program(ana)


def stock(house, **more):
    return {
        "kind": str(cases.kind(house, "grain").id),
        "place": str(cases.place(house, "Store").id),
        "amount": "2.5",
        **more,
    }


def test_stock_is_added_once_counted_and_written_off(call, house):
    first = call("post", "/stores", stock(house))
    again = call("post", "/stores", stock(house))
    line = call("get", "/stores?limit=1").json()["items"][0]
    assert (first.status_code, again.json()["@id"]) == (201, first.json()["@id"])
    assert cases.onhand(house, "grain") == "202.5 kg"

    path = f"/stores/{line['resource']}"
    counted = call("post", f"{path}/count", {"amount": "150"}, key="count-one")
    stale = call(
        "post", f"{path}/count", {"amount": "1", "seen": "200 kg"}, key="count-two"
    )
    gone = call("post", f"{path}/write-off", {"amount": "50"}, key="write-off-1")

    assert [counted.status_code, stale.status_code, gone.status_code] == [201, 422, 201]


def test_a_whole_shelf_is_counted_in_one_call(call, house):
    line = call("get", "/stores?limit=1").json()["items"][0]
    body = {"lines": [{"resource": line["resource"], "amount": "150"}]}

    first = call("post", "/stores/count", body, key="count-all")
    again = call("post", "/stores/count", body, key="count-all")
    wrong = call(
        "post",
        "/stores/count",
        {"lines": [{"resource": line["resource"], "amount": "many"}]},
        key="count-more",
    )

    assert (first.json(), again.status_code) == ({"n_changed": 1}, 200)
    assert cases.onhand(house, "grain") == "150 kg"
    assert wrong.status_code == 422
    assert wrong.json()["problems"][0]["row"] == 1


def test_the_same_refusals_in_the_same_words(call, house):
    answer = call("post", "/stores", stock(house, amount="-1", unit="h"))

    assert answer.status_code == 422
    assert answer.json()["problems"] == [
        {
            "field": "amount",
            "row": None,
            "message": "grain is measured in kg, not in h.",
        }
    ]


def test_a_misspelt_field_is_said(call, house):
    answer = call("post", "/stores", stock(house, expires="2027-01-01"))

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "expires"


def test_kinds_places_recipes_land_and_purchases_are_written_down(call, house):
    oats = call("post", "/stores/kinds", {"name": "oats", "unit": "kg"}).json()
    oats_id = cases.kind(house, "oats").id
    soap = str(cases.kind(house, "soap").id)
    oven = str(cases.kind(house, "oven hours").id)
    answers = [
        call("put", f"/stores/kinds/{oats_id}", {"name": "rolled oats", "unit": "kg"}),
        call("post", "/stores/places", {"name": "Cellar"}),
        call(
            "post",
            "/stores/recipes",
            {
                "name": "soap",
                "outputs": [{"kind": soap, "amount": "3"}],
                "is_whole": True,
            },
        ),
        call("post", "/capacities", {"kind": oven, "amount": "2", "per": "week"}),
        call("post", "/purchases", {"kind": soap, "price": "1.90"}),
    ]

    assert oats["name"] == "oats"
    assert [answer.status_code for answer in answers] == [200, 201, 201, 201, 201]
    assert answers[2].json()["cw:isWhole"]
    made = answers[3].json()["id"]
    assert call("delete", f"/capacities/{made}").status_code == 204
    assert len(call("get", "/capacities").json()["items"]) == 1
    assert call("get", "/purchases").json()["items"][0]["price"] == {
        "amount": "1.9",
        "unit": "EUR",
    }


def test_a_table_is_taken_in_by_a_program(call, house, ana, program):
    lines = b"kind,place,amount\ngrain,Store,10\ngrane,Store,-2\n"

    answer = upload(call, lines)

    assert answer.status_code == 422
    assert [(p["field"], p["row"]) for p in answer.json()["problems"]] == [
        ("kind", 3),
        ("amount", 3),
    ]
    assert upload(call, lines[:33]).json() == {"n_rows": 1}
    assert cases.onhand(house, "grain") == "210 kg"


def upload(call, content):
    file = SimpleUploadedFile("stock.csv", content)
    kind = django_client.MULTIPART_CONTENT
    return call("post", "/tables/stock", {"file": file}, content_type=kind)


def test_a_pack_is_taken_up_by_a_program(lentil_house, ana, program):
    call = program(ana)

    assert call("post", "/packs", cases.tiny_pack()).json() == {"key": "tiny"}
    assert call("post", "/packs", {"format": "no"}).status_code == 422


def test_effort_is_offered_eased_and_taken_back(call, house):
    baking = str(cases.kind(house, "baking").id)
    offer = {"skill": baking, "hours_per_week": "4", "starts_on": "2026-11-23"}
    made = call("post", "/me/offers", offer).json()["id"]

    eased = call("put", "/me/less", {"percent_left": 50, "until": "2026-12-01"})

    assert eased.status_code == 204
    assert [o["id"] for o in call("get", "/me/offers").json()] == [made]
    assert call("get", "/effort").json()[0]["per_week"] is None
    assert call("delete", "/me/less").status_code == 204
    assert call("delete", f"/me/offers/{made}").status_code == 204
    assert call("get", "/me/offers").json() == []


def test_a_plan_is_asked_for_read_and_accepted(
    call, house, ana, ben, circles, at, program
):
    cases.state_total(house, circles["north"], "food energy", "45000", at=at)
    cases.offer(house, ana, "baking", "3", at=at)
    body = {"from_day": "2026-11-23", "weeks": 2, "name": "Bread"}
    run = call("post", "/plans", body).json()
    assert run["status"] == "waiting"
    assert call("get", f"/plans/{run['id']}").status_code == 422

    cases.work_off(at)

    plan = call("get", f"/plans/{run['id']}").json()
    assert plan["run"]["status"] == "ready"
    assert "baking in week 48" in str(plan["shorts"][0]["lines"][0]["reliefs"])
    other = program(ben)
    for one in (call, other):
        assert one("post", f"/plans/{run['id']}/yes").status_code == 204
    assert call("post", f"/plans/{run['id']}/accept").status_code == 200
    happened = call("get", f"/plans/{run['id']}/happened").json()
    assert {line["action"] for line in happened} == {
        "consume",
        "give",
        "produce",
        "use",
        "work",
    }
    made = {line["name"]: line for line in happened if line["action"] == "produce"}
    loaf = made["bread"]
    kitchen = str(cases.place(house, "Kitchen").id)
    noted = {"amounts": {loaf["commitment"]: "3"}, "place": kitchen}
    for _twice in range(2):
        answer = call("post", f"/plans/{run['id']}/happened", noted)
        assert (answer.status_code, len(answer.json())) == (201, 1)
    assert cases.onhand(house, "bread") == "3 kg"


def test_a_concern_holds_a_plan_until_it_is_taken_back(call, house, ana, at):
    run = cases.make_plan(house, ana, at)

    raised = call("post", f"/plans/{run}/concern", {"words": "Too little soap."})

    assert raised.status_code == 204
    consent = call("get", f"/plans/{run}").json()["consent"]
    assert (consent["concerns"], consent["mine"]) == (["Too little soap."], "concern")
    assert call("post", f"/plans/{run}/accept").status_code == 422
    assert call("post", f"/plans/{run}/take-back").status_code == 204
    assert call("post", f"/plans/{run}/withdraw").json()["status"] == "withdrawn"


def test_a_narrow_token_changes_nothing(house, ana, program, at):
    narrow = program(ana, ["associate"])
    run = cases.make_plan(house, ana, at)

    answers = [
        narrow("post", "/stores", stock(house)),
        narrow("post", "/plans", {"from_day": "2026-11-23", "weeks": 1, "name": "x"}),
        narrow("post", f"/plans/{run}/stop"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_another_union_sees_nothing(house, ana, dalia, program, at):
    run = cases.make_plan(house, ana, at)
    stranger = program(dalia)

    assert stranger("get", f"/plans/{run}").status_code == 404
    assert stranger("get", "/stores").json()["items"] == []
    assert stranger("get", "/plans").json()["items"] == []

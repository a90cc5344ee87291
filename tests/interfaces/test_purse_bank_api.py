"""Programs take statements in, match lines, and carry payments and books away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.interfaces import programs
from tests.interfaces.programs import problems
from tests.rooms import bank_cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]

CSV = (
    "day;who;text;amount\n"
    "02.11.2026;Mill;Flour;-42,50\n"
    "03.11.2026;Bakery;Invoice 7;180,00\n"
)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return bank_cast.bank_house(lentil_house, ana, by=kofi, confirmed_by=lena)


@pytest.fixture
def program(client):
    return programs.programs_of(client)


@pytest.fixture
def call(house, program, ana):
    return program(ana)


@pytest.fixture
def mapping(call):
    saved = call(
        "post",
        "/purse/bank/mappings",
        {
            "name": "Village bank",
            "columns": {
                "day": "day", "amount": "amount", "text": "text",
                "counterparty": "who",
            },
            "currency": "EUR",
        },
    )  # fmt: skip
    assert saved.status_code == 201, saved.content
    return saved.json()["id"]


def send(call, house, mapping, text=CSV, **more):
    file = SimpleUploadedFile("november.csv", text.encode(), content_type="text/csv")
    said = {"file": file, "account": str(house.giro), "mapping": mapping, **more}
    return call("post", "/purse/bank/statements", said, content_type=None)


def test_a_statement_is_taken_in_once(call, house, mapping):
    first = send(call, house, mapping)
    again = send(call, house, mapping)
    assert first.status_code == 201, first.content
    assert (first.json()["n_new"], again.json()["n_new"]) == (2, 0)

    lines = call("get", "/purse/bank/lines?limit=1").json()
    assert [one["amount"]["amount"] for one in lines["items"]] == ["180"]
    rest = call("get", f"/purse/bank/lines?after={lines['next']}").json()
    assert [one["counterparty"] for one in rest["items"]] == ["Mill"]
    statements = call("get", "/purse/bank/statements").json()["items"]
    assert statements[0]["n_lines"] == 2


def test_a_file_is_looked_at_and_nothing_is_kept(call, house, mapping):
    file = SimpleUploadedFile("november.csv", CSV.encode(), content_type="text/csv")
    said = {"file": file, "mapping": mapping}
    seen = call("post", "/purse/bank/look", said, content_type=None)
    assert seen.status_code == 200, seen.content
    (one,) = seen.json()
    assert [(line["row"], line["amount"]["amount"]) for line in one["lines"]] == [
        (2, "-42.5"), (3, "180"),
    ]  # fmt: skip
    assert call("get", "/purse/bank/lines").json()["items"] == []


def test_a_broken_file_says_which_lines_and_why(call, house, mapping):
    broken = send(call, house, mapping, CSV + "99.11.2026;Mill;Flour;many\n")
    rows = {row for row, _field, _message in problems(broken)}
    assert rows == {4}
    assert call("get", "/purse/bank/lines").json()["items"] == []


def test_lines_become_entries_and_are_matched_and_taken_apart(call, house, mapping):
    send(call, house, mapping)
    income, flour = call("get", "/purse/bank/lines").json()["items"]
    booking = {"line": flour["id"], "category": str(house.categories["food"])}
    booked = call("post", "/purse/bank/book", {"bookings": [booking]})
    assert booked.status_code == 200, booked.content
    (entry,) = booked.json()[0]["entries"]
    assert call("get", f"/purse/entries/{entry}").json()["amount"]["amount"] == "42.5"

    path = f"/purse/bank/lines/{flour['id']}"
    assert call("delete", f"{path}/entries").json()["entries"] == []
    (suggested,) = call("get", f"{path}/suggestions").json()
    assert (suggested["entry"], suggested["is_sure"]) == (entry, True)
    matched = call("put", f"{path}/entries", {"entries": [entry]})
    assert matched.json()["entries"] == [entry]
    waiting = call("get", "/purse/bank/lines?is_waiting=true").json()["items"]
    assert [one["id"] for one in waiting] == [income["id"]]


def test_rules_match_what_waits(call, house, mapping):
    send(call, house, mapping)
    rule = {"contains": "invoice", "category": str(house.categories["enterprises"])}
    made = call("post", "/purse/bank/rules", rule).json()["id"]
    changed = call(
        "put", f"/purse/bank/rules/{made}", {**rule, "contains": "Invoice 7"}
    )
    assert changed.json()["contains"].casefold() == "invoice 7"
    assert call("post", f"/purse/bank/rules/{made}/first").status_code == 204

    found = call("post", "/purse/bank/match", {}).json()
    assert found == {"n_by_rule": 1, "n_by_suggestion": 0, "n_waiting": 1}
    assert call("post", f"/purse/bank/rules/{made}/retire").status_code == 204
    assert call("get", "/purse/bank/rules").json() == []
    checks = {one["name"]: one for one in call("get", "/purse/bank/check").json()}
    check = checks["Giro"]
    assert (check["n_unmatched_lines"], check["books"]["amount"]) == (1, "180")


def test_a_csv_of_an_unknown_bank_is_glanced_at(call, mapping):
    file = SimpleUploadedFile("other.csv", CSV.encode(), content_type="text/csv")
    seen = call("post", "/purse/bank/glance", {"file": file}, content_type=None)
    assert seen.json()["columns"] == ["day", "who", "text", "amount"]
    listed = call("get", "/purse/bank/mappings").json()
    assert [one["id"] for one in listed] == [mapping]
    assert call("post", f"/purse/bank/mappings/{mapping}/retire").status_code == 204
    assert call("get", "/purse/bank/mappings").json() == []


def test_payments_are_written_for_the_bank_and_as_a_code(call, house):
    payment = {
        "name": "Mill",
        "iban": bank_cast.SAVINGS,
        "amount": "42.50",
        "text": "Flour",
    }
    wanted = {"account": str(house.giro), "on": "2026-11-24", "payments": [payment]}
    made = call("post", "/purse/bank/payments", wanted).json()
    assert made["media_type"] == "application/xml"
    assert bank_cast.SAVINGS in made["content"]
    drawn = call("post", "/purse/bank/payment-code", payment).json()
    assert "<svg" in drawn["content"]
    wrong = call("post", "/purse/bank/payments", {**wanted, "payments": []})
    assert problems(wrong)


@pytest.mark.parametrize("style", ["beancount", "hledger"])
def test_the_books_are_carried_away_as_text(call, house, mapping, style):
    send(call, house, mapping)
    _income, flour = call("get", "/purse/bank/lines").json()["items"]
    booking = {"line": flour["id"], "category": str(house.categories["food"])}
    call("post", "/purse/bank/book", {"bookings": [booking]})

    text = call("get", f"/purse/books/{style}").json()["content"]
    assert "42.50" in text
    assert "Mill" not in text


def test_bank_lines_are_for_those_who_keep_the_purse(
    house, program, call, mapping, ben
):
    send(call, house, mapping)
    bens = program(ben)
    paths = ("lines", "statements", "rules", "mappings")
    for path in paths:
        assert problems(bens("get", f"/purse/bank/{path}"))[0][2].startswith(
            "Only people with a mandate for the purse may do this"
        )
    assert send(bens, house, mapping).status_code == 403
    assert bens("get", "/purse/bank/check").status_code == 200

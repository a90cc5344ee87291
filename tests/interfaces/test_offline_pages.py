"""The app on a phone and the codes of paper, as the node answers them.

I-22: each daily sheet carries a code that leads back to one screen.
I-23: what waits is sent again under the same key; the answer says plainly how it fared.
"""

from __future__ import annotations

import json
import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web.paper import codes, sheets
from tests.rooms import planning_cases as cases

UNION = UUID(int=7)
REPLAY = {"commonweal-replay": "1"}


@pytest.fixture
def house(lentil_house, ana, at):
    """Lentil House with its first kinds, places and stock."""
    cases.adopt_tiny(lentil_house, ana, at)
    return lentil_house


# --- codes -------------------------------------------------------------------------------


def test_a_code_is_read_as_hands_write_it():
    written = codes.write("P", "2611", union=UNION)

    for text in (written.lower(), written.replace("-", " "), f"  {written}. "):
        assert codes.read(text, union=UNION, kinds="PS").text == written
    assert codes.month("2611") == date(2026, 11, 1)


def test_letters_that_hands_write_like_digits_are_taken_for_them():
    written = codes.write("S", "261101", union=UNION)

    read = codes.read(
        written.replace("0", "O").replace("1", "l"), union=UNION, kinds="S"
    )

    assert codes.day(read.about) == date(2026, 11, 1)


def test_every_single_wrong_sign_is_noticed():
    """Three signs of check: a mistake in one place never passes for another sheet."""
    written = codes.write("M", "2648", union=UNION).replace("-", "")

    passed = [
        written[:place] + sign + written[place + 1 :]
        for place in range(1, len(written))
        for sign in codes.SIGNS
        if sign != written[place]
        and _is_read(written[:place] + sign + written[place + 1 :])
    ]

    assert passed == []


def _is_read(text: str) -> bool:
    try:
        codes.read(text, union=UNION, kinds="M")
    except Refused:
        return False
    return True


def test_another_unions_sheet_is_not_taken_for_ours():
    text = codes.write("S", "261123", union=uuid4())

    with pytest.raises(Refused) as refused:
        codes.read(text, union=UNION, kinds="S")

    (problem,) = refused.value.problems
    assert "another union" in problem.message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write the code that stands on the sheet"),
        ("- -", "Write the code that stands on the sheet"),
        ("P-2611-000", "is not the code of a sheet here"),
        ("X-2611-K7Q", "begins with X, and no sheet does"),
        ("P" * 500, "is not the code of a sheet here"),
        ("💚", "begins with 💚, and no sheet does"),
    ],
)
def test_a_wrong_code_is_refused_with_what_to_do(signed_in, ana, text, says):
    page = signed_in(ana).get(reverse("offline:paper"), {"code": text})

    assert page.status_code == 422
    assert says in page.content.decode()


def test_a_code_of_no_day_is_refused(signed_in, ana):
    code = codes.write("S", "269999", union=ana.union)

    page = signed_in(ana).get(reverse("offline:typed", args=[code]))

    assert page.status_code == 422
    assert "in no calendar" in page.content.decode()


def test_a_sheet_of_a_round_that_is_gone_says_so(signed_in, ana):
    code = sheets.code_of("hand-over", uuid4(), union=ana.union)

    page = signed_in(ana).get(reverse("offline:typed", args=[code]))

    assert page.status_code == 422
    assert "no longer here" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        ("needs", "/needs/paper/"),
        ("stock", "/stores/count/?on=2026-11-23"),
        ("shelf", "/table/count/?on=2026-11-23"),
        ("purse", "/purse/list/?month=2026-11-01"),
        ("pockets", "/purse/pocket/list/?month=2026-11-01"),
        ("board", "/purse/spends/board/?on=2026-11-23"),
        ("meals", "/table/paper/type/?week=2026-11-23"),
    ],
)
def test_each_code_leads_to_its_screen(signed_in, ana, day, name, screen):
    code = sheets.code_of(name, day, union=ana.union)

    answer = signed_in(ana).get(reverse("offline:typed", args=[code]))

    assert answer.headers["location"] == screen


def test_a_code_asks_who_types_before_it_leads_anywhere(client, ana):
    code = sheets.code_of("purse", date(2026, 11, 1), union=ana.union)

    answer = client.get(reverse("offline:typed", args=[code]))

    assert answer.headers["location"].startswith("/account/login/?next=%2Fpaper%2F")


def test_every_sheet_on_the_list_prints_its_code(signed_in, ana, house):
    del house
    page = signed_in(ana)

    for sheet in sheets.SHEETS:
        # One for each round, meal or motion.
        if sheet.name in {"hand-over", "cook", "slips", "ballot", "urn", "motion"}:
            continue
        shown = page.get(reverse(sheet.printed_at)).content.decode()
        code = re.search(r'<strong class="code">([\w-]+)</strong>', shown)
        assert code, sheet.name
        assert code[1].startswith(f"{sheet.letter}-")
        assert "<svg" in shown


# --- a whole shelf is counted in one go ------------------------------------------------------


def count_form(client, **typed):
    """The form as the page gives it, with amounts typed by the kind's name."""
    page = client.get(reverse("planning:count_all")).content.decode()
    seen = dict(re.findall(r'name="(seen-[\w-]+)" value="([^"]*)"', page))
    rows = re.findall(
        r'<th scope="row">([^<]+?)\s*(?:<span.*?)?</th>.*?name="(amount-[\w-]+)"',
        page,
        re.DOTALL,
    )
    return {**seen, **{field: typed.get(name, "") for name, field in rows}, "key": "k"}


def test_a_shelf_is_counted_in_one_screen_all_of_it_or_nothing(signed_in, ana, house):
    client = signed_in(ana)
    form = {**count_form(client, grain="150"), f"amount-{uuid4()}": "3"}
    gone = client.post(reverse("planning:count_all"), form)
    assert gone.status_code == 422
    assert "This store is not known here" in gone.content.decode()
    assert cases.onhand(house, "grain") == "200 kg"

    form = count_form(client, grain="many")

    refused = client.post(reverse("planning:count_all"), form)
    assert refused.status_code == 422
    assert "is not a number" in refused.content.decode()
    assert cases.onhand(house, "grain") == "200 kg"

    form = count_form(client, grain="150")
    client.post(reverse("planning:count_all"), form)
    again = client.post(reverse("planning:count_all"), form)

    assert again.status_code == 302
    assert cases.onhand(house, "grain") == "150 kg"


def test_an_empty_count_is_refused(signed_in, ana, house):
    del house
    client = signed_in(ana)

    page = client.post(reverse("planning:count_all"), count_form(client))

    assert page.status_code == 422
    assert "Nothing was written" in page.content.decode()


def test_counting_needs_the_mandate_for_the_stores(signed_in, ben):
    page = signed_in(ben).get(reverse("planning:count_all"))

    assert page.status_code == 403


# --- what the worker is told -----------------------------------------------------------------


def test_pages_say_whose_they_are_and_strangers_are_nobody(client, signed_in, ana, ben):
    marks = {
        signed_in(who).get("/").headers["commonweal-whose"] for who in (ana, ben, ana)
    }

    assert len(marks) == 2
    assert "-" not in marks
    assert str(ana.id) not in "".join(marks)
    assert client.get("/").headers["commonweal-whose"] == "-"


def test_a_ticket_names_the_person_and_the_pages_to_fetch(signed_in, client, ana, ben):
    assert client.get(reverse("offline:ticket")).json() == {"whose": "-"}

    of_ana = signed_in(ana).get(reverse("offline:ticket")).json()
    of_ben = signed_in(ben).get(reverse("offline:ticket")).json()

    assert "/stores/count/" in of_ana["pages"]
    assert "/stores/count/" not in of_ben["pages"]
    assert {"/", "/offline/", "/purse/note/", "/table/"} <= set(of_ben["pages"])
    assert of_ana["whose"] != of_ben["whose"]


def test_a_note_sent_later_is_answered_plainly(signed_in, ana, house):
    client = signed_in(ana)
    address = reverse("planning:count_all")

    done = client.post(address, count_form(client, grain="150"), headers=REPLAY)
    wrong = {**count_form(client, grain="x"), "key": "another"}
    refused = client.post(address, wrong, headers=REPLAY)

    assert done.status_code == 200
    assert done.json() == {"went_to": "/stores/"}
    assert refused.status_code == 422
    assert [one.headers["commonweal-replay"] for one in (done, refused)] == ["1", "1"]
    assert cases.onhand(house, "grain") == "150 kg"


def test_a_note_of_nobody_waits_and_is_laid_aside_nowhere(client, ana):
    del ana
    answer = client.post(reverse("planning:count_all"), {"key": "k"}, headers=REPLAY)

    assert answer.status_code == 401
    assert client.session.get("kept_form") is None


def test_the_worker_keeps_no_page_with_a_code_or_an_account(client):
    source = client.get(reverse("offline:worker"))

    house = json.loads(
        re.search(r"const HOUSE = (\{.*?\});", source.content.decode())[1]
    )
    assert source.headers["cache-control"] == "no-cache"
    assert not [
        path for path in house["daily"] if path.startswith(("/account", "/union"))
    ]
    assert "/*" not in house["daily"]


def test_the_card_of_the_app_speaks_the_readers_language(client):
    card = client.get(reverse("offline:manifest"), headers={"accept-language": "de"})

    assert card.json()["lang"] == "de"
    assert card.json()["display"] == "standalone"
    assert {"192x192", "512x512"} <= {one["sizes"] for one in card.json()["icons"]}


def test_the_page_for_no_network_names_nobody(signed_in, ana):
    page = signed_in(ana).get(reverse("offline:none")).content.decode()

    assert "No network" in page
    assert "Ana" not in page
    assert "Lentil House" not in page


def test_a_page_fetched_ahead_uses_up_no_message(signed_in, ana, house):
    client = signed_in(ana)
    client.post(reverse("planning:count_all"), count_form(client, grain="150"))

    ahead = client.get(reverse("planning:stores"), headers={"commonweal-warm": "1"})
    seen = client.get(reverse("planning:stores"))

    assert "1 store changed" not in ahead.content.decode()
    assert "1 store changed" in seen.content.decode()
    del house

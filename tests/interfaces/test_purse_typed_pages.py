"""Paper of the purse typed in by one helper: pockets, the notice board, sealed slips (I-22)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from commonweal.commons.notices import queries as notices
from commonweal.rooms.purse import models, queries
from commonweal.rooms.purse.queries import announced, pledged
from tests.conftest import AT
from tests.interfaces.purse_pages import entries_of, open_house, said

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 23)
ABOVE = (
    "More than 150 EUR is announced first, by everybody alike. Announce it, or say that "
    "the money is gone already: then all are told afterwards."
)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


def rows(*lines, key="typed"):
    """Return a typed sheet: each line is its number and its columns."""
    form = {"key": key}
    for number, parts in lines:
        form |= {f"{name}-{number}": str(value) for name, value in parts.items()}
    return form


def code_on(page, address) -> str:
    """Return the code that a printed sheet carries."""
    printed = page.get(address).content.decode()
    return re.search(r"\b[A-Z]-(?:[0-9A-Z]+-)?[0-9A-Z]{3}\b", printed).group()


def lines_said(answer) -> dict[int, str]:
    """Return what is said at each line."""
    told = answer.content.decode().replace("\xa0", " ")
    found = re.findall(r'id="wrong-(\d+)"><strong>.*?</strong>(.*?)</p>', told)
    return {int(number): words.strip() for number, words in found}


# --- paid from pockets --------------------------------------------------------------------


def pockets(house, ben, ira, *, second="8,15"):
    food, home = house.categories["food"], house.categories["home"]
    return rows(
        (1, {"who": ben.id, "amount": "23,60", "category": food, "note": "flour"}),
        (4, {"who": ira.id, "amount": second, "category": home, "day": "2026-11-20"}),
    )


def test_a_list_of_pockets_is_printed_typed_and_squared(page, house, ben, paper_ira):
    """Story 10 on paper: from the code on the sheet to the books and the purse's list."""
    code = code_on(page, reverse("purse:paper_pockets"))
    screen = page.get(f"/paper/{code}/", follow=True)
    typed_at = reverse("purse:typed_pockets")
    assert (code[0], screen.request["PATH_INFO"]) == ("B", typed_at)

    first = page.post(typed_at, pockets(house, ben, paper_ira), follow=True)
    page.post(typed_at, pockets(house, ben, paper_ira))  # the button pressed twice

    assert "2 lines are noted." in said(first)
    assert [str(one.amount) for one in entries_of(house)] == ["23.6 EUR", "8.15 EUR"]
    assert {one.is_typed for one in entries_of(house)} == {True}
    waiting = queries.list_pockets(union=house.id)
    assert {one.person for one in waiting} == {ben.id, paper_ira.id}
    entry = page.get(reverse("purse:entry", args=[entries_of(house)[0].id]))
    assert "typed in from paper by another" in said(entry)
    assert ben.name not in said(entry)
    mine = queries.own_pockets(union=house.id, person=ben.id)
    assert [str(one.amount) for one in mine] == ["23.6 EUR"]
    assert ben.name not in said(page.get(reverse("purse:entries")))


def test_what_is_wrong_stands_at_its_line_and_nothing_is_kept(page, house, ben):
    food = house.categories["food"]
    sent = rows(
        (1, {"who": ben.id, "amount": "1.234", "category": food}),
        (2, {"amount": "5", "category": food}),
        (3, {"who": house.id, "amount": "5", "category": food, "note": "x"}),
        (5, {"who": ben.id, "amount": "400", "category": food, "iban": "DE12"}),
        (6, {"who": ben.id, "amount": "7", "day": "2026-13-01"}),
        (7, {"who": ben.id, "amount": "7", "category": food, "day": "2026-12-24"}),
    )
    of_days = page.post(reverse("purse:typed_pockets"), sent)
    assert lines_said(of_days) == {
        6: "“2026-13-01” is not a day. Write it as 2026-11-23."
    }
    answer = page.post(reverse("purse:typed_pockets"), {**sent, "day-6": ""})

    assert answer.status_code == 422
    assert lines_said(answer) == {
        1: "“1.234” can be read in two ways. Write 1234.00 or 1.23, whichever you mean.",
        2: "Say whose line this is: choose a name.",
        3: "This person is not in this union. Choose one.",
        5: "“DE12” is not an IBAN: a letter or digit is wrong. Copy it again. " + ABOVE,
        6: "Choose what it was for, or where it came from.",
        7: "2026-12-24 is still to come. Write down what has happened; what is to come "
        "is announced or repeated.",
    }
    assert "Nothing is kept until all are right." in said(answer)
    assert 'value="1.234"' in answer.content.decode()
    assert entries_of(house) == []
    empty = page.post(reverse("purse:typed_pockets"), {"key": "e"})
    assert "Nothing is written on this list yet." in said(empty)


def test_what_is_above_the_threshold_is_gone_already_when_one_says_so(page, house, ben):
    """I-10: paid is paid; then all are told afterwards."""
    food = house.categories["food"]
    sent = rows((1, {"who": ben.id, "amount": "400", "category": food}))
    asked = page.post(reverse("purse:typed_pockets"), sent)
    assert (asked.status_code, lines_said(asked)) == (422, {1: ABOVE})
    assert 'name="happened_anyway"' in asked.content.decode()

    page.post(reverse("purse:typed_pockets"), {**sent, "happened_anyway": "on"})

    assert [str(one.amount) for one in entries_of(house)] == ["400 EUR"]
    (told,) = announced.list_spends(
        union=house.id, person=ben.id, on=DAY, with_ended=True
    )
    assert told.happened_anyway


@pytest.mark.parametrize("name", ["typed_pockets", "typed_board"])
def test_only_who_may_type_sees_the_lines_and_keeps_them(
    page, house, ben, signed_in, name
):
    del page
    food = house.categories["food"]
    line = {"who": ben.id, "amount": "5", "category": food, "what_for": "x"}
    bens = signed_in(ben)
    seen = bens.get(reverse(f"purse:{name}"))
    refused = bens.post(reverse(f"purse:{name}"), rows((1, line)))

    assert "mandate for paper or for the purse" in said(seen)
    assert 'name="who-1"' not in seen.content.decode()
    assert refused.status_code == 403
    assert entries_of(house) == []
    assert models.Spend.objects.count() == 0


# --- the notice board ---------------------------------------------------------------------


def board(house, ben, ira, about):
    return rows(
        (1, {"who": ira.id, "what_for": "A stove", "amount": "480",
             "day": "2026-12-10", "category": house.categories["home"]}),
        (5, {"who": ben.id, "about": "line-1", "kind": "support"}),
        (6, {"who": ira.id, "about": about, "kind": "concern", "words": "Where to?"}),
        key="board",
    )  # fmt: skip


def test_the_sheet_of_the_notice_board_is_typed_in(
    page, house, ana, ben, chidi, paper_ira, signed_in
):
    """Story 11 on paper: announced, supported, and a concern that opens a talk."""
    form = {"what_for": "Trailer", "amount": "480", "day": "2026-12-01", "key": "s"}
    signed_in(chidi).post(reverse("purse:announce"), form)
    (trailer,) = announced.list_spends(union=house.id, person=ana.id, on=DAY)
    sheet = page.get(reverse("purse:paper_board"))
    assert "Trailer" in said(sheet)
    code = code_on(page, reverse("purse:paper_board"))
    typed_at = reverse("purse:typed_board")
    screen = page.get(f"/paper/{code}/", follow=True)
    assert (code[0], screen.request["PATH_INFO"]) == ("A", typed_at)
    assert "printed on Monday 23 November 2026" in said(screen)

    sent = board(house, ben, paper_ira, trailer.id)
    first = page.post(typed_at, sent, follow=True)
    page.post(typed_at, sent)

    assert "3 lines are typed in." in said(first)
    known = announced.list_spends(union=house.id, person=ana.id, on=DAY)
    by_name = {one.what_for: one for one in known}
    stove, trailer = by_name["A stove"], by_name["Trailer"]
    assert (stove.who, stove.typed_by, stove.n_support) == ("Ira", "Ana", 1)
    assert (trailer.state, trailer.concerns[0].words) == ("talk", "Where to?")
    assert (trailer.concerns[0].who, trailer.concerns[0].typed_by) == ("Ira", "Ana")
    assert models.Voice.objects.count() == 2
    shown = said(page.get(reverse("purse:spend", args=[trailer.id])))
    assert "typed by Ana" in shown
    told = [one.kind for one in notices.list_for(person=chidi.id, at=AT)]
    assert sorted(told).count("spend.concern") == 1


def test_a_sheet_with_something_wrong_announces_nothing(page, house, ben, chidi):
    sent = rows(
        (1, {"who": ben.id, "what_for": "", "amount": "much", "day": "2026-11-01"}),
        (2, {"what_for": "Wheels", "amount": "120"}),
        (5, {"who": chidi.id, "about": "line-1", "kind": "concern"}),
        (6, {"who": chidi.id, "about": "line-3", "kind": "support"}),
        (7, {"who": chidi.id, "kind": "support"}),
        (8, {"who": ben.id, "about": "line-1"}),
        (9, {"who": ben.id, "about": str(house.id), "kind": "support"}),
        (10, {"who": chidi.id, "about": "line-1", "kind": "support"}),
    )
    answer = page.post(reverse("purse:typed_board"), sent)

    assert answer.status_code == 422
    assert lines_said(answer) == {
        1: "“much” is not an amount of money. Write for example 12.50 or 1234.50. "
        "Please write in a few words what it is for. 2026-11-01 is over. If the money "
        "has gone already, note it as having happened.",
        2: "Say whose line this is: choose a name.",
        6: "This announcement is not here. Look at the list of announced spends.",
        7: "Say which announced spend this is about.",
        8: "Say whether this is support or a concern.",
        9: "This announcement is not here. Look at the list of announced spends.",
        10: "This person says something about the same spend in line 5. Take one out.",
    }
    assert models.Spend.objects.count() == 0
    assert notices.list_for(person=chidi.id, at=AT) == ()
    nothing = page.post(reverse("purse:typed_board"), {"key": "n"})
    assert "Nothing is written on this sheet yet." in said(nothing)


def test_nobody_speaks_about_what_they_announced_on_paper_either(page, house, ben):
    sent = rows(
        (1, {"who": ben.id, "what_for": "Wheels", "amount": "120"}),
        (5, {"who": ben.id, "about": "line-1", "kind": "support"}),
        (6, {"who": house.id, "about": "line-1", "kind": "support"}),
    )
    answer = page.post(reverse("purse:typed_board"), sent)

    assert lines_said(answer) == {
        5: "You announced this yourself; others support it or not.",
        6: "This person is not in this union. Choose one.",
    }
    assert models.Spend.objects.count() == 0


# --- sealed slips -------------------------------------------------------------------------


@pytest.fixture
def its_round(page):
    form = {
        "name": "Winter",
        "needed": "180",
        "months": "1",
        "n_people": "3",
        "closes_on": "2026-12-10",
        "if_not_covered": "again",
        "key": "r",
    }
    return page.post(reverse("purse:open_round"), form).url


def slips(*lines):
    return rows(
        *(
            (number, {"who": who.id, "green": green, "yellow": yellow, "red": red})
            for number, (who, green, yellow, red) in enumerate(lines, start=1)
        )
    )


def test_sealed_slips_are_read_by_nobody_once_they_are_typed(
    page, its_round, house, ana, ben, paper_ira, signed_in
):
    """Story 21 on paper: the helper reads them no more, and whose they are changes them."""
    code = code_on(page, f"{its_round}slips/paper/")
    screen = page.get(f"/paper/{code}/", follow=True)
    assert (code[0], screen.request["PATH_INFO"]) == ("G", f"{its_round}slips/")
    sent = slips((ben, "31", "41", "51"), (paper_ira, "73,31", "", ""))
    first = page.post(f"{its_round}slips/", sent, follow=True)
    page.post(f"{its_round}slips/", sent)

    assert "Nobody can read them now, you neither." in said(first)
    for address in (its_round, f"{its_round}slips/", reverse("purse:rounds")):
        shown = page.get(address).content.decode()
        assert not re.search(r"\b(31|41|51|73\.31|73,31)\b", shown), address
    assert "no-store" in page.get(f"{its_round}slips/")["Cache-Control"]
    (round_,) = pledged.list_rounds(union=house.id, on=DAY)
    where = {"union": house.id, "round_id": round_.id}
    assert pledged.own_pledge(person=ana.id, **where) is None
    assert str(pledged.own_pledge(person=paper_ira.id, **where).red) == "73.31 EUR"
    bens = signed_in(ben)
    assert "typed in from your slip" in said(bens.get(its_round))
    bens.post(its_round, {"green": "35", "yellow": "45", "red": "55"})
    mine = pledged.own_pledge(person=ben.id, **where)
    assert (str(mine.green), mine.is_typed) == ("35 EUR", False)
    told = [one.kind for one in notices.list_for(person=ben.id, at=AT)]
    assert told.count("pledges.typed") == 1
    again = page.post(f"{its_round}slips/", sent)
    assert lines_said(again) == {
        1: "They have pledged on their own already. What they pledge is theirs to change."
    }


def test_slips_with_something_wrong_are_all_typed_again(
    page, its_round, house, ben, chidi, lena
):
    sent = slips(
        (ben, "50", "20", "70"),
        (chidi, "", "", ""),
        (lena, "10 USD", "-3", "x"),
        (ben, "5", "", ""),
    )
    answer = page.post(f"{its_round}slips/", {**sent, "green-6": "5"})

    assert answer.status_code == 422
    assert lines_said(answer) == {
        1: "Each amount is at least as much as the one before: 50.00 EUR or more.",
        2: "If nothing stands on the slip, write 0 under green.",
        3: "This is written in USD; here it is about EUR. Please write zero or more. "
        "“x” is not an amount of money. Write for example 12.50 or 1234.50.",
        4: "There is a slip of this person in line 1 already. Ask which one counts.",
        6: "Say whose line this is: choose a name.",
    }
    assert models.Pledge.objects.count() == 0
    assert "No slip is typed yet." in said(
        page.post(f"{its_round}slips/", {"key": "x"})
    )
    page.post(f"{its_round}end/", {"then": "close"})
    late = page.post(f"{its_round}slips/", slips((ben, "5", "", "")))
    assert "This round is over" in said(late)
    assert "This round is over" in said(page.get(f"{its_round}slips/"))
    assert [one.status for one in pledged.list_rounds(union=house.id, on=DAY)] == [
        "closed"
    ]


def test_slips_are_typed_by_helpers_alone(its_round, ben, chidi, signed_in):
    bens = signed_in(ben)
    refused = bens.post(f"{its_round}slips/", slips((chidi, "5", "", "")))

    assert refused.status_code == 403
    assert "mandate for paper or for the purse" in said(bens.get(f"{its_round}slips/"))
    assert models.Pledge.objects.count() == 0

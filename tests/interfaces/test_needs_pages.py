"""Walks through the pages of needs, and what each refuses (story 5)."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.core.vf import units
from commonweal.rooms.needs import queries
from commonweal.rooms.needs.models import Need
from tests.interfaces.needs_pages import page, sent, text_of
from tests.rooms.needs_cast import add_kind, add_stock
from tests.rooms.needs_rounds import need, opened

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


def mine(person):
    return [
        (n.kind.name, str(n.quantity), n.per, n.tier)
        for n in queries.list_my_needs(person=person.id, union=person.union)
    ]


def stating(oats, **parts):
    return {
        "key": "form-1",
        "what": str(oats.id),
        "amount": "3",
        "per": "week",
        "tier": "vital",
        **parts,
    }


def upload(text, name="needs.csv"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_strangers_are_asked_to_sign_in(client, lentil_house):
    for name in ("needs:home", "needs:new", "needs:totals", "needs:rounds"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert "login" in response.url


def test_a_need_is_stated_seen_changed_and_withdrawn(
    lentil_house, signed_in, ben, oats
):
    """Story 5, on the pages."""
    client = signed_in(ben)
    assert "not stated a need yet" in page(client, "needs:home")
    assert "oats (kg)" in page(client, "needs:new")

    for _ in range(2):
        response = sent(client, "needs:new", **stating(oats))
        assert response.status_code == 302
    assert mine(ben) == [("oats", "3 kg", "week", "vital")]
    assert "3 kg a week" in page(client, "needs:home")

    (view,) = queries.list_my_needs(person=ben.id, union=lentil_house.id)
    assert (
        'value="3"'
        in client.get(reverse("needs:change", args=[view.id])).content.decode()
    )
    changed = stating(oats, amount="4,5", tier="dignity")
    assert sent(client, "needs:change", view.id, **changed).status_code == 302
    assert mine(ben) == [("oats", "4.5 kg", "week", "dignity")]

    assert sent(client, "needs:withdraw", view.id).status_code == 302
    assert mine(ben) == []


def test_a_refused_need_keeps_what_was_typed(signed_in, ben, oats):
    """Issue 2: every problem at its field, nothing typed is lost."""
    client = signed_in(ben)

    response = sent(
        client,
        "needs:new",
        **stating(oats, amount="lots", per="once", due="2026-02-30"),
    )

    body = response.content.decode()
    assert response.status_code == 422
    assert 'value="lots"' in body
    assert 'value="2026-02-30"' in body
    assert "is not a number" in text_of(response)
    assert "does not exist" in text_of(response)
    assert "form-1" in body


def test_a_refused_change_is_said_at_its_field(lentil_house, signed_in, ben, oats):
    need(ben)
    (view,) = queries.list_my_needs(person=ben.id, union=lentil_house.id)

    response = sent(
        signed_in(ben), "needs:change", view.id, **stating(oats, amount="-1")
    )

    assert response.status_code == 422
    assert "more than zero" in text_of(response)


def test_needs_of_others_are_not_found(lentil_house, signed_in, ana, ben, dalia, oats):
    need(ben)
    (view,) = queries.list_my_needs(person=ben.id, union=lentil_house.id)

    for person in (ana, dalia):
        response = signed_in(person).get(reverse("needs:change", args=[view.id]))
        assert response.status_code == 404


def test_figures_are_looked_up_changed_and_accepted(lentil_house, signed_in, ben):
    """Story 3: accept, change or delete each line; the lookup is not kept."""
    energy = add_kind(
        lentil_house, "food energy", units.KCAL, words=("content",), content=True
    )
    add_kind(lentil_house, "underwear", units.PIECE, words=("clothing",))
    client = signed_in(ben)
    assert "19 to 30 years" in page(client, "needs:suggested")

    found = sent(
        client, "needs:suggested", band="adult_19_30", activity="light"
    ).content.decode()
    assert 'value="2710"' in found

    wrong = sent(
        client, "needs:accept", **{"key": "a", "what-1": str(energy.id), "amount-1": "x",
                                   "per-1": "day", "tier-1": "vital"}
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "food energy" in text_of(wrong)
    assert "is not a number" in text_of(wrong)

    done = sent(
        client, "needs:accept",
        **{"key": "a", "what-1": str(energy.id), "amount-1": "2500", "per-1": "day",
           "tier-1": "vital", "amount-2": "", "what-2": "whatever"},
    )  # fmt: skip
    assert done.status_code == 302
    assert mine(ben) == [("food energy", "2500 kcal", "day", "vital")]


def test_a_lookup_of_nothing_is_refused(signed_in, ben, lentil_house):
    response = sent(signed_in(ben), "needs:suggested", band="", activity="light")

    assert response.status_code == 422


def test_ten_people_are_typed_from_paper_in_one_screen(
    lentil_house, signed_in, people25, ana, oats
):
    """I-22, story 3; a wrong line is marked and nothing is half saved."""
    client = signed_in(ana)
    assert "It is recorded that you typed it" in page(client, "needs:paper")
    lines = {
        f"{part}-{n}": value
        for n in range(1, 11)
        for part, value in (
            ("who", f"Person {n + 5}"), ("what", "oats"), ("amount", str(n)),
            ("per", "week"), ("tier", "vital"), ("due", ""),
        )
    }  # fmt: skip

    wrong = sent(client, "needs:paper", key="list", **{**lines, "what-3": "ots"})
    assert wrong.status_code == 422
    assert "Line 3: We do not know “ots”. Did you mean oats?" in text_of(wrong)
    assert 'value="Person 15"' in wrong.content.decode()
    assert not Need.objects.exists()

    assert sent(client, "needs:paper", key="list", **lines).status_code == 302
    assert Need.objects.filter(typed_by=ana.id).count() == 10
    assert "10 needs stated" in page(client, "needs:home")


def test_an_associate_types_a_list_for_themselves_only(signed_in, ben, oats):
    client = signed_in(ben)
    assert 'name="who-1"' not in client.get(reverse("needs:paper")).content.decode()

    done = sent(
        client, "needs:paper",
        **{"key": "l", "what-1": "oats", "amount-1": "2", "per-1": "week", "more": "1"},
    )  # fmt: skip

    assert done.url == reverse("needs:paper")
    assert mine(ben) == [("oats", "2 kg", "week", "dignity")]


def test_a_table_is_looked_at_and_then_taken_in(signed_in, ben, oats):
    """Story 3: file, preview, save."""
    client = signed_in(ben)
    page(client, "needs:table")
    empty = client.get(reverse("needs:empty_table"))
    assert empty.content.decode("utf-8-sig").startswith("what,amount,who")

    look = sent(
        client, "needs:table", key="t", look="1",
        file=upload("what;amount;per\n\noats;1,5;week\n"),
    )  # fmt: skip
    assert look.status_code == 200
    assert "1 need. Nothing is kept yet." in text_of(look)
    assert mine(ben) == []
    carried = html.unescape(
        re.search(r'name="table" value="([^"]*)"', look.content.decode())[1]
    )

    done = sent(client, "needs:take_table", key="t", table=carried)
    assert done.status_code == 302
    assert mine(ben) == [("oats", "1.5 kg", "week", "dignity")]


def test_a_bad_table_says_every_row(signed_in, ben, oats):
    response = sent(
        signed_in(ben), "needs:table", key="t",
        file=upload("what,amount\nots,1\noats,x\n"),
    )  # fmt: skip

    assert response.status_code == 422
    assert "Line 2: We do not know “ots”" in text_of(response)
    assert "Line 3: “x” is not a number" in text_of(response)


def test_a_table_that_changed_since_it_was_looked_at_is_judged_again(
    signed_in, ben, oats
):
    response = sent(signed_in(ben), "needs:take_table", key="t", table="what\nots\n")

    assert response.status_code == 422


def test_a_table_is_taken_in_at_once(signed_in, ben, oats):
    response = sent(
        signed_in(ben), "needs:table", key="t", file=upload("what,amount\noats,2\n")
    )

    assert response.status_code == 302
    assert len(mine(ben)) == 1


def test_a_file_too_large_is_refused_before_it_is_read(signed_in, ben, settings):
    settings.TABLE_MAX_BYTES = 1000

    response = sent(
        signed_in(ben), "needs:table", key="t", file=upload("x" * 2000), look="1"
    )

    assert response.status_code == 422
    assert "MB are too much" in text_of(response)


def test_totals_show_no_small_groups(lentil_house, signed_in, people25, ana, oats):
    """H15: under five only covered or not covered."""
    rye = add_kind(lentil_house, "rye")
    for person in people25[:5]:
        need(person, by=ana, amount="1.5")
    for person in people25[:2]:
        need(person, by=ana, key="r", what=rye.name, amount="9")

    text = page(signed_in(ana), "needs:totals")

    assert "oats dignity 7.5 kg 5 not covered" in text
    assert "rye dignity \u2013 \u2013 not covered" in text
    assert "18 kg" not in text


def test_pages_of_one_union_show_nothing_of_another(
    lentil_house, signed_in, ana, dalia, oats
):
    add_stock(lentil_house, oats, "8")
    need(ana, amount="3")
    round_ = opened(ana, oats)
    client = signed_in(dalia)

    assert client.get(reverse("needs:round", args=[round_.id])).status_code == 404
    for name in ("needs:rounds", "needs:totals", "needs:home", "needs:new"):
        assert "oats" not in page(client, name)

"""The pencil list: ten lines typed in one screen for others (I-22), all or none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from tests.rooms.purse_cast import AT, DAY, amounts, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, chidi, kofi, lena):
    return purse_of(lentil_house, chidi, by=kofi, confirmed_by=lena)


def line(house, amount, category="food", **more) -> words.EntryDraft:
    return words.EntryDraft(amount=amount, category=house.categories[category], **more)


def hand_in(house, by, *drafts, key="monday"):
    return services.note_entries(
        drafts=drafts, union=house.union, by=by.id, key=key, at=AT
    )


def test_a_list_of_ten_lines_is_ten_entries(house, ana):
    """Ana holds the mandate for paper, not for the purse."""
    drafts = [line(house, f"{n},50", day=DAY - timedelta(days=n)) for n in range(1, 11)]

    entries = hand_in(house, ana, *drafts)

    assert [entry.number for entry in entries] == list(range(1, 11))
    assert amounts(house)["Drawer"] == "-60 EUR"  # 55 and ten halves


def test_who_keeps_the_purse_types_for_others_too(house, chidi):
    assert len(hand_in(house, chidi, line(house, "5"))) == 1


def test_others_do_not_type_for_others(house, ben):
    with pytest.raises(NotYours, match="mandate to type for others"):
        hand_in(house, ben, line(house, "5"))


def test_the_same_list_handed_in_twice_is_noted_once(house, ana):
    drafts = (line(house, "1"), line(house, "2"))

    first = hand_in(house, ana, *drafts)

    assert hand_in(house, ana, *drafts) == first
    assert Entry.objects.count() == 2


def test_a_list_that_grew_since_it_was_noted_is_not_noted_again(house, ana):
    hand_in(house, ana, line(house, "1"))

    with pytest.raises(Refused, match="Something else was already noted"):
        hand_in(house, ana, line(house, "1"), line(house, "2"))

    assert Entry.objects.count() == 1


def test_a_list_with_faults_is_not_noted_and_names_every_row(house, ana):
    with pytest.raises(Refused) as refused:
        hand_in(
            house,
            ana,
            line(house, "5"),
            line(house, "1.234"),
            line(house, "5 CHF 3 EUR"),
            line(house, "7", day=DAY + timedelta(days=3)),
            line(house, "200", kind="paid"),
        )

    found = [(one.row, one.field) for one in refused.value.problems]
    assert found == [(2, "amount"), (3, "amount"), (4, "day"), (5, "amount")]
    assert not Entry.objects.exists()


def test_the_same_line_twice_is_asked_about_by_row(house, ana):
    with pytest.raises(Refused) as refused:
        hand_in(
            house,
            ana,
            line(house, "3", note="bread"),
            line(house, "4", note="oil"),
            line(house, "3", note="Bread "),
        )

    (problem,) = refused.value.problems
    assert (problem.row, str(problem)) == (
        3,
        (
            "This is the same as line 1: amount, category, day and note. If it happened "
            "twice, write a different note; otherwise take the line out."
        ),
    )


def test_names_on_paper_are_kept_where_the_charter_lets_them(house, ana, ben):
    hand_in(house, ana, line(house, "3", person=ben.id), line(house, "4"))

    (own,) = queries.own_entries(union=house.union, person=ben.id)
    assert str(own.amount) == "3 EUR"


def test_typed_for_you_is_recorded(house, ana):
    """I-22: who typed a list is kept as long as names are."""
    hand_in(house, ana, line(house, "3"))

    assert Entry.objects.get().typed_by == ana.id


def test_an_empty_list_and_an_endless_one_are_refused(house, ana):
    with pytest.raises(Refused, match="There is no line to note"):
        hand_in(house, ana)
    with pytest.raises(Refused, match="At most 200 lines at once"):
        hand_in(house, ana, *[line(house, str(n)) for n in range(1, 202)])

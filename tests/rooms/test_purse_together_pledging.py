"""Contribution rounds: pledges nobody else reads, one total, decided beforehand."""

from __future__ import annotations

import inspect
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.notices import queries as notices
from commonweal.commons.people import services as people_services
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.purse import models, services
from commonweal.rooms.purse.queries import pledged
from commonweal.rooms.purse.services import pledging
from commonweal.rooms.purse.words.together import PledgeDraft, RoundDraft
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import AT, DAY, later, words_of

pytestmark = pytest.mark.django_db(transaction=True)

LAST = DAY + timedelta(days=14)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def opened(house, by, *, key="o", **parts):
    draft = RoundDraft(
        **{
            "name": "Farm, next year",
            "needed": "3000",
            "months": 12,
            "closes_on": LAST,
            "if_not_covered": "again",
            **parts,
        }
    )
    return pledging.open_round(draft=draft, union=house.id, by=by.id, key=key, at=AT)


def pledge(house, round_id, person, *amounts, by=None, at=AT):
    green, yellow, red = [*amounts, "", ""][:3]
    pledging.pledge(
        round_id=round_id,
        draft=PledgeDraft(green=green, yellow=yellow, red=red),
        person=person.id,
        union=house.id,
        by=(by or person).id,
        at=at,
    )


def close(house, round_id, by, *, days=0):
    pledging.close_round(round_id=round_id, union=house.id, by=by.id, at=later(days))


def seen(house, round_id):
    return pledged.get_round(union=house.id, round_id=round_id, on=DAY)


def own(house, round_id, person):
    return pledged.own_pledge(union=house.id, round_id=round_id, person=person.id)


@pytest.fixture
def five(ana, ben, chidi, kofi, lena):
    return (ana, ben, chidi, kofi, lena)


def test_the_guide_value_is_what_each_would_give_a_month(house, ana):
    """Story 21: 3000 for 12 months and 5 people are 50 each a month."""
    view = seen(house, opened(house, ana, n_people=5))
    assert str(view.guide) == "50 EUR"
    uneven = seen(house, opened(house, ana, key="u", needed="1000", n_people=7))
    assert str(uneven.guide) == "11.91 EUR"  # 11.904…, rounded so that it suffices
    everybody = seen(house, opened(house, ana, key="e"))
    assert everybody.n_people == 3  # ana and the two key-holders


@pytest.mark.parametrize(
    ("needed", "colour", "total", "mine"),
    [
        ("1800", "green", "150 EUR", "30 EUR"),
        ("1800.01", "yellow", "225 EUR", "45 EUR"),
        ("2700", "yellow", "225 EUR", "45 EUR"),
        ("3600", "red", "300 EUR", "60 EUR"),
    ],
)
def test_green_is_summed_first_then_yellow_then_red(
    house, five, needed, colour, total, mine
):
    """Five times 30, 45, 60 a month: 1800, 2700 and 3600 in a year."""
    round_id = opened(house, five[0], needed=needed)
    for person in five:
        pledge(house, round_id, person, "30", "45", "60")
    close(house, round_id, five[0])

    view = seen(house, round_id)
    assert (view.status, view.colour, view.is_covered) == ("closed", colour, True)
    assert (str(view.total), str(view.missing)) == (total, "0 EUR")
    assert str(own(house, round_id, five[1]).becomes) == mine


@pytest.mark.parametrize(
    ("if_not_covered", "mine"),
    [("again", None), ("less", "60 EUR"), ("reserve", "60 EUR")],
)
def test_what_happens_when_it_is_not_covered_was_decided_beforehand(
    house, five, if_not_covered, mine
):
    round_id = opened(house, five[0], needed="3601", if_not_covered=if_not_covered)
    for person in five:
        pledge(house, round_id, person, "30", "45", "60")
    close(house, round_id, five[0])

    view = seen(house, round_id)
    assert (view.colour, view.is_covered, str(view.total), str(view.missing)) == (
        "", False, "300 EUR", "1 EUR",
    )  # fmt: skip
    becomes = own(house, round_id, five[1]).becomes
    assert (becomes and str(becomes)) == mine
    messages = [
        n.message % n.facts for n in notices.list_for(person=five[1].id, at=later(1))
    ]
    assert messages[0] == (
        "The contribution round “Farm, next year” does not cover what is needed."
    )


def test_few_pledges_show_only_covered_or_not(house, ana, ben, chidi, kofi):
    """Four pledges are fewer than the smallest group: no total for anybody."""
    round_id = opened(house, ana, needed="100")
    for person in (ana, ben, chidi, kofi):
        pledge(house, round_id, person, "30")
    close(house, round_id, ana)

    view = seen(house, round_id)
    assert (view.is_covered, view.total, view.missing) == (True, None, None)


def test_nothing_at_all_is_a_pledge_like_any_other(house, ana, ben):
    """I-12: what one gives opens and closes nothing."""
    round_id = opened(house, ana)
    pledge(house, round_id, ben, "0")

    assert str(own(house, round_id, ben).red) == "0 EUR"


def test_a_pledge_is_changed_until_the_round_closes(house, ana, ben):
    round_id = opened(house, ana, needed="100")
    pledge(house, round_id, ben, "10")
    pledge(house, round_id, ben, "20", "25", "30", at=later(14))
    assert str(own(house, round_id, ben).yellow) == "25 EUR"
    assert models.Pledge.objects.count() == 1

    with pytest.raises(Refused) as refused:
        pledge(house, round_id, ben, "5", at=later(15))
    assert words_of(refused) == [
        ("", "This round is over; nothing can be pledged or changed any more.")
    ]


def test_only_the_purse_closes_a_round_before_its_last_day_is_over(house, ana, ben):
    round_id = opened(house, ana)
    with pytest.raises(NotYours) as refused:
        close(house, round_id, ben, days=14)
    assert words_of(refused) == [
        (
            "",
            (
                "This round is open until 2026-12-07. Before that, only people with a "
                "mandate for the purse may close it."
            ),
        )
    ]
    close(house, round_id, ben, days=15)
    assert seen(house, round_id).status == "closed"


def test_amounts_that_fall_are_refused_with_what_would_do(house, ana, ben):
    round_id = opened(house, ana)
    with pytest.raises(Refused) as refused:
        pledge(house, round_id, ben, "50", "40", "30")
    assert words_of(refused) == [
        (
            "yellow",
            "Each amount is at least as much as the one before: 50 EUR or more.",
        ),
        ("red", "Each amount is at least as much as the one before: 40 EUR or more."),
    ]
    with pytest.raises(Refused) as refused:
        pledge(house, round_id, ben, "-5", "a few", "10 USD")
    assert {field for field, _ in words_of(refused)} == {"green", "yellow", "red"}
    assert models.Pledge.objects.count() == 0


def test_a_pledge_on_paper_is_typed_for_who_does_not_sign_in(
    house, ana, ben, chidi, paper_ira
):
    """I-22: there is a path on paper; but nobody types over another's own pledge."""
    round_id = opened(house, ana)
    pledge(house, round_id, paper_ira, "12", by=ana)
    assert str(own(house, round_id, paper_ira).green) == "12 EUR"

    with pytest.raises(NotYours):
        pledge(house, round_id, paper_ira, "99", by=ben)
    pledge(house, round_id, chidi, "20")
    with pytest.raises(Refused) as refused:
        pledge(house, round_id, chidi, "99", by=ana)
    assert words_of(refused) == [
        (
            "person",
            "They have pledged on their own already. What they pledge is theirs to change.",
        )
    ]
    assert str(own(house, round_id, chidi).green) == "20 EUR"


def test_no_question_of_the_purse_answers_with_another_persons_pledge(house, ana, ben):
    """Stewards read no pledge: every question but one's own leaves the amount out."""
    round_id = opened(house, ana)
    pledge(house, round_id, ben, "73.31", "74.37", "75.41")
    known = {
        "union": house.id, "round_id": round_id, "on": DAY, "person": ana.id,
    }  # fmt: skip
    questions = [
        function
        for name, function in vars(pledged).items()
        if inspect.isfunction(function)
        and not name.startswith("_")
        and set(inspect.signature(function).parameters) <= set(known)
    ]
    assert {q.__name__ for q in questions} == {"list_rounds", "get_round", "own_pledge"}

    for status in ("open", "closed"):
        for question in questions:
            wanted = {n: known[n] for n in inspect.signature(question).parameters}
            answer = repr(question(**wanted))
            for secret in ("7331", "7437", "7541"):
                assert secret not in answer, question.__name__
        if status == "open":
            close(house, round_id, ana)


def test_no_notice_holds_a_pledge(house, ana, ben):
    round_id = opened(house, ana, needed="10")
    pledge(house, round_id, ben, "73.31")
    close(house, round_id, ana)

    told = notices.list_for(person=ana.id, at=later(1))
    assert not [n for n in told if "73" in str(n.facts)]


def test_pledges_are_forgotten_when_the_round_is_long_over(house, ana, five):
    """I-24: ninety days after the round is over the pledges go; the total stays."""
    round_id = opened(house, ana, needed="100")
    for person in five:
        pledge(house, round_id, person, "30")
    close(house, round_id, ana)
    assert own(house, round_id, five[1]).forgotten_on == date(2027, 2, 21)

    services.expire(union=house.id, at=later(89))
    assert models.Pledge.objects.count() == 5
    services.expire(union=house.id, at=later(90))
    assert models.Pledge.objects.count() == 0
    assert str(seen(house, round_id).total) == "150 EUR"
    assert own(house, round_id, five[1]) is None


def test_a_withdrawn_round_forgets_its_pledges_at_once(house, ana, ben):
    round_id = opened(house, ana)
    pledge(house, round_id, ben, "30")
    pledging.withdraw_round(round_id=round_id, union=house.id, by=ana.id, at=AT)

    assert models.Pledge.objects.count() == 0
    with pytest.raises(Refused):
        close(house, round_id, ana)


def test_who_leaves_takes_their_pledge_along(house, ana, ben):
    """I-21."""
    round_id = opened(house, ana)
    pledge(house, round_id, ben, "30")
    people_services.leave(person=ben.id, by=ben.id, at=AT)

    assert models.Pledge.objects.count() == 0


def test_a_person_exports_their_own_pledge(house, ana, ben):
    round_id = opened(house, ana)
    pledge(house, round_id, ben, "30")

    tables = people_services.export_own_data(person=ben.id, by=ben.id, at=AT)
    assert [(row["round"], row["green"]) for row in tables["purse_pledges"]] == [
        ("Farm, next year", "30 EUR")
    ]
    anas = people_services.export_own_data(person=ana.id, by=ana.id, at=AT)
    assert anas["purse_pledges"] == []


def test_a_round_is_opened_by_the_purse_and_says_all_that_is_wrong(house, ana, ben):
    with pytest.raises(NotYours):
        opened(house, ben)
    with pytest.raises(Refused) as refused:
        opened(
            house, ana, name="", needed="none", months=37, n_people=-1,
            closes_on=DAY - timedelta(days=1), if_not_covered="pay",
        )  # fmt: skip
    assert words_of(refused) == [
        ("name", "Please write a name."),
        (
            "needed",
            ("“none” is not an amount of money. Write for example 12.50 or 1234.50."),
        ),
        ("months", "A round is for 1 to 36 months."),
        ("n_people", "A round is for 1 to 10000 people."),
        (
            "closes_on",
            (
                "Choose a last day between today and 2027-02-23, so that all have time "
                "and an answer."
            ),
        ),
        ("if_not_covered", "Decide beforehand what happens if it is not covered."),
    ]
    assert models.PledgeRound.objects.count() == 0


def test_another_union_has_no_part_in_it(house, ana, dalia):
    round_id = opened(house, ana)
    with pytest.raises(NotFound):
        pledged.get_round(union=dalia.union, round_id=round_id, on=DAY)
    with pytest.raises(NotYours):
        pledge(house, round_id, dalia, "5")


def test_the_database_keeps_the_promises_by_itself(house, ana, ben):
    round_id = opened(house, ana)
    pledge(house, round_id, ben, "30")
    for wrong in ({"green": -1}, {"yellow": 1}, {"red": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Pledge.objects.update(**wrong)
    for wrong in ({"status": "closed"}, {"total": 5}, {"if_not_covered": "pay"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.PledgeRound.objects.update(**wrong)

"""Story 18, as far as built: the way in is clear, and basics are there from day one.

Mentors and what happens to one's money wait for the rooms of living and purse.
"""

from __future__ import annotations

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.data.packing import packs as packing
from commonweal.rooms.livelihood import services as livelihood
from commonweal.rooms.livelihood.words import OfferDraft
from commonweal.rooms.needs import queries as needs_queries
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.written import Written
from commonweal.rooms.planning import services as planning
from tests.conftest import PASSWORD
from tests.stories import circle


@pytest.fixture
def house(lentil_house, ana, at):
    pack = packing.build("lentil-house")
    planning.adopt_pack(union=lentil_house.id, pack=pack, by=ana.id, at=at)
    return lentil_house


@pytest.fixture
def invited(house, kofi, circles, at):
    return services.invite(
        union=house.id, by=kofi.id, at=at, key="mo", circle=circles["garden"].id
    )


@pytest.fixture
def mo(invited, at):
    return services.join(
        code=invited.code, name="Mo", username="mo", password=PASSWORD, at=at
    )


def test_an_invitation_lets_one_person_in_once(house, invited, mo, at):
    assert (mo.name, mo.union, mo.status) == ("Mo", house.id, "associate")

    with pytest.raises(Refused):
        services.join(
            code=invited.code, name="Eve", username="eve", password=PASSWORD, at=at
        )


def test_i_choose_my_circle_myself(house, mo, circles, at):
    moved = services.move_to_circle(
        person=mo.id, circle=circles["north"].id, by=mo.id, at=at
    )

    assert moved.circle == circles["north"].id


def test_basics_are_suggested_for_my_age_and_i_keep_what_i_want(house, mo, at):
    suggested = needs_queries.suggest_needs(
        union=house.id, band="adult_31_50", activity="moderate"
    )
    energy = next(s for s in suggested if s.kind.classified_as[-1] == "food-energy")
    assert (str(energy.quantity), energy.per, energy.tier) == (
        "3100 kcal",
        "day",
        "vital",
    )

    kept = Written(
        key="energy", what=str(energy.kind.id), amount="2800", per="day", tier="vital"
    )
    needs.accept_baseline(lines=[kept], by=mo.id, at=at)

    (mine,) = needs_queries.list_my_needs(person=mo.id, union=house.id)
    assert str(mine.quantity) == "2800 kcal"


def test_no_age_is_kept_and_nothing_is_worked_out_about_me(house, mo, at):
    """I-25: a suggestion is looked up and forgotten."""
    own = services.export_own_data(person=mo.id, by=mo.id, at=at)

    told = repr(own)
    assert "adult_31_50" not in told
    assert "moderate" not in told


def test_what_i_bring_is_mine_to_say_and_gives_me_no_more(house, mo, ben, at, day):
    """I-1: what is offered is in no question that sharing out can ask."""
    kinds = circle.kinds_by_key(house.id)
    livelihood.offer_effort(
        draft=OfferDraft(mo.id, kinds["gardening"].id, "6", day),
        union=house.id,
        by=mo.id,
        key="mo gardens",
        at=at,
    )

    (told,) = [i for i in ledger.list_intents(union=house.id) if i.effort_quantity]
    assert str(told.effort_quantity) == "6 h"
    assert str(mo.id) not in repr(told)
    assert str(mo.agent) not in repr(told)


def test_someone_on_trial_states_needs_like_everyone(house, ana, at):
    trial = services.add_person(
        union=house.id, name="Uma", by=ana.id, at=at, key="uma", status="trial"
    )

    line = Written(key="uma", who="Uma", what="bread", amount="2", per="week")
    needs.state_written(lines=[line], by=ana.id, at=at)

    assert needs_queries.list_my_needs(person=trial.id, union=house.id)


def test_a_newcomer_holds_no_mandate(house, mo, kofi, at):
    assert people.scopes_of(person=mo.id, at=at) == frozenset({"associate"})
    with pytest.raises(NotYours):
        services.invite(union=house.id, by=mo.id, at=at, key="friend")

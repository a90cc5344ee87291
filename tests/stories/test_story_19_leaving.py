"""Story 19, as far as built: I leave, my data goes with me, and nobody can block it.

The exit settlement waits for the room of the purse.
"""

from __future__ import annotations

import json

import pytest
from django.contrib import auth

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import NotFound, NotYours
from commonweal.rooms.needs import queries as needs_queries
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.written import Written
from tests.rooms.planning_cases import adopt_tiny, offer


@pytest.fixture
def house(lentil_house, ana, ben, at):
    """Ben needs bread and offers to bake it."""
    adopt_tiny(lentil_house, ana, at)
    offer(lentil_house, ben, "baking", "6", at=at)
    line = Written(key="bread", what="bread", amount="4", per="week", tier="vital")
    needs.state_written(lines=[line], by=ben.id, at=at)
    return lentil_house


def test_i_take_everything_kept_about_me_in_an_open_format(house, ben, at):
    """I-21."""
    mine = services.export_own_data(person=ben.id, by=ben.id, at=at)

    told = json.dumps(mine, default=str)
    assert "Ben" in told
    assert "bread" in told
    assert "baking" in told


def test_nobody_else_may_take_it(house, ana, ben, at):
    with pytest.raises(NotYours):
        services.export_own_data(person=ben.id, by=ana.id, at=at)


def test_i_leave_at_once_whatever_is_open(house, ben, at):
    """I-21: no duty, promise or approval holds me."""
    services.leave(person=ben.id, by=ben.id, at=at)

    assert ben.id not in {p.id for p in people.list_people(union=house.id)}
    assert not auth.get_user_model().objects.filter(username__startswith="ben").exists()


def test_a_steward_leaves_as_freely_as_anyone(house, ana, at):
    services.leave(person=ana.id, by=ana.id, at=at)

    assert ana.id not in {p.id for p in people.list_people(union=house.id)}
    open_ = people.list_mandates(union=house.id, at=at)
    assert [m for m in open_ if m.person == ana.id and m.status == "in force"] == []


def test_what_was_mine_is_forgotten_and_the_totals_follow(house, ben, at):
    services.leave(person=ben.id, by=ben.id, at=at)

    assert needs_queries.list_my_needs(person=ben.id, union=house.id) == ()
    standing = [
        intent
        for intent in ledger.list_intents(union=house.id)
        if (intent.resource_quantity or intent.effort_quantity).amount > 0
    ]
    assert standing == []


def test_the_name_is_gone_and_cannot_be_asked_for(house, ben, at):
    services.leave(person=ben.id, by=ben.id, at=at)

    with pytest.raises(NotFound):
        services.export_own_data(person=ben.id, by=ben.id, at=at)
    found = people.find_person(person=ben.id)
    assert found is None or found.name == ""


def test_leaving_twice_changes_nothing(house, ben, at):
    services.leave(person=ben.id, by=ben.id, at=at)
    services.leave(person=ben.id, by=ben.id, at=at)

    assert people.count_associates(union=house.id) == 3  # kofi, lena, ana


def test_others_cannot_make_me_leave(house, ana, ben, at):
    with pytest.raises(NotYours):
        services.leave(person=ben.id, by=ana.id, at=at)

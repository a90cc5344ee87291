"""Story 5: I state a need with urgency and see it answered, without telling why."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.flows import Intent
from commonweal.core.vf.problems import Refused
from commonweal.rooms.needs import models, queries
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.written import Written
from commonweal.rooms.planning.queries import plans
from tests.rooms.planning_cases import adopt_tiny, kind, offer
from tests.stories import circle


@pytest.fixture
def house(lentil_house, ana, at):
    adopt_tiny(lentil_house, ana, at)
    return lentil_house


def _state(person, at, **written):
    return needs.state_written(
        lines=[Written(key="story", **written)], by=person.id, at=at
    )[0]


def test_i_state_a_need_with_urgency_and_nobody_asks_why(house, ben, at):
    stated = _state(ben, at, what="bread", amount="2", per="week", tier="vital")

    (mine,) = queries.list_my_needs(person=ben.id, union=house.id)
    assert (str(mine.quantity), mine.per, mine.tier) == ("2 kg", "week", "vital")
    assert mine.id == stated.id


def test_there_is_no_place_for_a_reason(house):
    """I-3: neither the room nor the ledger could keep one."""
    fields = {field.name for field in models.Need._meta.get_fields()}
    intent = {field.name for field in dataclasses.fields(Intent)}

    assert not {"reason", "why", "note", "comment", "text"} & (fields | intent)


def test_others_see_only_a_total_that_names_nobody(house, ben, at):
    _state(ben, at, what="bread", amount="2", per="week", tier="vital")

    (told,) = [i for i in ledger.list_intents(union=house.id) if i.receiver]
    assert str(told.resource_quantity) == "2 kg"
    assert told.receiver == ben.circle
    assert str(ben.id) not in repr(told)
    assert str(ben.agent) not in repr(told)


def test_the_plan_answers_my_need(house, ana, ben, at, day):
    _state(ben, at, what="bread", amount="2", per="week", tier="vital")
    offer(house, ben, "baking", "3", at=at)

    run = circle.make_plan(house.id, by=ana.id, monday=day, at=at, weeks=1)

    plan = plans.get_plan(union=house.id, run=run, by=ben.id, at=at)
    (line,) = [c for c in plan.cover if c.kind == kind(house, "bread").id]
    assert line.level == pytest.approx(1)


def test_i_can_change_my_mind_and_the_total_follows(house, ben, at):
    stated = _state(ben, at, what="bread", amount="2", per="week", tier="vital")

    needs.change_need(need=stated.id, changes={"amount": "3"}, by=ben.id, at=at)
    (told,) = [i for i in ledger.list_intents(union=house.id) if i.receiver]
    assert str(told.resource_quantity) == "3 kg"

    needs.withdraw_need(need=stated.id, by=ben.id, at=at)
    assert [i for i in ledger.list_intents(union=house.id) if i.receiver] == []


def test_a_need_by_a_day_that_is_past_is_refused_in_words(house, ben, at, day):
    past = (day - timedelta(days=1)).isoformat()

    with pytest.raises(Refused) as refused:
        _state(ben, at, what="soap", amount="1", per="once", due=past)

    assert [problem.field for problem in refused.value.problems] == ["due"]


def test_somebody_who_never_signs_in_is_served_like_everyone(house, ana, paper_ira, at):
    """I-22: a helper types, and that is recorded as such."""
    needs.state_written(
        lines=[Written(key="list", who="Ira", what="soap", amount="1", per="month")],
        by=ana.id,
        at=at,
    )

    (iras,) = queries.list_my_needs(person=paper_ira.id, union=house.id)
    assert iras.typed_by == "Ana"

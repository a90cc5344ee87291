"""Bodies: circles are joined by asking, methods are chosen by decision, and published."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from commonweal.commons.people import services as people
from commonweal.core.tally.thresholds import Threshold
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Away, Membership
from commonweal.rooms.governance.services import bodies
from commonweal.rooms.governance.words.defaults import (
    DEFAULT_METHODS,
    MATTER_WORDS,
    PROCESS_NAMES,
    PROCESS_WORDS,
    SECRECY_WORDS,
)
from commonweal.rooms.governance.words.rules import (
    PROCESSES,
    SECRECIES,
    rule_as_json,
    rule_from_json,
)
from tests.rooms.governance_cast import AT, DAY, bring, circle_of, later

pytestmark = pytest.mark.django_db


def refused(deed, **said) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(**said)
    return [str(problem) for problem in caught.value.problems]


def test_every_matter_and_process_has_plain_words():
    assert set(MATTER_WORDS) == set(DEFAULT_METHODS)
    assert set(PROCESS_NAMES) == set(PROCESS_WORDS) == set(PROCESSES)
    assert set(SECRECY_WORDS) == set(SECRECIES)


def test_a_rule_is_kept_and_read_as_it_is():
    for rule in DEFAULT_METHODS.values():
        assert rule_from_json(rule_as_json(rule)) == rule


def test_quorums_are_whole_people_and_smaller_parts_of_large_bodies():
    rule = DEFAULT_METHODS["agreement"]

    assert [rule.quorum_of(n) for n in (0, 1, 15, 16, 50, 51, 100)] == [
        0, 1, 8, 8, 25, 17, 34,
    ]  # fmt: skip


def test_a_circle_is_joined_by_asking_and_one_yes(lentil_house, ben, chidi, lena):
    kitchen = circle_of(ben.union, ben)
    services.join_body(body=kitchen, union=ben.union, by=chidi.id, at=AT)

    assert (
        queries.get_body(union=ben.union, body=kitchen, person=chidi.id).standing
        == "asked"
    )
    (said,) = refused(bring, person=chidi, body=kitchen)
    assert (
        said
        == "Only who is in “Kitchen” takes part in what it decides. Ask to join it."
    )
    with pytest.raises(NotYours):
        services.welcome(
            body=kitchen, person=chidi.id, union=ben.union, by=lena.id, at=AT
        )
    services.welcome(body=kitchen, person=chidi.id, union=ben.union, by=ben.id, at=AT)
    members = queries.list_members(union=ben.union, body=kitchen)
    assert [(one.name, one.is_in) for one in members] == [
        ("Ben", True),
        ("Chidi", True),
    ]


def test_a_circle_is_left_at_once_and_an_empty_one_is_joined_at_once(
    lentil_house, ben, chidi
):
    kitchen = circle_of(ben.union, ben)

    services.leave_body(body=kitchen, union=ben.union, by=ben.id, at=AT)
    services.join_body(body=kitchen, union=ben.union, by=chidi.id, at=AT)

    assert queries.is_member(union=ben.union, body=kitchen, person=chidi.id)
    assert not queries.is_member(union=ben.union, body=kitchen, person=ben.id)


def test_nobody_joins_or_leaves_the_assembly_alone(lentil_house, ben, dalia):
    assembly = queries.assembly_id(ben.union)

    assert queries.is_member(union=ben.union, body=assembly, person=ben.id)
    assert not queries.is_member(union=ben.union, body=assembly, person=dalia.id)
    assert refused(
        services.leave_body, body=assembly, union=ben.union, by=ben.id, at=AT
    ) == ["All associates are in the assembly. Nobody joins or leaves it alone."]


def test_a_circle_that_ended_decides_nothing(lentil_house, ben):
    kitchen = circle_of(ben.union, ben)
    bodies.end_body(union=ben.union, body=kitchen, decision=2, at=AT)

    with pytest.raises(NotFound, match="not here, or has ended"):
        bring(ben, body=kitchen)
    assert len(queries.list_bodies(union=ben.union, person=ben.id)) == 1


def test_circles_have_different_names_and_say_what_they_decide_about(lentil_house, ben):
    circle_of(ben.union, ben)

    assert [
        str(one)
        for one in bodies.problems_with_circle(
            union=ben.union, name="kitchen", domain=""
        )
    ] == [
        "Say what the circle decides about, in at most 1000 letters.",
        "There is a circle called “kitchen” already.",
    ]


def test_away_has_a_day_after_today_and_ends_by_itself(lentil_house, ben):
    deed = {"union": ben.union, "by": ben.id, "at": AT}

    assert refused(services.set_away, **deed, until=DAY) == [
        "Choose a day after today, 2026-11-23."
    ]
    services.set_away(**deed, until=DAY + timedelta(days=3))
    voters = {
        day: ben.id
        in queries.electorate(
            union=ben.union,
            body=queries.assembly_id(ben.union),
            on=DAY + timedelta(days=day),
        )
        for day in (0, 3, 4)
    }
    assert voters == {0: False, 3: False, 4: True}


def test_a_method_is_chosen_from_a_day_on_by_a_decision(lentil_house, ben):
    assembly = bodies.assembly_of(union=ben.union, at=AT)
    bodies.set_method(
        union=ben.union, body=assembly, matter="agreement", decision=2,
        changes={"process": "majority", "quorum": "2/3", "passes": ">1/2", "open_days": "3"},
        from_day=later(2).date(), at=AT,
    )  # fmt: skip

    def rule(day):
        return queries.rule_for(
            union=ben.union, body=assembly, matter="agreement", on=later(day).date()
        )

    assert rule(1).process == "consensus"
    assert (rule(2).process, rule(2).open_days) == ("majority", 3)
    assert rule(2).quorum == Threshold(Fraction(2, 3))
    chosen = {
        one.matter: one.decision
        for one in queries.list_methods(
            union=ben.union, body=assembly, on=later(2).date()
        )
    }
    assert (chosen["agreement"], chosen["choice"]) == (2, None)


@pytest.mark.parametrize(
    ("matter", "changes", "said"),
    [
        ("taste", {}, "There is no matter called “taste”."),
        ("choice", {"process": "duel"}, "There is no process called “duel”."),
        ("choice", {"quorum": "many"}, "“many” is not a part of a whole."),
        ("choice", {"quorum": "1/0"}, "“1/0” is not a part of a whole."),
        ("choice", {"passes": "1/3"}, "This can be 1/2 or more, not 1/3."),
        ("choice", {"open_days": "0"}, "Choose a whole number from 1 to 60."),
        ("choice", {"colour": "red"}, "A method has nothing called “colour”."),
        ("recall", {"secrecy": "open"}, "How matters about persons are decided is not"),
    ],
)
def test_a_method_stays_within_bounds(lentil_house, matter, changes, said):
    (problem,) = queries.problems_with_method(
        union=lentil_house.id, body=queries.assembly_id(lentil_house.id), matter=matter,
        changes=changes, on=DAY,
    )  # fmt: skip

    assert str(problem).startswith(said)


def test_who_leaves_the_union_leaves_its_circles(lentil_house, ben, chidi):
    circle_of(ben.union, ben, chidi)
    services.set_away(until=later(9).date(), union=ben.union, by=ben.id, at=AT)

    people.leave(person=ben.id, by=ben.id, at=AT)

    assert list(Membership.objects.values_list("person_id", flat=True)) == [chidi.id]
    assert not Away.objects.exists()

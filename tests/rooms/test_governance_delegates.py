"""Delegates: what is outside their mandate is a question home (I-18, story 23)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours
from commonweal.rooms.governance.models import Done, Motion
from commonweal.rooms.governance.queries import delegates
from commonweal.rooms.governance.services import delegates as delegate_deeds
from commonweal.rooms.governance.words import powers as words
from tests.conftest import AT, DAY
from tests.rooms.powers_cast import decide, effect

pytestmark = pytest.mark.django_db

HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)
LATER = DAY + timedelta(days=90)


def said(refused):
    return [str(problem) for problem in refused.value.problems]


def scopes(person, at=AT):
    return people.scopes_of(person=person.id, at=at) - {"associate"}


def give(union, person, *, at=AT, begins=DAY, ends=LATER, title="Store-keeper", **more):
    """Let the assembly give somebody a mandate; return its id."""
    matter = more.pop("matter", "agreement")
    number = decide(
        union.id,
        effect(
            "mandate.give", person=person.id, title=title, begins=begins, ends=ends,
            **({"scope": "stores"} | more),
        ),
        at=at, matter=matter, title=f"{title} {person.name} {begins}",
    )  # fmt: skip
    return Done.objects.get(decision=number).thing


class TestDelegates:
    def send(self, union, person, stance="ranked", said="Barley\nOats", **more):
        number = decide(
            union.id,
            effect(
                "delegate.send", person=person.id, meeting="Valley council",
                topic="Seed exchange", stance=stance, instructions=said, begins=DAY,
                ends=DAY + timedelta(days=10), **more,
            ),
            at=AT, matter="agreement", title=f"Send {stance}",
        )  # fmt: skip
        delegation = Done.objects.get(decision=number).thing
        delegate_deeds.answer_delegation(
            delegation=delegation, accepts=True, union=union.id, by=person.id, at=AT
        )
        return delegation

    def bring(self, union, delegation, by, chosen, *, at=AT + ONE_DAY, key="b"):
        delegate_deeds.bring_home(
            delegation=delegation,
            draft=words.BroughtDraft(words=f"It came to {chosen}", chosen=chosen),
            union=union.id, by=by.id, key=key, at=at,
        )  # fmt: skip
        view = delegates.get_delegation(
            union=union.id, delegation=delegation, person=by.id, at=at
        )
        return view.brought[-1]

    @pytest.mark.parametrize(
        ("stance", "instructions", "chosen", "within"),
        [
            ("bound", "Barley", "barley", True),
            ("bound", "Barley", "Rye", False),
            ("ranked", "Barley\nOats", "Oats", True),
            ("range", "100 and 250", "250", True),
            ("range", "100-250", "250,5", False),
            ("explore", "Listen", "Barley", False),
            ("ranked", "Barley\nOats", "", False),
        ],
    )
    def test_what_is_outside_the_mandate_is_a_question_home(
        self, lentil_house, ben, stance, instructions, chosen, within
    ):
        delegation = self.send(lentil_house, ben, stance, instructions)

        came = self.bring(lentil_house, delegation, ben, chosen)

        assert (came.within, came.motion is None) == (within, within)
        assert came.answer == ("stands" if within else "asked")
        if not within:
            motion = Motion.objects.get(id=came.motion)
            assert (motion.stage, motion.decision) == ("draft", None)

    def test_any_member_brings_an_act_home_as_a_question(self, lentil_house, ana, ben):
        delegation = self.send(lentil_house, ben)
        came = self.bring(lentil_house, delegation, ben, "Oats")

        delegate_deeds.doubt(
            brought=came.id, why="Not these oats", union=lentil_house.id, by=ana.id,
            at=AT + ONE_DAY,
        )  # fmt: skip

        view = delegates.get_delegation(
            union=lentil_house.id, delegation=delegation, person=ana.id, at=AT + ONE_DAY
        )
        assert (view.brought[0].within, view.brought[0].answer) == (False, "asked")

    def test_without_a_report_in_time_it_lapses(self, lentil_house, ben):
        delegation = self.send(lentil_house, ben)
        late = AT + timedelta(days=18)

        came = self.bring(lentil_house, delegation, ben, "Oats", at=late)

        view = delegates.get_delegation(
            union=lentil_house.id, delegation=delegation, person=ben.id, at=late
        )
        assert (view.state, view.is_overdue, came.within) == ("lapsed", True, False)

    def test_declining_needs_no_reason_and_the_alternate_can_go(
        self, lentil_house, ana, ben, kofi
    ):
        number = decide(
            lentil_house.id,
            effect(
                "delegate.send", person=ben.id, alternate=ana.id, meeting="Council",
                topic="Seed", stance="explore", instructions="Listen", begins=DAY,
                ends=LATER,
            ),
            at=AT, matter="agreement",
        )  # fmt: skip
        delegation = Done.objects.get(decision=number).thing
        where = {"delegation": delegation, "union": lentil_house.id, "at": AT}

        delegate_deeds.answer_delegation(**where, accepts=False, by=ben.id)
        delegate_deeds.answer_delegation(**where, accepts=True, by=ana.id)

        view = delegates.get_delegation(
            union=lentil_house.id, delegation=delegation, person=ana.id, at=AT
        )
        assert view.state == "in_force"
        with pytest.raises(NotYours) as refused:
            self.bring(lentil_house, delegation, kofi, "x")
        assert said(refused) == ["Only the delegate, or the alternate, does this."]

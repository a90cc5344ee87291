"""Mandates, emergencies and delegates: given by decision, bounded, over by themselves.

I-15: every mandate has a scope or title, a limit, an end, and is recalled by the body
that gave it. I-16: keys and work are apart whoever gives them. I-18: what comes from a
meeting of unions changes nothing here unless it is accepted here.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance.models import Done, Motion, RosterSeat
from commonweal.rooms.governance.queries import bodies, delegates, effects, powers
from commonweal.rooms.governance.services import delegates as delegate_deeds
from commonweal.rooms.governance.services import drawing, keeping, lots
from commonweal.rooms.governance.services import emergencies as deeds
from commonweal.rooms.governance.words import counts
from commonweal.rooms.governance.words import powers as words
from tests.conftest import AT, DAY
from tests.rooms import test_governance_lots as lots_cast
from tests.rooms.powers_cast import adopted, decide, draft, effect, effects_of
from tests.rooms.purse_cast import came_in, purse_of

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


class TestMandates:
    def test_a_decision_gives_rights_that_end_by_themselves(self, lentil_house, ben):
        mandate = give(
            lentil_house, ben, duties="Count weekly", limit="The cellar",
            amount="300", report_every="30",
        )  # fmt: skip

        one = people.get_mandate(union=lentil_house.id, mandate=mandate, at=AT)

        assert (one.title, one.duties, one.limit, str(one.amount)) == (
            "Store-keeper", "Count weekly", "The cellar", "300 EUR",
        )  # fmt: skip
        assert (one.decision, one.report_due) == (2, DAY + timedelta(days=30))
        assert scopes(ben) == {"stores"}
        last = AT + (LATER - DAY)
        assert (scopes(ben, last), scopes(ben, last + ONE_DAY)) == ({"stores"}, set())

    def test_its_body_recalls_it_at_once_and_nobody_else_does(
        self, lentil_house, ben, kofi
    ):
        mandate = give(lentil_house, ben)
        with pytest.raises(NotYours) as refused:
            people_services.end_mandate(mandate=mandate, by=kofi.id, at=AT)
        assert said(refused) == [
            (
                "This mandate was given by decision 2. Who gave it recalls it: bring a "
                "motion to recall it. Its holder can hand it back at any time."
            )
        ]

        number = decide(
            lentil_house.id, effect("mandate.end", mandate=mandate), at=AT + HOUR,
            matter="recall", title="Recall",
        )  # fmt: skip

        one = people.get_mandate(union=lentil_house.id, mandate=mandate, at=AT)
        assert (one.status, one.ended_decision) == ("ended", number)
        assert scopes(ben, AT + HOUR) == set()

    def test_what_a_role_may_spend_ends_with_it(self, lentil_house, ben):
        mandate = give(lentil_house, ben, amount="300")

        def allowed(on):
            lines = charter.list_lines(
                union=lentil_house.id, key="spend.allowed", on=on
            )
            return [(one.subject, charter.said(one.value)) for one in lines]

        given = [allowed(DAY), allowed(LATER + ONE_DAY)]
        decide(
            lentil_house.id, effect("mandate.end", mandate=mandate), at=AT + ONE_DAY,
            matter="recall", title="Recall",
        )  # fmt: skip

        assert given == [[("Store-keeper", "300.00 EUR")], []]
        assert allowed(DAY + ONE_DAY) == [("Store-keeper", "0.00 EUR")]

    def test_its_holder_hands_it_back(self, lentil_house, ben):
        mandate = give(lentil_house, ben)

        people_services.end_mandate(mandate=mandate, by=ben.id, at=AT)

        assert scopes(ben) == set()

    def test_another_circle_does_not_recall_it(self, lentil_house, ben):
        mandate = give(lentil_house, ben)
        number = decide(
            lentil_house.id, effect("body.form", name="Garden", domain="Beds"),
            at=AT, matter="agreement", by=ben.id, title="A circle",
        )  # fmt: skip
        circle = Done.objects.get(decision=number).thing

        found = effects.problems_with(
            union=lentil_house.id,
            draft=draft(effect("mandate.end", mandate=mandate), matter="circle_policy"),
            body=circle, on=DAY,
        )  # fmt: skip

        assert [str(problem) for problem in found] == [
            "Another body gave this mandate. It, or the assembly, can end it."
        ]

    def test_keys_and_work_stay_apart_whoever_gives_them(self, lentil_house, kofi):
        motion = adopted(
            lentil_house.id,
            effect(
                "mandate.give", person=kofi.id, title="Stores", scope="stores",
                begins=DAY, ends=LATER,
            ),
            at=AT, matter="agreement",
        )  # fmt: skip

        done = effects_of(motion, AT)

        assert not done.is_done
        assert [problem.field for problem in done.problems] == ["scope"]
        assert scopes(kofi) == {"keys"}

    def test_a_role_without_rights_goes_with_keys(self, lentil_house, kofi):
        give(lentil_house, kofi, title="Keeper of the bees", scope="")

        assert scopes(kofi) == {"keys"}

    def test_whoever_was_elected_gets_it(self, lentil_house, ana, ben):
        number = decide(
            lentil_house.id,
            effect(
                "mandate.give", person="winner", title="Facilitator", begins=DAY,
                ends=LATER,
            ),
            at=AT, matter="steward", winners=[str(ben.id)],
        )  # fmt: skip

        (did,) = effects.list_done_by_decision(
            union=lentil_house.id, decision=number, on=DAY
        )
        assert did.template % did.params == (
            "Ben holds the mandate “Facilitator” from 2026-11-23 until 2027-02-21."
        )

    def test_after_two_terms_in_a_row_somebody_else_has_a_turn(self, lentil_house, ben):
        term = timedelta(days=90)
        begins = DAY
        for _turn in range(2):
            give(lentil_house, ben, begins=begins, ends=begins + term,
                 at=AT + (begins - DAY))  # fmt: skip
            begins += term + ONE_DAY

        found = effects.problems_with(
            union=lentil_house.id,
            draft=draft(
                effect(
                    "mandate.give", person=ben.id, title="Store-keeper", scope="stores",
                    begins=begins, ends=begins + term,
                ),
                matter="agreement",
            ),
            body=bodies.assembly_id(lentil_house.id), on=begins,
        )  # fmt: skip

        again = begins + term
        assert [str(problem) for problem in found] == [
            (
                "Ben has held this for 2 terms in a row. Somebody else holds it for a "
                f"term now; from {again.isoformat()} on Ben can again."
            )
        ]

    def test_reports_are_due_and_overdue_until_they_are_written(
        self, lentil_house, ben, ana
    ):
        mandate = give(lentil_house, ben, report_every="30")
        late = AT + timedelta(days=31)

        before = people.get_mandate(union=lentil_house.id, mandate=mandate, at=late)
        with pytest.raises(NotYours):
            people_services.write_report(
                mandate=mandate, text="All well", by=ana.id, key="r", at=late
            )
        with pytest.raises(Refused) as refused:
            people_services.write_report(
                mandate=mandate, text=" ", by=ben.id, key="r", at=late
            )
        for _again in range(2):
            people_services.write_report(
                mandate=mandate, text="All well", by=ben.id, key="r", at=late
            )
        after = people.get_mandate(union=lentil_house.id, mandate=mandate, at=late)

        assert said(refused) == [
            "Please write what was done, what is open and what is spent."
        ]
        assert (before.is_overdue, after.is_overdue) == (True, False)
        assert after.report_due == DAY + timedelta(days=61)
        reports = people.list_reports(union=lentil_house.id, mandate=mandate)
        assert [report.words for report in reports] == ["All well"]


class TestEmergencies:
    @pytest.fixture
    def house(self, lentil_house, ana, kofi, lena):
        house = purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)
        came_in(house, ana, "2000")
        return house

    def ask(self, union, by, *, at=AT, hazard="Flood in the cellar", **more):
        asked = words.EmergencyDraft(
            hazard=hazard,
            **({"hours": "24", "cap": "100", "changes": {"purse.notice_days": "1"}}
               | more),
        )  # fmt: skip
        return deeds.ask_emergency(
            draft=asked, union=union.id, by=by.id, key=f"{at}", at=at
        )

    def join(self, union, emergency, *who, at=AT):
        for person in who:
            deeds.join_emergency(
                emergency=emergency, union=union.id, by=person.id, at=at
            )

    def notice_days(self, union, on):
        return charter.whole(union=union.id, key="purse.notice_days", on=on)

    def test_three_declare_it_and_at_sunset_everything_is_as_before(
        self, lentil_house, house, ana, ben, kofi
    ):
        flood = self.ask(lentil_house, ana)
        self.join(lentil_house, flood, ben, ben)
        waiting = powers.list_in_force(union=lentil_house.id, at=AT)
        self.join(lentil_house, flood, kofi)

        sunset = AT + 24 * HOUR
        held = [
            bool(powers.list_in_force(union=lentil_house.id, at=at))
            for at in (AT, sunset - HOUR, sunset)
        ]
        assert (waiting, held) == ((), [True, True, False])
        days = [self.notice_days(lentil_house, DAY + n * ONE_DAY) for n in range(3)]
        assert days == [1, 1, 7]
        lines = charter.list_lines(
            union=lentil_house.id, key="spend.allowed", on=DAY + 2 * ONE_DAY
        )
        assert lines == ()

    def test_two_of_the_crisis_roster_are_enough(self, lentil_house, house, ana, ben):
        for person in (ana, ben):
            RosterSeat.objects.create(
                id=person.id, union_id=lentil_house.id, person_id=person.id,
                from_day=DAY, until=LATER, seed="1",
            )  # fmt: skip
        flood = self.ask(lentil_house, ana)
        self.join(lentil_house, flood, ben)

        (held,) = powers.list_in_force(union=lentil_house.id, at=AT)
        assert held.hazard == "Flood in the cellar"

    def test_it_changes_nothing_that_is_not_listed_and_spends_no_more_than_its_part(
        self, lentil_house, house, ana
    ):
        with pytest.raises(Refused) as refused:
            self.ask(
                lentil_house, ana, hazard=" ", hours="900", cap="100,01",
                changes={"charter.notice_days": "1", "purse.notice_days": "0"},
            )  # fmt: skip

        changeable = (
            "planning.purchase_limit_per_week, planning.effort_share, "
            "rounds.default_method, kitchen.closes_hours, purse.notice_threshold, "
            "purse.notice_days"
        )
        assert said(refused) == [
            "Say in one line what is happening, and where.",
            "“900” is not a whole number from 1 to 72.",
            (
                "An emergency cannot change “charter.notice_days”. It can change: "
                f"{changeable}."
            ),
            "0 is outside what is possible: 1 to 60.",
            "At most 5 per cent of the purse may be spent: 100 EUR.",
        ]

    def test_alone_it_lapses_and_the_same_waits_for_a_pause(
        self, lentil_house, house, ana, ben, kofi
    ):
        flood = self.ask(lentil_house, ana)
        with pytest.raises(Refused) as refused:
            self.join(lentil_house, flood, ben, at=AT + 24 * HOUR)
        assert said(refused) == [
            "Nobody joined within a day, so it lapsed. Declare it anew."
        ]
        again = self.ask(lentil_house, ana, at=AT + 25 * HOUR)
        self.join(lentil_house, again, ben, kofi, at=AT + 25 * HOUR)

        with pytest.raises(Refused) as refused:
            self.ask(lentil_house, ana, at=AT + 26 * HOUR)
        assert said(refused) == [
            "There is an emergency already: “Flood in the cellar”. Join that one."
        ]
        with pytest.raises(Refused) as refused:
            self.ask(lentil_house, ana, at=AT + 60 * HOUR)
        assert said(refused) == [
            (
                "The same was declared until 2026-11-25. From 2026-12-25 on it can be "
                "declared again, or the assembly decides by three quarters."
            )
        ]

    @pytest.mark.parametrize(
        ("yes", "hours", "goes_on"),
        [(3, 100, True), (2, 100, False), (3, 200, False), (4, 200, True)],
    )
    def test_only_enough_of_the_assembly_let_it_go_on(
        self, lentil_house, house, ana, ben, kofi, yes, hours, goes_on
    ):
        """Of 5: 3 are more than a half, up to 7 days; 4 are two thirds, up to 14."""
        flood = self.ask(lentil_house, ana)
        self.join(lentil_house, flood, ben, kofi)
        motion = adopted(
            lentil_house.id,
            effect("emergency.declare", hazard="On", hours=hours, of=flood),
            at=AT + HOUR, matter="emergency", n_voters=5,
            result={"counts": {"yes": yes}},
        )  # fmt: skip

        done = effects_of(motion, AT + HOUR)

        held = powers.list_in_force(union=lentil_house.id, at=AT + 30 * HOUR)
        assert (done.is_done, bool(held)) == (goes_on, goes_on)

    def test_what_was_given_out_is_written_down_within_the_cap_and_reviewed(
        self, lentil_house, house, ana, ben, kofi, lena
    ):
        flood = self.ask(lentil_house, ana)
        self.join(lentil_house, flood, ben, kofi)
        late = AT + 48 * HOUR
        noted = {
            "emergency": flood, "what": "Pumps", "union": lentil_house.id,
            "by": lena.id, "at": late,
        }  # fmt: skip
        deeds.note_use(**noted, amount="80", key="a")
        with pytest.raises(Refused) as refused:
            deeds.note_use(**noted, amount="30", key="b")
        assert said(refused) == ["The cap is 100 EUR; 20 EUR of it is left."]
        after = AT + timedelta(days=17)
        view = powers.get_emergency(
            union=lentil_house.id, emergency=flood, person=lena.id, at=after
        )
        with pytest.raises(NotYours):
            deeds.review_emergency(
                emergency=flood, text="Fine", union=lentil_house.id, by=ana.id, at=after
            )
        deeds.review_emergency(
            emergency=flood, text="Buy a pump", union=lentil_house.id, by=lena.id,
            at=after,
        )  # fmt: skip

        reviewed = powers.get_emergency(
            union=lentil_house.id, emergency=flood, person=lena.id, at=after
        )
        assert (view.is_review_late, reviewed.state) == (True, "reviewed")

    def test_who_leaves_is_forgotten(self, lentil_house, house, ana, ben, kofi):
        flood = self.ask(lentil_house, ana)
        self.join(lentil_house, flood, ben, kofi)

        keeping.forget_person(person=ben.id, union=lentil_house.id, at=AT)

        view = powers.get_emergency(
            union=lentil_house.id, emergency=flood, person=ben.id, at=AT
        )
        assert (view.n_signed, view.signed_by_me) == (3, False)


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


class TestDrawing:
    def drawn(self, tellers, *, what_for="Crisis roster", places=2):
        lottery = drawing.begin_drawing(
            what_for=what_for, places=places, tellers=[one.id for one in tellers],
            union=tellers[0].union, by=tellers[0].id, key=what_for, at=AT,
        )  # fmt: skip
        lots_cast.drawn(lottery, tellers)
        return lottery

    def test_the_roster_is_drawn_from_everybody_for_a_quarter(
        self, lentil_house, ana, ben, kofi
    ):
        lottery = self.drawn([ana, ben, kofi])
        where = {"lottery": lottery, "union": lentil_house.id, "by": ben.id, "at": AT}

        assert [drawing.seat_roster(**where) for _again in range(2)] == [2, 2]

        roster = powers.list_roster(union=lentil_house.id, on=DAY)
        assert {until for _person, _name, until in roster} == {DAY + 92 * ONE_DAY}
        assert len(roster) == 2
        assert powers.list_roster(union=lentil_house.id, on=DAY + 93 * ONE_DAY) == ()

    def test_a_list_that_leaves_somebody_out_seats_nobody(
        self, lentil_house, ana, ben, kofi, lena
    ):
        friends = [ana, ben, kofi]
        lottery = lots.begin_lots(
            draft=counts.LotsDraft(
                what_for="Roster", labels=tuple(str(one.id) for one in friends),
                places=2, tellers=tuple(one.id for one in friends),
            ),
            union=lentil_house.id, by=ana.id, key="friends", at=AT,
        )  # fmt: skip
        where = {"lottery": lottery, "union": lentil_house.id, "by": ana.id, "at": AT}
        with pytest.raises(Refused) as refused:
            drawing.seat_roster(**where)
        assert said(refused) == ["This lottery is not drawn yet."]
        lots_cast.drawn(lottery, friends)

        with pytest.raises(Refused) as refused:
            drawing.seat_roster(**where)

        assert said(refused) == [
            "The list of this lottery leaves somebody out: Lena. Draw from everybody."
        ]

    def test_a_role_nobody_wants_goes_by_lot_with_its_seed(
        self, lentil_house, ana, ben, kofi
    ):
        number = decide(
            lentil_house.id, effect("agreement.adopt"), at=AT, matter="agreement",
            title="The drains go round by lot",
        )  # fmt: skip
        lottery = self.drawn([ana, ben, kofi], what_for="Drains", places=1)

        (mandate,) = drawing.give_drawn_role(
            lottery=lottery, decision=number, duties="Clean them", begins=DAY,
            ends=LATER, union=lentil_house.id, by=ben.id, at=AT,
        )  # fmt: skip

        one = people.get_mandate(union=lentil_house.id, mandate=mandate, at=AT)
        assert (one.title, one.decision, one.scope) == ("Drains", number, "")
        assert one.limit.startswith("Drawn by lot, seed ")

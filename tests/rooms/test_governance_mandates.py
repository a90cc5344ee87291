"""Mandates by decision: given, recalled, reported on, in turn, drawn by lot (I-15, I-16)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance.models import Done
from commonweal.rooms.governance.queries import bodies, effects, powers
from commonweal.rooms.governance.services import drawing, lots
from commonweal.rooms.governance.words import counts
from tests.conftest import AT, DAY
from tests.rooms import test_governance_lots as lots_cast
from tests.rooms.powers_cast import adopted, decide, draft, effect, effects_of

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

"""Emergencies: declared by three, listed and capped, over by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance.models import Done, RosterSeat
from commonweal.rooms.governance.queries import powers
from commonweal.rooms.governance.services import emergencies as deeds
from commonweal.rooms.governance.services import keeping
from commonweal.rooms.governance.words import powers as words
from tests.conftest import AT, DAY
from tests.rooms.powers_cast import adopted, decide, effect, effects_of
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

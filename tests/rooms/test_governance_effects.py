"""A decision does something: what is on the list, once, all of it or nothing (E3, I-19)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.commons.people.models import Person
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance.models import Done
from commonweal.rooms.governance.queries import (
    bodies,
    effect_reading,
    effect_words,
    effects,
)
from commonweal.rooms.governance.services import effects as services
from commonweal.rooms.governance.words.effects import KINDS
from tests.conftest import AT, DAY
from tests.rooms.powers_cast import adopted, decide, draft, effect, effects_of

pytestmark = pytest.mark.django_db

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
THRESHOLD = "purse.notice_threshold"
NEW_YEAR = DAY.replace(year=2027, month=1, day=1)


def problems(union, *written, matter="charter", body=None):
    found = effects.problems_with(
        union=union.id,
        draft=draft(*written, matter=matter),
        body=body or bodies.assembly_id(union.id),
        on=DAY,
    )
    return {problem.field: str(problem) for problem in found}


def dry_run(union, *written):
    said = effects.dry_run(union=union.id, drafts=written, on=DAY)
    return [str(sentence) for sentence in said]


def rule(union, on, key=THRESHOLD):
    return charter.said(charter.rule(union=union.id, key=key, on=on))


class TestAsWritten:
    def test_a_change_of_a_rule_is_said_in_plain_words_before_it_is_decided(
        self, lentil_house
    ):
        change = effect(
            "parameter.set", key=THRESHOLD, value="200", from_day="2027-01-01"
        )

        assert problems(lentil_house, change) == {}
        (said,) = dry_run(lentil_house, change)
        assert said == (
            "From 2027-01-01 on a spend of more than 200.00 EUR is announced first; "
            "today it is 150.00 EUR."
        )

    def test_every_problem_is_said_at_once_with_its_place(self, lentil_house):
        found = problems(
            lentil_house,
            effect("parameter.set", key="purse.notice_days", value="900"),
            effect("parameter.set", key="no.rule", value="1", from_day="soon"),
            effect("fireworks"),
            effect("notify", words="Hello", colour="red"),
        )

        assert found == {
            "effects.0.value": "900 is outside what is possible: 1 to 60.",
            "effects.0.from_day": "Please fill this in: From which day.",
            "effects.1.key": "The charter has no rule called “no.rule”.",
            "effects.1.from_day": "“soon” is not a day. Write it as 2027-01-31.",
            "effects.2.kind": (
                "“fireworks” is not something a decision can do. Choose: "
                + ", ".join(KINDS)
                + "."
            ),
            "effects.3.colour": "“colour” is not part of this. It takes: words.",
        }

    def test_a_change_of_the_charter_has_a_notice_period(self, lentil_house):
        soon = DAY + timedelta(days=6)

        found = problems(
            lentil_house,
            effect("parameter.set", key=THRESHOLD, value="200", from_day=soon),
        )

        assert found == {
            "effects.0.from_day": (
                "A change of the charter is known 7 days before it begins. "
                "Choose 2026-11-30 or later."
            )
        }

    def test_a_small_matter_does_not_change_a_large_thing(self, lentil_house):
        change = effect(
            "parameter.set", key=THRESHOLD, value="200", from_day="2027-01-01"
        )

        found = problems(lentil_house, change, matter="role_act")

        assert found == {
            "effects.0.kind": (
                "A motion about “role_act” cannot do this. Bring it as one of: charter."
            )
        }

    def test_a_circle_gives_no_rights_and_changes_no_charter(self, lentil_house, ben):
        number = decide(
            lentil_house.id,
            effect("body.form", name="Garden", domain="Beds and trees"),
            at=AT, matter="agreement", by=ben.id,
        )  # fmt: skip
        circle = Done.objects.get(decision=number).thing

        found = problems(
            lentil_house,
            effect(
                "mandate.give", person=ben.id, title="Gardener", scope="stores",
                begins=DAY, ends=NEW_YEAR,
            ),
            effect("budget.line", name="Seeds", amount="10", from_day=DAY),
            matter="agreement", body=circle,
        )  # fmt: skip

        assert found == {
            "effects.0.scope": (
                "Only the assembly gives rights in the software, or money. "
                "Leave this empty."
            ),
            "effects.1.kind": "Only the assembly decides this.",
        }

    def test_the_charter_is_never_made_easy_to_change(self, lentil_house):
        found = problems(
            lentil_house,
            effect(
                "method.set", matter="charter", process="majority",
                from_day="2027-01-01", **{"pass": "2/3"},
            ),
        )  # fmt: skip

        assert found == {
            "effects.0.process": (
                "The charter is changed by consensus, or by three quarters at least."
            )
        }

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_nothing_anybody_types_breaks_the_reading(self, key, value):
        for kind in ("notify", "budget.line", "body.form"):
            names = [param.name for param in KINDS[kind].params]
            drafted = effect(kind, **dict.fromkeys(names, value), **{f"x{key}": value})
            reader = effect_reading.Reader(union=NOBODY, _currency="EUR")
            reader.read(drafted, 0)
            assert reader.problems


class TestCarriedOut:
    def test_a_rule_changes_from_its_day_on_and_points_to_its_decision(
        self, lentil_house
    ):
        number = decide(
            lentil_house.id,
            effect("parameter.set", key=THRESHOLD, value="200", from_day=NEW_YEAR),
            at=AT,
        )

        before = NEW_YEAR - timedelta(days=1)
        assert (rule(lentil_house, before), rule(lentil_house, NEW_YEAR)) == (
            "150.00 EUR", "200.00 EUR",
        )  # fmt: skip
        said = charter.rule_in_force(union=lentil_house.id, key=THRESHOLD, on=NEW_YEAR)
        assert (said.decision, said.decision_title) == (number, "So we do it")

    def test_executing_twice_is_once(self, lentil_house):
        motion = adopted(
            lentil_house.id,
            effect("budget.line", name="Food", amount="2400", from_day=DAY),
            effect("notify", words="The budget stands."),
            at=AT,
        )

        first = effects_of(motion, AT)
        again = effects_of(motion, AT + timedelta(days=1))

        assert (first.is_done, again.is_done) == (True, True)
        assert Done.objects.filter(motion=motion).count() == 2
        lines = charter.list_lines(union=lentil_house.id, key="budget.line", on=DAY)
        assert [
            (one.subject, charter.said(one.value), one.decision) for one in lines
        ] == [("Food", "2400.00 EUR", motion.decision)]

    def test_all_or_nothing_and_who_sees_to_it(self, lentil_house, ben):
        motion = adopted(
            lentil_house.id,
            effect("budget.line", name="Food", amount="2400", from_day=DAY),
            effect("agreement.end", number=1),
            at=AT, matter="charter", by=ben.id,
        )  # fmt: skip

        done = effects_of(motion, AT)

        assert (done.is_done, done.hands) == (False, "Ben")
        assert [str(one) for one in done.problems] == [
            "There is no decision 1 in the register."
        ]
        assert not Done.objects.exists()
        lines = charter.list_lines(union=lentil_house.id, key="budget.line", on=DAY)
        assert lines == ()

    def test_nothing_happens_before_the_challenge_window_is_over(self, lentil_house):
        motion = adopted(
            lentil_house.id, effect("notify", words="Hello"), at=AT,
            challenge_until=AT + timedelta(hours=72),
        )  # fmt: skip

        with pytest.raises(Refused) as refused:
            effects_of(motion, AT + timedelta(hours=71))

        assert [str(one) for one in refused.value.problems] == [
            "This motion is not adopted, or can still be challenged."
        ]
        assert effects_of(motion, AT + timedelta(hours=72)).is_done

    @pytest.mark.parametrize("change", [{"stage": "open"}, {"outcome": "not_adopted"}])
    def test_what_is_not_adopted_does_nothing(self, lentil_house, change):
        motion = adopted(lentil_house.id, effect("notify", words="Hello"), at=AT)
        type(motion).objects.filter(id=motion.id).update(stage="closed")
        type(motion).objects.filter(id=motion.id).update(
            **{"opens_at": AT - timedelta(days=2), "closes_at": AT} | change
        )

        with pytest.raises(Refused):
            effects_of(motion, AT)

        with (
            pytest.raises(IntegrityError, match="adopted_decision"),
            transaction.atomic(),
        ):
            Done.objects.create(
                id=motion.id, union_id=motion.union_id, motion=motion, place=0,
                kind="notify", decision=2, words="x", done_at=AT,
            )  # fmt: skip

    def test_what_was_done_is_neither_changed_nor_deleted(self, lentil_house):
        decide(lentil_house.id, effect("notify", words="Hello"), at=AT)

        for attack in (
            lambda: Done.objects.all().delete(),
            lambda: Done.objects.update(words="Something else"),
        ):
            kept = pytest.raises(IntegrityError, match="effects_are_kept")
            with kept, transaction.atomic():
                attack()

    def test_late_adoption_moves_the_day_never_into_the_past(self, lentil_house):
        decide(
            lentil_house.id,
            effect("parameter.set", key=THRESHOLD, value="200", from_day="2026-11-30"),
            at=AT + timedelta(days=10),
        )

        begins = DAY + timedelta(days=17)
        assert rule(lentil_house, begins - timedelta(days=1)) == "150.00 EUR"
        assert rule(lentil_house, begins) == "200.00 EUR"

    def test_a_trial_ends_by_itself_and_what_was_decided_meanwhile_holds(
        self, lentil_house
    ):
        last = NEW_YEAR + timedelta(days=30)
        decide(
            lentil_house.id,
            effect(
                "parameter.set", key=THRESHOLD, value="500", from_day=NEW_YEAR,
                until=last,
            ),
            at=AT, title="A trial",
        )  # fmt: skip

        after = last + timedelta(days=1)
        assert [rule(lentil_house, day) for day in (NEW_YEAR, last, after)] == [
            "500.00 EUR", "500.00 EUR", "150.00 EUR",
        ]  # fmt: skip

    def test_what_protects_everybody_is_decided_twice_a_month_apart(self, lentil_house):
        change = effect(
            "parameter.set", key="charter.notice_days", value="3", from_day=DAY
        )
        key = "charter.notice_days"
        late = DAY + timedelta(days=400)

        decide(lentil_house.id, change, at=AT, title="Once")
        decide(lentil_house.id, change, at=AT + timedelta(days=29), title="Too soon")
        assert rule(lentil_house, late, key) == "7"
        decide(lentil_house.id, change, at=AT + timedelta(days=30), title="Twice")

        assert rule(lentil_house, late, key) == "3"

    def test_only_what_was_chosen_happens(self, lentil_house):
        options = [
            {"key": key, "label": label, "cost": 0, "person": None, "note": "",
             "is_status_quo": False}
            for key, label in (("a", "An oven"), ("b", "A bench"))
        ]  # fmt: skip
        decide(
            lentil_house.id,
            effect("budget.line", name="Oven", amount="90", from_day=DAY, option="a"),
            effect("budget.line", name="Bench", amount="40", from_day=DAY, option="b"),
            at=AT, matter="budget", options=options, winners=["b"],
        )  # fmt: skip

        lines = charter.list_lines(union=lentil_house.id, key="budget.line", on=DAY)
        assert [one.subject for one in lines] == ["Bench"]

    def test_somebody_on_trial_becomes_an_associate(self, lentil_house, ben):
        admits = effect("member.admit", person=ben.id)
        assert problems(lentil_house, admits, matter="membership") == {
            "effects.0.person": "Ben is an associate already."
        }
        Person.objects.filter(id=ben.id).update(status="trial")

        decide(lentil_house.id, admits, at=AT, matter="membership")

        assert people.get_person(person=ben.id).status == "associate"

    def test_what_a_decision_did_can_be_read_again(self, lentil_house, ben):
        number = decide(
            lentil_house.id,
            effect("parameter.set", key=THRESHOLD, value="200", from_day=NEW_YEAR),
            at=AT,
        )

        (did,) = effects.list_done_by_decision(
            union=lentil_house.id, decision=number, on=DAY
        )

        assert did.template % did.params == (
            "From 2027-01-01 on a spend of more than 200.00 EUR is announced first; "
            "today it is 150.00 EUR."
        )
        assert (did.state, did.from_day) == ("coming", NEW_YEAR)


def test_every_kind_is_read_said_and_carried_out():
    assert set(services._DO) == set(KINDS)
    assert set(effect_words._SAY) == set(KINDS)


def test_a_later_version_of_the_software_changes_no_rule(lentil_house, monkeypatch):
    """I-19: what a new version brings is written out as a decision, once."""
    known = dict(charter_words.PARAMETERS)
    known["new.rule"] = charter_words.Parameter(
        "new.rule", "whole", 5, "Something new.", least=1, most=9
    )
    monkeypatch.setattr(charter_words, "PARAMETERS", known)
    monkeypatch.setattr(charter, "PARAMETERS", known)
    first = charter_services.write_out_new_rules(union=lentil_house.id, at=AT)
    again = charter_services.write_out_new_rules(union=lentil_house.id, at=AT)
    known["new.rule"] = charter_words.Parameter(
        "new.rule", "whole", 7, "Something new.", least=1, most=9
    )

    assert (first, again) == (2, None)
    assert charter.rule(union=lentil_house.id, key="new.rule", on=DAY) == 5

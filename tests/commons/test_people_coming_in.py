"""Founding, inviting, joining, circles, tokens and ways back in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries, services
from commonweal.commons.people.models import Invitation, Person
from commonweal.core.vf import units
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from tests.conftest import AT, DAY, PASSWORD, found

pytestmark = pytest.mark.django_db
FOUNDING = {
    "name": "Birch Row", "place": "Row 3", "language": "en", "currency": "SEK",
    "time_zone": "Europe/Stockholm", "founder_name": "Efua", "username": "efua",
    "password": PASSWORD, "key": "k", "at": AT,
}  # fmt: skip


def fields(refused):
    return {problem.field for problem in refused.value.problems}


def test_a_union_has_its_charter_in_its_own_currency():
    union = services.found_union(**FOUNDING)

    limit = charter.rule(union=union.id, key="planning.purchase_limit_per_week", on=DAY)
    assert limit == Measure(0, units.UNITS["SEK"])
    assert union.is_being_founded


def test_founding_names_everything_that_is_wrong():
    with pytest.raises(Refused) as refused:
        services.found_union(
            **FOUNDING
            | {"name": "", "place": "\x00", "language": "xx", "currency": "GOLD",
               "time_zone": "Mars", "founder_name": "x" * 121, "username": "a b",
               "password": "short"}
        )  # fmt: skip

    assert fields(refused) == {
        "name", "place", "language", "currency", "time_zone", "founder_name",
        "username", "password",
    }  # fmt: skip
    assert queries.list_unions() == ()


def test_a_sign_in_name_is_given_once_whatever_its_case():
    found("Oak Yard", "Dalia")

    with pytest.raises(Refused) as refused:
        services.found_union(**FOUNDING | {"username": "DALIA"})

    assert fields(refused) == {"username"}


def test_a_code_lets_one_person_in_once(lentil_house, kofi):
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")
    first = services.join(
        code=made.code.lower().replace("-", " "), name="Eve", username="eve",
        password=PASSWORD, at=AT,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        services.join(
            code=made.code, name="Fay", username="fay", password=PASSWORD, at=AT
        )

    assert first.union == lentil_house.id
    assert fields(refused) == {"code"}
    assert not get_user_model().objects.filter(username="fay").exists()


def test_a_refused_joining_leaves_the_code_good(lentil_house, kofi):
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

    with pytest.raises(Refused) as refused:
        services.join(code=made.code, name="", username="kofi", password="", at=AT)

    assert fields(refused) == {"name", "username", "password"}
    assert queries.find_invitation(code=made.code, at=AT) is not None


@pytest.mark.parametrize("days", [14, 15])
def test_a_code_expires(lentil_house, kofi, days):
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

    with pytest.raises(Refused):
        services.join(
            code=made.code, name="Eve", username="eve", password=PASSWORD,
            at=AT + timedelta(days=days),
        )  # fmt: skip


def test_a_withdrawn_code_is_dead(lentil_house, kofi):
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")
    services.withdraw_invitation(
        invitation=made.invitation.id, union=lentil_house.id, by=kofi.id, at=AT
    )

    assert queries.find_invitation(code=made.code, at=AT) is None


def test_a_code_is_not_stored(lentil_house, kofi):
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

    row = Invitation.objects.get(id=made.invitation.id)
    stored = " ".join(str(value) for value in vars(row).values())
    assert made.code not in stored
    assert made.code.replace("-", "") not in stored


def test_the_same_form_shows_the_same_code(lentil_house, kofi):
    first = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")
    again = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")
    other = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="y")

    assert first == again
    assert other.code != first.code


def test_only_key_holders_invite(lentil_house, ana, dalia):
    for other in (ana, dalia):
        with pytest.raises(NotYours):
            services.invite(union=lentil_house.id, by=other.id, at=AT, key="x")


def test_an_invitation_cannot_be_withdrawn_from_elsewhere(lentil_house, kofi, dalia):
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

    with pytest.raises(NotFound):
        services.withdraw_invitation(
            invitation=made.invitation.id, union=dalia.union, by=dalia.id, at=AT
        )


def test_the_database_refuses_an_invitation_both_used_and_withdrawn(lentil_house):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE people_invitation SET used_at = made_at, withdrawn_at = made_at"
        )


class TestCircles:
    def test_choosing_forming_and_ending_change_no_right(
        self, lentil_house, ben, circles
    ):
        """I-7: what a person may do and is entitled to does not hang on a circle."""
        rights = queries.scopes_of(person=ben.id, at=AT)
        before = Person.objects.get(id=ben.id)

        new = services.add_circle(
            union=lentil_house.id, name="oven", by=ben.id, at=AT, key="o"
        )
        services.move_to_circle(person=ben.id, circle=new.id, by=ben.id, at=AT)
        services.move_to_circle(person=ben.id, circle=None, by=ben.id, at=AT)
        services.end_circle(union=lentil_house.id, circle=new.id, by=ben.id, at=AT)

        after = Person.objects.get(id=ben.id)
        assert queries.scopes_of(person=ben.id, at=AT) == rights
        changed = {
            name for name, value in vars(before).items()
            if not name.startswith("_") and vars(after)[name] != value
        }  # fmt: skip
        assert changed == {"circle_id"}

    def test_nobody_chooses_for_somebody_who_signs_in(self, ben, ana, kofi, circles):
        for other in (ana, kofi):
            with pytest.raises(Refused):
                services.move_to_circle(
                    person=ben.id, circle=circles["north"].id, by=other.id, at=AT
                )

    def test_a_helper_types_the_choice_of_who_does_not(
        self, paper_ira, ana, ben, circles
    ):
        moved = services.move_to_circle(
            person=paper_ira.id, circle=circles["garden"].id, by=ana.id, at=AT
        )

        assert moved.circle == circles["garden"].id
        with pytest.raises(NotYours):
            services.move_to_circle(person=paper_ira.id, circle=None, by=ben.id, at=AT)

    def test_a_circle_of_another_union_cannot_be_chosen(self, dalia, circles):
        with pytest.raises(NotFound):
            services.move_to_circle(
                person=dalia.id, circle=circles["north"].id, by=dalia.id, at=AT
            )

    def test_an_ended_circle_cannot_be_chosen(self, lentil_house, ben):
        new = services.add_circle(
            union=lentil_house.id, name="oven", by=ben.id, at=AT, key="o"
        )
        services.end_circle(union=lentil_house.id, circle=new.id, by=ben.id, at=AT)
        services.end_circle(union=lentil_house.id, circle=new.id, by=ben.id, at=AT)

        with pytest.raises(Refused):
            services.move_to_circle(person=ben.id, circle=new.id, by=ben.id, at=AT)

    def test_a_circle_with_people_does_not_end(self, lentil_house, ben, circles):
        with pytest.raises(Refused) as refused:
            services.end_circle(
                union=lentil_house.id, circle=circles["south"].id, by=ben.id, at=AT
            )

        assert refused.value.problems[0].params == {"count": 2}

    def test_those_who_receive_there_choose_its_name(self, lentil_house, ben, circles):
        renamed = services.rename_circle(
            union=lentil_house.id, circle=circles["south"].id, name="sunny side",
            by=ben.id, at=AT,
        )  # fmt: skip

        assert renamed.name == "sunny side"
        with pytest.raises(Refused):
            services.rename_circle(
                union=lentil_house.id, circle=circles["north"].id, name="x",
                by=ben.id, at=AT,
            )  # fmt: skip


#: What the founding charter says: a change begins a week after it is decided.
NOTICE = timedelta(days=7)


class TestCharterByTwo:
    def propose(self, union, by, **changes):
        asked = {
            "union": union.id, "rule": "needs.keep_days", "value": "90",
            "from_day": DAY + NOTICE, "title": "Keep needs shorter", "by": by.id, "at": AT,
            "key": "r",
        } | changes  # fmt: skip
        return services.propose_rule(**asked)

    def test_one_records_and_another_confirms(self, lentil_house, kofi, lena, ana):
        proposal = self.propose(lentil_house, kofi)
        with pytest.raises(Refused):
            services.confirm_rule(proposal=proposal.id, by=kofi.id, at=AT)
        with pytest.raises(NotYours):
            services.confirm_rule(proposal=proposal.id, by=ana.id, at=AT)
        on = {"union": lentil_house.id, "key": "needs.keep_days"}

        number = services.confirm_rule(proposal=proposal.id, by=lena.id, at=AT)

        before = charter.rule(**on, on=DAY + NOTICE - timedelta(days=1))
        after = charter.rule(**on, on=DAY + NOTICE)
        assert (before, after, number) == (365, 90, 2)
        assert queries.list_rule_proposals(union=lentil_house.id) == ()

    def test_everything_wrong_is_said_at_once(self, lentil_house, kofi):
        with pytest.raises(Refused) as refused:
            self.propose(
                lentil_house, kofi, value="never", title="",
                from_day=DAY - timedelta(days=1),
            )  # fmt: skip

        assert fields(refused) == {"value", "title", "from_day"}

    def test_a_change_is_known_a_week_before_it_begins(self, lentil_house, kofi):
        with pytest.raises(Refused) as refused:
            self.propose(lentil_house, kofi, from_day=DAY + NOTICE - timedelta(days=1))

        (problem,) = refused.value.problems
        assert str(problem) == (
            "A change of the charter is known 7 days before it begins. "
            "Choose 2026-11-30 or later."
        )

    def test_confirmed_late_it_begins_a_week_after_that(self, lentil_house, kofi, lena):
        proposal = self.propose(lentil_house, kofi)
        later = timedelta(days=3)

        services.confirm_rule(proposal=proposal.id, by=lena.id, at=AT + later)

        on = {"union": lentil_house.id, "key": "needs.keep_days"}
        assert charter.rule(**on, on=DAY + NOTICE) == 365
        assert charter.rule(**on, on=DAY + NOTICE + later) == 90

    def test_what_protects_everybody_is_not_changed_by_key_holders(
        self, lentil_house, kofi
    ):
        with pytest.raises(Refused) as refused:
            self.propose(lentil_house, kofi, rule="charter.notice_days", value="1")

        (problem,) = refused.value.problems
        assert str(problem) == (
            "This rule protects everybody. Only the assembly changes it, by deciding "
            "the same twice, at least 30 days apart."
        )

    def test_a_withdrawn_proposal_cannot_be_confirmed(self, lentil_house, kofi, lena):
        proposal = self.propose(lentil_house, kofi)
        services.withdraw_rule(proposal=proposal.id, by=lena.id, at=AT)

        with pytest.raises(Refused):
            services.confirm_rule(proposal=proposal.id, by=lena.id, at=AT)


def test_somebody_added_twice_by_the_same_key_is_one(
    lentil_house, kofi, paper_ira, ana
):
    again = services.add_person(
        union=lentil_house.id, name="Ira", by=ana.id, at=AT, key="Ira"
    )

    assert again == paper_ira
    assert queries.count_associates(union=lentil_house.id) == 4


def test_an_associate_without_mandate_adds_nobody(lentil_house, ben):
    with pytest.raises(NotYours) as refused:
        services.add_person(
            union=lentil_house.id, name="Ira", by=ben.id, at=AT, key="i"
        )

    assert "type for others" in str(refused.value)


def test_guests_may_do_nothing(lentil_house, kofi):
    guest = services.add_person(
        union=lentil_house.id, name="Noor", status="guest", by=kofi.id, at=AT, key="g"
    )

    assert queries.scopes_of(person=guest.id, at=AT) == frozenset()
    assert guest not in queries.list_associates(union=lentil_house.id)


def test_one_person_of_an_account(lentil_house, kofi, ben):
    account = get_user_model().objects.get(person=ben.id)
    made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

    with pytest.raises(Refused) as refused:
        services.join(code=made.code, name="Ben", account=account.id, at=AT)

    assert fields(refused) == {"account"}
    assert queries.find_union_of_account(account.id).id == lentil_house.id
    assert queries.find_person_of_account(account.id) == ben


def test_people_of_another_union_are_not_listed(lentil_house, dalia, ben):
    assert dalia.id not in {p.id for p in queries.list_people(union=lentil_house.id)}

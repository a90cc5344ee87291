"""Mandates that a body gives: what is refused, what a repeat changes, who reports."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from commonweal.commons.people import queries, services, words
from commonweal.commons.people.models import Mandate
from commonweal.core.vf import units
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from tests.conftest import AT, DAY

pytestmark = pytest.mark.django_db

BODY = uuid4()
ONE_DAY = timedelta(days=1)
TERM = timedelta(days=100)


def give(union, person, *, key="given", at=AT, begins=DAY, **more):
    asked = {"title": "Store-keeper", "ends": begins + TERM} | more
    draft = words.MandateDraft(person=person.id, begins=begins, **asked)
    return services.give_by_decision(
        union=union.id, draft=draft, body=BODY, decision=1, key=key, at=at
    )


def said(refused):
    return [(one.field, one.message) for one in refused.value.problems]


def status(person):
    return queries.get_person(person=person.id).status


class TestGiving:
    def test_giving_twice_gives_one(self, lentil_house, ben):
        first = give(lentil_house, ben, scope="stores")
        again = give(lentil_house, ben, scope="stores")

        assert again == first
        assert Mandate.objects.filter(person=ben.id).count() == 1

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"title": " "}, "title", words.SCOPE_OR_TITLE),
            ({"duties": "Count\x00"}, "duties", words.NAME_HAS_CONTROLS),
            ({"duties": "x" * 2001}, "duties", words.REPORT_TOO_LONG),
            (
                {"amount": Measure(-1, units.UNITS["EUR"])},
                "amount", words.AMOUNT_BELOW_ZERO,
            ),
            ({"report_days": 6}, "report_every", words.REPORT_DAYS),
            ({"report_days": 367}, "report_every", words.REPORT_DAYS),
        ],
    )  # fmt: skip
    def test_what_cannot_be_given_is_refused_by_field(
        self, lentil_house, ben, changes, field, message
    ):
        with pytest.raises(Refused) as refused:
            give(lentil_house, ben, **changes)

        assert said(refused) == [(field, message)]
        assert not Mandate.objects.filter(person=ben.id).exists()

    def test_a_scope_needs_no_title(self, lentil_house, ben):
        given = give(lentil_house, ben, scope="stores", title="")

        assert (given.title, given.scope) == ("", "stores")


class TestTakingTurns:
    """Two terms in a row, then one off; what was hardly held was no term."""

    def hold(self, union, person, n_days_ago, *, for_days=100):
        begins = DAY - timedelta(days=n_days_ago)
        at = AT - timedelta(days=n_days_ago)
        return give(
            union, person, key=f"{n_days_ago}", begins=begins, at=at,
            ends=begins + timedelta(days=for_days),
        )  # fmt: skip

    def test_after_two_terms_in_a_row_comes_one_off(self, lentil_house, ben):
        self.hold(lentil_house, ben, 202)
        self.hold(lentil_house, ben, 101)

        with pytest.raises(Refused) as refused:
            give(lentil_house, ben)

        assert said(refused) == [("person", words.A_TERM_OFF)]
        assert refused.value.problems[0].params["count"] == 2

    def test_a_long_pause_begins_the_row_anew(self, lentil_house, ben):
        self.hold(lentil_house, ben, 400)
        self.hold(lentil_house, ben, 101)

        assert give(lentil_house, ben).person == ben.id

    def test_what_was_recalled_after_days_was_no_term(self, lentil_house, ben):
        self.hold(lentil_house, ben, 202)
        short = self.hold(lentil_house, ben, 101)
        services.recall_by_decision(
            union=lentil_house.id, mandate=short.id, body=BODY, decision=1,
            at=AT - timedelta(days=90),
        )  # fmt: skip

        assert give(lentil_house, ben).person == ben.id


class TestRecalling:
    def test_recalling_twice_ends_it_once(self, lentil_house, ben):
        given = give(lentil_house, ben)

        def recall(at):
            return services.recall_by_decision(
                union=lentil_house.id, mandate=given.id, body=BODY, decision=1, at=at
            )

        first, again = recall(AT), recall(AT + ONE_DAY)

        assert (first.status, again.status) == ("ended", "ended")
        assert Mandate.objects.get(id=given.id).ended_at == AT

    def test_no_union_recalls_what_another_gave(self, lentil_house, oak_yard, ben):
        given = give(lentil_house, ben)

        with pytest.raises(NotFound):
            services.recall_by_decision(
                union=oak_yard.id, mandate=given.id, body=BODY, decision=1, at=AT
            )

        assert Mandate.objects.get(id=given.id).ended_at is None


class TestAdmitting:
    def test_an_associate_stays_one(self, lentil_house, ben):
        services.admit_by_decision(union=lentil_house.id, person=ben.id, at=AT)

        assert status(ben) == "associate"

    def test_who_left_or_lives_elsewhere_is_not_found(
        self, lentil_house, oak_yard, ben
    ):
        with pytest.raises(NotFound):
            services.admit_by_decision(union=oak_yard.id, person=ben.id, at=AT)
        services.leave(person=ben.id, by=ben.id, at=AT)
        with pytest.raises(NotFound):
            services.admit_by_decision(union=lentil_house.id, person=ben.id, at=AT)

        with pytest.raises(NotFound):
            status(ben)


class TestReporting:
    def report(self, mandate, by, text="All counted, nothing is open.", key="r"):
        return services.write_report(
            mandate=mandate.id, text=text, by=by.id, key=key, at=AT
        )

    def test_reporting_twice_writes_one_report(self, lentil_house, ben):
        given = give(lentil_house, ben)

        assert self.report(given, ben) == self.report(given, ben)
        listed = queries.list_reports(union=lentil_house.id, mandate=given.id)
        assert [one.words for one in listed] == ["All counted, nothing is open."]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (" ", words.REPORT_NEEDED),
            ("Counted\x00", words.NAME_HAS_CONTROLS),
            ("x" * 4001, words.REPORT_TOO_LONG),
        ],
    )
    def test_a_report_that_cannot_be_kept_is_refused(
        self, lentil_house, ben, text, message
    ):
        given = give(lentil_house, ben)

        with pytest.raises(Refused) as refused:
            self.report(given, ben, text)

        assert said(refused) == [("text", message)]

    def test_only_its_holder_reports_and_only_once_it_is_confirmed(
        self, lentil_house, kofi, ben, chidi
    ):
        given = give(lentil_house, ben)
        waiting = services.propose_mandate(
            union=lentil_house.id, person=ben.id, scope="rounds", begins=DAY,
            ends=DAY + TERM, by=kofi.id, at=AT, key="waits",
        )  # fmt: skip

        with pytest.raises(NotYours) as not_theirs:
            self.report(given, chidi)
        with pytest.raises(Refused) as not_yet:
            self.report(waiting, ben)

        assert said(not_theirs) == [("mandate", words.ONLY_ITS_HOLDER)]
        assert said(not_yet) == [("mandate", words.NOT_HELD_NOW)]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("Behind\x00", words.NAME_HAS_CONTROLS),
            ("x" * 2001, words.REPORT_TOO_LONG),
        ],
    )
    def test_where_things_are_is_refused_as_plainly(
        self, lentil_house, ben, text, message
    ):
        given = give(lentil_house, ben)
        services.note_where(mandate=given.id, text="By the door", by=ben.id, at=AT)

        with pytest.raises(Refused) as refused:
            services.note_where(mandate=given.id, text=text, by=ben.id, at=AT)

        assert said(refused) == [("text", message)]
        assert Mandate.objects.get(id=given.id).where_things_are == "By the door"

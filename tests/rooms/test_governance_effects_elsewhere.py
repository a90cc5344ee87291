"""What a decision changes in other rooms: they read the charter, and say by which decision.

E3 and E5: a passed decision changes the parameter, and every allocation and spend
points to the decision that allowed it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance import services as governance
from commonweal.rooms.governance.queries import effects, motions
from commonweal.rooms.needs import queries as needs
from commonweal.rooms.needs import services as needs_services
from commonweal.rooms.needs.services import Asked
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from commonweal.rooms.purse import queries as purse
from commonweal.rooms.purse.queries import allowing
from tests.conftest import AT, DAY
from tests.rooms.governance_cast import all_say, frozen, later
from tests.rooms.needs_cast import add_kind, add_stock
from tests.rooms.needs_rounds import SEED, kg, need, shares_of
from tests.rooms.powers_cast import decide, effect
from tests.rooms.purse_cast import note, purse_of

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


def market(ana, oats, *, at, asking=()):
    """Open a round of 6 kg by whatever method the charter names, and share it out."""
    draft = RoundDraft(
        key=f"market {at}", name="Market", method="", from_day=at.date(),
        lines=(LineDraft(kind=oats.id, amount=kg(6)),),
    )  # fmt: skip
    opened = needs_services.open_round(draft=draft, by=ana.id, at=at)
    for person in asking:
        needs_services.ask_in_round(
            round_id=opened.id, asked=[Asked(line=opened.lines[0].id, amount="6")],
            person=person.id, by=person.id, at=at,
        )  # fmt: skip
    return needs_services.share_out(round_id=opened.id, seed=SEED, by=ana.id, at=at)


def test_a_decision_visibly_changes_the_next_provisioning_round(
    lentil_house, ana, ben, oats
):
    """Only Ana has stated a need. Once the union shares by request, both are asked."""
    add_stock(lentil_house, oats, "12")
    need(ana, amount="6", per="week", tier="vital")

    before = market(ana, oats, at=AT)
    number = decide(
        lentil_house.id,
        effect(
            "parameter.set", key="rounds.default_method", value="request",
            from_day=DAY + WEEK,
        ),
        at=AT,
    )  # fmt: skip
    after = market(ana, oats, at=AT + WEEK, asking=(ana, ben))

    assert (before.method, before.decision) == ("need_tier", 1)
    assert shares_of(before) == {("Ana", "oats"): "6"}
    assert (after.method, after.decision) == ("request", number)
    assert shares_of(after) == {("Ana", "oats"): "3", ("Ben", "oats"): "3"}


def test_from_the_first_word_of_a_motion_to_the_changed_round(
    lentil_house, ana, ben, kofi, lena, oats
):
    """Talked about, frozen, supported by all, not challenged: then it is done, by itself."""
    add_stock(lentil_house, oats, "6")
    union = lentil_house.id
    change = effect(
        "parameter.set", key="rounds.default_method", value="request",
        from_day=DAY + timedelta(days=60),
    )  # fmt: skip
    motion = frozen(ana, matter="charter", effects=(change,))
    planned = motions.get_motion(union=union, motion=motion, person=ben.id, at=AT)
    opened = later(days=14 + 3, hours=1)
    governance.advance(union=union, at=opened)
    all_say(motion, (ana, ben, kofi, lena), "support", opened)
    governance.advance(union=union, at=later(days=14 + 3 + 7, hours=1))
    closed = motions.get_motion(union=union, motion=motion, person=ben.id, at=AT)
    nothing_yet = charter.rule(
        union=union, key="rounds.default_method", on=DAY + timedelta(days=60)
    )
    governance.advance(union=union, at=later(days=14 + 3 + 7 + 7, hours=2))

    done = motions.get_motion(union=union, motion=motion, person=ben.id, at=AT)
    changed = market(ana, oats, at=AT + timedelta(days=60), asking=(ana, ben))

    assert [str(sentence) for sentence in planned.dry_run] == [
        (
            "From 2027-01-22 on a scarce thing is shared by “request”, unless a round says "
            "otherwise; today it is “need_tier”."
        )
    ]
    assert (closed.stage, closed.decision, nothing_yet) == ("closed", None, "need_tier")
    assert (done.stage, done.decision) == ("carried_out", 2)
    assert (changed.method, changed.decision) == ("request", done.decision)
    (mine,) = effects.what_mine_changed(union=union, person=ben.id, on=DAY)
    assert (mine.parts, mine.decision) == (("answered",), 2)
    assert [one.state for one in mine.changed] == ["coming"]


def test_a_share_says_which_decision_allowed_how_it_was_shared(lentil_house, ana, oats):
    add_stock(lentil_house, oats, "6")
    need(ana, amount="6", per="week", tier="vital")
    shared = market(ana, oats, at=AT)
    (share,) = needs.list_my_shares(
        person=ana.id, union=lentil_house.id, round_id=shared.id
    )

    why = needs.explain_share(share=share.id, union=lentil_house.id)

    template, facts = why.allowed
    assert (why.decision, template % facts) == (
        1, "Decision 1 says that a scarce thing is shared so (“Need first”).",
    )  # fmt: skip


def test_a_round_that_does_otherwise_says_so(lentil_house, ana, oats):
    add_stock(lentil_house, oats, "6")
    draft = RoundDraft(
        key="lots", name="Lots", method="lottery", from_day=DAY,
        lines=(LineDraft(kind=oats.id),),
    )  # fmt: skip

    opened = needs_services.open_round(draft=draft, by=ana.id, at=AT)

    template, facts = opened.allowed
    assert template % facts == (
        "Decision 1 names “Need first” unless a round says otherwise; whoever opened "
        "this round chose “Lottery”."
    )


class TestASpend:
    """Sum of unexplained spends is nothing: each points to a decision (E5)."""

    @pytest.fixture
    def house(self, lentil_house, ana, kofi, lena):
        return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)

    def test_below_the_threshold_it_is_the_rule_of_the_threshold(
        self, lentil_house, house, ben
    ):
        first = note(house, ben, "12.50")
        number = decide(
            lentil_house.id,
            effect(
                "parameter.set", key="purse.notice_threshold", value="200",
                from_day=DAY + WEEK,
            ),
            at=AT,
        )  # fmt: skip

        later = note(house, ben, "190", at=AT + WEEK)

        assert (first.decision, later.decision) == (1, number)
        template, facts = allowing.why(
            union=lentil_house.id, decision=number, spend=None, on=DAY + WEEK
        )
        assert template % facts == (
            f"Decision {number} says that nobody is asked below 200 EUR, and that more "
            "is told to all."
        )

    def test_a_budget_line_of_a_decision_stands_before_the_threshold(
        self, lentil_house, house, ben
    ):
        name = next(
            one.name
            for one in purse.list_categories(union=lentil_house.id)
            if one.code == "food"
        )
        number = decide(
            lentil_house.id,
            effect("budget.line", name=name, amount="2400", from_day=DAY),
            at=AT, matter="agreement",
        )  # fmt: skip

        assert note(house, ben, "30").decision == number

    def test_a_spend_that_a_decision_allows_needs_no_announcing(
        self, lentil_house, house, ben
    ):
        number = decide(
            lentil_house.id,
            effect(
                "spend.allow", amount="900", **{"for": "A stove"},
                until=DAY + timedelta(days=60),
            ),
            at=AT, matter="agreement",
        )  # fmt: skip

        spent = note(house, ben, "700", decision=number)

        assert spent.decision == number
        (left,) = allowing.list_allowances(union=lentil_house.id, on=DAY)
        assert (left.what, str(left.left)) == ("A stove", "200 EUR")
        with pytest.raises(Refused) as refused:
            note(house, ben, "201", decision=number)
        assert [str(one) for one in refused.value.problems] == [
            f"Decision {number} allows 200 EUR more."
        ]
        with pytest.raises(Refused) as refused:
            note(house, ben, "100", decision=number, at=AT + timedelta(days=61))
        assert [str(one) for one in refused.value.problems] == [
            (
                f"Decision {number} does not allow a spend today. Choose one that does, or "
                "announce it."
            )
        ]

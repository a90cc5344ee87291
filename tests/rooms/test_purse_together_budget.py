"""A budget: each category on one line, shifts that silence lets go, effects one sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.charter import services as charter
from commonweal.commons.notices import queries as notices
from commonweal.commons.people import services as people_services
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.purse import models, services
from commonweal.rooms.purse.queries import budgets, effects
from commonweal.rooms.purse.services import budget, repeating
from commonweal.rooms.purse.words.together import (
    BudgetDraft,
    BudgetLineDraft,
    RepeatingDraft,
    ShiftDraft,
)
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import AT, DAY, announce, later, pay, words_of

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
#: Category, baseline, buffer, slack.
PLAN = (
    ("food", "9000", "500", ""),
    ("travel", "400", "", "200"),
    ("enterprises", "12000", "", ""),
)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def drafted(house, lines=PLAN, **parts):
    return BudgetDraft(
        **{
            "name": "2026",
            "starts_on": FIRST,
            "ends_on": LAST,
            "lines": tuple(
                BudgetLineDraft(
                    category=house.categories[name],
                    baseline=baseline,
                    buffer=buffer,
                    slack=slack,
                )
                for name, baseline, buffer, slack in lines
            ),
            **parts,
        }
    )


@pytest.fixture
def year(house, ana):
    return budget.make_budget(
        draft=drafted(house), union=house.id, by=ana.id, key="y", at=AT
    )


def look(house, year, person, *, days=0):
    return budgets.get_budget(
        union=house.id, budget=year, person=person.id, on=DAY + timedelta(days=days)
    )


def line(house, year, person, name, *, days=0):
    view = look(house, year, person, days=days)
    return next(one for one in view.lines if one.category == house.categories[name])


def test_what_a_decision_sets_apart_stands_instead_of_the_plan(house, year, ana):
    """E5: the budget's page says so, with the number; shifts come on top."""
    number = charter.record_decision(union=house.id, title="Food and a roof", at=AT)
    for name, amount in (("Food", "9900"), ("Roof", "2400")):
        charter.set_rule(
            union=house.id, key="budget.line", subject=name, value=amount,
            from_day=DAY, until=LAST, decision=number, at=AT,
        )  # fmt: skip

    food, travel = (line(house, year, ana, one) for one in ("food", "travel"))
    view = look(house, year, ana)
    assert (str(food.approved), food.decision) == ("9900 EUR", number)
    assert (str(travel.approved), travel.decision) == ("600 EUR", None)
    assert [(one.name, str(one.amount)) for one in view.set_apart] == [
        ("Roof", "2400 EUR")
    ]


def shift(house, year, person, amount, *, first="travel", second="food", key="s"):
    view = {one.category: one.id for one in look(house, year, person).lines}
    return budget.propose_shift(
        draft=ShiftDraft(
            budget=year,
            from_line=view[house.categories[first]],
            to_line=view[house.categories[second]],
            amount=amount,
        ),
        union=house.id,
        by=person.id,
        key=key,
        at=AT,
    )


def plain(view, *names):
    return [str(getattr(view, name)).removesuffix(" EUR") for name in names]


def test_each_category_stands_on_one_line(house, year, ana, ben):
    """Story 20: approved 600, of it 200 announced and 40 spent, so 360 are left."""
    announce(house, ben, "200", day=DAY + timedelta(days=3))
    pay(house, ben, "40")

    seen = line(house, year, ben, "travel", days=7)
    assert plain(seen, "baseline", "buffer", "slack", "shifted") == [
        "400", "0", "200", "0",
    ]  # fmt: skip
    assert plain(seen, "approved", "committed", "spent", "left") == [
        "600", "200", "40", "360",
    ]  # fmt: skip


def test_what_is_announced_is_committed_only_while_it_stands(house, year, ben):
    """Waiting it is not; standing it is, less what was spent; done it is spent."""
    spend = announce(house, ben, "200", day=DAY + timedelta(days=3))

    def committed_and_spent(days):
        seen = line(house, year, ben, "travel", days=days)
        return plain(seen, "committed", "spent")

    assert committed_and_spent(6) == ["0", "0"]
    assert committed_and_spent(7) == ["200", "0"]
    pay(house, ben, "150", spend=spend, at=later(7))
    assert committed_and_spent(7) == ["50", "150"]
    pay(house, ben, "50", key="rest", spend=spend, at=later(8))
    assert committed_and_spent(8) == ["0", "200"]


def test_what_will_repeat_until_the_end_is_committed(house, year, ana):
    """Food box of 20 a week: on Monday 23 November six weeks are left, one due now."""
    draft = RepeatingDraft(
        name="Food box",
        direction="out",
        amount="20",
        every="week",
        starts_on=DAY,
        ends_on=date(2027, 6, 30),
        category=house.categories["food"],
        account=house.account,
    )
    repeating.add_repeating(draft=draft, union=house.id, by=ana.id, key="f", at=AT)
    assert plain(line(house, year, ana, "food"), "committed", "spent") == ["120", "0"]

    repeating.enter_due(union=house.id, by=ana.id, at=AT)
    assert plain(line(house, year, ana, "food"), "committed", "spent") == ["100", "20"]


def test_an_entry_taken_back_is_not_spent(house, year, ana, ben):
    entry = pay(house, ben, "40")
    services.correct_entry(
        entry=entry.id, draft=None, union=house.id, by=ben.id, key="b", at=AT
    )
    assert plain(line(house, year, ben, "travel"), "spent", "left") == ["0", "600"]


def test_income_is_awaited_until_it_comes_and_the_rest_is_not_planned(house, year, ana):
    pay(house, ana, "3000", kind="came_in", category=house.categories["enterprises"])
    view = look(house, year, ana)

    assert plain(view.coming_in, "approved", "spent", "left") == [
        "12000", "3000", "9000",
    ]  # fmt: skip
    assert plain(view.going_out, "approved", "left") == ["10100", "10100"]
    assert str(view.unplanned) == "1900 EUR"


def test_silence_lets_a_shift_go(house, year, ana, ben):
    """I-10, story 20: nobody approves; after seven days 150 have moved."""
    shift(house, year, ben, "150")

    before = line(house, year, ana, "travel", days=6)
    after = line(house, year, ana, "travel", days=7)
    assert plain(before, "shifted", "approved") == ["0", "600"]
    assert plain(after, "shifted", "approved") == ["-150", "450"]
    food = line(house, year, ana, "food", days=7)
    assert plain(food, "shifted", "approved") == ["150", "9650"]


def test_a_concern_holds_a_shift_and_each_sees_what_their_input_changed(
    house, year, ana, ben, chidi
):
    """Story 20: a voice without effect is how such budgets have died elsewhere."""
    moved = shift(house, year, ben, "150")
    budget.raise_concern_about_shift(
        shift=moved, words="I need the train", union=house.id, by=chidi.id, at=later(2)
    )
    (held,) = look(house, year, ben, days=30).shifts
    assert (held.state, held.concerns[0].who) == ("talk", "Chidi")
    (chidis,) = effects.own_effects(
        union=house.id, person=chidi.id, on=DAY + timedelta(days=3)
    )
    assert chidis.message % chidis.params == (
        "Your concern holds 150 EUR, Travel → Food until the talk is over."
    )

    budget.settle_talk_on_shift(
        shift=moved, came_to="the train is paid from learning", goes=True,
        union=house.id, by=ana.id, at=later(10),
    )  # fmt: skip

    on = DAY + timedelta(days=11)
    (chidis,) = effects.own_effects(union=house.id, person=chidi.id, on=on)
    assert chidis.message % chidis.params == (
        "Your concern was talked about: the train is paid from learning. It stands: "
        "150 EUR, Travel → Food."
    )
    (bens,) = effects.own_effects(union=house.id, person=ben.id, on=on)
    assert bens.message % bens.params == "Yours stands: 150 EUR, Travel → Food."
    assert effects.own_effects(union=house.id, person=ana.id, on=on) == ()


def test_support_is_told_and_changes_nothing_else(house, year, ana, ben):
    moved = shift(house, year, ben, "150")
    budget.support_shift(shift=moved, union=house.id, by=ana.id, at=AT)
    (seen,) = look(house, year, ana).shifts
    assert (seen.n_support, seen.my_voice, seen.state) == (1, "support", "waits")

    budget.take_back_voice_on_shift(shift=moved, union=house.id, by=ana.id, at=AT)
    (seen,) = look(house, year, ana).shifts
    assert (seen.n_support, seen.my_voice) == (0, "")


def test_no_more_is_shifted_away_than_a_line_has(house, year, ben, chidi):
    """Two proposals together may not take more than the 600 that are there."""
    shift(house, year, ben, "400")
    with pytest.raises(Refused) as refused:
        shift(house, year, chidi, "200.01", key="second")
    assert words_of(refused) == [
        ("amount", "At most 200 EUR can be shifted away from “Travel”.")
    ]
    with pytest.raises(Refused) as refused:
        shift(house, year, chidi, "10", second="enterprises", key="third")
    assert words_of(refused) == [
        (
            "to_line",
            "Shift between lines that go out, or between lines that come in.",
        )
    ]
    with pytest.raises(Refused) as refused:
        shift(house, year, chidi, "10", second="travel", key="fourth")
    assert words_of(refused) == [("to_line", "Choose two different lines.")]


def test_only_who_proposed_a_shift_withdraws_it(house, year, ana, ben):
    """I-17: no role deletes another's proposal."""
    moved = shift(house, year, ben, "150")
    with pytest.raises(NotYours):
        budget.withdraw_shift(shift=moved, union=house.id, by=ana.id, at=AT)
    budget.withdraw_shift(shift=moved, union=house.id, by=ben.id, at=AT)
    assert look(house, year, ana, days=9).shifts[0].state == "withdrawn"


def test_a_draft_is_changed_an_approved_budget_is_shifted(house, year, ana, ben):
    shift(house, year, ben, "150")
    without = tuple(one for one in PLAN if one[0] != "travel")
    with pytest.raises(Refused) as refused:
        budget.change_budget(
            budget=year, draft=drafted(house, without), union=house.id, by=ana.id,
            at=AT,
        )  # fmt: skip
    assert words_of(refused) == [
        (
            "lines",
            (
                "The line “Travel” stays: somebody has proposed a shift with it. "
                "Set it to zero."
            ),
        )
    ]
    more = (("home", "100", "", ""), *PLAN[:2])
    budget.change_budget(
        budget=year, draft=drafted(house, more), union=house.id, by=ana.id, at=AT
    )
    assert len(look(house, year, ana).lines) == 3
    assert len(look(house, year, ana).shifts) == 1

    budget.approve_budget(budget=year, decision=12, union=house.id, by=ana.id, at=AT)
    budget.approve_budget(budget=year, decision=12, union=house.id, by=ana.id, at=AT)
    view = look(house, year, ana)
    assert (view.decision, view.approved_on) == (12, DAY)
    with pytest.raises(Refused):
        budget.approve_budget(
            budget=year, decision=13, union=house.id, by=ana.id, at=AT
        )
    with pytest.raises(Refused) as refused:
        budget.change_budget(
            budget=year, draft=drafted(house), union=house.id, by=ana.id, at=AT
        )
    assert words_of(refused) == [
        (
            "",
            (
                "This budget is approved by decision 12. Propose shifts between its "
                "lines."
            ),
        )
    ]
    told = [n.message % n.facts for n in notices.list_for(person=ben.id, at=AT)]
    assert "The budget “2026” is approved (decision 12)." in told


def test_all_that_is_wrong_with_a_budget_is_said_line_by_line(house, ana, ben):
    wrong = drafted(
        house,
        (("food", "x", "-1", ""), ("food", "1", "", "")),
        name=" ",
        ends_on=FIRST + timedelta(days=366),
    )
    with pytest.raises(Refused) as refused:
        budget.make_budget(draft=wrong, union=house.id, by=ana.id, key="w", at=AT)
    rows = [(p.row, p.field) for p in refused.value.problems]
    assert sorted(rows, key=str) == sorted(
        [
            (None, "name"),
            (None, "ends_on"),
            (1, "baseline"),
            (1, "buffer"),
            (2, "category"),
        ],
        key=str,
    )
    with pytest.raises(NotYours):
        budget.make_budget(
            draft=drafted(house), union=house.id, by=ben.id, key="w", at=AT
        )
    with pytest.raises(Refused) as refused:
        budget.make_budget(
            draft=drafted(house, ()), union=house.id, by=ana.id, key="w", at=AT
        )
    assert words_of(refused) == [("lines", "A budget has at least one line.")]
    assert models.Budget.objects.count() == 0


def test_who_leaves_is_taken_off_what_they_proposed_and_said(
    house, year, ana, ben, chidi
):
    """I-21, I-24: the proposal goes on without a name, an open concern is not lost."""
    moved = shift(house, year, ben, "150")
    budget.raise_concern_about_shift(
        shift=moved, words="no", union=house.id, by=chidi.id, at=AT
    )
    for person in (ben, chidi):
        people_services.leave(person=person.id, by=person.id, at=AT)

    (seen,) = look(house, year, ana, days=30).shifts
    assert (seen.state, seen.concerns[0].who, seen.is_mine) == ("talk", "", False)
    budget.withdraw_shift(shift=moved, union=house.id, by=ana.id, at=later(30))


def test_another_union_has_no_part_in_it(house, year, ben, dalia):
    moved = shift(house, year, ben, "10")
    with pytest.raises(NotFound):
        budgets.get_budget(union=dalia.union, budget=year, person=dalia.id, on=DAY)
    with pytest.raises(NotFound):
        budget.support_shift(shift=moved, union=dalia.union, by=dalia.id, at=AT)
    assert budgets.list_budgets(union=dalia.union) == ()


def test_the_database_keeps_the_promises_by_itself(house, year, ben):
    moved = shift(house, year, ben, "10")
    for model, wrong in (
        (models.BudgetLine, {"baseline": -1}),
        (models.Budget, {"decision": 5}),
        (models.Shift, {"amount": 0}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**wrong)
    row = models.Shift.objects.get(id=moved)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Shift.objects.update(to_line=row.from_line)


def test_what_plans_ask_to_buy_is_counted_beside_the_lines(
    house, year, lentil_house, ana
):
    """Amounts of goods are no amounts of money before they are bought."""
    for due in (DAY, LAST + timedelta(days=1)):
        cast.ask_to_buy(lentil_house, due=due)

    assert look(house, year, ana).n_to_buy == 1

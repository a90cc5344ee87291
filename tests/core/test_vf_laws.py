"""What is wrong with a draft is said field by field; what moves follows the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from commonweal.core.vf import flows, laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    ResourceDraft,
)
from tests.core.vf_cases import (
    AT,
    BIN,
    CELLAR,
    FOOD_ENERGY,
    GARDEN,
    JAR,
    KNOWN,
    OATS,
    UNION,
    draft_of,
    hours,
    kg,
    store,
)


def fields_of(draft, known=KNOWN):
    return [problem.field for problem in laws.problems_with(draft, known, AT)]


def words_of(draft, known=KNOWN):
    return [str(problem) for problem in laws.problems_with(draft, known, AT)]


def test_handing_over_what_is_here_is_no_problem():
    assert (
        fields_of(draft_of(Action.CONSUME, kg(2), resource_inventoried_as=CELLAR)) == []
    )


def test_handing_over_more_than_is_here_says_how_much_is_here():
    draft = draft_of(Action.CONSUME, kg(3), resource_inventoried_as=CELLAR)

    assert words_of(draft) == [
        (
            "Not handed over: 2 kg of oats in the cellar are here, 3 kg were asked. "
            "Hand over 2 kg, or count the store again."
        )
    ]


def test_lowering_below_nothing_asks_to_count_again():
    draft = draft_of(Action.LOWER, kg(3), resource_inventoried_as=CELLAR)

    assert words_of(draft) == [
        (
            "Not recorded: 2 kg of oats in the cellar are here, 3 kg would be taken away. "
            "Count the store again."
        )
    ]


def test_what_is_on_loan_cannot_be_given_away_by_its_keeper():
    lent = replace(KNOWN, resources={CELLAR: store(CELLAR, "oats", kg(5), kg(1))})
    draft = draft_of(Action.CONSUME, kg(2), resource_inventoried_as=CELLAR)

    assert words_of(draft, lent) == [
        (
            "Not recorded: of oats only 1 kg are in this store's care, 2 kg were asked. "
            "The rest is on loan: pass its rights on first."
        )
    ]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (draft_of(Action.RAISE, resource_inventoried_as=CELLAR), "resource_quantity"),
        (
            draft_of(Action.RAISE, kg(0), resource_inventoried_as=CELLAR),
            "resource_quantity",
        ),
        (
            draft_of(Action.RAISE, kg(-1), resource_inventoried_as=CELLAR),
            "resource_quantity",
        ),
        (
            draft_of(Action.RAISE, kg(10**9 + 1), resource_inventoried_as=CELLAR),
            "resource_quantity",
        ),
        (
            draft_of(Action.RAISE, hours(1), resource_inventoried_as=CELLAR),
            "resource_quantity",
        ),
        (draft_of(Action.WORK, resource_conforms_to=OATS), "effort_quantity"),
        (
            draft_of(Action.WORK, effort_quantity=kg(1), resource_conforms_to=OATS),
            "effort_quantity",
        ),
        (
            draft_of(
                Action.WORK, kg(1), effort_quantity=hours(1), resource_conforms_to=OATS
            ),
            "resource_quantity",
        ),
        (
            draft_of(
                Action.RAISE, kg(1), effort_quantity=hours(1), resource_conforms_to=OATS
            ),
            "effort_quantity",
        ),
        (draft_of(Action.USE, resource_conforms_to=OATS), "effort_quantity"),
        (draft_of(Action.CONSUME, kg(1)), "resource_conforms_to"),
        (
            draft_of(Action.CONSUME, kg(1), resource_conforms_to=UUID(int=99)),
            "resource_conforms_to",
        ),
        (
            draft_of(Action.CONSUME, kg(1), resource_inventoried_as=UUID(int=99)),
            "resource_inventoried_as",
        ),
        (
            draft_of(Action.TRANSFER, kg(1), resource_inventoried_as=CELLAR),
            "to_resource_inventoried_as",
        ),
        (
            draft_of(Action.MOVE, kg(1), to_resource_inventoried_as=JAR),
            "resource_inventoried_as",
        ),
        (
            draft_of(
                Action.MOVE,
                kg(1),
                resource_inventoried_as=CELLAR,
                to_resource_inventoried_as=CELLAR,
            ),
            "to_resource_inventoried_as",
        ),
        (
            draft_of(
                Action.RAISE,
                kg(1),
                resource_inventoried_as=CELLAR,
                to_resource_inventoried_as=JAR,
            ),
            "to_resource_inventoried_as",
        ),
        (
            draft_of(
                Action.MOVE,
                kg(1),
                resource_inventoried_as=CELLAR,
                to_resource_inventoried_as=BIN,
            ),
            "resource_conforms_to",
        ),
        (
            draft_of(
                Action.RAISE,
                kg(1),
                resource_inventoried_as=CELLAR,
                input_of=UNION,
            ),
            "input_of",
        ),
        (
            draft_of(
                Action.CONSUME,
                kg(1),
                resource_inventoried_as=CELLAR,
                output_of=UNION,
            ),
            "output_of",
        ),
        (draft_of(Action.RAISE, kg(1), resource_inventoried_as=CELLAR, key=" "), "key"),
        (
            draft_of(
                Action.RAISE,
                kg(1),
                resource_inventoried_as=CELLAR,
                has_point_in_time=AT + timedelta(days=2),
            ),
            "has_point_in_time",
        ),
        (
            draft_of(
                Action.RAISE,
                kg(1),
                resource_inventoried_as=CELLAR,
                has_point_in_time=AT.replace(tzinfo=None),
            ),
            "has_point_in_time",
        ),
        (
            draft_of(
                Action.RAISE,
                kg(1),
                resource_inventoried_as=CELLAR,
                fulfills=UUID(int=77),
            ),
            "fulfills",
        ),
        (
            replace(
                draft_of(Action.RAISE, kg(1), resource_inventoried_as=CELLAR),
                provider=UUID(int=78),
            ),
            "provider",
        ),
    ],
)
def test_each_thing_that_is_wrong_is_said_at_its_field(draft, field):
    assert fields_of(draft) == [field]


def test_everything_wrong_is_said_at_once():
    draft = draft_of(
        Action.RAISE,
        kg(0),
        resource_inventoried_as=CELLAR,
        to_resource_inventoried_as=JAR,
        input_of=UNION,
        key="",
    )

    assert fields_of(draft) == [
        "key",
        "input_of",
        "to_resource_inventoried_as",
        "resource_quantity",
    ]


@pytest.mark.parametrize(
    ("action", "conforms_to", "known"),
    [
        (Action.CONSUME, OATS, KNOWN),  # consuming makes nothing
        (Action.RAISE, FOOD_ENERGY, KNOWN),  # nobody stores food energy
        (Action.RAISE, UUID(int=99), KNOWN),
    ],
)
def test_a_new_store_is_of_a_kind_that_can_be_stored(action, conforms_to, known):
    new = ResourceDraft(
        key="sack",
        union=UNION,
        conforms_to=conforms_to,
        name="a sack",
        primary_accountable=UNION,
    )
    made = store(JAR, "a sack", kg(0), conforms_to=conforms_to)
    draft = draft_of(action, kg(1), resource_inventoried_as=JAR, new_resource=new)
    known = replace(known, resources={JAR: made})

    assert "new_resource" in fields_of(draft, known)


def test_a_correction_takes_back_no_more_than_was_recorded():
    wrong = flows.EconomicEvent(
        id=UUID(int=50),
        seq=1,
        at=AT,
        hash="",
        previous_hash="",
        key="first",
        union=UNION,
        action=Action.RAISE,
        provider=UNION,
        receiver=GARDEN,
        has_point_in_time=AT,
        resource_quantity=kg(2),
        resource_inventoried_as=CELLAR,
    )
    known = replace(
        KNOWN,
        others=KNOWN.others | {wrong.id},
        corrected=wrong,
        standing=(kg(1).amount, 0),
    )
    all_of_it = draft_of(
        Action.RAISE, kg(-1), resource_inventoried_as=CELLAR, corrects=wrong.id
    )

    assert fields_of(all_of_it, known) == []
    assert words_of(replace(all_of_it, resource_quantity=kg("-1.5")), known) == [
        "More would be taken back than was recorded: 1 kg."
    ]
    assert fields_of(replace(all_of_it, action=Action.PRODUCE), known) == ["corrects"]
    of_a_correction = replace(known, corrected=replace(wrong, corrects=UUID(int=49)))
    assert words_of(all_of_it, of_a_correction) == [
        "This entry is itself a correction. Correct the first entry instead."
    ]

"""From answers to results, method by method, without a database (E3).

What a method's card says is what is counted; bad answers are told exactly what is wrong.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.rooms.governance.translate import methods
from commonweal.rooms.governance.words import Cast, OptionView, Rule, counts, motions
from commonweal.rooms.governance.words.defaults import DEFAULT_METHODS
from commonweal.rooms.governance.words.rules import PROCESSES, THREE_QUARTERS

OPTIONS = (
    OptionView("o1", "Oven", cost=60),
    OptionView("o2", "Van", cost=40),
    OptionView("as_is", "Leave as is", is_status_quo=True),
    OptionView("more_talk", "More talk"),
)
SHORT = OPTIONS[:2]
RULES = {rule.process: rule for rule in DEFAULT_METHODS.values()}
RULES["majority"] = Rule("choice", "majority", "open")


def said(process, answer, reason="", options=OPTIONS, **more) -> list[str]:
    """Return what is said about an answer, in full words."""
    found = methods.problems_with_answer(
        RULES[process], options, answer, reason, **more
    )
    return [str(one) for one in found]


def counted(process, answers, *, n_voters=20, rule=None, options=OPTIONS, **more):
    """Count answers, given as (answer, how many)."""
    casts = [Cast(answer, "because") for answer, n in answers for _ in range(n)]
    return methods.count(
        rule or RULES[process], options, casts, n_voters=n_voters, seed="47", **more
    )


@pytest.mark.parametrize("process", PROCESSES)
def test_the_worked_example_of_a_card_comes_out_as_the_card_says(process):
    card = counts.CARDS[process]
    example = card.example
    options = [
        OptionView(name, name, cost=cost, is_status_quo=name == "stay")
        for name, cost in zip(
            example.options, example.costs or (0,) * len(example.options), strict=True
        )
    ]
    names = iter(example.options)
    casts = [
        Cast(answer, "why", next(names, None) if process == "sortition" else None)
        for answer, n in example.ballots
        for _ in range(n)
    ]

    result = methods.count(
        RULES[process],
        options,
        casts,
        n_voters=example.n_voters,
        seed=example.seed,
        budget=example.budget,
        seats=example.seats,
    )

    assert (result.outcome, result.winners) == (example.outcome, example.winners)
    assert result.words
    assert result.result.get("rule", "advice-1") == card.version


def test_an_order_with_unknown_names_doubles_and_gaps_is_told_all_at_once():
    answer = ["o1", "tent", [], "o1"]

    assert said("ranking", answer) == [
        "“tent” is not on the ballot. Options are: Oven, Van, Leave as is, More talk.",
        "Place 3 is empty. Close the gap.",
        "“Oven” is on places 1 and 4. Keep one of them.",
    ]
    assert said("ranking", [["o1", "o2"], "as_is"]) == []
    assert said("ranking", []) == []
    assert said("ranking", "o1") == ["Put the options in your order, the best first."]


def test_an_election_wants_one_name_on_each_place_and_paper_stops_at_the_first_gap():
    assert said("stv", [["o1", "o2"]]) == [
        "Place 1 holds several names. Put one name on each place."
    ]
    assert said("stv", ["o1", [], "o2"]) == ["Place 2 is empty. Close the gap."]
    assert said("stv", ["o1", [], "o2"], is_paper=True) == []

    papers = [(["o1", [], "o2"], 4), (["o2"], 5)]
    result = counted("stv", papers, n_voters=12, options=SHORT)

    assert result.winners == ("o2",)
    assert result.result["stages"][0]["votes"] == {"o1": 400000, "o2": 500000}


def test_grades_approvals_names_and_words_that_do_not_exist_are_refused():
    assert said("judgment", {"o1": 7, "tent": 1, "o2": True}) == [
        "“Oven” has the grade “7”. Choose 0 (very good) to 4 (reject), or leave it out.",
        "“tent” is not on the ballot. Options are: Oven, Van, Leave as is, More talk.",
        (
            "“Van” has the grade “True”. Choose 0 (very good) to 4 (reject), or leave it "
            "out."
        ),
    ]
    assert said("judgment", [1]) == ["Give the options grades."]
    assert said("shares", ["o1", "o1", "tent"]) == [
        "“Oven” is approved twice. Once is enough.",
        "“tent” is not on the ballot. Options are: Oven, Van.",
    ]
    assert said("shares", "o1") == ["Name what you approve."]
    assert said("majority", "perhaps") == [
        "“perhaps” is not an answer here. Choose one of: yes, no, abstain."
    ]
    assert said("no_candidates", {"name": "zoe", "why": " "}, people={"ana"}) == [
        "“zoe” is not among those who can be named here.",
        "Say why they would do this well.",
    ]
    assert said("no_candidates", "ana") == ["Name one person, and say why."]
    assert said("sortition", "maybe") == ["Say whether you are willing, or not."]
    assert said("advice", "yes") == [
        (
            "Nothing is answered here: one person decides after hearing advice. Give your "
            "advice."
        ),
    ]


def test_objections_blocks_and_concerns_need_a_reason():
    assert said("consent", "objection") == [
        (
            "Say why you object: it harms our aim, prevents your work or safety, breaks an "
            "agreement, or cannot be undone. Without a reason it is a concern."
        ),
    ]
    assert said("consensus", "block", "  ") == [
        (
            "Say why you block: which shared principle, whose safety or what of the union "
            "is at stake. Without a reason, stand aside instead."
        ),
    ]
    assert said("silence", "concern") == [
        "Say what worries you, so that it can be talked over."
    ]
    assert said("consensus", "block", "the roof would not carry it") == []


def test_quotas_ask_the_willing_which_groups_they_are_of():
    quotas = (("age", "under 30", 1, 2), ("age", "30 or more", 1, 2))

    wanted = ["Say for “age” which one you are: under 30, 30 or more."]
    assert said("sortition", "willing", quotas=quotas) == wanted
    assert said("sortition", {"willing": {"age": "old"}}, quotas=quotas) == wanted
    assert said("sortition", {"willing": {"age": "under 30"}}, quotas=quotas) == []
    assert said("sortition", "not", quotas=quotas) == []


def test_one_block_stops_a_small_assembly_and_not_a_large_one():
    small = [("support", 19), ("block", 1)]
    large = [("support", 38), ("block", 2)]
    too_many = [("support", 37), ("block", 3)]
    agreement, membership = DEFAULT_METHODS["agreement"], DEFAULT_METHODS["membership"]

    def came_to(rule, answers, n_voters):
        return counted("", answers, rule=rule, n_voters=n_voters).outcome

    assert came_to(agreement, small, 20) == "returned"
    assert came_to(agreement, large, 40) == "adopted"
    assert came_to(agreement, too_many, 40) == "returned"
    assert came_to(membership, large, 40) == "returned"


def test_lukewarm_support_goes_back_to_the_talk():
    at_a_quarter = [("support", 9), ("aside", 3)]
    above = [("support", 8), ("aside", 4)]

    assert counted("consensus", at_a_quarter).outcome == "adopted"
    assert counted("consensus", above).outcome == "returned"


def test_the_last_attempt_counts_three_quarters_of_those_who_take_sides():
    rule = RULES["consensus"]
    last = replace(rule, attempts=3, attempt=3, fallback=THREE_QUARTERS)

    three_of_four = counted("consensus", [("support", 9), ("block", 3)], rule=last)
    fewer = counted("consensus", [("support", 8), ("block", 3)], rule=last)
    without = counted(
        "consensus",
        [("support", 9), ("block", 3)],
        rule=replace(last, fallback=None),
    )

    assert three_of_four.outcome == "adopted"
    assert fewer.outcome == "not_adopted"
    assert without.outcome == "not_adopted"
    assert "3/4 of those who take sides" in str(three_of_four.words[0])


def test_abstaining_counts_for_the_quorum_and_for_nothing_else():
    result = counted("majority", [("yes", 3), ("no", 2), ("abstain", 5)])
    too_few = counted("majority", [("yes", 3), ("no", 2), ("abstain", 4)])

    assert result.outcome == "adopted"
    assert (result.result["n_for"], result.result["n_of"]) == (3, 5)
    assert too_few.outcome == "not_adopted"
    assert "9 of 20 have answered; 10 were needed." in map(str, too_few.words)


def test_a_majority_of_everybody_counts_those_who_were_silent():
    rule = DEFAULT_METHODS["emergency"]

    assert counted("", [("yes", 10)], rule=rule).outcome == "not_adopted"
    assert counted("", [("yes", 11)], rule=rule).outcome == "adopted"


def test_a_tie_with_leave_as_is_leaves_things_as_they_are():
    result = counted("ranking", [(["o1", "as_is"], 5), (["as_is", "o1"], 5)])

    assert (result.outcome, result.winners) == ("not_adopted", ("as_is",))
    assert str(result.words[-1]) == "Things stay as they are."


def test_more_talk_can_win_and_takes_it_back():
    result = counted("ranking", [(["more_talk", "as_is"], 8), (["o1", "as_is"], 4)])

    assert (result.outcome, result.winners) == ("returned", ("more_talk",))


def test_nobody_answering_adopts_nothing_but_what_silence_lets_go():
    for process in PROCESSES:
        if process in ("advice", "silence"):
            continue
        result = counted(process, [], budget=100)
        assert result.outcome == "not_adopted", process
        assert result.words, process
    assert counted("silence", []).outcome == "adopted"
    stopped = counted("silence", [("support", 3), ("concern", 1)])
    assert stopped.outcome == "returned"


def test_no_option_that_is_not_acceptable_is_adopted():
    poor = counted("judgment", [({"o1": 3, "o2": 4}, 12)])
    ungraded = counted("judgment", [({"o1": 0}, 5), ({}, 6)])

    assert poor.outcome == ungraded.outcome == "not_adopted"


def test_fewer_willing_than_places_draws_nobody():
    casts = [Cast("willing", name="ana"), Cast("not", name="ben")]
    result = methods.count(
        RULES["sortition"], (), casts, n_voters=5, seed="47", seats=2
    )

    assert (result.outcome, result.winners) == ("not_adopted", ())
    assert [str(one) for one in result.words] == [
        "Willing: 1. Needed: 2. So nobody is drawn."
    ]


_ANSWERS = {
    "consent": st.sampled_from(["consent", "concern", "objection"]),
    "consensus": st.sampled_from(
        ["support", "reservations", "aside", "block", "abstain"]
    ),
    "majority": st.sampled_from(["yes", "no", "abstain"]),
    "ranking": st.permutations([one.key for one in OPTIONS]),
    "stv": st.permutations(["o1", "o2"]),
    "judgment": st.fixed_dictionaries(
        {}, optional={"o1": st.integers(0, 4), "o2": st.integers(0, 4)}
    ),
    "shares": st.lists(st.sampled_from(["o1", "o2"]), unique=True),
}


@given(st.data())
def test_the_order_of_answers_never_changes_a_result_and_all_are_counted(data):
    """Invariant (spec 12): permuting ballots changes nothing; counts = responses."""
    process = data.draw(st.sampled_from(sorted(_ANSWERS)))
    given_answers = data.draw(st.lists(_ANSWERS[process], min_size=1, max_size=12))
    options = SHORT if process in ("stv", "shares") else OPTIONS
    casts = [Cast(answer, "because") for answer in given_answers]
    mixed = random.Random(47).sample(casts, len(casts))

    one, other = (
        methods.count(RULES[process], options, each, n_voters=12, seed="47", budget=100)
        for each in (casts, mixed)
    )

    assert one == other
    assert one.result["n_ballots"] == len(given_answers)
    assert set(one.winners) <= {option.key for option in OPTIONS}
    if "counts" in one.result:
        assert sum(one.result["counts"].values()) == len(given_answers)
    assert motions.AS_IS not in one.winners or one.outcome == "not_adopted"

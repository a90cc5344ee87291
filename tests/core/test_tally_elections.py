"""Published elections and budgets come out as published, and their scripts agree.

The papers of the Scottish ward are in ``tests/data/tally``; the other figures are small
enough to stand here. Orsay 2007 and the example of Schulze's paper are in the tests of
their rules.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.core.tally import equal_shares, published, published_rules, schulze
from tests.core.test_tally_judgment import GRADES, ORSAY
from tests.core.test_tally_schulze import EXAMPLE_1

DATA = Path(__file__).resolve().parents[1] / "data" / "tally"

#: Burlington, Vermont, mayor, 3 March 2009: papers by the order of the three leading
#: names. A. Gierzynski, W. Hamilton and W. D. Smith, rangevoting.org/Burlington.html;
#: the pairs also at electowiki.org/wiki/2009_Burlington_mayoral_election.
BURLINGTON = {
    ("Montroll", "Kiss", "Wright"): 1332, ("Montroll", "Wright", "Kiss"): 767,
    ("Montroll",): 455, ("Kiss", "Montroll", "Wright"): 2043,
    ("Kiss", "Wright", "Montroll"): 371, ("Kiss",): 568,
    ("Wright", "Montroll", "Kiss"): 1513, ("Wright", "Kiss", "Montroll"): 495,
    ("Wright",): 1289,
}  # fmt: skip

#: D. Peters and P. Skowron, equalshares.net/explanation, examples 1 and 2: eleven
#: people share 1,100; bike path, outdoor gym, new park, new playground, library.
COSTS = {"bike": 700, "gym": 400, "park": 250, "playground": 200, "library": 100}
VOTES = (
    "bike gym", "bike gym park", "bike gym", "bike gym park", "bike gym park",
    "bike gym", "park playground library", "playground", "playground library",
    "park playground library",
)  # fmt: skip


def spread(counts):
    return [[*order] for order, n in counts.items() for _ in range(n)]


def renfrewshire():
    """Read the ward's papers: names by place, then how many gave which order."""
    head, _, rows = (
        (DATA / "renfrewshire_2017_ward11.txt").read_text().partition("\n\n")
    )
    names = [line.split()[1] for line in head.splitlines() if line[0] != "#"]
    counts = {}
    for row in rows.splitlines():
        n, order = row.split()
        counts[tuple(names[int(place) - 1] for place in order)] = int(n)
    return names, counts


def budget_of(last):
    projects = [
        equal_shares.Project(label, cost, i)
        for i, (label, cost) in enumerate(COSTS.items())
    ]
    # So large a step would overspend at once: the published count ends before.
    rule = published_rules.shares_rule(
        projects=projects, budget=1100, n_voters=11, step=1100
    )
    return rule, [votes.split() for votes in (*VOTES, last)]


def ward():
    names, counts = renfrewshire()
    rule = published_rules.stv_rule(options=names, seed="47", seats=3, n_voters=10_269)
    return rule, spread(counts)


def orsay():
    rule = published_rules.judgment_rule(
        options=[*ORSAY], seed="47", n_voters=1733, grades=GRADES
    )
    columns = {
        name: [grade for grade, n in enumerate(tally) for _ in range(n)]
        for name, tally in ORSAY.items()
    }
    most = max(map(len, columns.values()))
    return rule, [
        {name: own[i] for name, own in columns.items() if i < len(own)}
        for i in range(most)
    ]


def ranking(counts, **more):
    options = sorted({name for order in counts for name in order})
    cast = spread(counts)
    rule = published_rules.schulze_rule(
        options=options, seed="47", n_voters=len(cast), **more
    )
    return rule, cast


def run_off():
    rule = published_rules.stv_rule(
        options=["Kiss", "Montroll", "Wright"], seed="47", seats=1, n_voters=8833
    )
    return rule, spread(BURLINGTON)


MATTERS = {
    "Burlington 2009, pairs": lambda: ranking(BURLINGTON),
    "Burlington 2009, run-off": run_off,
    "Schulze 2011, example 1": lambda: ranking(EXAMPLE_1),
    "Renfrewshire 2017, ward 11": ward,
    "Orsay 2007": orsay,
    "equalshares.net, example 1": lambda: budget_of("bike"),
    "equalshares.net, example 2": lambda: budget_of("gym"),
}


def test_debian_2002_elects_as_published():
    """www.debian.org/vote/2002/vote_0001: 475 votes; won and lost 3-0, 2-1, 1-2, 0-3."""
    names = ("Branden Robinson", "Raphaël Hertzog", "Bdale Garbee", "None")
    matrix = (
        (0, 255, 178, 385),
        (199, 0, 134, 406),
        (291, 327, 0, 443),
        (68, 50, 18, 0),
    )

    counted = schulze.count_matrix(names, matrix, seed="47", stay="None")

    assert counted.winner == "Bdale Garbee"
    assert counted.tiers == tuple((names[i],) for i in (2, 0, 1, 3))


def test_debian_2003_is_decided_by_four_votes_as_published():
    """www.debian.org/vote/2003/vote_0001: 488 votes, Michlmayr before Garbee 228 : 224."""
    names = (
        "Moshe Zadka",
        "Bdale Garbee",
        "Branden Robinson",
        "Martin Michlmayr",
        "None",
    )
    matrix = (
        (0, 34, 66, 38, 228),
        (428, 0, 238, 224, 449),
        (385, 221, 0, 226, 405),
        (397, 228, 237, 0, 424),
        (202, 29, 65, 39, 0),
    )

    counted = schulze.count_matrix(names, matrix, seed="47", stay="None")

    assert counted.winner == "Martin Michlmayr"
    assert counted.tiers == tuple((names[i],) for i in (3, 1, 2, 0, 4))
    assert (
        "Martin Michlmayr stands before Bdale Garbee on 228 ballots, after it on 224."
        in map(str, counted.words)
    )


def test_burlington_2009_prefers_montroll_in_pairs_and_elects_kiss_by_run_off():
    pairs = published_rules.count(*ranking(BURLINGTON)).result
    rounds = published_rules.count(*run_off()).result

    # Kiss, Montroll, Wright
    assert pairs["matrix"] == [[0, 3477, 4314], [4067, 0, 4597], [4064, 3668, 0]]
    assert pairs["winner"] == "Montroll"
    assert rounds["elected"] == ["Kiss"]
    first, last, _wright_out = rounds["stages"]
    assert (last["option"], first["votes"]["Montroll"]) == ("Montroll", 2554_00000)
    assert (last["votes"]["Kiss"], last["votes"]["Wright"]) == (4314_00000, 4064_00000)


def test_a_scottish_ward_comes_out_stage_by_stage_to_the_fifth_decimal():
    """Bishopton, Bridge of Weir and Langbank, 2017, as the council declared it.

    Declared stages: github.com/gerrymulvenna/council17, S13003085/ResultsJson.json.
    """
    counted = published_rules.count(*ward()).result
    stages = counted["stages"]

    assert (counted["n_valid"], counted["quota_votes"]) == (5613, 1404)
    assert [stage["votes"] for stage in stages] == [
        dict(zip(renfrewshire()[0], votes, strict=True))
        for votes in (
            (178300000, 21200000, 17000000, 255200000, 89600000),
            (178300000, 53768416, 23072840, 140400000, 121268736),
            (140400000, 57849568, 40694064, 140400000, 128899640),
            (140400000, 73370360, 0, 140400000, 140734264),
        )
    ]
    assert [stage["option"] for stage in stages] == [
        None,
        "MacLaren",
        "Don",
        "Höfer-Franz",
    ]
    assert stages[0]["elected"] == ["MacLaren", "Don"]
    assert stages[3]["elected"] == ["McCulloch"]


def test_equal_shares_buy_step_by_step_as_published():
    first = published_rules.count(*budget_of("bike")).result
    second = published_rules.count(*budget_of("gym")).result

    def said(counted):
        return [(one["label"], one["each"] / 1e6) for one in counted["bought"]]

    assert said(first) == [
        ("bike", 100.0), ("playground", 50.0), ("library", 33.333334),
    ]  # fmt: skip
    assert said(second) == [
        ("gym", 57.142858), ("park", 60.714287), ("playground", 60.714287),
    ]  # fmt: skip
    assert first["most_votes"] == ["bike", "gym"]


@pytest.mark.parametrize("name", MATTERS)
def test_the_stand_alone_script_says_the_same(name, tmp_path):
    """From the published files alone (E7, recount)."""
    rule, answers = MATTERS[name]()
    result = published_rules.count(rule, answers).result
    cast = [published.Ballot(answer) for answer in answers]
    for file, text in published.write(rule=rule, ballots=cast, result=result).items():
        (tmp_path / file).write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-I", tmp_path / "recount.py", tmp_path],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"\n{published.result_hash(result)}\n")

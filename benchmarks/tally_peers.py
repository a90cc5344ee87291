"""The libraries a user would pick for counting, each called as its manual says.

Every function returns a short result to compare with ours. A library that is not there
(see requirements/bench.in) raises ``ImportError``, which the benchmark says in words.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

Orders = Sequence[Sequence[str]]
People = Mapping[str, Mapping[str, str]]
Quotas = Mapping[str, Mapping[str, tuple[int, int]]]


def pyrankvote(cast: Orders, options: Sequence[str], seats: int) -> Callable[[], str]:
    """Prepare a transferable vote; it rounds the quota and breaks ties at random."""
    library = importlib.import_module("pyrankvote")
    names = {option: library.Candidate(option) for option in options}
    ballots = [library.Ballot([names[option] for option in order]) for order in cast]

    def count() -> str:
        done = library.single_transferable_vote([*names.values()], ballots, seats)
        return " ".join(sorted(winner.name for winner in done.get_winners()))

    return count


def votelib_schulze(
    cast: Orders, options: Sequence[str], _seats: int
) -> Callable[[], str]:
    """Prepare Schulze's method from ballots, pairs and all."""
    convert = importlib.import_module("votelib.convert")
    condorcet = importlib.import_module("votelib.evaluate.condorcet")
    votes = _gathered(cast)
    assert options

    def count() -> str:
        pairs = convert.RankedToCondorcetVotes().convert(votes)
        return str(condorcet.Schulze().evaluate(pairs, 1)[0])

    return count


def votelib_stv(cast: Orders, options: Sequence[str], seats: int) -> Callable[[], str]:
    """Prepare a transferable vote with Droop's quota and Gregory's transfer."""
    sequential = importlib.import_module("votelib.evaluate.sequential")
    votes = _gathered(cast)
    assert options
    rule = sequential.TransferableVoteSelector(
        quota_function="droop", transferer="Gregory"
    )
    return lambda: " ".join(sorted(rule.evaluate(votes, seats)))


def pref_voting_schulze(
    cast: Orders, options: Sequence[str], _seats: int
) -> Callable[[], str]:
    """Prepare the reference for Schulze's method, whole orders only."""
    profiles = importlib.import_module("pref_voting.profiles_with_ties")
    methods = importlib.import_module("pref_voting.margin_based_methods")
    place = {option: i for i, option in enumerate(options)}
    votes = _gathered(cast)
    profile = profiles.ProfileWithTies(
        [{place[o]: rank for rank, o in enumerate(order)} for order in votes],
        rcounts=[*votes.values()], candidates=[*place.values()],
    )  # fmt: skip
    profile.use_extended_strict_preference()

    def count() -> str:
        winners = methods.beat_path(profile, strength_function=profile.support)
        return " ".join(options[winner] for winner in winners)

    return count


def sortition(people: People, quotas: Quotas, size: int) -> Callable[[], str]:
    """Prepare the reference for fair panels (maximin with HiGHS).

    It runs in a process of its own, for its HiGHS and scipy's cannot share one.
    """
    if importlib.util.find_spec("sortition_algorithms") is None:
        raise ModuleNotFoundError(name="sortition_algorithms")
    told = json.dumps([people, quotas, size])

    def optimum() -> str:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.tally_peers"],
            input=told, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()[-1]

    return optimum


def sortition_alone(people: People, quotas: Quotas, size: int) -> str:
    """Return the best chance of the least likely, and how long it took."""
    library = importlib.import_module("sortition_algorithms")
    inner = importlib.import_module("sortition_algorithms.committee_generation")
    rows = [
        {"feature": feature, "value": value, "min": str(least), "max": str(most)}
        for feature, values in quotas.items()
        for value, (least, most) in values.items()
    ]
    features, *_ = library.read_in_features([*rows[0]], rows, size)
    table = [{"id": label, **own} for label, own in people.items()]
    settings = library.Settings(id_column="id", columns_to_keep=[])
    pool, _report = library.read_in_people([*table[0]], table, features, settings)
    started = time.process_time()
    panels, shares, _ = inner.find_distribution_maximin(features, pool, size, [])
    seconds = time.process_time() - started
    chances = dict.fromkeys(people, 0.0)
    for panel, share in zip(panels, shares, strict=True):
        for label in panel:
            chances[str(label)] += share
    return f"least likely {min(chances.values()):.4f} after {seconds:.1f} s"


def _gathered(cast: Orders) -> dict[tuple[str, ...], int]:
    votes: dict[tuple[str, ...], int] = {}
    for order in cast:
        votes[tuple(order)] = votes.get(tuple(order), 0) + 1
    return votes


if __name__ == "__main__":
    print(sortition_alone(*json.load(sys.stdin)))

"""Ranked ballots: read, checked, and gathered into distinct ones.

A ballot is written as one line of JSON: a list from best to worst, equal ones in a
list of their own. Whoever is not named stands last, equal to all others not named.

    ["oak", ["elm", "ash"]]
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

#: From best to worst, the places of options in ``Ranked.options``; an empty tier is a
#: rank that the voter left out.
Ranking = tuple[tuple[int, ...], ...]

#: Faults that are told; a file with more is of another kind altogether.
MOST_FAULTS = 200

_NOT_JSON = N_("This line is not a ballot. Write a list of names, best first.")
_UNKNOWN = N_("“%(option)s” is not on the ballot. Options are %(options)s.")
_TWICE = N_("“%(option)s” is ranked twice.")
_OPTION_TWICE = N_("“%(option)s” stands twice among the options.")
_TOO_FEW = N_("There is nothing to choose: fewer than two options.")


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ballots over options: each distinct ranking and how many cast it."""

    options: tuple[str, ...]
    counts: Mapping[Ranking, int]

    @property
    def n_ballots(self) -> int:
        """How many ballots there are, empty ones too."""
        return sum(self.counts.values())


def read_ranked(lines: Iterable[str], options: Sequence[str]) -> Ranked:
    """Read ballots, one line of JSON each.

    Parameters
    ----------
    lines : iterable of str
        One ballot per line; empty lines are left out.
    options : sequence of str
        What could be ranked, each once.

    Returns
    -------
    Ranked
        Equal ballots together.

    Raises
    ------
    BadBallots
        All faults, each with the number of the first line that has it.
    """
    faults = _problems_with(options)
    if faults:
        raise BadBallots(faults)
    place = {option: i for i, option in enumerate(options)}
    rows: dict[str, int] = {}
    texts: Counter[str] = Counter()
    for row, line in enumerate(lines, start=1):
        text = line.strip()
        if text:
            rows.setdefault(text, row)
            texts[text] += 1
    counts: Counter[Ranking] = Counter()
    for text, n in texts.items():
        try:
            counts[_ranking(json.loads(text), place)] += n
        except _NotABallot as wrong:
            faults.append(Fault(wrong.sentence, rows[text]))
        except ValueError:
            faults.append(Fault(Sentence(_NOT_JSON), rows[text]))
    if faults:
        raise BadBallots(sorted(faults, key=lambda one: one.row or 0)[:MOST_FAULTS])
    return Ranked(tuple(options), counts)


def ranked(
    ballots: Mapping[Sequence[str | Sequence[str]], int] | Iterable[object],
    options: Sequence[str],
) -> Ranked:
    """Return ballots given as values, not text; see ``read_ranked``."""
    pairs = (
        ballots.items() if isinstance(ballots, Mapping) else ((b, 1) for b in ballots)
    )
    place = {option: i for i, option in enumerate(options)}
    faults = _problems_with(options)
    counts: Counter[Ranking] = Counter()
    for row, (ballot, n) in enumerate(pairs, start=1):
        try:
            counts[_ranking(ballot, place)] += n
        except _NotABallot as wrong:
            faults.append(Fault(wrong.sentence, row))
    if faults:
        raise BadBallots(faults[:MOST_FAULTS])
    return Ranked(tuple(options), counts)


class _NotABallot(Exception):
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence


def _ranking(ballot: object, place: Mapping[str, int]) -> Ranking:
    if not isinstance(ballot, list | tuple):
        raise _NotABallot(Sentence(_NOT_JSON))
    try:
        plain = tuple([(place[name],) for name in ballot])
    except (KeyError, TypeError):
        return _tiers(ballot, place)
    return plain if len(set(plain)) == len(plain) else _tiers(ballot, place)


def _tiers(ballot: Sequence[object], place: Mapping[str, int]) -> Ranking:
    """Read a ballot with equal ranks or with faults."""
    seen: set[str] = set()
    tiers = []
    for entry in ballot:
        names = entry if isinstance(entry, list | tuple) else (entry,)
        tiers.append(tuple(sorted(_place(name, place, seen) for name in names)))
    return tuple(tiers)


def _place(name: object, place: Mapping[str, int], seen: set[str]) -> int:
    if not isinstance(name, str) or name not in place:
        words = {"option": str(name)[:60], "options": ", ".join(place)[:300]}
        raise _NotABallot(Sentence(_UNKNOWN, words))
    if name in seen:
        raise _NotABallot(Sentence(_TWICE, {"option": name}))
    seen.add(name)
    return place[name]


def _problems_with(options: Sequence[str]) -> list[Fault]:
    faults = [
        Fault(Sentence(_OPTION_TWICE, {"option": option}))
        for option, n in Counter(options).items()
        if n > 1
    ]
    if len(options) < 2:  # noqa: PLR2004 - one option is no choice
        faults.append(Fault(Sentence(_TOO_FEW)))
    return faults

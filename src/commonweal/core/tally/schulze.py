"""Schulze's method by winning votes, with "leave as is" always in the race.

Of two options the one that more ballots put higher beats the other, with that many
votes. A chain of such wins is as strong as its weakest link. The winner is whoever
reaches everyone else by a chain at least as strong as any chain back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.core.tally import lots
from commonweal.core.tally.ballots import Ranked
from commonweal.core.tally.thresholds import MORE_THAN_HALF, Threshold
from commonweal.core.tally.words import N_, Sentence

RULE = "schulze-winning-votes-1"

Matrix = tuple[tuple[int, ...], ...]

_BEATS = N_(
    "%(winner)s stands before %(loser)s on %(more)s ballots, after it on %(less)s."
)
_EVEN = N_("%(one)s and %(other)s stand before one another on %(votes)s ballots each.")
_DROPPED = N_(
    "%(option)s is out: %(votes)s of the %(of)s ballots that tell it from “%(stay)s” "
    "put it first, and %(needed)s were needed."
)
_WINS = N_("%(option)s wins: no chain back to it is stronger than its own.")
_STAYS = N_("%(option)s is among the equal winners, so nothing changes.")
_BY_LOT = N_("%(options)s are equal; the lot picks %(option)s.")
_NOTHING_LEFT = N_("Nothing but “%(stay)s” is left.")


@dataclass(frozen=True, slots=True)
class SchulzeCount:
    """A count: who stands before whom, the strongest chains, the outcome.

    ``matrix[i][j]`` ballots put option i before j, ``paths[i][j]`` is the strength of
    the strongest chain from i to j (0: none). ``tiers`` are all that stayed in the
    race, best first, equal ones together. ``dropped`` did not pass the threshold.
    """

    options: tuple[str, ...]
    matrix: Matrix
    paths: Matrix
    dropped: tuple[str, ...]
    tiers: tuple[tuple[str, ...], ...]
    winner: str
    by_lot: bool
    words: tuple[Sentence, ...]
    rule: str = RULE


def pairwise(ballots: Ranked) -> Matrix:
    """Return how many ballots put each option before each other.

    Returns
    -------
    tuple of tuple of int
        ``[i][j]``: ballots that rank option i higher than j. An option that is not
        ranked stands below all that are.
    """
    size = len(ballots.options)
    everything = frozenset(range(size))
    matrix = [[0] * size for _ in range(size)]
    for ranking, n in ballots.counts.items():
        below = set(everything)
        for tier in ranking:
            below.difference_update(tier)
            for i in tier:
                row = matrix[i]
                for j in below:
                    row[j] += n
    return tuple(tuple(row) for row in matrix)


def strongest_paths(matrix: Sequence[Sequence[int]]) -> Matrix:
    """Return the strength of the strongest chain of wins between each two options.

    The strength of a win is the number of ballots for it (winning votes); of a chain,
    that of its weakest win.

    References
    ----------
    .. [1] M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
       condorcet-consistent single-winner election method", Social Choice and Welfare
       36, 2011, section 2.3.
    """
    size = len(matrix)
    paths = [
        [matrix[i][j] if matrix[i][j] > matrix[j][i] else 0 for j in range(size)]
        for i in range(size)
    ]
    for via in range(size):
        onward = paths[via]
        for i in range(size):
            if i == via:
                continue
            row = paths[i]
            so_far = row[via]
            for j in range(size):
                if j not in (i, via):
                    row[j] = max(row[j], min(so_far, onward[j]))
    return tuple(tuple(row) for row in paths)


def count_schulze(
    ballots: Ranked,
    *,
    seed: str,
    stay: str | None = None,
    needed: Threshold = MORE_THAN_HALF,
) -> SchulzeCount:
    """Count ranked ballots by Schulze's method.

    Parameters
    ----------
    ballots : Ranked
        Equal ranks and short ballots are welcome.
    seed : str
        Decides between options that stay equal; see ``lots``.
    stay : str, optional
        The option that changes nothing. An option must beat it by ``needed`` of the
        ballots that tell the two apart, and it wins every tie it is part of.
    needed : Threshold
        What an option needs against ``stay``; usually more than half.

    Returns
    -------
    SchulzeCount

    References
    ----------
    .. [1] Constitution for the Debian Project, version 1.9, appendix A.5: options are
       dropped against the default first, defeats are measured in winning votes.

    Examples
    --------
    >>> from commonweal.core.tally.ballots import ranked
    >>> cast = ranked({("oak", "elm"): 3, ("elm", "oak"): 2}, ("oak", "elm"))
    >>> count_schulze(cast, seed="47").winner
    'oak'
    """
    return count_matrix(
        ballots.options, pairwise(ballots), seed=seed, stay=stay, needed=needed
    )


def count_matrix(
    options: Sequence[str],
    matrix: Matrix,
    *,
    seed: str,
    stay: str | None = None,
    needed: Threshold = MORE_THAN_HALF,
) -> SchulzeCount:
    """Count from a published table of pairs alone; see ``count_schulze``."""
    said: list[Sentence] = []
    racing = _racing(options, matrix, stay, needed, said)
    small = tuple(tuple(matrix[i][j] for j in racing) for i in racing)
    inner = strongest_paths(small)
    said.extend(_pairs(options, matrix, racing))
    tiers = _tiers(inner)
    first = [options[racing[i]] for i in tiers[0]]
    winner, by_lot = _one_of(first, stay, seed, said)
    paths = [[0] * len(options) for _ in options]
    for a, i in enumerate(racing):
        for b, j in enumerate(racing):
            paths[i][j] = inner[a][b]
    return SchulzeCount(
        options=tuple(options),
        matrix=tuple(tuple(row) for row in matrix),
        paths=tuple(tuple(row) for row in paths),
        dropped=tuple(o for i, o in enumerate(options) if i not in racing),
        tiers=tuple(tuple(options[racing[i]] for i in tier) for tier in tiers),
        winner=winner,
        by_lot=by_lot,
        words=tuple(said),
    )


def _racing(
    options: Sequence[str],
    matrix: Matrix,
    stay: str | None,
    needed: Threshold,
    said: list[Sentence],
) -> list[int]:
    if stay is None:
        return list(range(len(options)))
    home = options.index(stay)
    racing = [home]
    for i, option in enumerate(options):
        if i == home:
            continue
        votes, of = matrix[i][home], matrix[i][home] + matrix[home][i]
        if votes and needed.is_met(votes, of):
            racing.append(i)
            continue
        words = {"option": option, "votes": votes, "of": of, "stay": stay}
        said.append(Sentence(_DROPPED, {**words, "needed": needed.people_of(of)}))
    if racing == [home]:
        said.append(Sentence(_NOTHING_LEFT, {"stay": stay}))
    return sorted(racing)


def _pairs(
    options: Sequence[str], matrix: Matrix, racing: Sequence[int]
) -> list[Sentence]:
    said = []
    for a, i in enumerate(racing):
        for j in racing[a + 1 :]:
            more, less = matrix[i][j], matrix[j][i]
            if more == less:
                words = {"one": options[i], "other": options[j], "votes": more}
                said.append(Sentence(_EVEN, words))
                continue
            winner, loser = (i, j) if more > less else (j, i)
            said.append(
                Sentence(
                    _BEATS,
                    {
                        "winner": options[winner],
                        "loser": options[loser],
                        "more": max(more, less),
                        "less": min(more, less),
                    },
                )
            )
    return said


def _tiers(paths: Matrix) -> list[list[int]]:
    left = set(range(len(paths)))
    tiers = []
    while left:
        best = [i for i in left if all(paths[i][j] >= paths[j][i] for j in left)]
        tiers.append(sorted(best))
        left.difference_update(best)
    return tiers


def _one_of(
    first: list[str], stay: str | None, seed: str, said: list[Sentence]
) -> tuple[str, bool]:
    if len(first) == 1:
        said.append(Sentence(_WINS, {"option": first[0]}))
        return first[0], False
    if stay in first:
        said.append(Sentence(_STAYS, {"option": stay}))
        return str(stay), False
    picked = lots.first_drawn(seed, first)
    said.append(Sentence(_BY_LOT, {"options": ", ".join(first), "option": picked}))
    return picked, True

"""The single transferable vote as Scottish councils count it.

Every paper is worth one vote. Who reaches the quota is elected; what is over moves on
at a smaller value to the next choice on each paper; else the lowest drops out and
their papers move on. Values are whole numbers of hundred-thousandths, cut, never
rounded, so that anybody can check them by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from commonweal.core.tally import lots
from commonweal.core.tally.ballots import Ranked, Ranking
from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "scottish-stv-2007-1"

#: One vote, in the hundred-thousandths that the rules count in.
ONE = 100_000

_SEATS = N_("%(seats)s places cannot be filled from %(options)s names.")
_QUOTA = N_("%(valid)s papers, %(seats)s places: the quota is %(quota)s.")
_FIRST = N_("First choices are counted.")
_MOVES = N_(
    "%(option)s has %(over)s more than the quota; each of the papers moves on at "
    "%(value)s of what it was worth."
)
_OUT = N_("%(option)s has the fewest votes, %(votes)s, and drops out.")
_ELECTED = N_("%(option)s is elected with %(votes)s.")
_LAST = N_("As many are left as places: %(option)s is elected with %(votes)s.")
_LOT = N_("%(options)s were equal at every stage; the lot picks %(option)s.")

Action = Literal["first", "surplus", "exclude"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what was done, and where everybody stands after it.

    ``votes`` in hundred-thousandths by option; ``not_transferable`` holds papers with
    no choice left, with what the cutting of decimals lost.
    """

    action: Action
    option: str | None
    votes: Mapping[str, int]
    not_transferable: int
    elected: tuple[str, ...]
    words: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class StvCount:
    """Who is elected, in order, and every stage."""

    elected: tuple[str, ...]
    quota: int
    n_valid: int
    stages: tuple[Stage, ...]
    by_lot: bool
    rule: str = RULE


#: Papers of one order: the order, the place of the choice they lie with, how many.
_Parcel = tuple[Ranking, int, int]


@dataclass(slots=True)
class _Table:
    """The counting table: papers by option and value, votes, who is in the race."""

    options: Sequence[str]
    seats: int
    quota: int
    seed: str
    kept: Collection[int]
    parcels: list[dict[int, list[_Parcel]]]
    votes: list[int]
    total: int
    elected: list[int] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    surpluses: list[int] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    history: list[list[int]] = field(default_factory=list)
    by_lot: bool = False

    @property
    def continuing(self) -> list[int]:
        done = {*self.elected, *self.out}
        return [i for i in range(len(self.options)) if i not in done]


def count_stv(
    ballots: Ranked,
    seats: int,
    *,
    seed: str,
    gone: Collection[str] = (),
    sitting: Collection[str] = (),
) -> StvCount:
    """Count ranked ballots for several places.

    Parameters
    ----------
    ballots : Ranked
        A paper counts down to its first rank that is left out or shared.
    seats : int
        Places to fill.
    seed : str
        Decides where options were equal at every earlier stage.
    gone : collection of str
        Names struck from every paper, as if they had not stood.
    sitting : collection of str
        Names that keep their place and are never dropped; see ``count_back``.

    Returns
    -------
    StvCount

    Raises
    ------
    BadBallots
        There are fewer names than places, or no place.

    References
    ----------
    .. [1] The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule
       1, rules 45 to 52: Droop's quota, weighted inclusive Gregory, five decimals.

    Examples
    --------
    >>> from commonweal.core.tally.ballots import ranked
    >>> cast = ranked({("a", "b"): 6, ("b",): 2, ("c",): 2}, ("a", "b", "c"))
    >>> count_stv(cast, 2, seed="47").elected
    ('a', 'b')
    """
    options = ballots.options
    struck = {options.index(name) for name in gone}
    standing = len(options) - len(struck)
    if not 1 <= seats <= standing:
        words = {"seats": seats, "options": standing}
        raise BadBallots([Fault(Sentence(_SEATS, words))])
    table = _first_stage(ballots, seats, seed, struck, sitting)
    while len(table.elected) < seats:
        if len(table.continuing) == seats - len(table.elected):
            _elect_the_rest(table)
        elif table.surpluses:
            _move_surplus(table)
        else:
            _exclude_lowest(table)
    return StvCount(
        elected=tuple(options[i] for i in table.elected),
        quota=table.quota // ONE,
        n_valid=table.total // ONE,
        stages=tuple(table.stages),
        by_lot=table.by_lot,
    )


def count_back(ballots: Ranked, *, sitting: Sequence[str], left: str, seed: str) -> str:
    """Return who takes the place of somebody who left, from the ballots kept.

    The same papers are counted again without who left; who sits keeps their place, so
    that no later majority takes a minority's seat.

    Raises
    ------
    BadBallots
        Nobody is left who could take it.
    """
    stay = [name for name in sitting if name != left]
    again = count_stv(
        ballots, len(stay) + 1, seed=seed, gone=(left,), sitting=frozenset(stay)
    )
    return next(name for name in again.elected if name not in stay)


def _first_stage(
    ballots: Ranked,
    seats: int,
    seed: str,
    struck: set[int],
    sitting: Collection[str],
) -> _Table:
    n_options = len(ballots.options)
    stands = [i not in struck for i in range(n_options)]
    papers = ((ranking, -1, n) for ranking, n in ballots.counts.items())
    piles = _dealt(papers, stands)
    parcels = [{ONE: pile} for pile in piles]
    votes = [ONE * sum(parcel[2] for parcel in pile) for pile in piles]
    valid = sum(votes) // ONE
    quota = (valid // (seats + 1) + 1) * ONE
    kept = frozenset(ballots.options.index(name) for name in sitting)
    table = _Table(
        ballots.options, seats, quota, seed, kept, parcels, votes, valid * ONE,
        out=set(struck),
    )  # fmt: skip
    words = {"valid": valid, "seats": seats, "quota": quota // ONE}
    _close_stage(table, "first", None, [Sentence(_QUOTA, words), Sentence(_FIRST)])
    return table


def _dealt(papers: Iterable[_Parcel], stands: Sequence[bool]) -> list[list[_Parcel]]:
    """Lay papers with their next choice who stands, down to a shared or missing rank."""
    piles: list[list[_Parcel]] = [[] for _ in stands]
    for ranking, lay_at, n in papers:
        for at in range(lay_at + 1, len(ranking)):
            tier = ranking[at]
            if len(tier) != 1:
                break
            to = tier[0]
            if stands[to]:
                piles[to].append((ranking, at, n))
                break
    return piles


def _close_stage(
    table: _Table, action: Action, option: int | None, words: list[Sentence]
) -> None:
    """Note where all stand, and elect who has reached the quota, most votes first."""
    table.history.append(list(table.votes))
    reached = [i for i in table.continuing if table.votes[i] >= table.quota]
    newly: list[int] = []
    while reached and len(table.elected) < table.seats:
        first = _furthest(table, reached, highest=True)
        reached.remove(first)
        newly.append(first)
        table.elected.append(first)
        if table.votes[first] > table.quota:
            table.surpluses.append(first)
        facts = {"option": table.options[first], "votes": _shown(table.votes[first])}
        words.append(Sentence(_ELECTED, facts))
    _note(table, action, option, newly, words)


def _note(
    table: _Table,
    action: Action,
    option: int | None,
    newly: list[int],
    words: list[Sentence],
) -> None:
    table.stages.append(
        Stage(
            action=action,
            option=None if option is None else table.options[option],
            votes=dict(zip(table.options, table.votes, strict=True)),
            not_transferable=table.total - sum(table.votes),
            elected=tuple(table.options[i] for i in newly),
            words=tuple(words),
        )
    )


def _move_surplus(table: _Table) -> None:
    words: list[Sentence] = []
    option = _furthest(table, table.surpluses, highest=True, words=words)
    table.surpluses.remove(option)
    credited, over = table.votes[option], table.votes[option] - table.quota
    facts = {
        "option": table.options[option],
        "over": _shown(over),
        "value": _shown(over * ONE // credited),
    }
    words.append(Sentence(_MOVES, facts))
    table.votes[option] = table.quota
    _hand_on(table, option, over, credited)
    _close_stage(table, "surplus", option, words)


def _exclude_lowest(table: _Table) -> None:
    words: list[Sentence] = []
    may_go = [i for i in table.continuing if i not in table.kept]
    option = _furthest(table, may_go, highest=False, words=words)
    facts = {"option": table.options[option], "votes": _shown(table.votes[option])}
    words.append(Sentence(_OUT, facts))
    table.out.add(option)
    table.votes[option] = 0
    _hand_on(table, option, 1, 1)
    _close_stage(table, "exclude", option, words)


def _hand_on(table: _Table, option: int, over: int, credited: int) -> None:
    """Hand papers to the next choice still in the race, at ``over / credited``."""
    race = set(table.continuing)
    stands = [i in race for i in range(len(table.options))]
    moving, table.parcels[option] = table.parcels[option], {}
    for worth, papers in moving.items():
        value = worth * over // credited
        for to, pile in enumerate(_dealt(papers, stands) if value else ()):
            table.parcels[to].setdefault(value, []).extend(pile)
            table.votes[to] += value * sum(parcel[2] for parcel in pile)


def _elect_the_rest(table: _Table) -> None:
    words: list[Sentence] = []
    rest = table.continuing
    newly = []
    while rest:
        first = _furthest(table, rest, highest=True, words=words)
        rest.remove(first)
        newly.append(first)
        table.elected.append(first)
        facts = {"option": table.options[first], "votes": _shown(table.votes[first])}
        words.append(Sentence(_LAST, facts))
    last = table.stages[-1]
    table.stages[-1] = Stage(
        last.action, last.option, last.votes, last.not_transferable,
        (*last.elected, *(table.options[i] for i in newly)), (*last.words, *words),
    )  # fmt: skip


def _furthest(
    table: _Table,
    among: Sequence[int],
    *,
    highest: bool,
    words: list[Sentence] | None = None,
) -> int:
    """Return who has most (or fewest); equal ones by the latest stage that differs."""
    best = max if highest else min
    tied = list(among)
    for votes in [table.votes, *reversed(table.history)]:
        extreme = best(votes[i] for i in tied)
        tied = [i for i in tied if votes[i] == extreme]
        if len(tied) == 1:
            return tied[0]
    names = [table.options[i] for i in tied]
    picked = lots.first_drawn(table.seed, names)
    table.by_lot = True
    if words is not None:
        facts = {"options": ", ".join(names), "option": picked}
        words.append(Sentence(_LOT, facts))
    return table.options.index(picked)


def _shown(votes: int) -> str:
    whole, part = divmod(votes, ONE)
    return f"{whole}.{part:05d}".rstrip("0").rstrip(".")

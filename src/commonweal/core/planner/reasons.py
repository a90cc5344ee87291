"""What holds a need down, found from prices, and how each limit is said in words."""

from __future__ import annotations

import enum
import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from commonweal.core.planner.build import Arrays
from commonweal.core.planner.chains import MARKET, TIME, Chain
from commonweal.core.planner.found import Answer
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.plan import Limit
from commonweal.core.planner.rules import (
    balance,
    capacity,
    effort,
    fulfilment,
    purse,
    rest,
    store,
)
from commonweal.core.planner.terms import Need
from commonweal.core.planner.words import N_, PIECE, Sentence, figure

NOTHING = "nothing"
_SEEN = 1e-7  # scaled price below which a limit is noise, not a reason
_LIMIT_KINDS = frozenset(
    {effort.KIND, rest.KIND, capacity.KIND, purse.KIND, store.KIND}
)


class _Saying(enum.Enum):
    """What a template says: a limit that binds, or more of it that would help."""

    LIMIT = enum.auto()
    HELP = enum.auto()


_TEMPLATES: Mapping[tuple[str, _Saying], str] = {
    (effort.KIND, _Saying.LIMIT): N_(
        "All %(amount)s hours of %(skill)s offered in %(period)s are used."
    ),
    (effort.KIND, _Saying.HELP): N_("%(amount)s more hours of %(skill)s in %(period)s"),
    (rest.KIND, _Saying.LIMIT): N_(
        "All %(amount)s hours that “%(rest)s” leaves are used."
    ),
    (rest.KIND, _Saying.HELP): N_("%(amount)s more hours within “%(rest)s”"),
    (capacity.KIND, _Saying.LIMIT): N_(
        "All %(amount)s %(unit)s of %(capacity)s in %(period)s are in use."
    ),
    (capacity.KIND, _Saying.HELP): N_(
        "%(amount)s %(unit)s more of %(capacity)s in %(period)s"
    ),
    (purse.KIND, _Saying.LIMIT): N_(
        "The purse's limit of %(amount)s %(currency)s is spent."
    ),
    (purse.KIND, _Saying.HELP): N_("%(amount)s %(currency)s more in the purse"),
    (store.KIND, _Saying.LIMIT): N_(
        "There is room to keep only %(amount)s %(unit)s of %(good)s after %(period)s."
    ),
    (store.KIND, _Saying.HELP): N_(
        "room to keep %(amount)s %(unit)s more of %(good)s after %(period)s"
    ),
    (balance.KIND, _Saying.LIMIT): N_(
        "All %(amount)s %(unit)s of %(good)s that there is in %(period)s is used."
    ),
    (balance.KIND, _Saying.HELP): N_(
        "%(amount)s %(unit)s more of %(good)s in %(period)s"
    ),
    (MARKET, _Saying.LIMIT): N_(
        "No more than %(amount)s %(unit)s of %(good)s can be bought in %(period)s."
    ),
    (MARKET, _Saying.HELP): N_(
        "%(amount)s %(unit)s more of %(good)s on offer outside in %(period)s"
    ),
    (fulfilment.MOST, _Saying.LIMIT): N_(
        "More than %(amount)s %(unit)s would do harm."
    ),
    (TIME, _Saying.LIMIT): N_("No more of %(good)s can be ready in %(period)s."),
}
_COUNTED: Mapping[tuple[str, _Saying], str] = {
    (capacity.KIND, _Saying.LIMIT): N_(
        "All %(amount)s %(capacity)s in %(period)s are in use."
    ),
    (capacity.KIND, _Saying.HELP): N_("%(amount)s more %(capacity)s in %(period)s"),
    (store.KIND, _Saying.LIMIT): N_(
        "There is room to keep only %(amount)s %(good)s after %(period)s."
    ),
    (store.KIND, _Saying.HELP): N_(
        "room to keep %(amount)s more %(good)s after %(period)s"
    ),
    (balance.KIND, _Saying.LIMIT): N_(
        "All %(amount)s %(good)s that there are in %(period)s are used."
    ),
    (balance.KIND, _Saying.HELP): N_("%(amount)s more %(good)s in %(period)s"),
    (MARKET, _Saying.LIMIT): N_(
        "No more than %(amount)s %(good)s can be bought in %(period)s."
    ),
    (MARKET, _Saying.HELP): N_(
        "%(amount)s more %(good)s on offer outside in %(period)s"
    ),
}
_NOTHING_WORDS = Sentence(N_("Nothing we know of provides it."))


@dataclass(frozen=True, slots=True)
class Reason:
    """A limit, and where it stands in the matrix."""

    limit: Limit
    i_row: int | None  # None: the upper bound of a column
    i_column: int | None = None


@dataclass(frozen=True, slots=True)
class _Priced:
    """What has a price in an answer: limits, the strongest first, and goods."""

    limits: tuple[Reason, ...]
    goods: tuple[Reason, ...]


class Reasons:
    """Reads limits out of the prices of an answer."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.matrix = arrays.matrix
        self._needs = {need.label: need for need in self.matrix.problem.needs}
        self._last: tuple[Answer, _Priced] | None = None
        self._units = {good.label: good.unit for good in self.matrix.problem.goods}
        self._room_units = {
            room.label: room.unit for room in self.matrix.problem.capacities
        }
        self._tag_of = functools.cache(self.matrix.rows.tag_of)
        entries = arrays.entries
        self._made_rows = frozenset(entries.i_rows[entries.values < 0].tolist())

    def limits_of(self, need: Need, answer: Answer, chain: Chain) -> list[Reason]:
        """List what holds a need down, the strongest first."""
        limits = self._priced(answer).limits
        if limits:
            return list(limits)
        late = self._late(need, answer, chain)
        return sorted(late, key=_strength, reverse=True)

    def goods_of(self, need: Need, answer: Answer, chain: Chain) -> list[Reason]:
        """List goods of which more would help: best food for it, best ingredient."""
        best: dict[bool, Reason] = {}
        for reason in self._priced(answer).goods:
            if chain.holds(reason.limit):
                is_content = need.contents.get(reason.limit.label, 0.0) > 0
                held = best.get(is_content)
                gain = reason.limit.gain_per_unit
                if held is None or gain >= held.limit.gain_per_unit * (1 - _SEEN):
                    best[is_content] = reason
        return list(best.values())

    def all_limits(self) -> list[Reason]:
        """List everything of which there is only so much, whether it binds or not."""
        found = []
        for tag, i_row in self.matrix.rows.of_kinds(*_LIMIT_KINDS, balance.KIND):
            reason = Reason(
                self._limit(tag, float(self.matrix.upper[i_row]), 0.0), i_row
            )
            if tag.kind != balance.KIND or self._is_given(reason):
                found.append(reason)
        return found

    def size_of(self, reason: Reason) -> float:
        """Amount that counts as much for this limit: what there is, or a typical size."""
        if reason.limit.amount > 0:
            return reason.limit.amount
        assert reason.i_row is not None, "a bound of zero leaves no column to price"
        return 1.0 / float(self.arrays.row_scale[reason.i_row])

    def told(self, reason: Reason) -> Limit:
        """Return the limit with its words: few of all that have a price are ever told."""
        limit = reason.limit
        return replace(limit, words=self._say(limit, limit.amount, _Saying.LIMIT))

    def help_words(self, reason: Reason, amount: float) -> Sentence:
        """Say how much more of a limit would help."""
        if self._unit_of(reason.limit) == PIECE:
            amount = math.ceil(amount * (1.0 - _SEEN))
        return self._say(reason.limit, amount, _Saying.HELP)

    def _priced(self, answer: Answer) -> _Priced:
        """List what has a price; needs settled together ask about the same answer."""
        if self._last is None or self._last[0] is not answer:
            found = list(self._find_priced(answer))
            goods = [one for one in found if one.limit.kind == balance.KIND]
            limits = [
                one
                for one in found
                if one.limit.kind != balance.KIND or self._is_given(one)
            ]
            limits.sort(key=_strength, reverse=True)
            self._last = (answer, _Priced(tuple(limits), tuple(goods)))
        return self._last[1]

    def _find_priced(self, answer: Answer) -> Iterator[Reason]:
        matrix, n_rows = self.matrix, len(self.matrix.upper)
        seen = answer.row_prices[:n_rows] > _SEEN * self.arrays.row_scale
        for i_row in np.flatnonzero(seen).tolist():
            tag = self._tag_of(i_row)
            if tag.kind in _LIMIT_KINDS or tag.kind in {balance.KIND, fulfilment.MOST}:
                price = float(answer.row_prices[i_row])
                if tag.kind == fulfilment.MOST:  # its row counts shares of the need
                    need = self._needs[tag.label]
                    price /= need.demand or need.most or 1.0
                limit = self._limit(tag, float(matrix.upper[i_row]), price)
                yield Reason(limit, i_row)
        i_bought = matrix.bought.i_columns
        prices = answer.column_prices[i_bought] * self.arrays.column_scale[i_bought]
        # What has no bound has no price: anything else is the solver's noise.
        is_priced = (prices > _SEEN) & np.isfinite(matrix.column_upper[i_bought])
        for i_column in i_bought[is_priced].tolist():
            option, period = matrix.bought[i_column]
            tag = Tag(MARKET, option.good, option.place, period)
            price = float(answer.column_prices[i_column])
            limit = self._limit(tag, float(matrix.column_upper[i_column]), price)
            yield Reason(limit, None, i_column)

    def _is_given(self, reason: Reason) -> bool:
        """Whether a good is limited by what there is, not by what is made of it."""
        return reason.limit.amount > 0 or reason.i_row not in self._made_rows

    def _late(self, need: Need, answer: Answer, chain: Chain) -> list[Reason]:
        """Say what cannot be ready in time, when no limit of any size binds."""
        goods = [
            reason
            for reason in self.goods_of(need, answer, chain)
            if reason.limit.label in need.contents
        ]
        return [
            Reason(self._limit(tag, 0.0, reason.limit.gain_per_unit), reason.i_row)
            for reason in goods
            for tag in [
                Tag(TIME, reason.limit.label, reason.limit.place, reason.limit.period)
            ]
        ]

    def _limit(self, tag: Tag, amount: float, gain: float) -> Limit:
        if tag.kind == fulfilment.MOST:
            amount = self._most_of(tag.label)
        return Limit(
            tag.kind, tag.label, tag.place, tag.period, amount, gain, _NOTHING_WORDS
        )

    def _most_of(self, label: str) -> float:
        return self._needs[label].most or 0.0

    def _say(self, limit: Limit, amount: float, saying: _Saying) -> Sentence:
        period = limit.period
        params: dict[str, object] = {
            "amount": figure(amount),
            _key_of(limit): limit.label,
        }
        if period is not None:
            params["period"] = self.matrix.problem.periods[period].label
        unit = self._unit_of(limit)
        if unit is not None:
            params["unit"] = unit
        if limit.place is not None:
            params["place"] = limit.place
        template = _TEMPLATES[limit.kind, saying]
        if unit == PIECE:
            template = _COUNTED.get((limit.kind, saying), template)
        return Sentence(template, params)

    def _unit_of(self, limit: Limit) -> str | None:
        """Return the unit of a limit; hours and money say theirs in the sentence."""
        if limit.kind == capacity.KIND:
            return self._room_units.get(limit.label, "")
        if limit.kind == fulfilment.MOST:
            return self._needs[limit.label].unit
        if limit.kind in {effort.KIND, rest.KIND, purse.KIND}:
            return None
        return self._units[limit.label]


def nothing() -> Limit:
    """Say that nothing the problem knows of provides a need."""
    return Limit(NOTHING, "", None, None, 0.0, 0.0, _NOTHING_WORDS)


def _key_of(limit: Limit) -> str:
    keys = {
        effort.KIND: "skill",
        rest.KIND: "rest",
        capacity.KIND: "capacity",
        purse.KIND: "currency",
        fulfilment.MOST: "need",
    }
    return keys.get(limit.kind, "good")


def _strength(reason: Reason) -> float:
    """Level gained by as much again of the limit."""
    return reason.limit.gain_per_unit * max(reason.limit.amount, 0.0)

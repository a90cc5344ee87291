"""One plan against another: what changes, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.core.planner.plan import Plan
from commonweal.core.planner.words import N_, Sentence, figure

_SEEN = 1e-4  # a change of a level or a share of a total below this is noise
_MORE = N_("%(group)s: “%(need)s” rises from %(before)s %% to %(after)s %%.")
_LESS = N_("%(group)s: “%(need)s” falls from %(before)s %% to %(after)s %%.")
_NEW = N_("%(group)s: “%(need)s” is new, met to %(after)s %%.")
_GONE = N_("%(group)s: “%(need)s” is asked for no more.")
_TOTALS = {
    "effort_hours": N_("It takes %(after)s hours instead of %(before)s."),
    "toil": N_("Hours weighted by dislike: %(after)s instead of %(before)s."),
    "footprint": N_("It emits %(after)s kg CO2e instead of %(before)s."),
}
_SPENT = N_("It spends %(after)s %(currency)s outside instead of %(before)s.")
_NOTHING = N_("Nobody's needs are met differently.")


@dataclass(frozen=True, slots=True)
class Change:
    """A need that is met differently; None: not asked for in that plan."""

    need: str
    group: str
    before: float | None
    after: float | None

    @property
    def words(self) -> Sentence:
        """Say it in one sentence."""
        params: dict[str, object] = {"group": self.group, "need": self.need}
        if self.before is not None:
            params["before"] = figure(100 * self.before)
        if self.after is not None:
            params["after"] = figure(100 * self.after)
        if self.before is None:
            return Sentence(_NEW, params)
        if self.after is None:
            return Sentence(_GONE, params)
        return Sentence(_MORE if self.after > self.before else _LESS, params)


def changes_between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Find the needs that one plan meets otherwise than another.

    Parameters
    ----------
    before, after : Plan
        Plans for the same people; needs are found again by their labels.

    Returns
    -------
    tuple of Change
        The greatest loss first, so that nobody's is overlooked.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Fulfilment, Status
    >>> from commonweal.core.planner.terms import Tier
    >>> def plan(level):
    ...     line = Fulfilment("bread", "north", Tier.VITAL, False, 0, level)
    ...     return Plan(Status.OPTIMAL, fulfilment=(line,))
    >>> str(changes_between(plan(0.75), plan(1.0))[0].words)
    'north: “bread” rises from 75 % to 100 %.'
    """
    old = {line.need: line for line in before.fulfilment}
    new = {line.need: line for line in after.fulfilment}
    found = []
    for need in dict.fromkeys((*old, *new)):
        was = old[need].level if need in old else None
        now = new[need].level if need in new else None
        if was is None or now is None or abs(now - was) > _SEEN:
            line = new.get(need) or old[need]
            found.append(Change(need, line.group, was, now))
    return tuple(
        sorted(found, key=lambda one: (_gain(one), one.group, one.need)),
    )


def sentences_between(before: Plan, after: Plan) -> tuple[Sentence, ...]:
    """Say what changes from one plan to another: needs first, then what it costs."""
    changes = changes_between(before, after)
    said = [change.words for change in changes] or [Sentence(_NOTHING)]
    for name, template in _TOTALS.items():
        old, new = getattr(before.totals, name), getattr(after.totals, name)
        said += _figures(template, old, new)
    was, now = dict(before.totals.spent), dict(after.totals.spent)
    for currency in sorted({*was, *now}):
        lines = _figures(_SPENT, was.get(currency, 0.0), now.get(currency, 0.0))
        said += [
            Sentence(line.template, {**line.params, "currency": currency})
            for line in lines
        ]
    return tuple(said)


def _gain(change: Change) -> float:
    return (change.after or 0.0) - (change.before or 0.0)


def _figures(template: str, before: float, after: float) -> list[Sentence]:
    if abs(after - before) <= _SEEN * max(abs(before), abs(after)):
        return []
    return [Sentence(template, {"before": figure(before), "after": figure(after)})]

"""Which decision allows a spend: every spend points to one (E5).

The purse asks the charter alone. In this order: a decision named when it is noted, what
let its announcement stand, a budget line for its category, the threshold below which
nobody is asked. What leaves with somebody points to the rule of leaving.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Sum

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem
from commonweal.rooms.purse.models import Entry, Spend
from commonweal.rooms.purse.words import books as words
from commonweal.rooms.purse.words import together_refusals as says

ALLOWANCE, BUDGET = "spend.allowed", "budget.line"
_THRESHOLD, _NOTICE = "purse.notice_threshold", "purse.notice_days"
_LEAVING = "purse.exit_base"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A spend that a decision allows: how much of it is left, for what, until when."""

    decision: int
    what: str
    amount: Measure
    left: Measure
    until: date | None


@dataclass(slots=True)
class Allowing:
    """What the charter says about spends on a day, read when it is first asked."""

    union: UUID
    on: date
    _rules: dict[str, int] = field(default_factory=dict)
    _lines: Mapping[str, int] | None = None

    def decision(  # noqa: PLR0911 - one reason a line
        self, *, kind: str, category: str, spend: UUID | None, named: int | None
    ) -> int | None:
        """Return the number that allows an entry; None for what is no spend."""
        if kind == "settlement":
            return self._rule(_LEAVING)
        if kind not in words.OUT_KINDS:
            return None
        if named is not None:
            return named
        if spend is not None:
            rows = Spend.objects.filter(id=spend).values_list("decision", flat=True)
            return rows.first() or self._rule(_NOTICE)
        return self._budget().get(category.casefold()) or self._rule(_THRESHOLD)

    def announced(self) -> int:
        """Return the number of the rule by which an announced spend stands."""
        return self._rule(_NOTICE)

    def _rule(self, key: str) -> int:
        if key not in self._rules:
            found = charter.rule_in_force(union=self.union, key=key, on=self.on)
            self._rules[key] = found.decision
        return self._rules[key]

    def _budget(self) -> Mapping[str, int]:
        if self._lines is None:
            lines = charter.list_lines(union=self.union, key=BUDGET, on=self.on)
            self._lines = {line.subject.casefold(): line.decision for line in lines}
        return self._lines


def list_allowances(*, union: UUID, on: date) -> tuple[Allowance, ...]:
    """List what decisions allow to be spent, and what is left of it."""
    found = []
    for line in charter.list_lines(union=union, key=ALLOWANCE, on=on):
        if isinstance(line.value, Measure):
            spent = _spent(union, line.decision, line.value)
            found.append(
                Allowance(
                    decision=line.decision,
                    what=line.subject,
                    amount=line.value,
                    left=line.value - spent,
                    until=line.until,
                )
            )
    return tuple(found)


def problems_with_allowance(  # noqa: PLR0911 - one reason a line
    *, union: UUID, decision: int, category: str, amount: Measure, on: date
) -> tuple[Problem, ...]:
    """Say why an amount cannot be spent by a decision, if it cannot."""
    facts: dict[str, object] = {"decision": decision}
    here = [
        one for one in list_allowances(union=union, on=on) if one.decision == decision
    ]
    if not here:
        return (Problem("decision", says.NOT_ALLOWED_BY, facts),)
    named, _sign, _what = here[0].what.partition(": ")
    if _sign and category and named.casefold() != category.casefold():
        return (Problem("category", says.OTHER_CATEGORY, {"category": named}),)
    left = here[0].left
    if left.unit != amount.unit:
        return (Problem("amount", says.OTHER_MONEY, {"currency": left.unit.code}),)
    if amount.amount > left.amount:
        facts["left"] = Measure(max(left.amount, 0), left.unit)
        return (Problem("amount", says.MORE_THAN_ALLOWED, facts),)
    return ()


def why(
    *, union: UUID, decision: int | None, spend: UUID | None, on: date
) -> tuple[str, Mapping[str, object]] | None:
    """Say in a sentence which decision allowed an entry; None where none is needed."""
    if decision is None:
        return None
    facts: dict[str, object] = {"decision": decision}
    if spend is not None:
        return words.ALLOWED_ANNOUNCED, facts
    lines = charter.list_of_decision(union=union, decision=decision)
    for key, said in ((ALLOWANCE, words.ALLOWED_BY), (BUDGET, words.ALLOWED_BUDGET)):
        for line in lines:
            if line.key == key:
                return said, {**facts, "what": line.subject}
    rule = charter.rule_in_force(union=union, key=_THRESHOLD, on=on)
    return words.ALLOWED_BELOW, {"decision": decision, "amount": rule.value}


def _spent(union: UUID, decision: int, of: Measure) -> Measure:
    sums = Entry.objects.filter(
        union_id=union, decision=decision, currency=of.unit.code, spend__isnull=True
    ).aggregate(spent=Sum("amount"))
    return Measure(int(sums["spent"] or 0), of.unit)

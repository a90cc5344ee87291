"""What the charter says on a day. Frozen values only; a question changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from commonweal.commons.charter.models import Decision, Rule
from commonweal.commons.charter.words import (
    FOUNDING_DECISION,
    LINES,
    PARAMETERS,
    UNKNOWN_RULE,
    Parameter,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS

Value = int | str | Measure


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as the charter holds it: its number, title and day."""

    number: int
    title: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as it stands on a day. ``from_day`` is None for a never decided one.

    ``subject``: which one, of those there are many of. ``until``: its last day.
    """

    key: str
    value: Value
    words: str
    decision: int
    decision_title: str
    from_day: date | None
    subject: str = ""
    until: date | None = None


def rule(*, union: UUID, key: str, on: date) -> Value:
    """Return what the rule says on a day, in its own type."""
    if key not in PARAMETERS:
        raise NotFound(Problem("key", UNKNOWN_RULE, {"key": key[:64]}))
    row = (
        _in_force(union, on)
        .filter(key=key, subject="")
        .order_by("-from_day", "-decision__number")
        .values_list("value", flat=True)
        .first()
    )
    return _usual_value(PARAMETERS[key], union) if row is None else _value(row)


def whole(*, union: UUID, key: str, on: date) -> int:
    """Return a rule that is a whole number."""
    value = rule(union=union, key=key, on=on)
    assert isinstance(value, int), key  # noqa: S101 - only our own mistake breaks it
    return value


def rule_in_force(*, union: UUID, key: str, on: date) -> RuleView:
    """Return a rule with the decision that put it in force."""
    if key not in PARAMETERS:
        raise NotFound(Problem("key", UNKNOWN_RULE, {"key": key[:64]}))
    row = (
        _in_force(union, on)
        .filter(key=key, subject="")
        .select_related("decision")
        .order_by("-from_day", "-decision__number")
        .first()
    )
    return _usual(key, union) if row is None else _view(row)


def list_lines(*, union: UUID, key: str, on: date) -> tuple[RuleView, ...]:
    """List the lines of a rule there are many of, in force on a day, by subject."""
    latest: dict[str, Rule] = {}
    rows = _in_force(union, on).filter(key=key).exclude(subject="")
    for row in rows.select_related("decision").order_by("from_day", "decision__number"):
        latest[row.subject] = row
    return tuple(_view(latest[subject]) for subject in sorted(latest))


def earliest_day(*, union: UUID, on: date) -> date:
    """Return the first day on which a change decided on a day may begin."""
    return on + timedelta(days=whole(union=union, key="charter.notice_days", on=on))


def list_rules(*, union: UUID, on: date) -> tuple[RuleView, ...]:
    """List every rule in force on a day, in the order of the registry."""
    latest: dict[str, Rule] = {}
    rows = (
        _in_force(union, on)
        .filter(subject="")
        .select_related("decision")
        .order_by("from_day", "decision__number")
    )
    for row in rows:
        latest[row.key] = row
    return tuple(
        _view(latest[key]) if key in latest else _usual(key, union)
        for key in PARAMETERS
    )


rules = list_rules


def list_history(*, union: UUID, key: str) -> tuple[RuleView, ...]:
    """List what a rule has said and will say, newest first."""
    rows = (
        Rule.objects.filter(union=union, key=key)
        .select_related("decision")
        .order_by("-from_day", "-decision__number")[:200]
    )
    return tuple(_view(row) for row in rows)


def find_last_decision(*, union: UUID) -> int:
    """Return the highest decision number given so far; 0 before the founding."""
    number = (
        Decision.objects.filter(union=union)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return number or 0


def list_coming(*, union: UUID, on: date) -> tuple[RuleView, ...]:
    """List what is decided and begins after a day, soonest first."""
    rows = Rule.objects.filter(union=union, from_day__gt=on).select_related("decision")
    return tuple(_view(row) for row in rows.order_by("from_day", "key")[:200])


def list_of_decision(*, union: UUID, decision: int) -> tuple[RuleView, ...]:
    """List what one decision wrote into the charter."""
    rows = Rule.objects.filter(union=union, decision__number=decision)
    return tuple(
        _view(row)
        for row in rows.select_related("decision").order_by("key", "subject")[:200]
    )


def list_decisions(
    *,
    union: UUID,
    numbers: Collection[int] | None = None,
    after: int = 0,
    limit: int = 1_000,
) -> tuple[DecisionView, ...]:
    """List decisions, newest first: all, those of some numbers, or ``after`` a number."""
    rows = Decision.objects.filter(union=union, number__gt=after)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    lines = rows.order_by("-number").values_list("number", "title", "decided_on")
    return tuple(DecisionView(*line) for line in lines[:limit])


def find_decision(*, union: UUID, number: int) -> DecisionView | None:
    """Return a decision by its number, or None."""
    rows = Decision.objects.filter(union=union, number=number)
    line = rows.values_list("number", "title", "decided_on").first()
    return DecisionView(*line) if line else None


def list_holding(*, union: UUID, on: date) -> tuple[frozenset[int], frozenset[int]]:
    """Return which decisions have set rules, and of which one holds or is to come."""
    rows = (
        Rule.objects.filter(union=union)
        .order_by("from_day", "decision__number")
        .values_list("key", "subject", "from_day", "until", "decision__number")
    )
    every, coming = set(), set()
    held: dict[tuple[str, str], int] = {}
    for key, subject, from_day, until, number in rows:
        every.add(number)
        if from_day > on:
            coming.add(number)
        elif until is None or until >= on:
            held[key, subject] = number
    return frozenset(every), frozenset(coming | set(held.values()))


def said(value: Value | None) -> str:
    """Return a value as it stands in a sentence: sums of money with their cents."""
    if isinstance(value, Measure):
        return f"{value.decimal:.2f} {value.unit.code}"
    return "" if value is None else str(value)


def currency_of(*, union: UUID) -> str:
    """Return the currency of the union's purse, as its founding charter wrote it."""
    return _currency(union)


def _in_force(union: UUID, on: date) -> QuerySet[Rule]:
    return Rule.objects.filter(union=union, from_day__lte=on).filter(
        Q(until__isnull=True) | Q(until__gte=on)
    )


def _value(stored: object) -> Value:
    if isinstance(stored, dict):
        return Measure(int(stored["amount"]), UNITS[stored["unit"]])
    assert isinstance(stored, int | str), stored  # noqa: S101 - written by set_rule
    return stored


def _view(row: Rule) -> RuleView:
    parameter = PARAMETERS.get(row.key) or LINES.get(row.key)
    return RuleView(
        key=row.key,
        value=_value(row.value),
        words=parameter.words if parameter else row.key,
        decision=row.decision.number,
        decision_title=row.decision.title,
        from_day=row.from_day,
        subject=row.subject,
        until=row.until,
    )


def _usual(key: str, union: UUID) -> RuleView:
    parameter = PARAMETERS[key]
    value = _usual_value(parameter, union)
    return RuleView(key, value, parameter.words, FOUNDING_DECISION, "", None)


def _usual_value(parameter: Parameter, union: UUID) -> Value:
    """Return what holds for a rule that is newer than the union's founding."""
    if parameter.kind == "money":
        return Measure(int(parameter.usual), UNITS[_currency(union)])
    return parameter.usual


def _currency(union: UUID) -> str:
    """Return the currency of the union's purse, as its founding charter wrote it."""
    kept = Rule.objects.filter(union=union, value__has_key="unit").first()
    return str(kept.value["unit"]) if kept else "EUR"

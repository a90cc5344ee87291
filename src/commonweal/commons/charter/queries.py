"""What the charter says on a day. Frozen values only; a question changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.commons.charter.models import Decision, Rule
from commonweal.commons.charter.words import (
    FOUNDING_DECISION,
    PARAMETERS,
    UNKNOWN_RULE,
    Parameter,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS

Value = int | str | Measure


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as it stands on a day. ``from_day`` is None for a never decided one."""

    key: str
    value: Value
    words: str
    decision: int
    decision_title: str
    from_day: date | None


def rule(*, union: UUID, key: str, on: date) -> Value:
    """Return what the rule says on a day, in its own type."""
    if key not in PARAMETERS:
        raise NotFound(Problem("key", UNKNOWN_RULE, {"key": key[:64]}))
    row = (
        Rule.objects.filter(union=union, key=key, from_day__lte=on)
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


def list_rules(*, union: UUID, on: date) -> tuple[RuleView, ...]:
    """List every rule in force on a day, in the order of the registry."""
    latest: dict[str, Rule] = {}
    rows = (
        Rule.objects.filter(union=union, from_day__lte=on)
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


def _value(stored: object) -> Value:
    if isinstance(stored, dict):
        return Measure(int(stored["amount"]), UNITS[stored["unit"]])
    assert isinstance(stored, int | str), stored  # noqa: S101 - written by set_rule
    return stored


def _view(row: Rule) -> RuleView:
    parameter = PARAMETERS.get(row.key)
    return RuleView(
        key=row.key,
        value=_value(row.value),
        words=parameter.words if parameter else row.key,
        decision=row.decision.number,
        decision_title=row.decision.title,
        from_day=row.from_day,
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

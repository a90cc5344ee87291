"""Deeds of the charter: found it, number a decision, put a rule in force.

Called inside other deeds, which have asked who may (people.services for pages and
programs). Nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries, words
from commonweal.commons.charter.models import Decision, Rule
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.core.vf.units import UNITS


@deeds.part_of_a_deed
def adopt_founding_rules(
    *,
    union: UUID,
    at: datetime,
    currency: str = "EUR",
    changes: Mapping[str, object] | None = None,
) -> int:
    """Write decision 1 with every rule of the registry; returns its number.

    Every rule is written out, so that a later version of the software with another
    usual value changes nothing here (I-19). Doing it twice changes nothing.
    """
    if queries.find_last_decision(union=union) >= words.FOUNDING_DECISION:
        return words.FOUNDING_DECISION
    values: dict[str, object] = {
        key: _usual(parameter, currency) for key, parameter in words.PARAMETERS.items()
    }
    values |= dict(changes or {})
    require(p for k, v in values.items() for p in _problems_with(k, v, currency))
    decision = _write_decision(
        union=union, number=words.FOUNDING_DECISION, title=words.FOUNDING_TITLE, at=at
    )
    for key, value in values.items():
        _write_rule(decision, key, _stored(key, value, currency), at.date())
    return decision.number


@deeds.part_of_a_deed
def record_decision(*, union: UUID, title: str, at: datetime) -> int:
    """Give a decision the next number and keep its title."""
    number = queries.find_last_decision(union=union) + 1
    return _write_decision(union=union, number=number, title=title, at=at).number


@deeds.part_of_a_deed
def set_rule(  # noqa: PLR0913 - who, what, when and by which decision belong together
    *,
    union: UUID,
    key: str,
    value: object,
    from_day: date,
    decision: int,
    at: datetime,
    by: UUID | None = None,
    subject: str = "",
    until: date | None = None,
) -> None:
    """Put a rule in force from a day, by a decision of the register.

    The asking deed has checked that ``by`` may; who it was is not kept here, because
    the decision is the union's. Setting the same again by the same decision changes
    nothing. With ``until`` it ends by itself after that day.
    """
    del by
    row = Decision.objects.filter(union=union, number=decision).first()
    if row is None:
        raise NotFound(
            Problem(
                "decision", words.DECISION_NUMBERS_ARE_COUNTED, {"number": decision}
            )
        )
    currency = _currency_of(union, at.date())
    problems = _problems_with(key, value, currency)
    problems += _problems_with_subject(key, subject)
    if from_day < at.date():
        day = at.date().isoformat()
        problems.append(Problem("from_day", words.NO_PAST_RULES, {"day": day}))
    if until is not None and until < from_day:
        problems.append(Problem("until", words.ENDS_BEFORE_IT_BEGINS))
    require(problems)
    known = Rule.objects.filter(union=union, key=key, subject=subject, decision=row)
    if not known.exists():
        stored = _stored(key, value, currency)
        _write_rule(row, key, stored, from_day, at, subject=subject, until=until)


@deeds.part_of_a_deed
def write_out_new_rules(*, union: UUID, at: datetime) -> int | None:
    """Write out rules that came with a newer version, as they are usually (I-19).

    So that the version after that cannot change them. Returns the decision's number,
    or None when everything is written out or the union is not founded yet.
    """
    if queries.find_last_decision(union=union) < words.FOUNDING_DECISION:
        return None
    known = set(Rule.objects.filter(union=union).values_list("key", flat=True))
    missing = [key for key in words.PARAMETERS if key not in known]
    if not missing:
        return None
    currency = queries.currency_of(union=union)
    number = record_decision(union=union, title=words.NEW_RULES_TITLE, at=at)
    row = Decision.objects.get(union=union, number=number)
    for key in missing:
        usual = _usual(words.PARAMETERS[key], currency)
        _write_rule(row, key, _stored(key, usual, currency), at.date(), at)
    return number


def problems_with(*, union: UUID, key: str, value: object, on: date) -> list[Problem]:
    """Say what is wrong with a value for a rule, without setting it."""
    return _problems_with(key, value, _currency_of(union, on))


def shown(*, union: UUID, key: str, value: object, on: date) -> str:
    """Return a value that has no problems as people read it."""
    currency = _currency_of(union, on)
    parameter = _parameter(key)
    stored = _stored(key, value, currency)
    if parameter is not None and parameter.kind == "money":
        number = _number(parameter, value, currency)
        return queries.said(Measure(number, UNITS[currency]))
    return str(stored)


def problems_with_notice(*, union: UUID, from_day: date, on: date) -> list[Problem]:
    """Say whether a change decided on a day may begin on another (I-19)."""
    earliest = queries.earliest_day(union=union, on=on)
    if from_day >= earliest:
        return []
    facts = {"days": (earliest - on).days, "day": earliest.isoformat()}
    return [Problem("from_day", words.NOTICE_FIRST, facts)]


def _usual(parameter: words.Parameter, currency: str) -> object:
    """Return the usual value as a deed takes it; money is kept in its smallest steps."""
    if parameter.kind == "money":
        return Measure(int(parameter.usual), UNITS[currency])
    return parameter.usual


def _write_decision(*, union: UUID, number: int, title: str, at: datetime) -> Decision:
    return Decision.objects.create(
        id=ids.id_from_key(union, f"decision:{number}"),
        union=union,
        number=number,
        title=title[:200],
        decided_on=at.date(),
        recorded_at=at,
    )


def _write_rule(  # noqa: PLR0913 - the columns of a rule
    decision: Decision,
    key: str,
    value: object,
    from_day: date,
    at: datetime | None = None,
    *,
    subject: str = "",
    until: date | None = None,
) -> None:
    name = f"{key}:{subject}" if subject else key
    Rule.objects.create(
        id=ids.id_from_key(decision.union, f"rule:{decision.number}:{name}"),
        union=decision.union,
        key=key,
        subject=subject,
        until=until,
        value=value,
        from_day=from_day,
        decision=decision,
        recorded_at=at or decision.recorded_at,
    )


def _currency_of(union: UUID, on: date) -> str:
    limit = queries.rule(union=union, key="planning.purchase_limit_per_week", on=on)
    return limit.unit.code if isinstance(limit, Measure) else "EUR"


def _problems_with(key: str, value: object, currency: str) -> list[Problem]:
    parameter = _parameter(key)
    if parameter is None:
        return [Problem("key", words.UNKNOWN_RULE, {"key": key[:64]})]
    if parameter.kind == "choice":
        return _problems_with_choice(parameter, value)
    return _problems_with_number(parameter, value, currency)


def _parameter(key: str) -> words.Parameter | None:
    return words.PARAMETERS.get(key) or words.LINES.get(key)


def _problems_with_subject(key: str, subject: str) -> list[Problem]:
    if key in words.LINES:
        if subject.strip() and len(subject) <= words.SUBJECT_LETTERS:
            return []
        facts = {"most": words.SUBJECT_LETTERS}
        return [Problem("subject", words.SAY_WHICH, facts)]
    return [Problem("subject", words.IS_ONE_RULE)] if subject else []


def _problems_with_choice(parameter: words.Parameter, value: object) -> list[Problem]:
    if value in parameter.choices:
        return []
    facts = {"value": str(value)[:40], "choices": ", ".join(parameter.choices)}
    return [Problem("value", words.NOT_A_CHOICE, facts)]


def _problems_with_number(
    parameter: words.Parameter, value: object, currency: str
) -> list[Problem]:
    try:
        number = _number(parameter, value, currency)
    except Refused as refused:
        return list(refused.problems)
    if parameter.least <= number <= parameter.most:
        return []
    facts = {
        "value": str(value)[:40],
        "least": _shown(parameter, parameter.least, currency),
        "most": _shown(parameter, parameter.most, currency),
    }
    return [Problem("value", words.OUT_OF_RANGE, facts)]


def _number(parameter: words.Parameter, value: object, currency: str) -> int:
    if parameter.kind == "money":
        if isinstance(value, Measure) and value.unit.code == currency:
            return value.amount
        text = str(value).removesuffix(currency).strip()
        return measure_of(text, UNITS[currency], field="value").amount
    try:
        return int(str(value))
    except ValueError:
        facts = {"value": str(value)[:40], "usual": parameter.usual}
        raise Refused(Problem("value", words.NOT_WHOLE, facts)) from None


def _shown(parameter: words.Parameter, number: int, currency: str) -> object:
    if parameter.kind == "money":
        return str(Measure(number, UNITS[currency]))
    return number


def _stored(key: str, value: object, currency: str) -> object:
    parameter = _parameter(key)
    assert parameter is not None, key  # noqa: S101 - its problems were asked first
    if parameter.kind == "choice":
        return str(value)
    number = _number(parameter, value, currency)
    if parameter.kind == "money":
        return {"amount": number, "unit": currency}
    return number

"""Read the parameters of an effect as people wrote them: all values, or all problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.commons.people import words as people_words
from commonweal.commons.people.models import Mandate
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import Problem, Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Body
from commonweal.rooms.governance.words import EffectDraft, defaults, rules
from commonweal.rooms.governance.words.effects import ELECTED, KINDS, Kind, Param

_LINE_LETTERS, _TEXT_LETTERS = 200, 2000
_MOST_WHOLE = 10_000
_STANCES = ("bound", "ranked", "range", "explore")

Value = str | int | date | Measure | UUID | Mapping[str, str]


@dataclass(slots=True)
class Effect:
    """An effect read: its place in the motion, its kind, its typed values."""

    place: int
    kind: Kind
    option: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Say whether a parameter was filled in."""
        return name in self.values

    def text(self, name: str) -> str:
        """Return a line or a text; empty when it was left out."""
        value = self.values.get(name, "")
        assert isinstance(value, str), name  # noqa: S101 - read as such
        return value

    def whole(self, name: str) -> int | None:
        """Return a whole number, or None."""
        value = self.values.get(name)
        assert value is None or isinstance(value, int), name  # noqa: S101 - as above
        return value

    def day(self, name: str) -> date | None:
        """Return a day, or None."""
        value = self.values.get(name)
        assert value is None or isinstance(value, date), name  # noqa: S101 - as above
        return value

    def money(self, name: str) -> Measure | None:
        """Return an amount of money, or None."""
        value = self.values.get(name)
        assert value is None or isinstance(value, Measure), name  # noqa: S101 - as above
        return value

    def id(self, name: str) -> UUID | None:
        """Return whom or what is named; None when left out or when it is the winner."""
        value = self.values.get(name)
        return value if isinstance(value, UUID) else None

    def ids(self, name: str) -> tuple[UUID, ...]:
        """Return whom or what is named, to look it up by; nothing when left out."""
        value = self.id(name)
        return () if value is None else (value,)

    def changes(self, name: str) -> Mapping[str, str]:
        """Return rules and what they say meanwhile."""
        value = self.values.get(name, {})
        assert isinstance(value, Mapping), name  # noqa: S101 - read as such
        return value

    def is_for_winner(self, name: str) -> bool:
        """Say whether whoever is elected is meant."""
        return self.values.get(name) == ELECTED


@dataclass(slots=True)
class Reader:
    """Reads the effects of one motion in one union; collects every problem."""

    union: UUID
    problems: list[Problem] = field(default_factory=list)
    _place: int = 0
    _currency: str = ""

    def read(self, draft: EffectDraft, place: int) -> Effect | None:
        """Return the effect with typed values; None when anything was wrong."""
        self._place = place
        kind = KINDS.get(draft.kind)
        if kind is None:
            facts = {"kind": draft.kind[:40], "kinds": ", ".join(KINDS)}
            self.say("kind", says.UNKNOWN_KIND, facts)
            return None
        before = len(self.problems)
        names = [param.name for param in kind.params]
        for name in sorted(set(draft.params) - {*names, "option"}):
            facts = {"name": name[:40], "names": ", ".join(names) or "-"}
            self.say(name[:40], says.UNKNOWN_PARAM, facts)
        effect = Effect(place, kind, str(draft.params.get("option", "")).strip()[:200])
        for param in kind.params:
            self._param(effect, param, str(draft.params.get(param.name, "")).strip())
        return effect if len(self.problems) == before else None

    def say(self, name: str, message: str, facts: Mapping[str, object] = {}) -> None:
        """Note a problem with a parameter."""
        self.problems.append(Problem(f"effects.{self._place}.{name}", message, facts))

    def at(self, place: int) -> Reader:
        """Speak of another effect of the motion."""
        self._place = place
        return self

    def _param(self, effect: Effect, param: Param, text: str) -> None:
        if not text:
            if param.needed:
                self.say(param.name, says.SAY_IT, {"what": param.words})
            return
        try:
            effect.values[param.name] = _READERS[param.reads](self, text, effect)
        except Refused as refused:
            for problem in refused.problems:
                self.say(param.name, problem.message, problem.params)

    def require_value(self, key: str, value: str) -> None:
        """Refuse a value that the charter could not hold."""
        found = charter_services.problems_with(
            union=self.union, key=key, value=value, on=date.max
        )
        if found:
            raise Refused(found)

    def unit(self) -> str:
        """Return the currency of the union."""
        if not self._currency:
            self._currency = charter.currency_of(union=self.union)
        return self._currency


def _line(_reader: Reader, text: str, _effect: Effect) -> str:
    return _clean(text, _LINE_LETTERS)


def _text(_reader: Reader, text: str, _effect: Effect) -> str:
    return _clean(text.replace("\r\n", "\n"), _TEXT_LETTERS, breaks=True)


def _day(_reader: Reader, text: str, _effect: Effect) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong(says.NOT_A_DAY, value=text[:40]) from None


def _whole_number(_reader: Reader, text: str, _effect: Effect) -> int:
    return _whole(text, 1, _MOST_WHOLE)


def _money(reader: Reader, text: str, _effect: Effect) -> Measure:
    unit = UNITS[reader.unit()]
    amount = measure_of(text.removesuffix(unit.code).strip(), unit, field="amount")
    if amount.amount < 0:
        raise _wrong(people_words.AMOUNT_BELOW_ZERO)
    return amount


def _person(reader: Reader, text: str, _effect: Effect) -> UUID:
    found = people.find_person(person=_uuid(text, says.NO_PERSON))
    if found is None or found.union != reader.union or found.status == "left":
        raise _wrong(says.NO_PERSON)
    return found.id


def _elected(reader: Reader, text: str, effect: Effect) -> UUID | str:
    return ELECTED if text == ELECTED else _person(reader, text, effect)


def _mandate(reader: Reader, text: str, _effect: Effect) -> UUID:
    row = Mandate.objects.filter(
        union=reader.union, id=_uuid(text, says.NO_MANDATE), ended_at__isnull=True
    ).first()
    if row is None:
        raise _wrong(says.NO_MANDATE)
    return row.id


def _number(reader: Reader, text: str, _effect: Effect) -> int:
    last = charter.find_last_decision(union=reader.union)
    if not text.isdecimal() or not 1 <= int(text) <= last:
        raise _wrong(says.NO_DECISION, number=text[:20])
    return int(text)


def _body(reader: Reader, text: str, _effect: Effect) -> UUID:
    row = Body.objects.filter(
        union_id=reader.union, id=_uuid(text, says.NO_BODY), ended_at__isnull=True
    ).first()
    if row is None:
        raise _wrong(says.NO_BODY)
    return row.id


def _scope(_reader: Reader, text: str, _effect: Effect) -> str:
    return _one_of(text, sorted(people_words.MANDATE_SCOPES))


def _matter(_reader: Reader, text: str, _effect: Effect) -> str:
    return _one_of(text, defaults.MATTERS)


def _process(_reader: Reader, text: str, _effect: Effect) -> str:
    return _one_of(text, rules.PROCESSES)


def _stance(_reader: Reader, text: str, _effect: Effect) -> str:
    return _one_of(text, _STANCES)


def _fraction(_reader: Reader, text: str, _effect: Effect) -> str:
    try:
        return rules.part_as_text(rules.part_of_text(text))
    except ValueError:
        raise _wrong(says.NOT_A_PART, value=text[:20]) from None


def _rule(_reader: Reader, text: str, _effect: Effect) -> str:
    if text not in charter_words.PARAMETERS:
        raise _wrong(charter_words.UNKNOWN_RULE, key=text[:64])
    return text


def _value(reader: Reader, text: str, effect: Effect) -> str:
    if effect.has("key"):
        reader.require_value(effect.text("key"), text)
    return text


def _changes(reader: Reader, text: str, _effect: Effect) -> Mapping[str, str]:
    changes: dict[str, str] = {}
    for line in text.replace(";", "\n").splitlines():
        if not line.strip():
            continue
        key, sign, value = (part.strip() for part in line.partition("="))
        if not sign or not value:
            raise _wrong(says.NOT_A_CHANGE)
        if key not in charter_words.PARAMETERS:
            raise _wrong(charter_words.UNKNOWN_RULE, key=key[:64])
        reader.require_value(key, value)
        changes[key] = value
    return changes


def _clean(text: str, most: int, *, breaks: bool = False) -> str:
    if len(text) > most:
        raise _wrong(says.TOO_LONG, most=most)
    seen = text.replace("\n", "") if breaks else text
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Cn"} for letter in seen):
        raise _wrong(says.HAS_CONTROLS)
    return text


def _whole(text: str, least: int, most: int) -> int:
    if text.isdecimal() and least <= int(text) <= most:
        return int(text)
    raise _wrong(says.NOT_WHOLE, value=text[:20], least=least, most=most)


def _one_of(text: str, choices: Iterable[str]) -> str:
    known = tuple(choices)
    if text in known:
        return text
    raise _wrong(says.NOT_ONE_OF, value=text[:40], choices=", ".join(known))


def _uuid(text: str, message: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _wrong(message) from None


def _wrong(message: str, **facts: object) -> Refused:
    return Refused(Problem("", message, facts))


_READERS: Mapping[str, Callable[[Reader, str, Effect], Value]] = {
    "line": _line,
    "text": _text,
    "day": _day,
    "whole": _whole_number,
    "money": _money,
    "person": _person,
    "elected": _elected,
    "mandate": _mandate,
    "number": _number,
    "body": _body,
    "scope": _scope,
    "matter": _matter,
    "process": _process,
    "stance": _stance,
    "fraction": _fraction,
    "rule": _rule,
    "value": _value,
    "changes": _changes,
    "hours": _whole_number,
}

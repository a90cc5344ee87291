"""Problems and plans as JSON, both ways, with their JSON Schemas.

Field names are those of the value types; fields at their default may be left out. What
cannot be read comes back as ``BadProblem`` with every fault and its place in the file.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Mapping
from typing import Any, Final

from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Parts
from commonweal.core.planner.words import N_, Sentence

Json = Any  # JSON can hold anything until it is read
Kind = Any  # a type hint, walked as data

PROBLEM_FORMAT: Final = "commonweal/problem/1"
PLAN_FORMAT: Final = "commonweal/plan/1"
MOST_BYTES: Final = 200_000_000  # a larger file is a mistake, or wants another way in


def problem_from_json(text: str | bytes) -> Problem:
    """Read a problem.

    Parameters
    ----------
    text : str or bytes
        JSON as described by ``problem.schema.json``; bytes are UTF-8.

    Returns
    -------
    Problem
        Checked.

    Raises
    ------
    BadProblem
        The text is no JSON, a field is unknown, missing or of the wrong kind, or the
        problem itself is wrong; every fault at once, with its place.

    Examples
    --------
    >>> problem_from_json('{"periods": [{"label": "w1"}], "places": ["home"]}').places
    ('home',)
    """
    return problem_from_value(_loaded(text, PROBLEM_FORMAT))


def problem_from_value(value: Json) -> Problem:
    """Read a problem from its JSON form, already loaded; see ``problem_from_json``."""
    read = _Reader()
    parts = read.value(Parts, value, "")
    if read.faults:
        raise BadProblem(read.faults)
    return Problem(
        **{f.name: getattr(parts, f.name) for f in dataclasses.fields(Parts)}
    )


def problem_to_json(problem: Problem) -> str:
    """Write a problem, leaving out what is at its default.

    Parameters
    ----------
    problem : Problem
        Any problem.

    Returns
    -------
    str
        JSON, two spaces deep, ending with a line feed.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Period
    >>> text = problem_to_json(Problem(periods=(Period("w1"),), places=("home",)))
    >>> problem_from_json(text).periods[0].label
    'w1'
    """
    return _dumped(PROBLEM_FORMAT, problem)


def plan_from_json(text: str | bytes) -> Plan:
    """Read a plan.

    Parameters
    ----------
    text : str or bytes
        JSON as described by ``plan.schema.json``; bytes are UTF-8.

    Returns
    -------
    Plan
        As written; not checked against any problem, see ``check.problems_with_plan``.

    Raises
    ------
    BadProblem
        With every fault of the text.

    Examples
    --------
    >>> plan_from_json('{"status": "optimal"}').status
    <Status.OPTIMAL: 'optimal'>
    """
    read = _Reader()
    plan = read.value(Plan, _loaded(text, PLAN_FORMAT), "")
    if read.faults:
        raise BadProblem(read.faults)
    assert isinstance(plan, Plan)
    return plan


def plan_to_json(plan: Plan) -> str:
    """Write a plan, leaving out what is at its default.

    Parameters
    ----------
    plan : Plan
        Any plan.

    Returns
    -------
    str
        JSON, two spaces deep, ending with a line feed.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Status
    >>> plan_from_json(plan_to_json(Plan(Status.STOPPED, seed=3))).seed
    3
    """
    return _dumped(PLAN_FORMAT, plan)


def _dumped(name: str, value: object) -> str:
    body = {"format": name, **_plain(value)}
    return json.dumps(body, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: Json) -> Json:
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != _default_of(field)
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _default_of(field: dataclasses.Field[Any]) -> Json:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _loaded(text: str | bytes, name: str) -> Json:
    if len(text) > MOST_BYTES:
        raise BadProblem([_fault("", N_("This file is too large to be read."))])
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        said = N_("This is not JSON in UTF-8: %(error)s.")
        raise BadProblem([_fault("", said, error=str(error))]) from error
    if isinstance(value, dict):
        stated = value.pop("format", name)
        value.pop("$schema", None)
        if stated != name:
            said = N_("This says it is %(stated)s; expected is %(name)s.")
            raise BadProblem([_fault("format", said, stated=stated, name=name)])
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


class _Reader:
    """Reads JSON values into value types, collecting faults on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def value(self, kind: Kind, value: Json, where: str) -> Json:
        """Read one value of a kind; None after a fault."""
        origin = origin_of(kind)
        if origin in {typing.Union, types.UnionType}:
            inner = [k for k in typing.get_args(kind) if k is not types.NoneType]
            return None if value is None else self.value(inner[0], value, where)
        if dataclasses.is_dataclass(kind):
            read = self._dataclass
        elif origin is tuple:
            read = self._tuple
        elif origin is not None:
            read = self._mapping
        else:
            read = self._simple
        return read(kind, value, where)

    def _dataclass(self, kind: Kind, value: Json, where: str) -> Json:
        if not isinstance(value, dict):
            return self._wrong(where, N_("Expected is an object with named fields."))
        hints = hints_of(kind)
        before = len(self.faults)
        for name in value:
            if name not in hints:
                self._wrong(_join(where, name), N_("There is no such field."))
        read = {}
        for field in dataclasses.fields(kind):
            if field.name in value:
                inner = _join(where, field.name)
                read[field.name] = self.value(
                    hints[field.name], value[field.name], inner
                )
            elif _default_of(field) is dataclasses.MISSING:
                self._wrong(_join(where, field.name), N_("This field is missing."))
        return kind(**read) if len(self.faults) == before else None

    def _tuple(self, kind: Kind, value: Json, where: str) -> Json:
        if not isinstance(value, list):
            return self._wrong(where, N_("Expected is a list."))
        inner = typing.get_args(kind)
        if inner[-1] is not Ellipsis:
            if len(value) != len(inner):
                return self._wrong(where, N_("This list is of the wrong length."))
            return tuple(
                self.value(k, item, f"{where}[{i}]")
                for i, (k, item) in enumerate(zip(inner, value, strict=True))
            )
        return tuple(
            self.value(inner[0], item, f"{where}[{i}]") for i, item in enumerate(value)
        )

    def _mapping(self, kind: Kind, value: Json, where: str) -> Json:
        if not isinstance(value, dict):
            return self._wrong(where, N_("Expected is an object with named fields."))
        inner = typing.get_args(kind)[1]
        return {
            key: self.value(inner, item, f"{where}[{key!r}]")
            for key, item in value.items()
        }

    def _simple(self, kind: Kind, value: Json, where: str) -> Json:
        if kind is object or _is_of(kind, value):
            return float(value) if kind is float else value
        if kind not in _KINDS:
            if value in {str(item) for item in kind}:
                return kind(value)
            said = N_("Expected is one of %(names)s.")
            return self._wrong(where, said, names=", ".join(kind))
        return self._wrong(
            where,
            N_("Expected is %(kind)s; this is %(value)s."),
            kind=_KINDS[kind],
            value=json.dumps(value, ensure_ascii=False)[:80],
        )

    def _wrong(self, where: str, template: str, **params: object) -> None:
        self.faults.append(_fault(where, template, **params))


_KINDS: Final = {
    float: N_("a number"),
    int: N_("a whole number"),
    str: N_("text"),
    bool: N_("true or false"),
}


@functools.cache
def hints_of(kind: type) -> dict[str, Kind]:
    """Return the type hints of a value type's fields."""
    return typing.get_type_hints(kind)


def origin_of(kind: Kind) -> Kind:
    """Return what a generic hint is a form of, such as ``tuple``; None for a class."""
    return typing.get_origin(kind)


def _is_of(kind: type, value: Json) -> bool:
    """Whether a JSON value is of a simple kind; true and false are no numbers."""
    if isinstance(value, bool):
        return kind is bool
    wanted = (int, float) if kind is float else kind
    return kind in _KINDS and isinstance(value, wanted)


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _fault(where: str, template: str, **params: object) -> Fault:
    return Fault(where, Sentence(template, params))

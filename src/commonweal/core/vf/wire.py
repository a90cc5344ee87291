"""How flows are written outside: JSON-LD with ValueFlows' camelCase, both ways.

Also the canonical form of an event and its hash, which bind it to the event before.
What is ours and not ValueFlows' is written with the prefix ``cw:``.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from uuid import UUID

from commonweal.core.vf import flows, units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicEvent
from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import N_, Problem, Refused

NO_HASH = "0" * 64

#: The JSON-LD context that goes with every document we write.
CONTEXT: Mapping[str, str] = types.MappingProxyType(
    {
        "@vocab": "https://w3id.org/valueflows/ont/vf#",
        "om2": "http://www.ontology-of-units-of-measure.org/resource/om-2/",
        "cw": "https://commonweal.invalid/ns#",
    }
)

#: What each class of ours is called in ValueFlows.
TYPES: Mapping[type, str] = types.MappingProxyType(
    {
        flows.Agent: "Agent",
        flows.Place: "SpatialThing",
        flows.Specification: "ResourceSpecification",
        flows.EconomicResource: "EconomicResource",
        flows.Recipe: "cw:Recipe",
        flows.RecipeFlow: "RecipeFlow",
        flows.CapacityUse: "cw:CapacityUse",
        flows.Plan: "Plan",
        flows.Process: "Process",
        flows.Intent: "Intent",
        flows.Commitment: "Commitment",
        flows.EconomicEvent: "EconomicEvent",
    }
)
_CLASSES = {name: cls for cls, name in TYPES.items()}

_OURS = frozenset(
    [
        "union",
        "key",
        "seq",
        "at",
        "hash",
        "previous_hash",
        "per",
        "tier",
        "is_wish",
        "n_people",
        "group",
        "is_content",
        "contents",
        "survives_per_week",
        "uses",
        "months",
        "toil",
        "footprint_kg_co2e",
        "is_whole",
        "retired",
        "after_weeks",
        "is_input",
        "capacity",
        "quantity",
        "weeks",
        "flows",
        "fulfilled_quantity",
        "kind",
        "expires_on",
        "is_account",
    ]
)


def canonical(event: EconomicEvent) -> bytes:
    """Return the bytes of an event that its hash is made of, the same for ever.

    A JSON list without spaces: form, then every kept field but the hash. The
    previous hash is in it, so that each event vouches for all before it.
    """
    resource, effort = event.resource_quantity, event.effort_quantity
    return _compact(
        [
            "cw1",
            event.previous_hash,
            event.union.hex,
            event.seq,
            event.id.hex,
            event.key,
            event.action.value,
            event.provider.hex,
            event.receiver.hex,
            _moment(event.has_point_in_time),
            _moment(event.at),
            None if resource is None else [resource.amount, resource.unit.code],
            None if effort is None else [effort.amount, effort.unit.code],
            _hex(event.resource_conforms_to),
            _hex(event.resource_inventoried_as),
            _hex(event.to_resource_inventoried_as),
            _hex(event.to_location),
            _hex(event.input_of),
            _hex(event.output_of),
            _hex(event.fulfills),
            _hex(event.satisfies),
            _hex(event.corrects),
            _hex(event.stage),
            event.state,
        ]
    ).encode()


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def hash_of(event: EconomicEvent) -> str:
    """Return the hash that belongs to an event."""
    return hashlib.sha256(canonical(event)).hexdigest()


def to_wire(value: object) -> dict[str, object]:
    """Write a flow or a thing as a JSON object; what is not set is left out."""
    cls: type = type(value)
    written: dict[str, object] = {"@type": TYPES[cls]}
    for name, wire_name, _read in _fields_of(cls):
        inner = getattr(value, name)
        if inner is not None:
            written[wire_name] = _write(inner)
    return written


def from_wire(data: Mapping[str, object]) -> object:
    """Read what ``to_wire`` wrote, or say what is wrong with it.

    Raises
    ------
    Refused
        With every field that is missing, unknown or not what it should be.
    """
    cls = _CLASSES.get(str(data.get("@type")))
    if cls is None:
        raise Refused(
            Problem(
                "@type",
                N_("“%(type)s” is not a kind of flow that we know."),
                {"type": str(data.get("@type"))[:40]},
            )
        )
    read = {}
    problems = []
    known = {"@type"}
    for name, wire_name, reader in _fields_of(cls):
        known.add(wire_name)
        if data.get(wire_name) is None:
            continue
        try:
            read[name] = reader(data[wire_name])
        except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError):
            problems.append(
                Problem(
                    wire_name,
                    N_("“%(value)s” is not what we expect here."),
                    {"value": str(data[wire_name])[:40]},
                )
            )
        except Refused as refused:
            problems.extend(
                dataclasses.replace(problem, field=wire_name)
                for problem in refused.problems
            )
    problems.extend(
        Problem(name, N_("This field is missing."))
        for name in _missing(cls, read, problems)
    )
    problems.extend(
        Problem(str(name)[:40], N_("We do not know this field."))
        for name in data
        if name not in known
    )
    if problems:
        raise Refused(problems)
    return cls(**read)


def camel(name: str) -> str:
    """Return the ValueFlows spelling of a name of ours: ``resource_quantity``."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


# --- writing ------------------------------------------------------------------------


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _write_measure(value: Measure) -> object:
    number = round(value.decimal, _DIGITS)
    written: dict[str, object] = {
        "@type": "Measure",
        "hasNumericalValue": f"{number.normalize():f}",
        "hasUnit": value.unit.code,
    }
    if number * value.unit.steps != value.amount:
        written["cw:steps"] = value.amount  # a minute is no round part of an hour
    return written


#: Decimals of a number as written; finer than any unit's smallest step.
_DIGITS = 9

_WRITERS: Mapping[type, Callable[[typing.Any], object]] = types.MappingProxyType(
    {
        UUID: "urn:uuid:{}".format,
        Action: lambda action: action.value,
        datetime: _moment,
        date: date.isoformat,
        Decimal: lambda number: f"{number:f}",
        Measure: _write_measure,
        Unit: lambda unit: unit.code,
        tuple: lambda parts: [_write(part) for part in parts],
    }
)


def _write(value: object) -> object:
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return writer(value)
    if isinstance(value, Mapping):
        return {str(_write(key)): _write(inner) for key, inner in value.items()}
    if dataclasses.is_dataclass(value):
        return to_wire(value)
    return value


# --- reading ------------------------------------------------------------------------

_Reader = Callable[[typing.Any], object]


@cache
def _fields_of(cls: type) -> tuple[tuple[str, str, _Reader], ...]:
    """Return (our name, wire name, reader) for each field of a class."""
    hints = typing.get_type_hints(cls)
    return tuple(
        (field.name, _wire_name(field.name), _reader_of(hints[field.name]))
        for field in dataclasses.fields(cls)
    )


def _wire_name(name: str) -> str:
    if name == "id":
        return "@id"
    return f"cw:{camel(name)}" if name in _OURS else camel(name)


def _missing(
    cls: type, read: Mapping[str, object], problems: list[Problem]
) -> list[str]:
    wrong = {problem.field for problem in problems}
    return [
        _wire_name(field.name)
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
        and field.name not in read
        and _wire_name(field.name) not in wrong
    ]


def _reader_of(hint: object) -> _Reader:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        (inner,) = [part for part in arguments if part is not type(None)]
        return _reader_of(inner)
    if origin is not None:
        return _reader_of_many(origin, arguments)
    reader = _READERS.get(hint)
    return _read_value(hint) if reader is None else reader


def _reader_of_many(origin: object, arguments: tuple[object, ...]) -> _Reader:
    if origin is typing.Literal:
        return lambda text: _one_of(text, arguments)
    if origin is tuple:
        inner_reader = _reader_of(arguments[0])
        return lambda parts: tuple(inner_reader(part) for part in _listed(parts))
    return lambda parts: {_read_id(key): Decimal(part) for key, part in parts.items()}


def _one_of(text: object, choices: tuple[object, ...]) -> object:
    if text not in choices:
        raise ValueError(text)
    return text


def _listed(parts: object) -> list[object]:
    if not isinstance(parts, list):
        raise TypeError(parts)
    return parts


def _read_value(hint: object) -> _Reader:
    def read(data: Mapping[str, object]) -> object:
        value = from_wire(data)
        if type(value) is not hint:
            raise TypeError(data)
        return value

    return read


def _read_id(text: str) -> UUID:
    return UUID(text.removeprefix("urn:uuid:"))


def _read_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _read_measure(data: Mapping[str, object]) -> Measure:
    unit = units.unit_named(str(data["hasUnit"]))
    number = Decimal(str(data["hasNumericalValue"]))
    if not number.is_finite():
        raise ValueError(data)
    steps = data.get("cw:steps")
    if steps is None:
        steps = int(number * unit.steps)
    if type(steps) is not int or round(Decimal(steps) / unit.steps, _DIGITS) != number:
        raise ValueError(data)
    return Measure(steps, unit)


def _exactly(kind: type) -> _Reader:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError(value)
        return value

    return read


_READERS: Mapping[object, _Reader] = types.MappingProxyType(
    {
        UUID: _read_id,
        Action: Action,
        datetime: _read_moment,
        date: date.fromisoformat,
        Decimal: Decimal,
        Measure: _read_measure,
        Unit: units.unit_named,
        str: _exactly(str),
        int: _exactly(int),
        bool: _exactly(bool),
    }
)

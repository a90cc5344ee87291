"""JSON Schemas of problems and plans, written from the value types themselves.

The files ``problem.schema.json`` and ``plan.schema.json`` beside this module are its
output, kept so that other programs can read them; a test compares.
"""

from __future__ import annotations

import dataclasses
import enum
import importlib.resources
import json
import types
import typing
from collections.abc import Mapping
from typing import Any, Final

Json = Any  # JSON can hold anything until it is read
Kind = Any  # a type hint, walked as data


def schema(name: str) -> dict[str, Json]:
    """Return the JSON Schema of "problem" or "plan".

    Parameters
    ----------
    name : str
        One of the two.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; the same as the file beside this module.

    Examples
    --------
    >>> schema("problem")["title"]
    'A planning problem'
    """
    folder = importlib.resources.files("commonweal.core.planner")
    text = folder.joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Json] = json.loads(text)
    return found


def schema_of(kind: type, title: str, name: str) -> dict[str, Json]:
    """Write the JSON Schema of a value type.

    Parameters
    ----------
    kind : type
        ``Parts`` or ``Plan``.
    title : str
        What the schema describes.
    name : str
        The format's name.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Plan
    >>> schema_of(Plan, "A plan", "commonweal/plan/1")["properties"]["seed"]
    {'type': 'integer', 'default': 0}
    """
    kinds: dict[str, dict[str, Json]] = {}
    body = _object_schema(kind, kinds)
    body["properties"] = {
        "format": {"const": name},
        "$schema": {"type": "string"},
        **body["properties"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": dict(sorted(kinds.items())),
    }


def _object_schema(kind: Kind, kinds: dict[str, dict[str, Json]]) -> dict[str, Json]:
    hints = typing.get_type_hints(kind)
    properties: dict[str, Json] = {}
    required = []
    for field in dataclasses.fields(kind):
        properties[field.name] = _schema(hints[field.name], kinds)
        if _is_required(field):
            required.append(field.name)
        elif isinstance(field.default, (str, int, float, bool)):
            properties[field.name] |= {"default": field.default}
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(kind: Kind, kinds: dict[str, dict[str, Json]]) -> dict[str, Json]:
    origin: Kind = typing.get_origin(kind)
    inner = typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _named_schema(kind, kinds)
    if origin in {typing.Union, types.UnionType}:
        return {"anyOf": [_schema(k, kinds) for k in inner]}
    if origin is tuple:
        return _list_schema(inner, kinds)
    return _simple_schema(kind, kinds)


def _named_schema(kind: Kind, kinds: dict[str, dict[str, Json]]) -> dict[str, Json]:
    name = kind.__name__
    if name not in kinds:
        kinds[name] = {}
        kinds[name] = _object_schema(kind, kinds)
    return {"$ref": f"#/$defs/{name}"}


def _list_schema(
    inner: tuple[Kind, ...], kinds: dict[str, dict[str, Json]]
) -> dict[str, Json]:
    if inner[-1] is not Ellipsis:
        return {"type": "array", "prefixItems": [_schema(k, kinds) for k in inner]}
    return {"type": "array", "items": _schema(inner[0], kinds)}


def _simple_schema(kind: Kind, kinds: dict[str, dict[str, Json]]) -> dict[str, Json]:
    if typing.get_origin(kind) is not None:
        values = _schema(typing.get_args(kind)[1], kinds)
        return {"type": "object", "additionalProperties": values}
    if issubclass(kind, enum.StrEnum):
        return {"enum": [str(item) for item in kind]}
    return dict(_JSON_TYPES[kind])


_JSON_TYPES: Final[Mapping[Any, Mapping[str, str]]] = {
    float: {"type": "number"},
    int: {"type": "integer"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    types.NoneType: {"type": "null"},
    object: {},
}


def _is_required(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing

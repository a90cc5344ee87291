"""A union's rows as CSV, table by table, out of one node and into another.

Knows no table by name but where it must: rows belong to a union by their own column or
by what they hang on. The ledger is not here, it goes its own way (``exporting``).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from commonweal.core.vf.problems import N_, Problem, Refused, require

#: Tables that say nothing about any one person; all others are private and sealed.
OPEN = frozenset(
    {
        "people.Union",
        "people.Circle",
        "charter.Decision",
        "charter.Rule",
        "planning.Capacity",
        "planning.PurchaseOption",
        "planning.AdoptedPack",
        "planning.ImportedTable",
        "kitchen.Dish",
        "kitchen.DishLine",
        "kitchen.ShopSection",
        "kitchen.Card",
        "kitchen.Meal",
        "kitchen.MealDish",
        "kitchen.MealLeftover",
        "kitchen.Turn",
        "kitchen.ShoppingPromise",
        "purse.Books",
        "purse.Purse",
        "purse.Category",
    }
)
#: What only means something on the node it was made on: keys to it, its work, and the
#: index of the search, which is made anew; and
#: what nobody but its maker may read, not even the key-holders who seal an export.
LEFT_BEHIND = frozenset(
    {
        "people.Token",
        "people.Invitation",
        "people.Return",
        "jobs.Job",
        "purse.Pledge",
        "governance.Talk",
        "governance.TalkPart",
        "governance.TalkRefusal",
        "governance.AskForHelp",
        "governance.AskedToHelp",
        "governance.MembershipCase",
        "governance.MembershipAsker",
        "governance.AppealSeat",
        "governance.TemperatureGiven",
        "governance.HandSignal",
        "governance.SpeakingTurn",
        "governance.RoundPlace",
        "governance.PaperTyping",
        "governance.EntryIndex",
        "governance.KnownWord",
    }
)
_OWN_WAY = "ledger"
#: How CSV writes "unknown", as PostgreSQL does; an empty cell is an empty text.
_NONE = r"\N"
#: A cell that begins so would be a formula in a spreadsheet; it gets an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_LARGEST_CELL = 10 * 1024 * 1024

_NO_SUCH_COLUMN = N_("This table has other columns than ours: %(columns)s.")
_NOT_READABLE = N_("“%(value)s” cannot be read here.")
_HANGS_LOOSE = N_("“%(value)s” is not in the table %(table)s.")

Model = type[models.Model]
#: A Django field; relations and plain columns have no better common name.
Column = Any


def tables(*, private: bool) -> tuple[Model, ...]:
    """Return the open or the private tables, each after those it hangs on."""
    ordered: list[Model] = []
    for model in _ours():
        _after_what_it_hangs_on(model, ordered)
    return tuple(m for m in ordered if (m._meta.label not in OPEN) is private)  # noqa: SLF001


def rows_of(model: Model, union: UUID) -> models.QuerySet[Any]:
    """Select the rows of a table that belong to a union."""
    rows = model._default_manager.order_by("pk")  # noqa: SLF001 - Django's own
    label = model._meta.label  # noqa: SLF001
    if label == "people.Union":
        return rows.filter(pk=union)
    if label == "people.Account":
        return rows.filter(person__union=union)
    if label == "governance.Answer":
        # What is not counted is nobody's to read, not even in an export.
        rows = rows.filter(is_sealed=True)
    names = {f.name for f in _columns(model)}
    for name in ("union", "union_id"):
        if name in names:
            return rows.filter(**{name: union})
    held_by = next(f for f in _columns(model) if f.is_relation)
    return rows.filter(**{f"{held_by.name}__in": rows_of(held_by.related_model, union)})


def write(model: Model, union: UUID) -> tuple[str, int]:
    """Write a union's rows of a table as CSV; return it and how many."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    columns = _columns(model)
    table.writerow([column.attname for column in columns])
    numbers = {
        column.attname: _numbers(_counted(column), union)
        for column in columns
        if _counted(column) is not None
    }
    n_rows = 0
    for row in rows_of(model, union).iterator():
        table.writerow([_cell(row, column, numbers) for column in columns])
        n_rows += 1
    return out.getvalue(), n_rows


@dataclass(slots=True)
class Reader:
    """Reads tables one after the other; remembers what counted rows became here."""

    became: dict[str, dict[int, int]] = field(default_factory=dict)

    def read(self, model: Model, text: str) -> int:
        """Insert the rows of a table, or refuse with every row and field.

        Part of the transaction of its caller.
        """
        label = model._meta.label  # noqa: SLF001
        columns = _columns(model)
        lines = _lines(label, columns, text)
        problems: list[Problem] = []
        made, numbers = [], []
        for number, line in enumerate(lines, start=2):
            values = {}
            for column, cell in zip(columns, line, strict=True):
                try:
                    values[column.attname] = self._value(column, cell)
                except _CELL_FAULTS:
                    problems.append(_fault(label, column, cell, number))
            if _is_counted(model) and not problems:
                numbers.append(int(str(values.pop(model._meta.pk.attname))))  # noqa: SLF001
            made.append(values)
        require(problems)
        kept = model._default_manager.bulk_create([model(**v) for v in made], 500)  # noqa: SLF001
        self.became[label] = {
            n: row.pk for n, row in zip(numbers, kept, strict=bool(numbers))
        }
        return len(kept)

    def _value(self, column: Column, cell: str) -> object:
        if cell == _NONE:
            if not column.null:
                raise ValueError(cell)
            return None
        if isinstance(column, models.JSONField):
            return json.loads(cell)
        if _is_text(column):
            cell = cell.removeprefix("'")
        counted = _counted(column)
        if counted is not None and not column.primary_key:
            return self.became[counted._meta.label][int(cell)]  # noqa: SLF001
        to = column.target_field if column.is_relation else column
        value = to.to_python(cell)
        to.run_validators(value)
        return value


_CELL_FAULTS = (ValueError, TypeError, KeyError, ValidationError, ArithmeticError)


def _fault(label: str, column: Column, cell: str, number: int) -> Problem:
    counted = None if column.primary_key else _counted(column)
    message = _NOT_READABLE if counted is None else _HANGS_LOOSE
    table = "" if counted is None else counted._meta.label  # noqa: SLF001
    params = {"value": cell[:40], "table": table}
    return Problem(f"{label}.{column.attname}", message, params, number)


def _lines(label: str, columns: list[Column], text: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LARGEST_CELL)
    wanted = [column.attname for column in columns]
    try:
        head, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError) as fault:
        raise Refused(Problem(label, _NOT_READABLE, {"value": str(fault)})) from None
    if head != wanted:
        columns_said = {"columns": ", ".join(head)[:200]}
        raise Refused(Problem(label, _NO_SUCH_COLUMN, columns_said))
    require(
        Problem(label, _NOT_READABLE, {"value": ",".join(line)[:40]}, number)
        for number, line in enumerate(lines, start=2)
        if len(line) != len(wanted)
    )
    return iter(lines)


def _cell(
    row: models.Model, column: Column, numbers: Mapping[str, Mapping[int, int]]
) -> str:
    value = getattr(row, column.attname)
    if value is None:
        return _NONE
    if column.attname in numbers:
        return str(numbers[column.attname][value])
    if isinstance(column, models.JSONField):
        return json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    text = str(column.value_to_string(row))
    return safe_cell(text) if _is_text(column) else text


def _is_text(column: Column) -> bool:
    return isinstance(column, (models.CharField, models.TextField))


def safe_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith((*_FORMULA, "\\")) else text


def _ours() -> list[Model]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("commonweal.")
        and model._meta.app_label != _OWN_WAY  # noqa: SLF001
        and model._meta.label not in LEFT_BEHIND  # noqa: SLF001
    ]


def _after_what_it_hangs_on(model: Model, ordered: list[Model]) -> None:
    if model in ordered:
        return
    for column in _columns(model):
        if column.is_relation and column.related_model is not model:
            _after_what_it_hangs_on(column.related_model, ordered)
    ordered.append(model)


def _columns(model: Model) -> list[Column]:
    return list(model._meta.concrete_fields)  # noqa: SLF001


def _is_counted(model: Model) -> bool:
    return isinstance(model._meta.pk, models.AutoField | models.BigAutoField)  # noqa: SLF001


def _counted(column: Column) -> Model | None:
    """Return the table whose rows the database counts, if the column names its rows.

    Such numbers mean nothing elsewhere: they are written as 1, 2, 3 … of the union.
    """
    if column.primary_key and _is_counted(column.model):
        return column.model  # type: ignore[no-any-return]
    if column.is_relation and _is_counted(column.related_model):
        return column.related_model  # type: ignore[no-any-return]
    return None


def _numbers(model: Model | None, union: UUID) -> dict[int, int]:
    if model is None:
        return {}
    pks = rows_of(model, union).values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(pks, start=1)}

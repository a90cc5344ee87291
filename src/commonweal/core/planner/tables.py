"""A planning problem as a folder of tables (CSV), for people who keep it in spreadsheets.

One table for each kind of part, a row for each; columns are named like the fields of
``terms.py``, and what is at its default may be left out. Lists within a part have a
table of their own (``recipe_lines``, ``need_contents``). Periods are named by label,
several labels in one cell are parted by "|", and a need without a basket has its own.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import types
import typing
from collections.abc import Mapping
from typing import Any, Final

from commonweal.core.planner import formats
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Parts
from commonweal.core.planner.words import N_, Sentence

Row = dict[str, Any]  # a row on its way to the JSON form
Kind = Any  # a type hint, walked as data
Where = tuple[str, int, str]  # table, row, column

MOST_ROWS: Final = 2_000_000  # more is a mistake, or wants another way in
RECIPE_LINES: Final = "recipe_lines"
NEED_CONTENTS: Final = "need_contents"
_LANE_EFFORT: Final = ("skill", "hours")
_SEPARATOR: Final = "|"  # between several labels in one cell
_SIDES: Final = {
    "input": ("inputs", "good", "amount"),
    "output": ("outputs", "good", "amount"),
    "effort": ("effort", "skill", "hours"),
    "use": ("uses", "capacity", "amount"),
}
_TRUE: Final = frozenset({"true", "yes", "1"})
_FALSE: Final = frozenset({"false", "no", "0"})

_NO_TABLE = N_("There is no table of this name. Tables: %(names)s.")
_NO_COLUMN = N_("There is no column %(column)s. Columns: %(columns)s.")
_NO_NUMBER = N_("Expected is a number such as 1250.5; this says %(value)s.")
_NO_TRUTH = N_("Expected is yes or no; this says %(value)s.")
_NO_PERIOD = N_("There is no period %(value)s.")
_NO_SIDE = N_("A line is an input, output, effort or use; this says %(value)s.")
_NO_OWNER = N_("There is no %(owner)s %(value)s in its table.")
_TOO_LONG = N_("A table may have %(most)s rows.")


def problem_from_tables(tables: Mapping[str, str]) -> Problem:
    r"""Read a problem from tables.

    Parameters
    ----------
    tables : mapping of str to str
        Text of each table by its name without ``.csv``; the first row names columns.

    Returns
    -------
    Problem
        Checked.

    Raises
    ------
    BadProblem
        With every fault, each at its table, row (the heading is row 1) and column.

    Examples
    --------
    >>> problem_from_tables({
    ...     "periods": "label,days\nweek 14,7\n",
    ...     "places": "label\nhome\n",
    ...     "goods": "label,unit\nbread,kg\n",
    ...     "stocks": "place,good,amount\nhome,bread,6\n",
    ... }).stocks[0].amount
    6.0
    """
    reader = _Tables(tables)
    body = reader.body()
    if reader.faults:
        raise BadProblem(reader.faults)
    try:
        return formats.problem_from_value(body)
    except BadProblem as bad:
        raise BadProblem(reader.at_its_row(fault) for fault in bad.faults) from bad


class _Tables:
    """Turns rows of text into the JSON form, remembering where each came from."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self.tables = tables
        self.faults: list[Fault] = []
        self._rows: dict[str, tuple[str, int]] = {}
        self._periods: dict[str, int] = {}
        self._read_once: dict[str, list[list[str]]] = {}

    def body(self) -> Row:
        """Return the whole problem in the JSON form."""
        parts = formats.hints_of(Parts)
        kinds = {name: kind for name, kind in parts.items() if name != "label"}
        known = (*kinds, RECIPE_LINES, NEED_CONTENTS)
        for name in self.tables:
            if name not in known:
                self._wrong(name, None, "", _NO_TABLE, names=", ".join(known))
        labels = [row.get("label", "") for _, row in self._rows_of("periods")]
        self._periods = {label: i for i, label in reversed(list(enumerate(labels)))}
        body: Row = {
            name: self._part(name, typing.get_args(kind)[0])
            for name, kind in kinds.items()
            if name in self.tables
        }
        if "places" in body:
            body["places"] = [row.get("label") for row in body["places"]]
        self._add_recipe_lines(body)
        self._add_contents(body)
        return body

    def at_its_row(self, fault: Fault) -> Fault:
        """Say a fault's place as table, row and column instead of its place in JSON."""
        stem = fault.where
        while stem and stem not in self._rows:
            stem = stem[: max(stem.rfind("."), stem.rfind("["))] if stem[-1] else ""
        if not stem:
            return fault
        table, i_row = self._rows[stem]
        return Fault(
            _place(table, i_row, fault.where[len(stem) :].strip(".")), fault.words
        )

    def _part(self, name: str, kind: Kind) -> list[Row]:
        hints = {"label": str} if kind is str else formats.hints_of(kind)
        kinds = {column: _kind_of(hint) for column, hint in hints.items()}
        columns = [column for column, one in kinds.items() if _is_cell(one)]
        if name == "lanes":
            columns += _LANE_EFFORT
            kinds["hours"] = float
        found: list[Row] = []
        for i_row, cells in self._read(name, tuple(columns)):
            self._rows[f"{name}[{len(found)}]"] = (name, i_row)
            row = {
                column: self._value(kinds.get(column, str), text, (name, i_row, column))
                for column, text in cells.items()
            }
            row |= {c: None for c in columns if c not in row and _may_lack(kind, c)}
            found.append(_with_lane_effort(row) if name == "lanes" else row)
        return found

    def _add_recipe_lines(self, body: Row) -> None:
        recipes = {row.get("label"): row for row in body.get("recipes", ())}
        index = {row.get("label"): i for i, row in enumerate(body.get("recipes", ()))}
        columns = ("recipe", "line", "what", "amount", "after", "periods")
        for i_row, cells in self._read(RECIPE_LINES, columns):
            place = (RECIPE_LINES, i_row, "line")
            owner, side = cells.get("recipe", ""), _SIDES.get(cells.get("line", ""))
            if side is None:
                self._wrong(*place, _NO_SIDE, value=cells.get("line", ""))
                continue
            if owner not in recipes:
                self._no_owner(RECIPE_LINES, i_row, "recipe", owner)
                continue
            field, what, amount = side
            line: Row = {what: cells.get("what", "")}
            line[amount] = self._value(
                float, cells.get("amount", ""), (RECIPE_LINES, i_row, "amount")
            )
            for extra in ("after", "periods"):
                if extra in cells:
                    where = (RECIPE_LINES, i_row, extra)
                    line[extra] = self._value(int, cells[extra], where)
            lines = recipes[owner].setdefault(field, [])
            stem = f"recipes[{index[owner]}].{field}[{len(lines)}]"
            self._rows[stem] = (RECIPE_LINES, i_row)
            lines.append(line)

    def _add_contents(self, body: Row) -> None:
        needs = {row.get("label"): row for row in body.get("needs", ())}
        for need in needs.values():
            need.setdefault("contents", {})
            need.setdefault("baskets", [need.get("label")])
        for i_row, cells in self._read(NEED_CONTENTS, ("need", "good", "content")):
            owner = cells.get("need", "")
            if owner not in needs:
                self._no_owner(NEED_CONTENTS, i_row, "need", owner)
                continue
            where = (NEED_CONTENTS, i_row, "content")
            content = self._value(float, cells.get("content", ""), where)
            needs[owner]["contents"][cells.get("good", "")] = content

    def _read(self, name: str, columns: tuple[str, ...]) -> list[tuple[int, Row]]:
        """Read the rows of a table, after a look at the names of its columns."""
        heading = self._lines(name)[:1]
        for column in heading[0] if heading else ():
            if column and column not in columns:
                params = {"column": column, "columns": ", ".join(columns)}
                self._wrong(name, 1, column, _NO_COLUMN, **params)
        return self._rows_of(name)

    def _rows_of(self, name: str) -> list[tuple[int, Row]]:
        """Return each row that holds anything, with its number and its filled cells."""
        lines = self._lines(name)
        found = []
        for i_row, cells in enumerate(lines[1:], start=2):
            pairs = zip(lines[0], cells, strict=False)
            row = {column: cell for column, cell in pairs if cell}
            if row:
                found.append((i_row, row))
        return found

    def _lines(self, name: str) -> list[list[str]]:
        if name not in self._read_once:
            text = io.StringIO(self.tables.get(name, "").lstrip("\ufeff"))
            lines = [[cell.strip() for cell in line] for line in csv.reader(text)]
            if len(lines) > MOST_ROWS:
                self._wrong(name, None, "", _TOO_LONG, most=MOST_ROWS)
            self._read_once[name] = lines[:MOST_ROWS]
        return self._read_once[name]

    def _value(self, kind: Kind, text: str, where: Where) -> object:
        """Read a cell as what its field holds."""
        column = where[2]
        if column in {"period", "expires", "first", "last"}:
            return self._period(text, where)
        if column == "may_start":
            starts = {self._period(one, where) for one in text.split(_SEPARATOR)}
            return [i in starts for i in range(len(self._periods))]
        if formats.origin_of(kind) is tuple:
            return [one.strip() for one in text.split(_SEPARATOR)]
        return self._simple(kind, text, where)

    def _simple(self, kind: Kind, text: str, where: Where) -> object:
        if kind in {float, int}:
            return self._number(kind, text, where)
        if kind is not bool:
            return text
        if text.lower() not in _TRUE | _FALSE:
            self._wrong(*where, _NO_TRUTH, value=text)
        return text.lower() in _TRUE

    def _number(self, kind: type, text: str, where: Where) -> object:
        try:
            return kind(text)
        except ValueError:
            self._wrong(*where, _NO_NUMBER, value=text or "nothing")
            return 0

    def _period(self, text: str, where: Where) -> int:
        if text.strip() not in self._periods:
            self._wrong(*where, _NO_PERIOD, value=text)
        return self._periods.get(text.strip(), 0)

    def _no_owner(self, table: str, i_row: int, owner: str, value: str) -> None:
        self._wrong(table, i_row, owner, _NO_OWNER, owner=owner, value=value)

    def _wrong(
        self,
        table: str,
        i_row: int | None,
        column: str,
        template: str,
        /,
        **params: object,
    ) -> None:
        place = _place(table, i_row, column)
        self.faults.append(Fault(place, Sentence(template, params)))


def _place(table: str, i_row: int | None, column: str) -> str:
    row = "" if i_row is None else f", row {i_row}"
    return f"{table}.csv{row}{', ' if column else ''}{column}"


def _kind_of(hint: Kind) -> Kind:
    """Return what a field holds when it holds anything."""
    kinds = [one for one in typing.get_args(hint) if one is not types.NoneType]
    is_optional = isinstance(hint, types.UnionType)
    return kinds[0] if is_optional else hint


def _is_cell(kind: Kind) -> bool:
    """Whether a field fits in one cell; parts, lists of parts and contents do not."""
    origin = formats.origin_of(kind)
    if origin is tuple:
        return typing.get_args(kind)[0] in {str, bool}
    return origin is None and not dataclasses.is_dataclass(kind)


def _may_lack(kind: Kind, column: str) -> bool:
    """Whether a field without a default says "none" by an empty cell."""
    fields = (
        {field.name: field for field in dataclasses.fields(kind)}
        if kind is not str
        else {}
    )
    field = fields.get(column)
    return (
        field is not None
        and field.default is dataclasses.MISSING
        and isinstance(formats.hints_of(kind)[column], types.UnionType)
    )


def _with_lane_effort(row: Row) -> Row:
    effort = {column: row.pop(column) for column in _LANE_EFFORT if column in row}
    return {**row, "effort": effort} if effort else row

"""Deeds that take in whole tables: kinds, stock, recipes. All rows or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds, tables
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import flows
from commonweal.core.vf.problems import Refused, require
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.models import ImportedTable
from commonweal.rooms.planning.services import kinds, recipes, stores
from commonweal.rooms.planning.translate import written
from commonweal.rooms.planning.words import (
    FlowDraft,
    ImportResult,
    KindDraft,
    RecipeDraft,
    StockDraft,
    UseDraft,
)

#: More rows than a hub's whole store list; a longer table comes in parts.
ROWS_MAX = 5000

KIND_COLUMNS = ("name", "unit")
KIND_COLUMNS_TOO = (
    "classified_as", "is_content", "contents", "survives_per_week", "note",
)  # fmt: skip
STOCK_COLUMNS = ("kind", "place", "amount")
STOCK_COLUMNS_TOO = ("unit", "expires_on")
RECIPE_COLUMNS = ("recipe", "part", "kind", "amount")
RECIPE_COLUMNS_TOO = (
    "unit", "after_weeks", "weeks", "place", "months", "toil", "footprint_kg_co2e",
    "is_whole",
)  # fmt: skip
_PARTS = ("input", "output", "effort", "use")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table someone sent, and whose deed it is."""

    content: bytes
    filename: str
    union: UUID
    by: UUID
    key: str
    at: datetime


@deeds.deed
def import_kinds(*, table: Table) -> ImportResult:
    """Add a table of kinds; one row may name contents from rows above it."""
    known, reading = _begin(table, "kinds")
    if known is not None:
        return known
    rows = _rows(table, KIND_COLUMNS, KIND_COLUMNS_TOO)
    drafts = []
    for row in rows:
        since = len(reading.problems)
        key = f"kind:{table.key}:{row.number}"
        draft = kinds.kind_from(_kind(row, reading), reading=reading, key=key)
        reading.know_kind(kinds.as_known(draft))
        reading.in_row(row.number, since)
        drafts.append(draft)
    _finish(reading)
    for draft in drafts:
        ledger.add_specification(draft=draft, at=table.at)
    return _keep(table, "kinds", len(rows))


@deeds.deed
def import_stock(*, table: Table) -> ImportResult:
    """Add a table of stock; kinds and places are named."""
    known, reading = _begin(table, "stock")
    if known is not None:
        return known
    rows = _rows(table, STOCK_COLUMNS, STOCK_COLUMNS_TOO)
    lines: list[stores.StoreLine] = []
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        since = len(reading.problems)
        cells = row.cells
        same = (cells["kind"], cells["place"], cells.get("expires_on", ""))
        if same in seen:
            reading.refuse(errors.listed_twice("kind", cells["kind"]))
        seen.add(same)
        line = stores.read_stock(_stock(row, reading), reading=reading)
        reading.in_row(row.number, since)
        if line is not None:
            lines.append(line)
    _finish(reading)
    for number, line in enumerate(lines, start=1):
        key = f"import_stock:{table.key}:{number}"
        stores.raise_store(line, key=key, at=table.at)
    return _keep(table, "stock", len(rows))


@deeds.deed
def import_recipes(*, table: Table) -> ImportResult:
    """Add a table of recipes: a row for each thing that goes in, comes out or is used."""
    known, reading = _begin(table, "recipes")
    if known is not None:
        return known
    rows = _rows(table, RECIPE_COLUMNS, RECIPE_COLUMNS_TOO)
    here = ledger_queries.list_recipes(union=table.union)
    taken = {recipe.name.casefold() for recipe in here}
    drafts: list[flows.RecipeDraft] = []
    for name, own in _by_recipe(rows):
        since = len(reading.problems)
        written_down = _recipe(name, own, reading)
        drafts.append(
            recipes.recipe_from(
                written_down,
                reading=reading,
                taken=taken,
                key=f"recipe:{table.key}:{own[0].number}",
            )
        )
        reading.in_row(own[0].number, since)
    _finish(reading)
    for draft in drafts:
        ledger.add_recipe(draft=draft, at=table.at)
    return _keep(table, "recipes", len(rows))


def _begin(table: Table, what: str) -> tuple[ImportResult | None, written.Reading]:
    permissions.require_stores(by=table.by, union=table.union, at=table.at)
    reading = written.begin(union=table.union, at=table.at)
    row = ImportedTable.objects.filter(
        union_id=table.union, key=f"{what}:{table.key}"
    ).first()
    return (None if row is None else ImportResult(row.n_rows)), reading


def _keep(table: Table, what: str, n_rows: int) -> ImportResult:
    ImportedTable.objects.create(
        union_id=table.union,
        key=f"{what}:{table.key}",
        n_rows=n_rows,
        by=table.by,
        at=table.at,
    )
    return ImportResult(n_rows)


def _rows(
    table: Table, required: tuple[str, ...], optional: tuple[str, ...]
) -> tuple[tables.Row, ...]:
    return tables.read_table(
        table.content,
        filename=table.filename,
        required=required,
        optional=optional,
        limit=ROWS_MAX,
    )


def _finish(reading: written.Reading) -> None:
    require(tables.shortened(reading.problems))


def _kind(row: tables.Row, reading: written.Reading) -> KindDraft:
    cells = row.cells
    return KindDraft(
        name=cells["name"],
        unit=cells["unit"],
        classified_as=tuple(
            cells.get("classified_as", "").replace(";", ",").split(",")
        ),
        is_content=cells.get("is_content", "").casefold() in _YES,
        contents=dict(_contents(cells.get("contents", ""), reading)),
        survives_per_week=cells.get("survives_per_week") or "1",
        note=cells.get("note", ""),
    )


def _contents(text: str, reading: written.Reading) -> Iterator[tuple[UUID, str]]:
    """Read "food energy=2500; protein=100"."""
    for part in filter(str.strip, text.split(";")):
        name, sign, amount = part.partition("=")
        if not sign:
            reading.refuse(errors.not_a_content(part.strip()))
            continue
        yield reading.kind_named("contents", name), amount


def _stock(row: tables.Row, reading: written.Reading) -> StockDraft:
    cells = row.cells
    return StockDraft(
        kind=reading.kind_named("kind", cells["kind"]),
        place=reading.place_named("place", cells["place"]),
        amount=cells["amount"],
        unit=cells.get("unit", ""),
        expires_on=_day("expires_on", cells.get("expires_on", ""), reading),
    )


def _day(name: str, text: str, reading: written.Reading) -> date | None:
    if not text:
        return None
    try:
        return tables.day_of(text, field=name)
    except Refused as refusal:
        reading.problems.extend(refusal.problems)
        return None


def _by_recipe(
    rows: Iterable[tables.Row],
) -> Iterable[tuple[str, list[tables.Row]]]:
    found: dict[str, list[tables.Row]] = {}
    for row in rows:
        found.setdefault(row.cells["recipe"], []).append(row)
    return found.items()


def _recipe(name: str, rows: list[tables.Row], reading: written.Reading) -> RecipeDraft:
    """Put the rows of one recipe together; what is said once may stand in any row."""
    lines: dict[str, list[FlowDraft]] = {part: [] for part in _PARTS}
    uses: list[UseDraft] = []
    for row in rows:
        since = len(reading.problems)
        part = row.cells["part"].casefold()
        if part not in _PARTS:
            reading.refuse(errors.unknown_part("part", ", ".join(_PARTS)))
        elif part == "use":
            uses.append(_use(row, reading))
        else:
            lines[part].append(_flow(row, reading))
        reading.in_row(row.number, since)
    place = _said_once(rows, "place")
    return RecipeDraft(
        name=name,
        inputs=tuple(lines["input"]),
        outputs=tuple(lines["output"]),
        effort=tuple(lines["effort"]),
        uses=tuple(uses),
        place=reading.place_named("place", place) if place else None,
        months=_months(_said_once(rows, "months"), reading),
        toil=_said_once(rows, "toil") or "1",
        footprint_kg_co2e=_said_once(rows, "footprint_kg_co2e") or "0",
        is_whole=_said_once(rows, "is_whole").casefold() in _YES,
    )


def _said_once(rows: list[tables.Row], column: str) -> str:
    return next((row.cells[column] for row in rows if row.cells.get(column)), "")


def _flow(row: tables.Row, reading: written.Reading) -> FlowDraft:
    return FlowDraft(
        kind=reading.kind_named("kind", row.cells["kind"]),
        amount=row.cells["amount"],
        unit=row.cells.get("unit", ""),
        after_weeks=_weeks("after_weeks", row, reading, usual=0),
    )


def _use(row: tables.Row, reading: written.Reading) -> UseDraft:
    return UseDraft(
        kind=reading.kind_named("kind", row.cells["kind"]),
        amount=row.cells["amount"],
        unit=row.cells.get("unit", ""),
        weeks=_weeks("weeks", row, reading, usual=1),
    )


def _weeks(
    column: str, row: tables.Row, reading: written.Reading, *, usual: int
) -> int:
    text = row.cells.get(column, "")
    if not text:
        return usual
    return int(reading.number(column, text, low="0", high="104"))


def _months(text: str, reading: written.Reading) -> tuple[int, ...]:
    months = []
    for part in filter(None, text.replace(";", " ").replace(",", " ").split()):
        if not part.isdecimal():
            reading.refuse(errors.unknown_month("months"))
            continue
        months.append(int(part))
    return tuple(months)


def columns_of(what: str) -> tuple[str, ...]:
    """Return the columns of a table, for its empty sheet."""
    return {
        "kinds": KIND_COLUMNS + KIND_COLUMNS_TOO,
        "stock": STOCK_COLUMNS + STOCK_COLUMNS_TOO,
        "recipes": RECIPE_COLUMNS + RECIPE_COLUMNS_TOO,
    }[what]


def empty_sheet(what: str) -> bytes:
    """Return a table with column names only, to be filled in."""
    return tables.write_csv(columns_of(what), ())

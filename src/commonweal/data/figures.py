"""The figures that plans are made of, read from the tables in ``figures/``.

Every figure keeps its evidence and its source (see README.md). A missing value is an
error here, never a zero.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent

#: The column that names a row, by table.
ID_COLUMNS: Mapping[str, str] = {
    "closed_loop": "flow_id",
    "clothing": "item_id",
    "co2e": "product_id",
    "crops": "crop_id",
    "energy": "metric_id",
    "fibre": "process_id",
    "foods": "food_id",
    "labour": "task_id",
}


class NoSuchFigure(LookupError):
    """No such table, row or column, or the cell is empty: unknown, not zero."""


def table(folder: str, name: str) -> tuple[dict[str, str], ...]:
    """Read a whole table: one dict per row, texts as they stand."""
    with (HERE / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@functools.cache
def _rows(name: str) -> dict[str, dict[str, str]]:
    return {row[ID_COLUMNS[name]]: row for row in table("figures", name)}


def text(name: str, row: str, column: str) -> str:
    """Return a cell as it stands, possibly empty."""
    try:
        return _rows(name)[row][column]
    except KeyError:
        raise NoSuchFigure(f"{name}: {row}: {column}") from None


def figure(name: str, row: str, column: str = "value_typical") -> Decimal:
    """Return the figure in this cell."""
    cell = text(name, row, column)
    if not cell:
        raise NoSuchFigure(f"{name}: {row}: {column} is unknown")
    return Decimal(cell)


def source(name: str, row: str) -> str:
    """Name a row and its evidence: "crops.csv leek (estimate)"; its source is there."""
    return f"{name}.csv {row} ({text(name, row, 'evidence')})"

"""Tables of text: figures lined up, and each target with whether it was met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; the first column leans left, the others right."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headings))]
    print(f"\n{title}")
    for line in lines:
        first, *others = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  " + "  ".join((first, *others)).rstrip(), flush=True)


def target(words: str, seen: float, wanted: float, *, at_least: bool = False) -> None:
    """Print a target, what was seen and whether it was met."""
    is_met = seen >= wanted if at_least else seen <= wanted
    sign = "≥" if at_least else "≤"
    print(
        f"  {'met  ' if is_met else 'MISSED'} {words}: {seen:.3g}, wanted {sign} {wanted:g}",
        flush=True,
    )


def seconds(amount: float) -> str:
    """Write seconds with the digits that mean something."""
    return f"{amount:.3f}" if amount < 1 else f"{amount:.1f}"


def megabytes(amount: float) -> str:
    """Write bytes as megabytes."""
    return f"{amount / 1e6:.1f}" if amount < 1e8 else f"{amount / 1e6:.0f}"


def share(amount: float) -> str:
    """Write a level."""
    return f"{amount:.3f}"

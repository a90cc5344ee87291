"""How far every need is covered, by tier and kind: what the pictures of a plan show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from commonweal.rooms.planning.queries import reading, views

Want = Mapping[str, Any]


def of(reader: reading.Reader) -> tuple[views.NeedView, ...]:
    """Return every need: vital first, wishes last, then by name."""
    rows: dict[tuple[bool, str, str], list[Want]] = {}
    for want in reader.outcome["wants"]:
        key = (want["is_wish"], want["tier"], want["kind"])
        rows.setdefault(key, []).append(want)
    ordered = sorted(
        rows.items(),
        key=lambda row: (
            row[0][0],
            reading.TIERS.index(row[0][1]),
            reader.name(row[0][2]).casefold(),
            row[0][2],
        ),
    )
    return tuple(_need(reader, wants) for _key, wants in ordered)


def level_of(wants: Sequence[Want], name: str = "level") -> float:
    """Return the part of all that is wanted that is covered."""
    amount = sum(want["amount"] for want in wants)
    if not amount:
        return min((want[name] for want in wants), default=1.0)
    covered = sum(want["amount"] * want[name] for want in wants) / amount
    return 1.0 if all(want[name] >= 1 for want in wants) else min(covered, 0.999)


def _need(reader: reading.Reader, wants: Sequence[Want]) -> views.NeedView:
    one = wants[0]
    seen = [want for want in wants if not reader.is_small(want["n_people"])]
    is_covered = all(want["level"] >= 1 for want in wants)
    least = min(
        seen or wants, key=lambda want: (want["level"], want["period"], want["group"])
    )
    level = level_of(seen) if seen else float(is_covered)
    before = None
    if "before" in one:
        before = level_of(seen, "before") if seen else _whole(wants, "before")
    return views.NeedView(
        kind=UUID(one["kind"]),
        name=reader.name(one["kind"]),
        tier=one["tier"],
        is_wish=one["is_wish"],
        level=level,
        before=before,
        least=least["level"] if seen else level,
        least_group=reader.name(least["group"]) if seen else "",
        least_period=least["period"],
        is_covered=is_covered,
        is_hidden=not seen,
    )


def _whole(wants: Sequence[Want], name: str) -> float:
    return float(all(want[name] >= 1 for want in wants))

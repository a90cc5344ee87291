"""Why this much: one kind of need in a plan, circle by circle, with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Refused
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.queries import (
    needs,
    reading,
    runs,
    shortages,
    tasks,
    views,
)
from commonweal.rooms.planning.words import Said

Want = Mapping[str, Any]

#: Levels closer than this are the same.
_SEEN = 1e-4
IN_FULL = N_("It is covered in full.")
ORDER = {
    "vital": N_("Vital needs come first, for everyone."),
    "dignity": N_("Vital needs were settled before it."),
    "flourishing": N_("Vital needs and needs of dignity were settled before it."),
    "wish": N_("All needs were settled before this wish."),
}
LAST = N_("Nobody with a need this urgent has a smaller part of it.")
ABOVE = N_(
    "Needs this urgent that are covered less far: %(n)s. Whoever had least was raised "
    "first; nothing from here could raise them further."
)
BESIDE = N_("Other needs that the same limit holds at this level: %(n)s.")
NOBODY = N_("Who gave what was not known when it was counted.")


def get_need(*, union: UUID, run: UUID, kind: UUID, at: datetime) -> views.NeedPageView:
    """Return what a plan says of one kind of need, or refuse."""
    row = runs.get_row(union=union, run=run)
    if row.outcome is None:
        raise Refused(errors.not_ready())
    day = people.local_day(union=union, at=at)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=day)
    whole = reading.Reader(row.outcome, smallest)
    label = str(kind)
    wants = [want for want in row.outcome["wants"] if want["kind"] == label]
    if not wants:
        raise NotFound(errors.not_needed())
    shorts = [short for short in row.outcome["shorts"] if short["kind"] == label]
    reader = reading.Reader({**row.outcome, "wants": wants, "shorts": shorts}, smallest)
    return views.NeedPageView(
        run=runs.run_view(row),
        spans=reader.spans(),
        name=reader.name(label),
        needs=needs.of(reader),
        circles=tuple(_circles(reader, row.outcome["wants"])),
        shorts=shortages.of(reader),
        made=tuple(tasks.of_kind(whole, kind)),
    )


def _circles(
    reader: reading.Reader, all_wants: Sequence[Want]
) -> Iterable[views.WhyView]:
    rows: dict[tuple[bool, str, str], list[Want]] = {}
    for want in reader.outcome["wants"]:
        rows.setdefault((want["is_wish"], want["tier"], want["group"]), []).append(want)
    for (is_wish, tier, group), wants in sorted(
        rows.items(),
        key=lambda row: (
            row[0][0],
            reading.TIERS.index(row[0][1]),
            reader.name(row[0][2]),
        ),
    ):
        is_hidden = any(reader.is_small(want["n_people"]) for want in wants)
        levels: list[float | None] = [None] * len(reader.outcome["periods"])
        for want in wants:
            level = want["level"]
            levels[want["period"]] = float(level >= 1) if is_hidden else level
        level = needs.level_of(wants)
        amount = sum(want["amount"] for want in wants)
        yield views.WhyView(
            group_name=reader.name(group),
            tier=tier,
            is_wish=is_wish,
            level=float(level >= 1) if is_hidden else level,
            wanted=None if is_hidden else reader.measure(wants[0]["kind"], amount),
            levels=tuple(levels),
            why=() if is_hidden else tuple(_why(wants, all_wants)),
            is_hidden=is_hidden,
        )


def _why(wants: Sequence[Want], all_wants: Sequence[Want]) -> Iterable[Said]:
    """Say in which turn it came and who stands beside it, from its worst week."""
    worst = min(wants, key=lambda want: (want["level"], want["period"]))
    if worst["level"] >= 1:
        yield Said(IN_FULL, {})
        yield Said(NOBODY, {})
        return
    yield Said(ORDER["wish" if worst["is_wish"] else worst["tier"]], {})
    mine = {want["intent"] for want in wants}
    others = [
        want
        for want in all_wants
        if (want["is_wish"], want["tier"]) == (worst["is_wish"], worst["tier"])
        and want["intent"] not in mine
    ]
    n_less = sum(want["level"] < worst["level"] - _SEEN for want in others)
    yield Said(ABOVE, {"n": n_less}) if n_less else Said(LAST, {})
    n_beside = sum(
        worst["round"] is not None
        and want["round"] == worst["round"]
        and abs(want["level"] - worst["level"]) <= _SEEN
        for want in others
    )
    if n_beside:
        yield Said(BESIDE, {"n": n_beside})
    yield Said(NOBODY, {})

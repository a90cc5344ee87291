"""A plan in full: its outcome read back, small groups hidden, and said in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import HOUR, UNITS
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.models import PlanRun, PlanWeek
from commonweal.rooms.planning.queries import (
    needs,
    reading,
    runs,
    sentences,
    shortages,
    slack,
    tasks,
    views,
)
from commonweal.rooms.planning.queries.reading import Reader

WISHES = "wish"
GROUP = "group"


def get_plan(*, union: UUID, run: UUID, by: UUID, at: datetime) -> views.PlanView:
    """Return a plan that was made, or refuse."""
    row = runs.get_row(union=union, run=run)
    if row.outcome is None:
        raise Refused(errors.not_ready())
    day = people.local_day(union=union, at=at)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=day)
    reader = Reader(row.outcome, smallest)
    all_needs = needs.of(reader)
    totals = row.outcome["totals"]
    return views.PlanView(
        run=runs.run_view(row),
        spans=reader.spans(),
        sentences=sentences.about(reader, all_needs),
        cells=tuple(_cells(reader)),
        needs=all_needs,
        cover=tuple(_cover(reader)),
        shorts=shortages.of(reader),
        made=tasks.made(reader),
        bought=tuple(_bought(reader)),
        kept=tuple(_kept(reader)),
        shares=tuple(_shares(reader)),
        flows=tuple(_flows(reader)),
        limits=tuple(sentences.limits(reader)),
        slack=slack.of(reader),
        notes=tuple(shortages.said(reader, note) for note in row.outcome["notes"]),
        spent=tuple(
            Measure(amount, UNITS[currency]) for currency, amount in totals["spent"]
        ),
        effort=Measure(totals["effort"], HOUR),
        footprint_kg_co2e=totals["footprint_grams"] / 1000,
        rule_version=row.rule_version,
        consent=consent_of(row, by=by, at=at),
    )


def get_week(*, union: UUID, run: UUID, on: date) -> views.WeekView | None:
    """Return what a plan says of the week a day is in, read without the rest of it."""
    row = (
        PlanWeek.objects.filter(
            run__union_id=union, run_id=run, first__lte=on, after__gt=on
        )
        .select_related("run")
        .defer("run__outcome", "run__problem")
        .first()
    )
    if row is None:
        return None
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=on)
    reader = Reader(row.outcome, smallest)
    return views.WeekView(
        run=runs.run_view(row.run),
        made=tasks.made(reader),
        cover=tuple(_cover(reader)),
    )


def consent_of(row: PlanRun, *, by: UUID, at: datetime) -> views.ConsentView:
    """Return where the consent to a plan stands, seen by one person."""
    present = {p.id for p in people.list_associates(union=row.union_id)}
    voices = [
        voice
        for voice in row.voices.filter(taken_back_at__isnull=True).order_by("at", "id")
        if voice.person_id in present
    ]
    return views.ConsentView(
        n_yes=sum(voice.says == "yes" for voice in voices),
        needed=runs.yes_needed(union=row.union_id, at=at),
        concerns=tuple(
            views.ConcernView(
                words=voice.words, at=voice.at, is_mine=voice.person_id == by
            )
            for voice in voices
            if voice.says == "concern"
        ),
        mine=next((v.says for v in voices if v.person_id == by), ""),
    )


def _bought(reader: Reader) -> Iterable[views.BoughtView]:
    for line in reader.outcome["bought"]:
        cost = Measure(line["cost"], UNITS[line["currency"]])
        yield views.BoughtView(reader.part(line), cost)


def _kept(reader: Reader) -> Iterable[views.KeptView]:
    by_kind: dict[str, list[Measure | None]] = {}
    n_periods = len(reader.outcome["periods"])
    for line in reader.outcome["kept"]:
        row = by_kind.setdefault(line["kind"], [None] * n_periods)
        row[line["period"]] = reader.measure(line["kind"], line["amount"])
    for kind, amounts in sorted(by_kind.items(), key=lambda kv: reader.name(kv[0])):
        yield views.KeptView(reader.name(kind), tuple(amounts))


def _shares(reader: Reader) -> Iterable[views.ShareView]:
    n_periods = len(reader.outcome["periods"])
    rows: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for line in reader.outcome["given"]:
        key = (line["group"], line["kind"], line["intent"] or "")
        rows.setdefault(key, []).append(line)
    by_name = sorted(
        rows.items(), key=lambda kv: (reader.name(kv[0][0]), reader.name(kv[0][1]))
    )
    for (group, kind, _intent), lines in by_name:
        sums: list[int] = [0] * n_periods
        for line in lines:
            sums[line["period"]] += line["amount"]
        is_hidden = any(reader.is_small(line["n_people"]) for line in lines)
        yield views.ShareView(
            group=UUID(group),
            group_name=reader.name(group),
            kind=UUID(kind),
            name=reader.name(kind),
            tier=lines[0]["tier"],
            amounts=tuple(
                None if is_hidden or not amount else reader.measure(kind, amount)
                for amount in sums
            ),
            total=None if is_hidden else reader.measure(kind, sum(sums)),
            is_hidden=is_hidden,
        )


def _cover(reader: Reader) -> Iterable[views.CoverView]:
    n_periods = len(reader.outcome["periods"])
    rows: dict[tuple[str, str, str, bool], list[Mapping[str, Any]]] = {}
    for want in reader.outcome["wants"]:
        key = (want["group"], want["kind"], want["tier"], want["is_wish"])
        rows.setdefault(key, []).append(want)
    for (group, kind, tier, is_wish), wants in sorted(
        rows.items(),
        key=lambda kv: (
            reader.name(kv[0][0]),
            kv[0][3],
            reading.TIERS.index(kv[0][2]),
            reader.name(kv[0][1]),
        ),
    ):
        levels: list[float | None] = [None] * n_periods
        is_hidden = any(reader.is_small(want["n_people"]) for want in wants)
        for want in wants:
            level = want["level"]
            if is_hidden:
                level = 1.0 if level >= 1 else 0.0
            before = levels[want["period"]]
            levels[want["period"]] = level if before is None else min(before, level)
        yield views.CoverView(
            group=UUID(group),
            group_name=reader.name(group),
            kind=UUID(kind),
            name=reader.name(kind),
            tier=tier,
            is_wish=is_wish,
            levels=tuple(levels),
            is_hidden=is_hidden,
        )


def _cells(reader: Reader) -> Iterable[views.CellView]:
    """Average how far needs are covered, by tier and period; wishes by themselves."""
    cells: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for want in reader.outcome["wants"]:
        tier = WISHES if want["is_wish"] else want["tier"]
        cells.setdefault((tier, want["period"]), []).append(want)
    order = [*reading.TIERS, WISHES]
    for (tier, period), wants in sorted(
        cells.items(), key=lambda kv: (order.index(kv[0][0]), kv[0][1])
    ):
        level = sum(want["level"] for want in wants) / len(wants)
        yield views.CellView(
            tier=tier,
            period=period,
            level=level,
            is_hidden=reader.is_small(reading.people_behind(wants)),
        )


def _flows(reader: Reader) -> Iterable[views.FlowView]:
    """Say what flows where; what small groups get is left out of the picture."""
    for line in reader.outcome["flows"]:
        if line["target_kind"] != GROUP:
            yield _flow(reader, line)
    foods = {line["good"] for line in reader.outcome["flows"] if line["is_food"]}
    gifts: dict[tuple[str, str], int] = {}
    for line in reader.outcome["given"]:
        if not reader.is_small(line["n_people"]):
            key = (line["kind"], line["group"])
            gifts[key] = gifts.get(key, 0) + line["amount"]
    for (kind, group), amount in gifts.items():
        ends = {"source_kind": "good", "source": kind, "target_kind": GROUP}
        good = {"good": kind, "amount": amount, "is_food": kind in foods}
        yield _flow(reader, {**ends, "target": group, **good})


def _flow(reader: Reader, line: Mapping[str, Any]) -> views.FlowView:
    return views.FlowView(
        source_kind=line["source_kind"],
        source_name=reader.name(line["source"]),
        target_kind=line["target_kind"],
        target_name=reader.name(line["target"]),
        good_name=reader.name(line["good"]),
        amount=reader.measure(line["good"], line["amount"]),
        is_food=line["is_food"],
    )

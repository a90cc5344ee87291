"""Questions about what-ifs: what can be supposed of a plan, and what the answer says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.core.vf.units import HOUR, UNITS
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.models import PlanRun, Status, Supposition
from commonweal.rooms.planning.queries import (
    needs,
    runs,
    sentences,
    shortages,
    views,
)
from commonweal.rooms.planning.queries.reading import Reader
from commonweal.rooms.planning.words import RunView, Said, Span


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a plan knows that may fall."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be supposed of one plan."""

    recipes: tuple[Choice, ...]
    skills: tuple[Choice, ...]
    rooms: tuple[Choice, ...]
    goods: tuple[Choice, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What would become of a plan. ``n_same`` needs are met as before."""

    needs: tuple[views.NeedView, ...]
    n_same: int
    shorts: tuple[views.ShortGroupView, ...]
    hours: tuple[views.HoursView, ...]
    beyond: Measure
    limits: tuple[views.LimitView, ...]
    spent: tuple[tuple[Measure, Measure], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfView:
    """A what-if: how far it is, what is supposed, and the answer when it is there."""

    id: UUID
    run: RunView
    spans: tuple[Span, ...]
    supposed: tuple[Said, ...]
    status: str
    percent: int
    progress: Said
    trouble: tuple[Said, ...]
    is_in_the_making: bool
    answer: AnswerView | None


def choices(*, union: UUID, run: UUID) -> Choices:
    """Return what can be supposed of a plan, or refuse while it is being made."""
    row = runs.get_row(union=union, run=run)
    if row.outcome is None:
        raise Refused(errors.not_ready())
    return choices_in(row)


def choices_in(row: PlanRun) -> Choices:
    """Return what can be supposed of a plan: what it makes, counts on or has."""
    outcome: Mapping[str, Any] = row.outcome or {}
    reader = Reader(outcome, 0)
    of_kind = {
        kind: {
            use["label"].partition("@")[0]
            for use in outcome["limits"]
            if use["kind"] == kind
        }
        for kind in ("effort", "capacity")
    }
    kept = {flow["good"] for flow in outcome["flows"] if flow["source_kind"] == "stock"}
    return Choices(
        recipes=_named(reader, {made["recipe"] for made in outcome["made"]}),
        skills=_named(reader, of_kind["effort"]),
        rooms=_named(reader, of_kind["capacity"]),
        goods=_named(reader, kept),
        spans=reader.spans(),
    )


def get_what_if(*, union: UUID, question: UUID, at: datetime) -> WhatIfView:
    """Return a what-if, with its answer as others may see it, or refuse."""
    row = (
        Supposition.objects.filter(union_id=union, id=question)
        .select_related("run")
        .first()
    )
    if row is None:
        raise NotFound(errors.no_such_question())
    day = people.local_day(union=union, at=at)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=day)
    kept: Mapping[str, Any] = row.run.outcome or {}
    reader = Reader({**kept, **(row.answer or {})}, smallest)
    status = runs.status_of(row)
    return WhatIfView(
        id=row.id,
        run=runs.run_view(row.run),
        spans=reader.spans(),
        supposed=tuple(shortages.said(reader, words) for words in row.supposed["said"]),
        status=status,
        percent=row.percent,
        progress=runs.progress_of(row, status),
        trouble=tuple(shortages.said(reader, words) for words in row.trouble),
        is_in_the_making=status in runs.IN_THE_MAKING,
        answer=_answer(reader, row.answer) if row.answer is not None else None,
    )


def is_answered_or_open(row: Supposition) -> bool:
    """Say whether there is no need to ask again."""
    return runs.status_of(row) in {*runs.IN_THE_MAKING, Status.READY}


def _named(reader: Reader, labels: Iterable[str]) -> tuple[Choice, ...]:
    found = [Choice(UUID(label), reader.name(label)) for label in labels]
    return tuple(sorted(found, key=lambda choice: (choice.name.casefold(), choice.id)))


def _answer(reader: Reader, answer: Mapping[str, Any]) -> AnswerView:
    return AnswerView(
        needs=needs.of(reader),
        n_same=answer["n_same"],
        shorts=shortages.of(reader),
        hours=tuple(_hours(reader, answer)),
        beyond=Measure(answer["beyond"], HOUR),
        limits=tuple(sentences.limits(reader)),
        spent=tuple(
            (Measure(before, UNITS[currency]), Measure(after, UNITS[currency]))
            for currency, before, after in answer["spent"]
        ),
    )


def _hours(reader: Reader, answer: Mapping[str, Any]) -> Iterable[views.HoursView]:
    for line in sorted(answer["hours"], key=lambda line: reader.name(line["kind"])):
        yield views.HoursView(
            name=reader.name(line["kind"]),
            before=Measure(line["before"], HOUR),
            after=Measure(line["after"], HOUR),
            offered=Measure(line["offered"], HOUR),
        )

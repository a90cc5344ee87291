"""Shapes of what programs send and get about what-ifs, needs and changes of plans."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema

from commonweal.interfaces.api import plan_shapes as shapes
from commonweal.interfaces.api.store_shapes import Amount, Strict, measure_out
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.queries.what_ifs import AnswerView, WhatIfView
from commonweal.rooms.planning.words import Span, Supposed


class WhatIfIn(Strict):
    """What might happen: per cent lost, weeks late, per cent more people.

    ``*_of`` names one recipe, kind of help, capacity or kind in store; absent: all.
    Periods are counted from 0 and hold for hours and rooms.
    """

    yields_less: int = 0
    yields_of: UUID | None = None
    hours_less: int = 0
    hours_of: UUID | None = None
    rooms_less: int = 0
    rooms_of: UUID | None = None
    from_period: int = 0
    until_period: int | None = None
    weeks_late: int = 0
    stock_less: int = 0
    stock_of: UUID | None = None
    money_less: int = 0
    more_people: int = 0

    def supposed(self) -> Supposed:
        """Return it as the room takes it."""
        return Supposed(**self.dict())


class NeedOut(Schema):
    """How far a kind is covered in a tier; ``before`` is what it is compared with.

    Levels are 0 or 1 where few people stand behind them.
    """

    kind: UUID
    name: str
    tier: str
    is_wish: bool
    before: float | None
    level: float
    least: float
    is_hidden: bool


class HoursOut(Schema):
    """Hours by kind of help, never by person."""

    name: str
    before: Amount
    after: Amount
    offered: Amount


class AnswerOut(Schema):
    """What would become of the plan."""

    needs: list[NeedOut]
    n_same: int
    shorts: list[shapes.ShortOut]
    hours: list[HoursOut]
    beyond: Amount


class WhatIfOut(Schema):
    """A what-if: how far it is, and its answer once it is ready."""

    id: UUID
    plan: UUID
    supposed: list[str]
    status: str
    percent: int
    progress: str
    trouble: list[str]
    answer: AnswerOut | None


class ChangesOut(Schema):
    """A plan beside the one agreed before it."""

    plan: UUID
    before: UUID
    is_same_time: bool
    needs: list[NeedOut]
    n_same: int
    n_new: int
    n_gone: int
    hours: list[HoursOut]


def what_if_out(view: WhatIfView) -> dict[str, object]:
    """Write a what-if."""
    periods = _names(view.spans)
    return {
        "id": view.id,
        "plan": view.run.id,
        "supposed": [shapes.said(words, periods) for words in view.supposed],
        "status": view.status,
        "percent": view.percent,
        "progress": shapes.said(view.progress),
        "trouble": [shapes.said(words, periods) for words in view.trouble],
        "answer": None if view.answer is None else _answer(view.answer, periods),
    }


def changes_out(view: views.ChangesView) -> dict[str, object]:
    """Write what changes."""
    return {
        "plan": view.run.id,
        "before": view.before.id,
        "is_same_time": view.is_same_time,
        "needs": list(view.needs),
        "n_same": view.n_same,
        "n_new": view.n_new,
        "n_gone": view.n_gone,
        "hours": [_hours(line) for line in view.hours],
    }


def _answer(answer: AnswerView, periods: Mapping[str, str]) -> dict[str, object]:
    return {
        "needs": list(answer.needs),
        "n_same": answer.n_same,
        "shorts": [shapes.short_out(group, periods) for group in answer.shorts],
        "hours": [_hours(line) for line in answer.hours],
        "beyond": measure_out(answer.beyond),
    }


def _hours(line: views.HoursView) -> dict[str, object]:
    return {
        "name": line.name,
        "before": measure_out(line.before),
        "after": measure_out(line.after),
        "offered": measure_out(line.offered),
    }


def _names(spans: tuple[Span, ...]) -> dict[str, str]:
    return {
        span.label: gettext("week %(n)s") % {"n": span.first.isocalendar().week}
        for span in spans
    }

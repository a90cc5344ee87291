"""Shapes of what programs send and get about plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema

from commonweal.core.planner import Sentence
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.api.store_shapes import Amount, Strict, measure_out
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import RunView, Said

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class PlanIn(Strict):
    """From which Monday, for how many weeks."""

    from_day: date
    weeks: int
    name: str


class ConcernIn(Strict):
    """What the plan should mind."""

    words: str


class HappenedIn(Strict):
    """What happened, as amounts by promise; and where it lies now."""

    amounts: dict[UUID, str]
    place: UUID
    good_until: dict[UUID, date] = {}


class RunOut(Schema):
    """How far a plan is."""

    id: UUID
    name: str
    from_day: date
    until: date
    weeks: int
    status: str
    percent: int
    progress: str
    trouble: list[str]
    requested_at: datetime
    accepted_at: datetime | None


class PartOut(Schema):
    """So much of a kind, in a period counted from 0."""

    kind: UUID
    name: str
    amount: Amount
    period: int


class PurposeOut(Schema):
    """Where a part of what a task makes ends up; ``share`` is of one."""

    kind: str
    name: str
    share: float


class MadeOut(Schema):
    """What is made."""

    recipe: UUID
    name: str
    place: str
    period: int
    runs: float
    outputs: list[PartOut]
    inputs: list[PartOut]
    effort: list[PartOut]
    uses: list[PartOut]
    purposes: list[PurposeOut]


class ShareOut(Schema):
    """What a circle gets; amounts are null where few people stand behind them."""

    group: UUID
    group_name: str
    kind: UUID
    name: str
    tier: str | None
    amounts: list[Amount | None]
    is_hidden: bool


class CoverOut(Schema):
    """How far a need of a circle is covered, period by period; 1 is all of it."""

    group: UUID
    group_name: str
    kind: UUID
    name: str
    tier: str
    is_wish: bool
    levels: list[float | None]
    is_hidden: bool


class ShortLineOut(Schema):
    """A shortage of a circle in a period; each relief would close it."""

    group_name: str
    period: int
    missing: Amount | None
    words: str
    limits: list[str]
    reliefs: list[list[str]]
    is_hidden: bool


class ShortOut(Schema):
    """All shortages of a kind in a tier."""

    kind: UUID
    name: str
    tier: str
    is_wish: bool
    lines: list[ShortLineOut]


class BoughtOut(Schema):
    """What is bought outside, and what it costs there."""

    part: PartOut
    cost: Amount


class KeptOut(Schema):
    """What lies in store at the end of each period."""

    name: str
    amounts: list[Amount | None]


class ConsentOut(Schema):
    """Where the consent stands; ``mine`` is yes, concern or empty."""

    n_yes: int
    needed: int
    concerns: list[str]
    mine: str
    may_accept: bool


class FallOut(Schema):
    """How much of something could be lost before anybody, or a vital need, gets less.

    Shares of one; ``kind`` is hours, stock, money, rooms or yields; without a name all
    of that kind is meant.
    """

    kind: str
    name: str
    share: float
    vital_share: float


class SlackOut(Schema):
    """How much slack a plan keeps; ``status`` is waiting, ready, or empty: not known."""

    status: str
    is_complete: bool
    falls: list[FallOut]


class PlanOut(Schema):
    """A plan, in full."""

    run: RunOut
    periods: list[tuple[date, date]]
    sentences: list[str]
    cover: list[CoverOut]
    shorts: list[ShortOut]
    made: list[MadeOut]
    bought: list[BoughtOut]
    kept: list[KeptOut]
    shares: list[ShareOut]
    slack: SlackOut
    consent: ConsentOut
    rule_version: str


class AcceptedOut(Schema):
    """The ledger's plan that was written."""

    plan: UUID


class HappenedOut(Schema):
    """A promise of an accepted plan, and what has happened of it."""

    commitment: UUID
    process: UUID | None
    action: str
    name: str
    receiver_name: str
    due: date | None
    planned: Amount | None
    happened: Amount | None
    is_hidden: bool


def said(words: Said | None, periods: Mapping[str, str] = _NO_NAMES) -> str:
    """Say a sentence in the caller's language; periods by name."""
    if words is None or not words.template:
        return ""
    named = Sentence(words.template, words.params).named(periods)
    plain = {
        name: str(value) if isinstance(value, Measure) else value
        for name, value in named.params.items()
    }
    return gettext(named.template) % plain


def _period_names(view: views.PlanView) -> dict[str, str]:
    return {
        span.label: gettext("week %(n)s") % {"n": span.first.isocalendar().week}
        for span in view.spans
    }


def run_out(view: RunView) -> dict[str, object]:
    """Write how far a plan is."""
    return {
        "id": view.id,
        "name": view.name,
        "from_day": view.from_day,
        "until": view.until,
        "weeks": view.weeks,
        "status": view.status,
        "percent": view.percent,
        "progress": said(view.progress),
        "trouble": [said(words) for words in view.trouble],
        "requested_at": view.requested_at,
        "accepted_at": view.accepted_at,
    }


def plan_out(view: views.PlanView) -> dict[str, object]:
    """Write a plan in full."""
    periods = _period_names(view)
    return {
        "run": run_out(view.run),
        "periods": [(span.first, span.after) for span in view.spans],
        "sentences": [said(words, periods) for words in view.sentences],
        "cover": list(view.cover),
        "shorts": [short_out(group, periods) for group in view.shorts],
        "made": [_made(line) for line in view.made],
        "bought": [
            {"part": _part(line.part), "cost": measure_out(line.cost)}
            for line in view.bought
        ],
        "kept": [
            {"name": line.name, "amounts": _amounts(line.amounts)} for line in view.kept
        ],
        "shares": [_share(line) for line in view.shares],
        "slack": view.slack,
        "consent": {
            "n_yes": view.consent.n_yes,
            "needed": view.consent.needed,
            "concerns": [concern.words for concern in view.consent.concerns],
            "mine": view.consent.mine,
            "may_accept": view.consent.may_accept,
        },
        "rule_version": view.rule_version,
    }


def _amounts(amounts: Iterable[Measure | None]) -> list[dict[str, str] | None]:
    return [measure_out(amount) for amount in amounts]


def _part(part: views.Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "name": part.name,
        "amount": measure_out(part.amount),
        "period": part.period,
    }


def _made(line: views.MadeView) -> dict[str, object]:
    return {
        "recipe": line.recipe,
        "name": line.name,
        "place": line.place_name,
        "period": line.period,
        "runs": line.runs,
        "outputs": [_part(part) for part in line.outputs],
        "inputs": [_part(part) for part in line.inputs],
        "effort": [_part(part) for part in line.effort],
        "uses": [_part(part) for part in line.uses],
        "purposes": list(line.purposes),
    }


def _share(line: views.ShareView) -> dict[str, object]:
    return {
        "group": line.group,
        "group_name": line.group_name,
        "kind": line.kind,
        "name": line.name,
        "tier": line.tier,
        "amounts": _amounts(line.amounts),
        "is_hidden": line.is_hidden,
    }


def short_out(
    group: views.ShortGroupView, periods: Mapping[str, str]
) -> dict[str, object]:
    """Write all shortages of a kind."""
    return {
        "kind": group.kind,
        "name": group.name,
        "tier": group.tier,
        "is_wish": group.is_wish,
        "lines": [
            {
                "group_name": line.group_name,
                "period": line.period,
                "missing": measure_out(line.missing),
                "words": said(line.words, periods),
                "limits": [said(limit, periods) for limit in line.limits],
                "reliefs": [
                    [said(each, periods) for each in one] for one in line.reliefs
                ],
                "is_hidden": line.is_hidden,
            }
            for line in group.lines
        ],
    }

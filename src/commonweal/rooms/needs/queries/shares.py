"""Questions about shares: whose, how much, and why (I-4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.sharing.values import Tier
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.needs import words
from commonweal.rooms.needs.models import Share
from commonweal.rooms.needs.queries import rounds

Sentence = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """What a person received in a round of one thing."""

    id: UUID
    round: UUID
    line: UUID
    person: UUID | None
    person_name: str
    circle: UUID | None
    circle_name: str
    kind: Specification
    label: str
    tier: str
    asked: Measure
    amount: Measure
    status: str
    handed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a share is what it is: the share, its method, and plain sentences.

    Sentences are templates with what fills them, in the order of the reckoning.
    """

    share: ShareView
    round_name: str
    method: str
    seed: str
    rules_version: str
    sentences: tuple[Sentence, ...]
    decision: int | None = None
    allowed: tuple[str, Mapping[str, object]] | None = None


def list_shares(*, round_id: UUID, union: UUID) -> tuple[ShareView, ...]:
    """Return the shares of a round for whoever hands over, by circle and person."""
    rows = Share.objects.filter(line__round=round_id, line__round__union=union)
    views = _views(list(rows.select_related("line")), union)
    return tuple(
        sorted(
            views, key=lambda v: (v.circle_name, v.person_name, v.kind.name, v.label)
        )
    )


def list_my_shares(
    *, person: UUID, union: UUID, round_id: UUID | None = None, limit: int = 200
) -> tuple[ShareView, ...]:
    """Return a person's own shares, newest round first."""
    rows = Share.objects.filter(person=person, line__round__union=union)
    if round_id is not None:
        rows = rows.filter(line__round=round_id)
    newest = rows.select_related("line").order_by(
        "-line__round__opened_at", "line__place", "rank"
    )
    return _views(list(newest[:limit]), union)


def get_share(*, share: UUID, union: UUID) -> ShareView:
    """Return one share of the union, or raise NotFound."""
    return _views([_row(share, union)], union)[0]


def explain_share(*, share: UUID, union: UUID) -> Explanation:
    """Return why a share is what it is, on one screen."""
    row = _row(share, union)
    view = _views([row], union)[0]
    taken_in = row.line.round
    smallest = charter.whole(
        union=union, key="privacy.smallest_group", on=taken_in.opened_at.date()
    )
    return Explanation(
        share=view,
        round_name=taken_in.name,
        method=taken_in.method,
        seed=taken_in.seed,
        rules_version=taken_in.rules_version,
        sentences=tuple(_sentences(row, view, smallest)),
        decision=taken_in.decision,
        allowed=rounds.allowed(taken_in),
    )


def _row(share: UUID, union: UUID) -> Share:
    rows = Share.objects.select_related("line__round")
    row = rows.filter(id=share, line__round__union=union).first()
    if row is None:
        raise NotFound(Problem("share", words.NO_SHARE))
    return row


def _views(rows: list[Share], union: UUID) -> tuple[ShareView, ...]:
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    names = {one.id: one.name for one in people.list_people(union=union)}
    circles = {one.id: one.name for one in people.list_circles(union=union)}
    return tuple(
        ShareView(
            id=row.id,
            round=row.line.round_id,
            line=row.line_id,
            person=row.person,
            person_name=names.get(row.person, "") if row.person else "",
            circle=row.circle,
            circle_name=circles.get(row.circle, "") if row.circle else "",
            kind=kinds[row.line.kind],
            label=row.line.label,
            tier=Tier(row.rank).name.lower(),
            asked=Measure(row.asked, kinds[row.line.kind].unit),
            amount=Measure(row.amount, kinds[row.line.kind].unit),
            status=row.status,
            handed_at=row.handed_at,
        )
        for row in rows
    )


def _sentences(row: Share, view: ShareView, smallest: int) -> Iterator[Sentence]:
    method = row.line.round.method
    if method == "preferences":
        yield from _about_ranking(row)
        return
    yield from _about_asking(row, view)
    yield from _about_scarcity(row, view, smallest)
    if row.place is not None and row.amount < row.together:
        yield words.WHY_PLACE, {"place": row.place, "n": row.n_asking}
        if method == "fair_turn":
            yield words.WHY_TURNS, {"turns": row.turns}
    if row.rounded_up:
        portion = Measure(row.line.portion, view.kind.unit)
        yield words.WHY_ROUNDED, {"portion": portion}


def _about_asking(row: Share, view: ShareView) -> Iterator[Sentence]:
    line = row.line
    what = {"what": view.kind.name, "asked": view.asked, "days": line.round.days}
    if row.need is None or line.lead is None or not row.holds:
        by_needs = line.round.method == "need_tier"
        yield (words.WHY_NEED if by_needs else words.WHY_REQUEST), what
        return
    lead = ledger.get_specification(union=line.round.union, specification=line.lead)
    held = Fraction(line.available, view.kind.unit.steps)
    held *= Fraction(view.kind.contents[lead.id]) * lead.unit.steps
    params = {
        **what,
        "content": lead.name,
        "need": Measure(row.need, lead.unit),
        "percent": round(float(100 * held / row.holds), 1),
    }
    yield words.WHY_CONTENT, params
    yield words.WHY_PART, params


def _about_scarcity(row: Share, view: ShareView, smallest: int) -> Iterator[Sentence]:
    unit = view.kind.unit
    if row.together <= row.reached:
        yield words.WHY_ENOUGH, {"here": Measure(row.reached, unit)}
        return
    if row.reached == 0:
        yield words.WHY_NONE_LEFT, {}
        return
    params: dict[str, object] = {
        "here": Measure(row.reached, unit),
        "together": Measure(row.together, unit),
        "n": row.n_asking,
    }
    is_shown = row.n_asking >= smallest
    yield (words.WHY_SCARCE if is_shown else words.WHY_SCARCE_FEW), params
    if row.level is None:
        return
    if row.line.lead is None:
        yield words.WHY_EQUAL, {"level": Measure(row.level, unit)}
    elif row.amount < row.asked:
        percent = round(100 * row.amount / row.asked, 1)
        yield words.WHY_COVERAGE, {"percent": percent}
    else:
        yield words.WHY_FILLED, {}


def _about_ranking(row: Share) -> Iterator[Sentence]:
    if row.amount and row.place is not None:
        yield words.WHY_RANKED, {"place": row.place, "n": row.n_asking}
    else:
        yield words.WHY_NOTHING_RANKED, {"n": row.n_asking}
    yield words.WHY_BLIND, {}

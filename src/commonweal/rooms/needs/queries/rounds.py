"""Questions about rounds: what is shared, by which method, and how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, Sum

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.core.sharing import methods, preferences
from commonweal.core.sharing.values import Ask, Method, Tier
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.needs import words
from commonweal.rooms.needs.models import Line, Preference, Request, Round, Share

LIST_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A thing in a round. ``n_asking``: how many asked for it, once it is shared.

    ``told`` is what left the store through it, or None where fewer people than the
    smallest group stand behind it (H15); what is free is always told.
    """

    id: UUID
    place: int
    kind: Specification
    label: str
    available: Measure
    portion: Measure
    taken: Measure
    told: Measure | None
    waiting: Measure
    n_asking: int
    lead: Specification | None

    @property
    def left(self) -> Measure:
        """What may still be taken through this line."""
        return self.available - self.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """A round with its lines. ``allowed`` says which decision allowed its method."""

    id: UUID
    union: UUID
    name: str
    method: str
    from_day: date
    days: int
    status: str
    seed: str
    rules_version: str
    opened_at: datetime
    shared_at: datetime | None
    lines: tuple[LineView, ...]
    decision: int | None = None
    allowed: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """What a person asked of a line."""

    amount: Measure
    tier: str
    is_wish: bool


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What computing a round again came to.

    ``is_possible`` is False for rankings of people who have left: those are forgotten.
    """

    n_shares: int
    n_different: int
    is_possible: bool = True

    @property
    def is_equal(self) -> bool:
        """Whether it came to what is kept."""
        return self.is_possible and self.n_different == 0


def list_rounds(*, union: UUID, limit: int = LIST_LIMIT) -> tuple[RoundView, ...]:
    """Return a union's rounds, newest first."""
    rows = Round.objects.filter(union=union).order_by("-opened_at", "id")[:limit]
    return _views(list(rows), union)


def get_round(*, round_id: UUID, union: UUID) -> RoundView:
    """Return one round, or raise NotFound."""
    return _views([get_row(round_id=round_id, union=union)], union)[0]


def get_row(*, round_id: UUID, union: UUID, lock: bool = False) -> Round:
    """Return the row of a round, or raise NotFound."""
    rows = Round.objects.select_for_update() if lock else Round.objects.all()
    row = rows.filter(id=round_id, union=union).first()
    if row is None:
        raise NotFound(Problem("round", words.NO_ROUND))
    return row


def list_free_stock(*, union: UUID, on: date) -> Mapping[UUID, Measure]:
    """Return what is in store, good on that day and promised to no round, by kind."""
    here: dict[UUID, Measure] = {}
    for stock in ledger.list_stock(union=union, on=on):
        kind = stock.spec
        here[kind.id] = here.get(kind.id, Measure(0, kind.unit)) + stock.onhand
    promised: dict[UUID, int] = defaultdict(int)
    for line in Line.objects.filter(round__union=union, round__status="open"):
        promised[line.kind] += line.available - line.taken
    waiting = Share.objects.filter(
        line__round__union=union, line__round__status="shared", status="waiting"
    )
    for kind_id, amount in waiting.values_list("line__kind", "amount"):
        promised[kind_id] += amount
    return {
        kind_id: Measure(max(0, measure.amount - promised[kind_id]), measure.unit)
        for kind_id, measure in here.items()
    }


def count_turns(*, union: UUID, kinds: Sequence[UUID]) -> dict[tuple[UUID, UUID], int]:
    """Count the turns each person has had with kinds of things, by kind and person."""
    had = (
        Share.objects.filter(
            line__round__union=union,
            line__round__method="fair_turn",
            line__kind__in=kinds,
            amount__gt=0,
            person__isnull=False,
        )
        .exclude(status="given_back")
        .values_list("line__kind", "person")
        .annotate(n=Count("id"))
    )
    return {(kind, person): n for kind, person, n in had if person is not None}


def recompute(*, round_id: UUID, union: UUID) -> Recomputed:
    """Compute a shared round again from what was recorded, and compare (I-4)."""
    row = get_row(round_id=round_id, union=union)
    if row.method == "preferences":
        return _recompute_preferences(row)
    n_shares = n_different = 0
    for line in row.lines.prefetch_related("shares"):
        shares = {share.id.hex: share for share in line.shares.all()}
        asks = tuple(_ask_again(share) for share in shares.values())
        done = methods.share(
            Method(row.method),
            asks,
            line.available,
            seed=seed_of(row.seed, line),
            portion=line.portion,
        )
        n_shares += len(asks)
        n_different += sum(s.amount != shares[s.label].amount for s in done.shares)
    return Recomputed(n_shares, n_different)


def seed_of(seed: str, line: Line) -> str:
    """Return the seed of one line: each draws its own lots from the round's seed."""
    return f"{seed}/{line.place}"


def _ask_again(share: Share) -> Ask:
    return Ask(
        label=share.id.hex,
        amount=share.asked,
        tier=Tier(share.rank),
        weight=share.weight,
        turns=share.turns,
    )


def _recompute_preferences(row: Round) -> Recomputed:
    shares = list(Share.objects.filter(line__round=row))
    if any(share.person is None for share in shares):
        return Recomputed(len(shares), 0, is_possible=False)
    again = preferences.match_blind(
        rankings_of(row), [line.id.hex for line in row.lines.all()], seed=row.seed
    )
    kept = {
        share.person.hex: share.line_id.hex if share.amount else None
        for share in shares
        if share.person
    }
    different = sum(again.items[person] != item for person, item in kept.items())
    return Recomputed(len(shares), different + len(again.items) - len(kept))


def rankings_of(row: Round) -> dict[str, list[str]]:
    """Return everyone's ranking of the lines of a round, best first, by label."""
    rankings: dict[str, list[str]] = defaultdict(list)
    ranked = Preference.objects.filter(line__round=row).order_by("place", "line__place")
    for one in ranked:
        rankings[one.person.hex].append(one.line_id.hex)
    return dict(rankings)


def list_my_requests(
    *, round_id: UUID, person: UUID, union: UUID
) -> Mapping[UUID, RequestView]:
    """Return what a person has asked for in a round, by line."""
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    rows = Request.objects.filter(
        line__round=round_id, line__round__union=union, person=person
    )
    return {
        row.line_id: RequestView(
            amount=Measure(row.amount, kinds[row.line.kind].unit),
            tier=row.tier,
            is_wish=row.is_wish,
        )
        for row in rows.select_related("line")
    }


def list_my_ranking(*, round_id: UUID, person: UUID, union: UUID) -> Mapping[UUID, int]:
    """Return the places a person has given the things of a round, by line."""
    rows = Preference.objects.filter(
        line__round=round_id, line__round__union=union, person=person
    )
    return {row.line_id: row.place for row in rows}


def _views(rows: list[Round], union: UUID) -> tuple[RoundView, ...]:
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    lines: dict[UUID, list[LineView]] = defaultdict(list)
    newest = max((row.opened_at.date() for row in rows), default=date.min)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=newest)
    free = {row.id for row in rows if row.method == "free"}
    counted = Line.objects.filter(round__in=rows).annotate(
        n_asking=Count("shares__person", distinct=True),
        waiting=Sum("shares__amount", filter=Q(shares__status="waiting")),
    )
    for line in counted.order_by("place"):
        kind = kinds[line.kind]
        lines[line.round_id].append(
            LineView(
                id=line.id,
                place=line.place,
                kind=kind,
                label=line.label,
                available=Measure(line.available, kind.unit),
                portion=Measure(line.portion, kind.unit),
                taken=Measure(line.taken, kind.unit),
                told=(
                    Measure(line.taken, kind.unit)
                    if line.round_id in free or line.n_asking >= smallest
                    else None
                ),
                waiting=Measure(line.waiting or 0, kind.unit),
                n_asking=line.n_asking,
                lead=kinds.get(line.lead) if line.lead else None,
            )
        )
    return tuple(
        RoundView(
            id=row.id,
            union=row.union,
            name=row.name,
            method=row.method,
            from_day=row.from_day,
            days=row.days,
            status=row.status,
            seed=row.seed,
            rules_version=row.rules_version,
            opened_at=row.opened_at,
            shared_at=row.shared_at,
            lines=tuple(lines[row.id]),
            decision=row.decision,
            allowed=allowed(row),
        )
        for row in rows
    )


def allowed(row: Round) -> tuple[str, Mapping[str, object]] | None:
    """Say which decision allowed a round's method; None for rounds older than that."""
    if row.decision is None:
        return None
    facts = {
        "decision": row.decision,
        "usual": words.METHODS.get(row.usual, row.usual),
        "method": words.METHODS[row.method],
    }
    as_usual = row.method == row.usual
    return (words.ALLOWED_AS_USUAL if as_usual else words.ALLOWED_OTHERWISE), facts

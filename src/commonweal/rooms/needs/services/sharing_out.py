"""Share out a round by its method, and keep every number that explains it (I-4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.sharing import methods, preferences, values
from commonweal.core.sharing.values import Ask, Method, Tier
from commonweal.core.vf import ids
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.needs import permissions, words
from commonweal.rooms.needs.models import Line, Need, Request, Round, Share
from commonweal.rooms.needs.queries import amounts, rounds
from commonweal.rooms.needs.queries.rounds import RoundView
from commonweal.rooms.needs.services.rounds import ASKED_IN_ROUND
from commonweal.rooms.needs.translate import asks as asking
from commonweal.rooms.needs.translate.asks import LineAsks, Wanted
from commonweal.rooms.needs.translate.rounds import LONGEST_SEED

#: What a sharing reads of a need; who typed it and when is none of its business.
_READ = (
    "person", "kind", "amount", "received", "per", "due", "begins", "ends", "tier",
    "is_wish",
)  # fmt: skip

Circles = Mapping[UUID, UUID | None]


@deeds.deed
def share_out(*, round_id: UUID, seed: str, by: UUID, at: datetime) -> RoundView:
    """Share out a round, drawing lots from a recorded seed. It is done only once.

    Nobody who shares out can choose who gets what: method, asks and seed decide, and
    anyone can compute it again.
    """
    union = permissions.union_of(by=by, at=at)
    permissions.require_rounds(by=by, union=union, at=at)
    row = rounds.get_row(round_id=round_id, union=union, lock=True)
    seed = seed.strip()
    if row.status == "shared" and row.seed == seed:
        return rounds.get_round(round_id=round_id, union=union)
    _refuse_bad(row, seed)
    row.seed = seed
    row.rules_version = values.RULES_VERSION
    row.shared_by, row.shared_at, row.status = by, at, "shared"
    circles = {one.id: one.circle for one in people.list_people(union=union)}
    if row.method == "preferences":
        shares = _by_preferences(row, circles)
    else:
        shares = _by_amounts(row, circles)
    Share.objects.bulk_create(shares, batch_size=500)
    row.save()
    return rounds.get_round(round_id=round_id, union=union)


def _refuse_bad(row: Round, seed: str) -> None:
    if row.status != "open":
        raise Refused(Problem("round", words.ROUND_IS_SHARED))
    if row.method == "free":
        raise Refused(Problem("round", words.FREE_IS_NOT_SHARED))
    if not seed:
        raise Refused(Problem("seed", words.SEED_MISSING))
    if len(seed) > LONGEST_SEED:
        raise Refused(Problem("seed", words.SEED_TOO_LONG))


def _by_amounts(row: Round, circles: Circles) -> list[Share]:
    lines = list(row.lines.order_by("place"))
    asks = _asks(row, lines, circles)
    shares: list[Share] = []
    for line in lines:
        of_line = asks.get(line.id, LineAsks())
        line.lead = of_line.lead
        shares.extend(_share_line(row, line, of_line, circles))
    Line.objects.bulk_update(lines, ["lead"])
    return shares


def _asks(row: Round, lines: list[Line], circles: Circles) -> dict[UUID, LineAsks]:
    if row.method in ASKED_IN_ROUND:
        turns = rounds.count_turns(union=row.union, kinds=[line.kind for line in lines])
        requests = Request.objects.filter(line__round=row, person__in=list(circles))
        return asking.asks_of_requests(requests.select_related("line"), turns)
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=row.union)}
    needed = {line.kind for line in lines} | _contents(lines, kinds)
    needs = Need.objects.filter(union=row.union, status="open", kind__in=needed)
    needs = needs.only(*_READ)
    here = (need for need in needs if need.person in circles)
    span = amounts.Span(row.from_day, row.days)
    return asking.asks_of_needs(here, lines, kinds, span)


def _contents(lines: list[Line], kinds: Mapping[UUID, Specification]) -> set[UUID]:
    return {content for line in lines for content in kinds[line.kind].contents}


def _share_line(
    row: Round, line: Line, of_line: LineAsks, circles: Circles
) -> list[Share]:
    wanted = {_share_id(line, one).hex: one for one in of_line.wanted if one.amount}
    asks = tuple(
        Ask(
            label=label,
            amount=one.amount,
            tier=one.tier,
            weight=one.weight,
            turns=one.turns,
        )
        for label, one in wanted.items()
    )
    done = methods.share(
        Method(row.method),
        asks,
        line.available,
        seed=rounds.seed_of(row.seed, line),
        portion=line.portion,
    )
    return [
        _kept(line, one, wanted[one.label], of_line.holds, circles)
        for one in done.shares
    ]


def _share_id(line: Line, one: Wanted) -> UUID:
    return ids.id_from_key(line.id, f"share:{one.person}:{one.tier.value}")


def _kept(
    line: Line, one: values.Share, wanted: Wanted, holds: int | None, circles: Circles
) -> Share:
    return Share(
        id=UUID(one.label),
        line=line,
        person=wanted.person,
        circle=circles[wanted.person],
        rank=one.tier.value,
        asked=one.asked,
        amount=one.amount,
        weight=wanted.weight,
        turns=one.turns,
        reached=one.reached,
        together=one.together,
        n_asking=one.n_asking,
        level=one.level,
        place=one.place,
        rounded_up=one.rounded_up,
        need=wanted.need,
        holds=holds,
    )


def _by_preferences(row: Round, circles: Circles) -> list[Share]:
    """Keep a share for each person who gave a list: what they got, or nothing of it."""
    lines = {line.id.hex: line for line in row.lines.all()}
    rankings = {
        label: ranking
        for label, ranking in rounds.rankings_of(row).items()
        if UUID(label) in circles
    }
    matching = preferences.match_blind(rankings, list(lines), seed=row.seed)
    shares = []
    for label, item in matching.items.items():
        person = UUID(label)
        line = lines[item or rankings[label][0]]
        shares.append(
            Share(
                id=ids.id_from_key(line.id, f"share:{person}:{Tier.WISH.value}"),
                line=line,
                person=person,
                circle=circles[person],
                rank=Tier.WISH.value,
                asked=line.available,
                amount=line.available if item else 0,
                reached=line.available,
                together=line.available,
                n_asking=len(rankings),
                place=matching.places[label],
            )
        )
    return shares

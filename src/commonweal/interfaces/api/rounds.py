"""Rounds for programs: open, ask, rank, share out, explain, hand over, take what is free."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Status

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import permissions
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import round_shapes as shapes
from commonweal.interfaces.api.needs import AmountOut, amount_out
from commonweal.rooms.needs import permissions as needs_permissions
from commonweal.rooms.needs import queries, services, words
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft

router = Router(tags=["rounds"])


@router.get(
    "/rounds", response=paging.Page[shapes.RoundOut], operation_id="list_rounds"
)
def list_rounds(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List rounds, newest first."""
    _person, union, _at = auth.actor(request)
    rounds = queries.list_rounds(union=union)
    return paging.page_of(rounds, asked, key=lambda one: one.id, shown=shapes.round_out)


@router.post("/rounds", response={201: shapes.RoundOut}, operation_id="open_round")
def open_round(
    request: HttpRequest, body: shapes.RoundIn, key: base.IdempotencyKey
) -> Status[dict[str, object]]:
    """Open a round over what is in store."""
    person, union, at = auth.actor(request)
    draft = RoundDraft(
        key=key,
        name=body.name,
        method=body.method,
        from_day=body.from_day,
        days=body.days,
        lines=_lines(body, union),
    )
    opened = services.open_round(draft=draft, by=person, at=at)
    return Status(201, shapes.round_out(opened))


@router.get(
    "/rounds/shares",
    response=paging.Page[shapes.ShareOut],
    operation_id="list_my_shares",
)
def list_my_shares(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List one's own shares, newest round first."""
    person, union, _at = auth.actor(request)
    shares = queries.list_my_shares(person=person, union=union)
    return paging.page_of(shares, asked, key=lambda one: one.id, shown=shapes.share_out)


@router.get(
    "/rounds/shares/{uuid:share}", response=shapes.WhyOut, operation_id="explain_share"
)
def explain_share(request: HttpRequest, share: UUID) -> dict[str, object]:
    """Say why a share is what it is, to its person and to who hands over."""
    person, union, at = auth.actor(request)
    why = queries.explain_share(share=share, union=union)
    needs_permissions.require_to_see(share=why.share, by=person, union=union, at=at)
    return {
        "share": shapes.share_out(why.share),
        "method": why.method,
        "seed": why.seed,
        "rules_version": why.rules_version,
        "sentences": [gettext(template) % params for template, params in why.sentences],
        "decision": why.decision,
    }


@router.post(
    "/rounds/shares/{uuid:share}/give-back",
    response={204: None},
    operation_id="give_back",
)
def give_back(request: HttpRequest, share: UUID) -> Status[None]:
    """Leave a share in the store."""
    person, _union, at = auth.actor(request)
    services.give_back(share=share, by=person, at=at)
    return Status(204, None)


@router.get(
    "/rounds/{uuid:round_id}", response=shapes.RoundOut, operation_id="get_round"
)
def get_round(request: HttpRequest, round_id: UUID) -> dict[str, object]:
    """Give one round."""
    _person, union, _at = auth.actor(request)
    return shapes.round_out(queries.get_round(round_id=round_id, union=union))


@router.post(
    "/rounds/{uuid:round_id}/ask", response={204: None}, operation_id="ask_in_round"
)
def ask_in_round(
    request: HttpRequest, round_id: UUID, body: shapes.AskIn
) -> Status[None]:
    """Ask for things in a round; asking again replaces what was asked before."""
    person, _union, at = auth.actor(request)
    asked = [services.Asked(**one.dict()) for one in body.asked]
    services.ask_in_round(
        round_id=round_id, asked=asked, person=body.person or person, by=person, at=at
    )
    return Status(204, None)


@router.post(
    "/rounds/{uuid:round_id}/rank", response={204: None}, operation_id="rank_in_round"
)
def rank_in_round(
    request: HttpRequest, round_id: UUID, body: shapes.RankIn
) -> Status[None]:
    """Say in which order the things of a round are liked."""
    person, _union, at = auth.actor(request)
    if len(set(body.order)) != len(body.order):
        raise Refused(Problem("order", words.RANKED_TWICE))
    places = {line: place for place, line in enumerate(body.order, start=1)}
    services.rank_in_round(
        round_id=round_id, places=places, person=body.person or person, by=person, at=at
    )
    return Status(204, None)


@router.post(
    "/rounds/{uuid:round_id}/share-out",
    response=shapes.RoundOut,
    operation_id="share_out",
)
def share_out(
    request: HttpRequest, round_id: UUID, body: shapes.SeedIn
) -> dict[str, object]:
    """Share out a round from a recorded seed. It is done once."""
    person, _union, at = auth.actor(request)
    shared = services.share_out(round_id=round_id, seed=body.seed, by=person, at=at)
    return shapes.round_out(shared)


@router.get(
    "/rounds/{uuid:round_id}/check",
    response=shapes.CheckOut,
    operation_id="recompute_round",
)
def check(request: HttpRequest, round_id: UUID) -> queries.Recomputed:
    """Compute a round again from what was recorded."""
    _person, union, _at = auth.actor(request)
    return queries.recompute(round_id=round_id, union=union)


@router.get(
    "/rounds/{uuid:round_id}/shares",
    response=paging.Page[shapes.ShareOut],
    operation_id="list_shares",
)
def list_shares(
    request: HttpRequest, round_id: UUID, asked: paging.Paged
) -> dict[str, object]:
    """List what is to hand over, to who hands over."""
    person, union, at = auth.actor(request)
    permissions.require(by=person, union=union, scope="rounds", at=at)
    queries.get_round(round_id=round_id, union=union)
    shares = queries.list_shares(round_id=round_id, union=union)
    return paging.page_of(shares, asked, key=lambda one: one.id, shown=shapes.share_out)


@router.post(
    "/rounds/{uuid:round_id}/hand-over",
    response=shapes.HandedOut,
    operation_id="hand_over",
)
def hand_over(
    request: HttpRequest, round_id: UUID, body: shapes.HandIn
) -> dict[str, int]:
    """Hand over; doing it twice changes nothing."""
    person, _union, at = auth.actor(request)
    if body.share is not None:
        n = services.hand_over_share(share=body.share, by=person, at=at)
    elif body.people:
        n = services.hand_over_people(
            round_id=round_id, people_there=body.people, by=person, at=at
        )
    elif body.person is not None:
        n = services.hand_over_person(
            round_id=round_id, person=body.person, by=person, at=at
        )
    elif body.circle is not None or body.without_circle:
        n = services.hand_over_circle(
            round_id=round_id, circle=body.circle, by=person, at=at
        )
    else:
        n = services.hand_over_round(round_id=round_id, by=person, at=at)
    return {"n_shares": n}


@router.post(
    "/rounds/{uuid:round_id}/lines/{uuid:line}/take",
    response=AmountOut,
    operation_id="take_free",
)
def take_free(
    request: HttpRequest,
    round_id: UUID,
    line: UUID,
    body: shapes.TakeIn,
    key: base.IdempotencyKey,
) -> dict[str, str]:
    """Take what is free. It is written down that it left, not who took it."""
    person, union, at = auth.actor(request)
    queries.get_round(round_id=round_id, union=union)
    taken = services.take_free(line=line, amount=body.amount, key=key, by=person, at=at)
    return amount_out(taken)


@router.post(
    "/rounds/{uuid:round_id}/withdraw",
    response={204: None},
    operation_id="withdraw_round",
)
def withdraw_round(request: HttpRequest, round_id: UUID) -> Status[None]:
    """Take back a round that was not shared."""
    person, _union, at = auth.actor(request)
    services.withdraw_round(round_id=round_id, by=person, at=at)
    return Status(204, None)


@router.post(
    "/rounds/{uuid:round_id}/close", response={204: None}, operation_id="close_round"
)
def close_round(request: HttpRequest, round_id: UUID) -> Status[None]:
    """End a round; what still waits stays in the store."""
    person, _union, at = auth.actor(request)
    services.close_round(round_id=round_id, by=person, at=at)
    return Status(204, None)


def _lines(body: shapes.RoundIn, union: UUID) -> tuple[LineDraft, ...]:
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    problems: list[Problem] = []
    lines = []
    for row, line in enumerate(body.lines, start=1):
        kind = kinds.get(line.kind)
        try:
            lines.append(
                LineDraft(
                    kind=line.kind,
                    amount=_measure(line.amount, kind, "amount"),
                    portion=_measure(line.portion, kind, "portion"),
                    label=line.label,
                )
            )
        except Refused as refused:
            problems.extend(problem.at_row(row) for problem in refused.problems)
    require(problems)
    return tuple(lines)


def _measure(text: str, kind: Specification | None, field: str) -> Measure | None:
    if kind is None or not text.strip():
        return None
    return measure_of(text, kind.unit, field=field)

"""Answering for programs: one's own, for somebody, from paper, the urn, public lots."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import base, paging
from commonweal.interfaces.api import governance_count_shapes as shapes
from commonweal.interfaces.api.governance_motions import ONE, acting, look
from commonweal.interfaces.api.governance_shapes import (
    OwnAnswerOut,
    ParticipationOut,
)
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance import services
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.services import lots as lot_services
from commonweal.rooms.governance.services import paper_votes
from commonweal.rooms.governance.words import AnswerView, Participation, counts

router = Router(tags=["deciding: answers"])

LOTS = "/decide/lots/{uuid:lots}"


@router.get(
    f"{ONE}/answer",
    response={200: OwnAnswerOut, 204: None},
    operation_id="get_own_answer",
)
def get_own_answer(request: HttpRequest, motion: UUID) -> Status[AnswerView | None]:
    """Give one's own answer, while it is linked to oneself."""
    own = look(request, motion).own_answer
    return Status(204, None) if own is None else Status(200, own)


@router.put(f"{ONE}/answer", response=shapes.ReceiptOut, operation_id="answer_motion")
def answer(
    request: HttpRequest, motion: UUID, body: shapes.AnswerIn, key: base.IdempotencyKey
) -> dict[str, str]:
    """Answer, or change one's answer."""
    receipt = services.answer(motion=motion, key=key, **body.dict(), **acting(request))
    return {"receipt": receipt}


@router.post(
    f"{ONE}/answers", response=shapes.ReceiptOut, operation_id="answer_for_somebody"
)
def answer_for(
    request: HttpRequest,
    motion: UUID,
    body: shapes.AnswerForIn,
    key: base.IdempotencyKey,
) -> dict[str, str]:
    """Type what somebody said, with a second helper."""
    receipt = services.answer_for(
        motion=motion, key=key, **body.dict(), **acting(request)
    )
    return {"receipt": receipt}


@router.get(
    f"{ONE}/participation",
    response=ParticipationOut,
    operation_id="get_participation",
)
def participation(request: HttpRequest, motion: UUID) -> Participation:
    """Say how many have answered; never who, and never how."""
    return look(request, motion).participation


@router.get(
    f"{ONE}/sheets",
    response=paging.Page[shapes.PaperSheetOut],
    operation_id="list_answer_sheets",
)
def list_sheets(
    request: HttpRequest, motion: UUID, asked: paging.Paged
) -> dict[str, object]:
    """List sheets of paper answers, without what is on them."""
    view = look(request, motion)
    listed = results.list_sheets(motion=motion, union=view.union)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post(
    f"{ONE}/sheets",
    response={201: shapes.PaperSheetOut},
    operation_id="type_answer_sheet",
)
def type_sheet(
    request: HttpRequest,
    motion: UUID,
    body: shapes.PaperSheetIn,
    key: base.IdempotencyKey,
) -> Status[counts.PaperSheet]:
    """Type a sheet of paper answers, as the first of two helpers."""
    made = paper_votes.type_sheet(
        motion=motion, lines=body.drafts(), key=key, **acting(request)
    )
    return Status(201, made)


@router.post(
    "/decide/sheets/{uuid:sheet}/again",
    response=shapes.PaperSheetOut,
    operation_id="type_answer_sheet_again",
)
def type_sheet_again(
    request: HttpRequest, sheet: UUID, body: shapes.PaperSheetIn
) -> counts.PaperSheet:
    """Type the same sheet without seeing it; when all agrees, the answers are cast."""
    return paper_votes.type_sheet_again(
        sheet=sheet, lines=body.drafts(), **acting(request)
    )


@router.post(
    "/decide/sheets/{uuid:sheet}/tear",
    response={204: None},
    operation_id="tear_answer_sheet",
)
def tear_sheet(request: HttpRequest, sheet: UUID) -> Status[None]:
    """Give up a sheet that was not cast."""
    paper_votes.tear_sheet(sheet=sheet, **acting(request))
    return Status(204, None)


@router.get(f"{ONE}/urn", response=shapes.UrnOut, operation_id="get_urn")
def get_urn(request: HttpRequest, motion: UUID) -> counts.UrnView:
    """Say how far the counting of an urn is."""
    person, union, _at = associate(request)
    look(request, motion)
    return results.urn(motion=motion, union=union, person=person)


@router.put(f"{ONE}/urn", response=shapes.UrnOut, operation_id="type_urn")
def type_urn(request: HttpRequest, motion: UUID, body: shapes.UrnIn) -> counts.UrnView:
    """Type what one counted in the urn."""
    return paper_votes.type_urn(motion=motion, count=body.draft(), **acting(request))


@router.get(
    "/decide/lots", response=paging.Page[shapes.LotsOut], operation_id="list_lots"
)
def list_lots(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List public lotteries, newest first."""
    _person, union, _at = associate(request)
    listed = results.list_lots(union=union)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post("/decide/lots", response={201: IdOut}, operation_id="begin_lots")
def begin_lots(
    request: HttpRequest, body: shapes.LotsIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Fix the list that is drawn from, and who tells."""
    made = lot_services.begin_lots(draft=body.draft(), key=key, **acting(request))
    return Status(201, {"id": made})


@router.get(LOTS, response=shapes.LotsOut, operation_id="get_lots")
def get_lots(request: HttpRequest, lots: UUID) -> counts.LotsView:
    """Give a public lottery as it stands."""
    _person, union, _at = associate(request)
    return results.get_lots(lots=lots, union=union)


@router.get(f"{LOTS}/files", response=dict[str, str], operation_id="get_lots_files")
def get_lots_files(request: HttpRequest, lots: UUID) -> dict[str, str]:
    """Give the files that anybody can draw with again, by name."""
    _person, union, _at = associate(request)
    return results.lots_files(lots=lots, union=union)


@router.put(f"{LOTS}/commitment", response={204: None}, operation_id="commit_to_lots")
def commit(request: HttpRequest, lots: UUID, body: shapes.CommitmentIn) -> Status[None]:
    """Hand in the SHA-256 of a secret word, as a teller."""
    lot_services.commit(lots=lots, commitment=body.commitment, **acting(request))
    return Status(204, None)


@router.put(f"{LOTS}/word", response={204: None}, operation_id="reveal_for_lots")
def reveal(request: HttpRequest, lots: UUID, body: shapes.WordIn) -> Status[None]:
    """Say the word."""
    lot_services.reveal(lots=lots, word=body.word, **acting(request))
    return Status(204, None)


@router.delete(
    f"{LOTS}/tellers/{{uuid:teller}}",
    response={204: None},
    operation_id="replace_teller",
)
def replace_teller(request: HttpRequest, lots: UUID, teller: UUID) -> Status[None]:
    """Go on without a teller who has been silent for a day."""
    lot_services.replace_teller(lots=lots, teller=teller, **acting(request))
    return Status(204, None)


@router.put(f"{LOTS}/dice", response=shapes.LotsOut, operation_id="throw_dice")
def throw_dice(
    request: HttpRequest, lots: UUID, body: shapes.DiceIn
) -> counts.LotsView:
    """Type the dice; when another types the same, it is drawn."""
    return lot_services.throw_dice(lots=lots, dice=body.dice, **acting(request))

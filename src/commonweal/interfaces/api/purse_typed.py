"""What a helper types from paper for several people, for programs: all of it or nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from commonweal.interfaces.api import auth, base, purse_shapes
from commonweal.interfaces.api import purse_together_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut, Strict
from commonweal.rooms.purse import services, words
from commonweal.rooms.purse.services import boards, pledging
from commonweal.rooms.purse.words import papers, together

router = Router(tags=["purse, typed from paper"])
_AMOUNT = Field("", max_length=60, description="empty: as much as the one before")


class TypedSpendIn(shapes.SpendIn):
    """A spend announced on paper, and by whom."""

    person: UUID

    def line(self, row: int) -> papers.BoardSpend:
        """Return it as the room takes it."""
        draft = together.SpendDraft(**self.dict(exclude={"person"}))
        return papers.BoardSpend(row=row, person=self.person, draft=draft)


class TypedVoiceIn(Strict):
    """Support or a concern from paper, about a spend or a row of the same sheet.

    Rows count through: first what is announced, then what is said.
    """

    person: UUID
    kind: str = Field(max_length=20, description="support or concern")
    words: str = Field("", max_length=1000)
    spend: UUID | None = None
    line: int | None = None


class BoardIn(Strict):
    """The sheet from the notice board: all of it or nothing."""

    announced: list[TypedSpendIn] = Field([], max_length=1000)
    voices: list[TypedVoiceIn] = Field([], max_length=1000)

    def board(self) -> papers.Board:
        """Return it as the room takes it."""
        spends = tuple(one.line(row) for row, one in enumerate(self.announced, 1))
        voices = tuple(
            papers.BoardVoice(row=row, **one.dict())
            for row, one in enumerate(self.voices, len(spends) + 1)
        )
        return papers.Board(spends=spends, voices=voices)


class SlipIn(Strict):
    """A sealed slip, and whose it is."""

    person: UUID
    green: str = _AMOUNT
    yellow: str = _AMOUNT
    red: str = _AMOUNT

    def slip(self, row: int) -> papers.Slip:
        """Return it as the room takes it."""
        draft = together.PledgeDraft(**self.dict(exclude={"person"}))
        return papers.Slip(row=row, person=self.person, draft=draft)


class SlipsIn(Strict):
    """Sealed slips: all are typed in or none."""

    slips: list[SlipIn] = Field(max_length=1000)


class PocketsIn(Strict):
    """What several people laid out, from a typed list: all lines or none.

    Each line names its ``person``.
    """

    pockets: list[purse_shapes.PocketIn] = Field(max_length=1000)


@router.post(
    "/purse/pockets/list",
    response={201: list[purse_shapes.EntryOut]},
    operation_id="pay_from_pockets",
)
def pay_from_pockets(
    request: HttpRequest, body: PocketsIn, key: base.IdempotencyKey
) -> Status[tuple[words.EntryView, ...]]:
    """Note what several people laid out, typed for them; problems name the row."""
    by, union, at = auth.actor(request)
    drafts = tuple(line.draft() for line in body.pockets)
    noted = services.pay_from_pockets(drafts=drafts, union=union, by=by, key=key, at=at)
    return Status(201, noted)


@router.post(
    "/purse/spends/board", response={201: list[IdOut]}, operation_id="type_board"
)
def type_board(
    request: HttpRequest, body: BoardIn, key: base.IdempotencyKey
) -> Status[list[dict[str, UUID]]]:
    """Type the sheet of the notice board in; returns what was announced on it."""
    by, union, at = auth.actor(request)
    made = boards.type_board(board=body.board(), union=union, by=by, key=key, at=at)
    return Status(201, [{"id": one} for one in made])


@router.put(
    "/purse/pledge-rounds/{uuid:round_id}/slips",
    response={204: None},
    operation_id="pledge_slips",
)
def pledge_slips(request: HttpRequest, round_id: UUID, body: SlipsIn) -> Status[None]:
    """Type sealed slips in. Nobody reads them afterwards but whose they are."""
    by, union, at = auth.actor(request)
    slips = tuple(one.slip(row) for row, one in enumerate(body.slips, 1))
    pledging.pledge_slips(round_id=round_id, slips=slips, union=union, by=by, at=at)
    return Status(204, None)

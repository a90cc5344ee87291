"""How rounds and shares look to programs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from commonweal.interfaces.api.needs import AmountOut, KindOut, amount_out, kind_out
from commonweal.rooms.needs import queries, words


class LineIn(Schema):
    """One kind of thing to share; without amount, all that is here and not promised."""

    kind: UUID
    amount: str = Field("", max_length=40)
    portion: str = Field("", max_length=40)
    label: str = Field("", max_length=120)


class RoundIn(Schema):
    """A round, for the needs of so many days from a day on."""

    name: str = Field(max_length=200)
    method: str = Field(
        "",
        max_length=20,
        description=f"{', '.join(words.METHODS)}; empty: as the charter says",
    )
    from_day: date
    days: int = 7
    lines: list[LineIn]


class AskedIn(Schema):
    """What is asked of a line; an empty amount takes it back."""

    line: UUID
    amount: str = Field("", max_length=40)
    tier: str = Field("dignity", max_length=20)
    is_wish: bool = False


class AskIn(Schema):
    """What somebody asks for in a round; ``person`` if typed for another."""

    person: UUID | None = None
    asked: list[AskedIn] = Field(max_length=300)


class RankIn(Schema):
    """The lines of a round in the order they are liked, best first."""

    person: UUID | None = None
    order: list[UUID] = Field(max_length=300)


class SeedIn(Schema):
    """The seed from which lots are drawn."""

    seed: str = Field(max_length=200)


class HandIn(Schema):
    """What is handed over: one share, all of people or a circle, or the round."""

    share: UUID | None = None
    person: UUID | None = None
    people: list[UUID] = Field([], max_length=500)
    circle: UUID | None = None
    without_circle: bool = False


class TakeIn(Schema):
    """How much is taken of what is free."""

    amount: str = Field(max_length=40)


class LineOut(Schema):
    """A thing in a round."""

    id: UUID
    what: KindOut
    label: str
    available: AmountOut
    portion: AmountOut
    taken: AmountOut | None = Field(
        description="null where too few people stand behind it"
    )


class RoundOut(Schema):
    """A round."""

    id: UUID
    name: str
    method: str
    from_day: date
    days: int
    status: str
    seed: str
    rules_version: str
    decision: int | None = Field(description="the decision that allowed its method")
    lines: list[LineOut]


class ShareOut(Schema):
    """A share. ``person`` is told to its person and to who hands over."""

    id: UUID
    round: UUID
    line: UUID
    person: UUID | None
    circle: UUID | None
    what: KindOut
    label: str
    tier: str
    asked: AmountOut
    amount: AmountOut
    status: str
    handed_at: datetime | None


class WhyOut(Schema):
    """Why a share is what it is."""

    share: ShareOut
    method: str
    seed: str
    rules_version: str
    sentences: list[str]
    decision: int | None = Field(description="the decision that allowed its method")


class CheckOut(Schema):
    """What computing a round again came to."""

    n_shares: int
    n_different: int
    is_possible: bool
    is_equal: bool


class HandedOut(Schema):
    """How many shares were handed over now."""

    n_shares: int


def round_out(one: queries.RoundView) -> dict[str, object]:
    """Write a round."""
    return {
        "id": one.id,
        "name": one.name,
        "method": one.method,
        "from_day": one.from_day,
        "days": one.days,
        "status": one.status,
        "seed": one.seed,
        "rules_version": one.rules_version,
        "decision": one.decision,
        "lines": [
            {
                "id": line.id,
                "what": kind_out(line.kind),
                "label": line.label,
                "available": amount_out(line.available),
                "portion": amount_out(line.portion),
                "taken": line.told and amount_out(line.told),
            }
            for line in one.lines
        ],
    }


def share_out(one: queries.ShareView) -> dict[str, object]:
    """Write a share."""
    return {
        "id": one.id,
        "round": one.round,
        "line": one.line,
        "person": one.person,
        "circle": one.circle,
        "what": kind_out(one.kind),
        "label": one.label,
        "tier": one.tier,
        "asked": amount_out(one.asked),
        "amount": amount_out(one.amount),
        "status": one.status,
        "handed_at": one.handed_at,
    }

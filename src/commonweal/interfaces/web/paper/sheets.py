"""The daily sheets: which there are, the code each prints, and where it is typed in."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.web.paper import codes
from commonweal.rooms.governance import queries as governance
from commonweal.rooms.kitchen import queries as kitchen
from commonweal.rooms.needs import queries as needs
from commonweal.rooms.purse.queries import pledged

GONE = N_(
    "The sheet “%(code)s” is of a round or a meal that is no longer here. "
    "Open its page and type it in there."
)
#: Papers of a motion older than so many others lie in no box any more.
MOTIONS_LOOKED_AT = 200
#: Cook's sheets older than this are in no kitchen any more.
SHEETS_LAST = timedelta(days=60)
IMPOSSIBLE = N_("“%(code)s” names a day that is in no calendar. Look at it once more.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet: its letter, what it is, and how its code leads back."""

    letter: str
    name: str
    title: str
    why: str
    printed_at: str
    said: Callable[[date | UUID | None], str]
    typed_at: Callable[[UUID, str, date], str | None]


def code_of(name: str, about: date | UUID | None, *, union: UUID) -> str:
    """Return the code to print on a sheet of this name."""
    sheet = BY_NAME[name]
    return codes.write(sheet.letter, sheet.said(about), union=union)


def address_of(text: str, *, union: UUID, on: date) -> str:
    """Return where the sheet with this code is typed in on a day, or refuse in words."""
    code = codes.read(text, union=union, kinds="".join(BY_LETTER))
    try:
        address = BY_LETTER[code.kind].typed_at(union, code.about, on)
    except ValueError:
        raise Refused(Problem("code", IMPOSSIBLE, {"code": code.text})) from None
    if address is None:
        raise Refused(Problem("code", GONE, {"code": code.text}))
    return address


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet on the list of sheets."""

    title: str
    why: str
    address: str


def to_print(scopes: Container[str]) -> list[Printed]:
    """Return the sheets somebody may print, each with where it is."""
    return [
        Printed(one.title, one.why, reverse(one.printed_at))
        for one in SHEETS
        if one.name not in _ONLY_FOR or _ONLY_FOR[one.name] in scopes
    ]


def _said_nothing(about: date | UUID | None) -> str:
    del about
    return ""


def _said_day(about: date | UUID | None) -> str:
    return codes.of_day(about) if isinstance(about, date) else ""


def _said_week(about: date | UUID | None) -> str:
    return codes.of_week(about) if isinstance(about, date) else ""


def _said_month(about: date | UUID | None) -> str:
    return codes.of_month(about) if isinstance(about, date) else ""


def _said_thing(about: date | UUID | None) -> str:
    return codes.of_thing(about) if isinstance(about, UUID) else ""


def _needs(union: UUID, about: str, on: date) -> str:
    del union, about, on
    return reverse("needs:paper")


def _stock(union: UUID, about: str, on: date) -> str:
    del union, on
    return _with(reverse("planning:count_all"), on=codes.day(about))


def _shelf(union: UUID, about: str, on: date) -> str:
    del union, on
    return _with(reverse("kitchen:count"), on=codes.day(about))


def _purse(union: UUID, about: str, on: date) -> str:
    del union, on
    return _with(reverse("purse:list"), month=codes.month(about))


def _pockets(union: UUID, about: str, on: date) -> str:
    del union, on
    return _with(reverse("purse:typed_pockets"), month=codes.month(about))


def _board(union: UUID, about: str, on: date) -> str:
    del union, on
    return _with(reverse("purse:typed_board"), on=codes.day(about))


def _slips(union: UUID, about: str, on: date) -> str | None:
    rounds = (one.id for one in pledged.list_rounds(union=union, on=on))
    found = _one_of(rounds, about)
    return reverse("purse:typed_slips", args=[found]) if found else None


def _meals(union: UUID, about: str, on: date) -> str:
    del union, on
    return _with(reverse("kitchen:type_back"), week=codes.week(about))


def _hand_over(union: UUID, about: str, on: date) -> str | None:
    del on
    rounds = (one.id for one in needs.list_rounds(union=union))
    found = _one_of(rounds, about)
    return reverse("needs:sheet", args=[found]) if found else None


def _cook(union: UUID, about: str, on: date) -> str | None:
    meals = kitchen.list_meals(
        union=union,
        from_day=on - SHEETS_LAST,
        until=on + SHEETS_LAST,
        at=datetime.combine(on, time(), UTC),
    )
    found = _one_of((meal.id for meal in meals), about)
    return reverse("kitchen:cook", args=[found]) if found else None


def _ballot(union: UUID, about: str, on: date) -> str | None:
    return _of_motion("governance:type_sheet", union, about, on)


def _urn(union: UUID, about: str, on: date) -> str | None:
    return _of_motion("governance:urn", union, about, on)


def _proposal(union: UUID, about: str, on: date) -> str | None:
    return _of_motion("governance:motion", union, about, on)


def _of_motion(page: str, union: UUID, about: str, on: date) -> str | None:
    listed = governance.list_motions(
        union=union,
        person=union,  # nobody: only what all may see
        at=datetime.combine(on, time(), UTC),
        limit=MOTIONS_LOOKED_AT,
    )
    found = _one_of((line.id for line in listed), about)
    return reverse(page, args=[found]) if found else None


def _one_of(things: Iterable[UUID], about: str) -> UUID | None:
    return next((one for one in things if codes.of_thing(one) == about), None)


def _with(address: str, **asked: object) -> str:
    return f"{address}?{urlencode({name: str(value) for name, value in asked.items()})}"


#: The letter of a kind never changes: sheets hang on walls for years.
SHEETS = (
    Sheet(
        "N",
        "needs",
        N_("Needs"),
        N_("Ten lines for whoever does not like screens."),
        "needs:paper_sheet",
        _said_nothing,
        _needs,
    ),
    Sheet(
        "P",
        "purse",
        N_("Pencil list of the purse"),
        N_("Beside the drawer: how much, what for. No name, no reason."),
        "purse:paper_list",
        _said_month,
        _purse,
    ),
    Sheet(
        "B",
        "pockets",
        N_("Paid from my pocket"),
        N_("What people bought for all of us with money of their own."),
        "purse:paper_pockets",
        _said_month,
        _pockets,
    ),
    Sheet(
        "A",
        "board",
        N_("Announced spends"),
        N_("For the notice board: announce, support, or write down a concern."),
        "purse:paper_board",
        _said_day,
        _board,
    ),
    Sheet(
        "G",
        "slips",
        N_("Slips of a contribution round"),
        N_("To cut and fold, one for each person: open the round and print them."),
        "purse:rounds",
        _said_thing,
        _slips,
    ),
    Sheet(
        "M",
        "meals",
        N_("Sign-out list of the table"),
        N_("Who does not eat, who brings a guest: one week on the kitchen door."),
        "kitchen:paper",
        _said_week,
        _meals,
    ),
    Sheet(
        "C",
        "cook",
        N_("Cook's sheet"),
        N_("One for each meal: open the meal and print it."),
        "kitchen:week",
        _said_thing,
        _cook,
    ),
    Sheet(
        "K",
        "shelf",
        N_("Count of the kitchen's shelf"),
        N_("What food is there, with room for what is counted."),
        "kitchen:count",
        _said_day,
        _shelf,
    ),
    Sheet(
        "S",
        "stock",
        N_("Stock count"),
        N_("What is where, with room for what is counted."),
        "planning:count_all",
        _said_day,
        _stock,
    ),
    Sheet(
        "H",
        "hand-over",
        N_("Hand over"),
        N_("One sheet for each round: open the round and print it."),
        "needs:rounds",
        _said_thing,
        _hand_over,
    ),
    Sheet(
        "V",
        "ballot",
        N_("Paper to answer on"),
        N_("For a motion that is open: open it and print one for each of you."),
        "governance:motions",
        _said_thing,
        _ballot,
    ),
    Sheet(
        "T",
        "urn",
        N_("Paper for the urn"),
        N_("About a person: no name on it, and two tellers count."),
        "governance:motions",
        _said_thing,
        _urn,
    ),
    Sheet(
        "D",
        "motion",
        N_("Proposal to read"),
        N_("For the wall: what is proposed, and how it is decided."),
        "governance:motions",
        _said_thing,
        _proposal,
    ),
)
BY_NAME: Mapping[str, Sheet] = MappingProxyType({one.name: one for one in SHEETS})
BY_LETTER: Mapping[str, Sheet] = MappingProxyType({one.letter: one for one in SHEETS})
#: Sheets whose page opens only for whoever holds a scope.
_ONLY_FOR: Mapping[str, str] = MappingProxyType({"stock": "stores"})

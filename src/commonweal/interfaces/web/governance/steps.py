"""What can be done with a motion now, each deed with its words and its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.interfaces.web.purse.forms import id_of
from commonweal.rooms.governance import services
from commonweal.rooms.governance.words import motions


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed: a page of its own, or a button; ``asks`` for words when it needs some."""

    name: str
    words: str | Promise
    page: str = ""
    asks: str | Promise = ""
    help: str | Promise = ""


_WHY = _("Why")
DEEDS = (
    Deed("start_discussion", _("Show it to all and talk")),
    Deed("freeze_motion", _("Fix the text"), page="governance:freeze"),
    Deed("close_motion", _("Close and count")),
    Deed("carry_out_again", _("Try again to carry it out")),
    Deed(
        "decide",
        _("Decide: it goes ahead"),
        asks=_("What I heard, what I decided"),
        help=_("Advice need not be followed. It is answered."),
    ),
    Deed(
        "decide_not",
        _("Decide: it does not go ahead"),
        asks=_("What I heard, what I decided"),
    ),
    Deed(
        "call_in",
        _("Call it in"),
        asks=_WHY,
        help=_("Two who are affected turn it into a consent round."),
    ),
    Deed("ask_for_advice", _("Ask somebody for advice"), asks=_("Whom")),
    Deed(
        "note_hearing",
        _("Write down that they were heard"),
        asks=_("What they said"),
        help=_("Whoever it is about speaks first."),
    ),
    Deed(
        "lengthen",
        _("Ask for more time"),
        asks=_WHY,
        help=_("Once, with a reason. Never shorter."),
    ),
    Deed(
        "reopen_motion",
        _("Change it after all"),
        asks=_WHY,
        help=_("Answers given so far are void, and all are told."),
    ),
    Deed("withdraw_motion", _("Withdraw it")),
)
#: Deeds that the room names once and pages offer twice.
_AS_NAMED = {"decide": "conclude", "decide_not": "conclude"}


#: What takes a motion further; the rest is asked for more rarely.
ONWARD = frozenset(
    {"start_discussion", "freeze_motion", "close_motion", "carry_out_again"}
)


def offered(view: motions.MotionView, *, onward: bool) -> Iterator[Deed]:
    """Return the deeds that can be done now: those that take it further, or the rest."""
    for deed in DEEDS:
        is_free = _AS_NAMED.get(deed.name, deed.name) in view.may
        if is_free and (deed.name in ONWARD) == onward:
            yield deed


def do(  # noqa: PLR0913 - which deed, with which words, of whom
    name: str,
    sent: Mapping[str, str],
    *,
    motion: UUID,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> bool:
    """Do a deed by its name; return whether there is one of this name."""
    where: dict[str, Any] = {"motion": motion, "union": union, "by": by, "at": at}
    words = sent.get("words", "")
    plain = {
        "start_discussion": services.start_discussion,
        "close_motion": services.close_motion,
        "carry_out_again": services.carry_out_again,
        "withdraw_motion": services.withdraw_motion,
    }
    said = {
        "lengthen": services.lengthen,
        "reopen_motion": services.reopen_motion,
    }
    if name in plain:
        plain[name](**where)
    elif name in said:
        said[name](words=words, **where)
    elif name in _AS_NAMED:
        services.conclude(goes=name == "decide", words=words, **where)
    elif name == "call_in":
        services.call_in(words=words, key=key, **where)
    elif name == "note_hearing":
        was_heard = not sent.get("not_wished")
        services.note_hearing(was_heard=was_heard, words=words, key=key, **where)
    elif name == "ask_for_advice":
        person = id_of(sent.get("person")) or UUID(int=0)
        services.ask_for_advice(person=person, why=sent.get("why", ""), **where)
    else:
        return False
    return True

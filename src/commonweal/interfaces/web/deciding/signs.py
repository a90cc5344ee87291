"""Answers to choose from: each with a shape, a colour, a mark and a word.

Colour alone says nothing, nor does a shape; together they can be told apart by whoever
does not read, does not see colours, or has only a printed sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commonweal.core.tally import judgment
from commonweal.core.vf.problems import N_


@dataclass(frozen=True, slots=True)
class Sign:
    """One answer as it is shown; ``asks_why`` ones need a reason."""

    code: str
    words: str
    shape: str
    tone: str
    mark: str
    help: str = ""
    asks_why: bool = False


_GOOD = ("circle", "good")
_MINDFUL = ("triangle", "warn")
_STOPS = ("octagon", "bad")

_CONSENT = (
    Sign("consent", N_("Yes, safe enough to try"), *_GOOD, "tick"),
    Sign(
        "concern",
        N_("Safe enough, and I have a concern"),
        *_MINDFUL,
        "call",
        N_("It is written down. It stops nothing."),
    ),
    Sign(
        "objection",
        N_("No, not safe enough yet"),
        *_STOPS,
        "stop",
        N_("It stops. Say why, so that we can make it safe enough."),
        asks_why=True,
    ),
)
_CONSENSUS = (
    Sign("support", N_("I support it"), *_GOOD, "tick"),
    Sign("reservations", N_("I support it, with reservations"), *_MINDFUL, "call"),
    Sign(
        "aside",
        N_("I stand aside"),
        "square",
        "soft",
        "aside",
        N_("I do not stop it, and I will not carry it out."),
    ),
    Sign(
        "block",
        N_("I block it"),
        *_STOPS,
        "stop",
        N_("It stops. Say which shared ground it breaks."),
        asks_why=True,
    ),
    Sign(
        "abstain",
        N_("I leave it to the others"),
        "diamond",
        "soft",
        "dots",
        N_("You are counted as present."),
    ),
)
_YES_NO = (
    Sign("yes", N_("Yes"), *_GOOD, "tick"),
    Sign("no", N_("No"), *_STOPS, "cross"),
    Sign(
        "abstain",
        N_("I leave it to the others"),
        "diamond",
        "soft",
        "dots",
        N_("You are counted as present."),
    ),
)
_SILENCE = (
    Sign("support", N_("I support it"), *_GOOD, "tick"),
    Sign(
        "concern",
        N_("I have a concern"),
        *_MINDFUL,
        "call",
        N_("It waits until we have talked."),
        asks_why=True,
    ),
)
_POOL = (
    Sign("willing", N_("I am willing to be drawn"), *_GOOD, "tick"),
    Sign("not", N_("Not me"), "diamond", "soft", "dots", N_("No reason is asked.")),
)

#: Of each process whose answer is one word, the words to choose from.
WORDS: Mapping[str, tuple[Sign, ...]] = MappingProxyType(
    {
        "consent": _CONSENT,
        "consensus": _CONSENSUS,
        "recall": _YES_NO,
        "majority": _YES_NO,
        "silence": _SILENCE,
        "sortition": _POOL,
    }
)

_GROUNDS = ("circle", "circle", "diamond", "triangle", "octagon")
_TONES = ("good", "good", "soft", "warn", "bad")
#: Best first, as the count numbers them.
GRADES = tuple(
    Sign(str(place), words, _GROUNDS[place], _TONES[place], f"face{place}")
    for place, words in enumerate(judgment.GRADES)
)


def sign_of(process: str, code: str) -> Sign | None:
    """Return how an answer of a process is shown."""
    known = GRADES if process == "judgment" else WORDS.get(process, ())
    return next((sign for sign in known if sign.code == code), None)

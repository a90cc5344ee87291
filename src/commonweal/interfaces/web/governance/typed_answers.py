"""Answers as helpers type them from paper: a word, a name, or the signs of options.

An order is typed best first, “C A=B D”; what was ticked as “A C”; grades as “A1 B3”,
1 for very good. The signs stand on the paper beside each option.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.core.tally import judgment
from commonweal.core.vf.problems import N_, Problem
from commonweal.interfaces.web.governance import money
from commonweal.rooms.governance.words import OptionView

NO_SIGN = N_("“%(value)s” is not a sign on the paper. Signs are %(first)s to %(last)s.")
NO_GRADE = N_(
    "“%(value)s” is not a sign with a grade from 1 to %(most)s, such as A1 for very good."
)
LETTERS = 400
#: What helpers are told to type, by the way of deciding.
HOW: Mapping[str, str | Promise] = {
    "ranking": _("Type the signs, best first; = between equal ones: C A=B"),
    "stv": _("Type the signs, best first: C A B"),
    "shares": _("Type the signs that are ticked: A C"),
    "judgment": _("Type each sign with its grade, 1 very good to 5 reject: A1 B3"),
}
#: What people are told on the paper itself.
ON_PAPER: Mapping[str, str | Promise] = {
    "ranking": _("Write 1 at the best, 2 at the next, and so on."),
    "stv": _("Write 1 at the one you want most, 2 at the next, and so on."),
    "shares": _("Tick all you would like to see."),
}
_APART = re.compile(r"[\s,;>]+")
_GRADED = re.compile(r"([A-Z]+)([1-5])")


def read(
    process: str, options: Sequence[OptionView], text: str, problems: list[Problem]
) -> object:
    """Return the answer that was typed; what cannot be read becomes a problem."""
    plain = text.strip()[:LETTERS]
    if process == "no_candidates":
        return plain
    if process not in HOW:
        return plain
    known = {money.sign_of(place): one.key for place, one in enumerate(options)}
    parts = [part for part in _APART.split(plain.upper()) if part]
    if process == "judgment":
        return _grades(parts, known, problems)
    return [_tier(part, known, problems) for part in parts]


def _tier(part: str, known: Mapping[str, str], problems: list[Problem]) -> object:
    signs = [sign for sign in part.split("=") if sign]
    for sign in signs:
        if sign not in known:
            listed = list(known) or ["A"]
            facts = {"value": sign[:20], "first": listed[0], "last": listed[-1]}
            problems.append(Problem("answer", NO_SIGN, facts))
    keys = [known[sign] for sign in signs if sign in known]
    return keys[0] if len(keys) == 1 else keys


def _grades(
    parts: Sequence[str], known: Mapping[str, str], problems: list[Problem]
) -> dict[str, int]:
    found = {}
    for part in parts:
        match = _GRADED.fullmatch(part)
        if match is None or match[1] not in known:
            facts = {"value": part[:20], "most": str(len(judgment.GRADES))}
            problems.append(Problem("answer", NO_GRADE, facts))
        else:
            found[known[match[1]]] = int(match[2]) - 1
    return found


def written(process: str, options: Sequence[OptionView], answer: object) -> str:
    """Return an answer as helpers would type it."""
    signs = {one.key: money.sign_of(place) for place, one in enumerate(options)}
    if process == "judgment" and isinstance(answer, Mapping):
        return " ".join(
            f"{signs.get(str(key), key)}{int(grade) + 1}"
            for key, grade in answer.items()
        )
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        tiers = (one if isinstance(one, (list, tuple)) else [one] for one in answer)
        return " ".join(
            "=".join(signs.get(str(key), str(key)) for key in tier) for tier in tiers
        )
    return str(answer)

"""Answers as people send them: read from a form, and put back into one.

What cannot be read becomes a problem at its field; whether an answer makes sense for
the motion is for the deed to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import QueryDict

from commonweal.core.vf.problems import N_, Problem, require

#: A place in a ranking is written with at most so many digits.
MOST_DIGITS = 3
REASON_LETTERS = 2000

NOT_A_PLACE = N_(
    "“%(value)s” at “%(option)s” is not a place. Write 1 for the best, 2 for the next, "
    "at most %(most)s, or leave it empty."
)


class Option(Protocol):
    """One of what can be chosen."""

    @property
    def key(self) -> str:
        """Return what answers call it."""
        ...

    @property
    def label(self) -> str:
        """Return what people call it."""
        ...


@dataclass(frozen=True, slots=True)
class Ballot:
    """An answer and the reason that came with it."""

    answer: object
    reason: str


def read(process: str, options: Iterable[Option], sent: QueryDict) -> Ballot:
    """Return what was answered; refuse what is no place in a ranking."""
    reader = _READERS.get(process, _one_word)
    problems: list[Problem] = []
    answer = reader(tuple(options), sent, problems)
    require(problems)
    return Ballot(answer, sent.get("reason", "").strip()[:REASON_LETTERS])


def typed(process: str, answer: object) -> Mapping[str, object]:
    """Return an answer given before, as the form shows it: by option, its mark."""
    if isinstance(answer, (list, tuple)):
        is_order = process in {"ranking", "stv"}
        return _places(answer) if is_order else dict.fromkeys(map(str, answer), "on")
    if not isinstance(answer, Mapping):
        return {"answer": answer}
    if isinstance(told := answer.get("willing"), Mapping):
        return {"answer": "willing", **told}
    return {str(key): str(value) for key, value in answer.items()}


def sent_back(process: str, sent: QueryDict) -> Mapping[str, object]:
    """Return what was just sent, for a form that is shown again."""
    if process in {"ranking", "stv"}:
        return _after("rank-", sent)
    if process == "judgment":
        return _after("grade-", sent)
    if process == "shares":
        return dict.fromkeys(sent.getlist("pick"), "on")
    names = ("answer", "name", "why")
    said = {name: sent[name] for name in names if name in sent}
    return said | _after("trait-", sent)


def _after(prefix: str, sent: QueryDict) -> dict[str, object]:
    return {
        name.removeprefix(prefix): value
        for name, value in sent.items()
        if name.startswith(prefix)
    }


def _places(answer: Sequence[object]) -> dict[str, object]:
    found: dict[str, object] = {}
    place = 1
    for tier in answer:
        equal = tier if isinstance(tier, (list, tuple)) else [tier]
        for key in equal:
            found[str(key)] = str(place)
        place += len(equal)
    return found


def _ranking(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> list[object]:
    """Return a ranking, best first; equal places in a list of their own."""
    by_place = _by_place(options, sent, problems)
    tiers = (by_place[place] for place in sorted(by_place))
    return [tier[0] if len(tier) == 1 else tier for tier in tiers]


def _strict_ranking(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> list[object]:
    """Return a ranking in which a place left out stays empty, to be told."""
    by_place = _by_place(options, sent, problems)
    tiers = (
        by_place.get(place, []) for place in range(1, max(by_place, default=0) + 1)
    )
    return [tier[0] if len(tier) == 1 else tier for tier in tiers]


def _by_place(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> dict[int, list[str]]:
    by_place: dict[int, list[str]] = {}
    for option in options:
        value = sent.get(f"rank-{option.key}", "").strip()
        if not value:
            continue
        is_number = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
        if not is_number or not 1 <= int(value) <= len(options):
            said = {
                "value": value[:40],
                "option": option.label,
                "most": str(len(options)),
            }
            problems.append(Problem(f"rank-{option.key}", NOT_A_PLACE, said))
        else:
            by_place.setdefault(int(value), []).append(option.key)
    return by_place


def _grades(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> dict[str, object]:
    del problems
    said = {one.key: sent.get(f"grade-{one.key}", "") for one in options}
    return {
        key: int(grade) if grade.isdecimal() else grade
        for key, grade in said.items()
        if grade
    }


def _picks(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> list[str]:
    del options, problems
    return list(sent.getlist("pick"))


def _name(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> dict[str, str]:
    del options, problems
    why = sent.get("why", "").strip()[:REASON_LETTERS]
    return {"name": sent.get("name", ""), "why": why}


def _willing(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> object:
    """Return whether somebody is willing, and what they say of themselves if asked."""
    traits = _after("trait-", sent)
    word = _one_word(options, sent, problems)
    return {"willing": traits} if word == "willing" and traits else word


def _one_word(
    options: tuple[Option, ...], sent: QueryDict, problems: list[Problem]
) -> str:
    del options, problems
    return sent.get("answer", "")


_READERS = {
    "ranking": _ranking,
    "stv": _strict_ranking,
    "judgment": _grades,
    "shares": _picks,
    "no_candidates": _name,
    "sortition": _willing,
}

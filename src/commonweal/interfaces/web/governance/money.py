"""Options with what they cost, and answers in words: what several pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from commonweal.core.tally import judgment
from commonweal.core.vf import units
from commonweal.core.vf.measure import Measure
from commonweal.rooms.governance.words import motions


@dataclass(frozen=True, slots=True)
class Priced:
    """An option as pages show it: in the reader's language, with its price."""

    key: str
    label: str
    note: str
    sign: str
    price: Measure | None


def priced(view: motions.MotionView) -> list[Priced]:
    """Return the options, each with its sign for paper and what it costs."""
    return [
        Priced(
            key=option.key,
            label=label(option),
            note=option.note,
            sign=sign_of(place),
            price=_money(option.cost, view.currency) if option.cost else None,
        )
        for place, option in enumerate(view.options)
    ]


def label(option: motions.OptionView) -> str:
    """Return what an option is called; ours are translated, people's own are not."""
    is_ours = option.key in {motions.AS_IS, motions.MORE_TALK}
    return gettext(option.label) if is_ours else option.label


def sign_of(place: int) -> str:
    """Return the sign of an option on paper: A, B, … Z, AA, AB."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def budget_of(view: motions.MotionView) -> Measure | None:
    """Return what is there to share out."""
    return _money(view.budget, view.currency) if view.budget else None


def answer_lines(
    view: motions.MotionView, names: Mapping[UUID, str]
) -> tuple[str, ...]:
    """Say one's own answer, where it is more than a word."""
    own = view.own_answer
    return () if own is None else said(view, own.answer, names)


def winners_of(view: motions.MotionView, names: Mapping[UUID, str]) -> list[str]:
    """Return the options or people that won, as people call them."""
    labels = {option.key: label(option) for option in view.options}
    return [labels.get(one) or _name(one, names) for one in view.winners]


def said(
    view: motions.MotionView, answer: object, names: Mapping[UUID, str]
) -> tuple[str, ...]:
    """Say any answer by the labels of its options; nothing where it is one word."""
    labels = {option.key: label(option) for option in view.options}
    if isinstance(answer, Mapping):
        if "name" in answer:
            return (_name(str(answer["name"]), names),)
        told = answer.get("willing")
        return _graded(told if isinstance(told, Mapping) else answer, labels)
    if not isinstance(answer, (list, tuple)):
        return ()
    tiers = [_tier(tier, labels) for tier in answer]
    if view.rule.process in {"ranking", "stv"}:
        tiers = [f"{place}. {tier}" for place, tier in enumerate(tiers, start=1)]
    return tuple(tiers)


def _graded(
    answer: Mapping[object, object], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Say grades by option; what a willing person tells of themselves stays as it is."""
    grades = {str(place): gettext(words) for place, words in enumerate(judgment.GRADES)}
    return tuple(
        f"{labels.get(str(key), key)}: {grades.get(str(grade), grade)}"
        for key, grade in answer.items()
    )


def _tier(tier: object, labels: Mapping[str, str]) -> str:
    equal = tier if isinstance(tier, (list, tuple)) else [tier]
    return " = ".join(labels.get(str(key), str(key)) for key in equal)


def _name(person: str, names: Mapping[UUID, str]) -> str:
    try:
        return names.get(UUID(person), person)
    except ValueError:
        return person


def _money(amount: int, currency: str) -> Measure:
    return Measure(amount, units.unit_named(currency))

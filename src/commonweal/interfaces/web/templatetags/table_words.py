"""How pages say the kitchen's words: meals of the day, foods, plates, turns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django import template
from django.utils import formats
from django.utils.translation import gettext

from commonweal.core.vf.measure import Measure
from commonweal.rooms.kitchen import words

register = template.Library()


@register.filter
def mealtime(code: str) -> str:
    """Say which meal of the day: breakfast, supper."""
    return _said(words.TIME_WORDS, code)


@register.filter
def food(code: str) -> str:
    """Say what a code leaves out: milk, cheese, butter."""
    return _said(words.CODES, code)


@register.filter
def foods(codes: tuple[str, ...] | None) -> str:
    """Say several codes, parted so that the commas inside them stay clear."""
    return "; ".join(food(code) for code in codes or ())


@register.filter
def task(code: str) -> str:
    """Say a turn: cooking, washing up."""
    return _said(words.TASKS, code)


@register.filter
def plate(size: str) -> str:
    """Say the size of a plate."""
    return _said(words.SIZE_WORDS, size)


@register.filter
def weekdays(codes: tuple[str, ...]) -> str:
    """Say weekdays: Monday, Tuesday."""
    return ", ".join(_said(words.WEEKDAY_WORDS, code) for code in codes)


@register.filter
def plates(number: Decimal | None) -> str:
    """Say how many plates, with half ones: 21.5."""
    if number is None:
        return "\u2013"
    return formats.number_format(Decimal(f"{number.normalize():f}"), use_l10n=True)


@register.filter
def as_number(plates_: Decimal) -> int:
    """Return a whole number by which words are one or many: 1.5 plates are many."""
    return math.ceil(plates_)


@register.filter
def is_some(measure: Measure | None) -> bool:
    """Whether an amount is more than nothing."""
    return measure is not None and measure.amount > 0


@register.filter
def stands_in(meal: words.MealView, meal_dish: UUID) -> str:
    """Return the name of the dish that this one stands in for, if it does."""
    names = {dish.id: dish.name for dish in meal.dishes}
    firsts = {dish.id: dish.instead_of for dish in meal.dishes}
    first = firsts.get(meal_dish)
    return "" if first is None else names[first]


@register.filter
def causing(mentions: tuple[words.Mention, ...]) -> tuple[words.Mention, ...]:
    """Return the meals for which something has to be bought."""
    return tuple(one for one in mentions if one.to_buy.amount > 0)


@register.filter
def plain_party(guests: tuple[words.GuestView, ...]) -> words.GuestView | None:
    """Return guests who eat everything from whole plates; one tap makes them one more."""
    return next((g for g in guests if g.size == "whole" and not g.codes), None)


def _said(known: Mapping[str, str], code: str) -> str:
    return gettext(known[code]) if code in known else str(code)

"""Filters and tags that every template may use without loading.

Amounts with their unit, days with their weekday, refusals in the reader's language,
the hidden key that makes sending a form twice harmless, and the few places to go.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonweal.commons.charter.words import CHOICES
from commonweal.core.vf.measure import Measure

register = template.Library()

#: No-break space: an amount and its unit stay on one line.
NBSP = "\u00a0"
ABSENT = "\u2013"
SIGNS = {"m2": "m²", "ug": "µg"}
MONEY = "money "
#: Years and small amounts read better unparted.
GROUPED_FROM = 10_000
#: Sums of money stand in columns, where all are parted alike.
SUMS_GROUPED_FROM = 1_000
TIERS = {
    "vital": _("vital"),
    "dignity": _("dignity"),
    "flourishing": _("flourishing"),
}

PERS = {
    "once": _("once"),
    "day": _("a day"),
    "week": _("a week"),
    "month": _("a month"),
    "year": _("a year"),
}


@register.filter
def amount(measure: Measure | None) -> str:
    """Say an amount with its unit: 1.5 kg, 12 pieces, 4.20 EUR."""
    if measure is None:
        return ABSENT
    if measure.unit.dimension.startswith(MONEY):
        return f"{bare(measure)}{NBSP}{measure.unit.code}"
    return SAID_BY_UNIT.get(measure.unit.code, _plain)(measure)


@register.filter
def bare(measure: Measure | None) -> str:
    """Say a sum of money in a column whose head names the currency: 4.20."""
    if measure is None:
        return ABSENT
    grouped = abs(measure.decimal) >= SUMS_GROUPED_FROM
    return formats.number_format(
        Decimal(f"{measure.decimal:.2f}"), use_l10n=True, force_grouping=grouped
    )


@register.filter
def rounded(measure: Measure | None) -> str:
    """Say an amount in three figures, where more would be false precision."""
    if measure is None:
        return ABSENT
    keep = 10 ** max(0, len(str(abs(measure.amount))) - 3)
    if measure.unit.code == "h":
        keep = 60 if abs(measure.amount) >= 10 * 60 else 5
    return amount(Measure(round(measure.amount / keep) * keep, measure.unit))


@register.filter
def chosen(value: object) -> object:
    """Say what a rule of the charter says: a choice by its name, not by its code."""
    if not isinstance(value, str) or not value:
        return value
    return gettext(CHOICES.get(value, value))


@register.filter
def unit_sign(code: str) -> str:
    """Show a unit's code as people write it: m², µg."""
    return SIGNS.get(code, gettext("pieces") if code == "piece" else code)


@register.filter
def weekday(day: date | datetime | None) -> str:
    """Say a day in full: Monday 23 November 2026."""
    # Translators: a Django date format, as in "Monday 23 November 2026".
    return _in_format(day, gettext("l j F Y"))


@register.filter
def day(day: date | datetime | None) -> str:
    """Say a day shortly: Mon 23 Nov."""
    # Translators: a Django date format, as in "Mon 23 Nov".
    return _in_format(day, gettext("D j M"))


@register.filter
def shortday(day: date | None) -> str:
    """Say a day in a narrow place, such as the head of a column: 23 Nov."""
    # Translators: a Django date format, as in "23 Nov".
    return _in_format(day, gettext("j M"))


@register.filter
def moment(at: datetime | None) -> str:
    """Say a day and the time: Mon 23 Nov, 14:05."""
    # Translators: a Django date format, as in "Mon 23 Nov, 14:05".
    return _in_format(at, gettext("D j M, H:i"))


@register.filter
def month(day: date | None) -> str:
    """Say a month: November 2026."""
    # Translators: a Django date format, as in "November 2026".
    return _in_format(day, gettext("F Y"))


@register.filter
def percent(share: float | None) -> str:
    """Say a share of one in whole percent, never 100 before all of it is there."""
    if share is None:
        return ABSENT
    whole = 100 if share >= 1 else min(99, round(100 * share))
    return f"{whole}{NBSP}%"


@register.filter
def tier(name: str) -> str:
    """Say how urgent: vital, dignity, flourishing."""
    return str(TIERS.get(str(name), name))


@register.filter
def per(code: str) -> str:
    """Say how often: a day, a week, once."""
    return str(PERS.get(str(code), code))


@register.filter
def told(notice: object) -> str:
    """Say a notice in the reader's language; facts that are days are said as days."""
    facts = getattr(notice, "facts", {})
    message = getattr(notice, "message", "")
    return worded((message, {name: _fact(fact, name) for name, fact in facts.items()}))


@register.filter
def worded(words: object) -> str:
    """Say a problem or sentence in the reader's language.

    Takes a ``Problem``, anything with ``message`` (or ``template``) and ``params``,
    a pair (template, params), or a plain English template.
    """
    if isinstance(words, str):
        return gettext(words) if words else ""
    if isinstance(words, (tuple, list)):
        message, params = words
    else:
        message = getattr(words, "message", None) or getattr(words, "template", "")
        params = getattr(words, "params", None)
        if params and hasattr(words, "template"):
            # Kept as text, as facts are: a day is a day again, words are translated.
            params = {name: _fact(fact, name) for name, fact in params.items()}
    translated = gettext(message) if message else ""
    if not params:
        return translated
    said = translated % _said(params)
    # A hole that nothing fills, such as an amount without a unit, leaves no gap.
    return said.replace("  ", " ") if "" in params.values() else said


@register.filter
def worded_parts(words: tuple[str, Mapping[str, object]]) -> str:
    """Say a sentence whose parts are words of ours too, such as a method's name."""
    message, params = words
    return worded((message, {name: _fact(fact, name) for name, fact in params.items()}))


@register.simple_tag(takes_context=True)
def key(context: template.Context, part: object = "") -> SafeString:
    """Write the hidden key by which a form sent twice is known as one.

    A page with several forms of the same deed gives each a ``part``: {% key line.id %}.
    A form shown again after a refusal keeps the key it came with.
    """
    request = context.get("request")
    sent = request.POST.get("key", "") if isinstance(request, HttpRequest) else ""
    kept = context.get("key")
    ending = f":{part}" if part else ""
    if kept and not ending:
        value = str(kept)
    elif sent and (sent.endswith(ending) if ending else ":" not in sent):
        value = sent
    else:
        value = f"{uuid.uuid4()}{ending}"
    return format_html('<input type="hidden" name="key" value="{}">', value)


@dataclass(frozen=True, slots=True)
class Place:
    """One of the few places of the app; ``is_daily`` ones stand at a phone's foot."""

    name: str
    label: str
    url: str
    is_daily: bool
    is_here: str  # "page", "true" (somewhere inside) or "": the aria-current value


PLACES = (
    ("home", pgettext_lazy("the first page", "Home"), "", True),
    ("table", pgettext_lazy("where we eat", "Table"), "table/", True),
    ("purse", _("Purse"), "purse/", True),
    ("needs", _("Needs"), "needs/", True),
    ("decide", pgettext_lazy("where we decide", "Decide"), "decide/", True),
    ("plans", _("Plans"), "plans/", False),
    ("stores", _("Stores"), "stores/", False),
    ("rounds", _("Rounds"), "rounds/", False),
    ("look-back", _("Look back"), "look-back/", False),
    ("union", _("Union"), "union/", False),
)
OTHER_PLACES = {
    "me": "union/me/",
    "found": "found/",
    "join": "join/",
    "invite": "union/invitations/",
    "need": "needs/new/",
    "effort": "effort/",
}


@register.simple_tag(takes_context=True)
def places(context: template.Context) -> tuple[Place, ...]:
    """Return the places to go, with the one we are in marked."""
    here = getattr(context.get("request"), "path", "")
    root = get_script_prefix()
    return tuple(
        Place(name, str(label), root + path, is_daily, _here(here, root, path))
        for name, label, path, is_daily in PLACES
    )


@register.simple_tag
def place(name: str) -> str:
    """Return the address of a place by its name: home, needs, stores, me."""
    paths = {known: path for known, _label, path, _daily in PLACES} | OTHER_PLACES
    return get_script_prefix() + paths[name]


#: Pages that belong to a place though their address begins otherwise.
INSIDE = {"effort/": "stores/", "trace/": "look-back/"}


def _here(here: str, root: str, path: str) -> str:
    for outside, inside in INSIDE.items():
        if here.startswith(root + outside):
            here = here.replace(root + outside, root + inside + outside, 1)
    if here == root + path:
        return "page"
    return "true" if path and here.startswith(root + path) else ""


def _number(plain: str) -> str:
    grouped = abs(Decimal(plain)) >= GROUPED_FROM
    return formats.number_format(Decimal(plain), use_l10n=True, force_grouping=grouped)


def _plain(measure: Measure) -> str:
    number = _number(f"{measure.decimal.normalize():f}")
    return f"{number}{NBSP}{SIGNS.get(measure.unit.code, measure.unit.code)}"


def _pieces(measure: Measure) -> str:
    number = _number(f"{measure.decimal.normalize():f}")
    many = ngettext("%(n)s piece", "%(n)s pieces", abs(measure.amount))
    return many % {"n": number}


def _hours(measure: Measure) -> str:
    """Say a time in hours and minutes: 5 h 52 min."""
    sign = "-" if measure.amount < 0 else ""
    whole, rest = divmod(abs(measure.amount), 60)
    parts = [f"{_number(str(whole))}{NBSP}h"] if whole or not rest else []
    parts += [f"{rest}{NBSP}min"] if rest else []
    return sign + NBSP.join(parts)


SAID_BY_UNIT: Mapping[str, Callable[[Measure], str]] = MappingProxyType(
    {"piece": _pieces, "h": _hours}
)


def _in_format(day: date | datetime | None, form: str) -> str:
    if day is None:
        return ABSENT
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return formats.date_format(day, form)


def _fact(fact: object, name: str = "") -> object:
    """Facts of notices are kept as text: a day is a day again, words are translated."""
    if not isinstance(fact, str):
        return fact
    if name == "unit" and fact:
        return unit_sign(fact)
    fact = CHOICES.get(fact, fact) if name in {"value", "now"} else fact
    try:
        return date.fromisoformat(fact)
    except ValueError:
        return gettext(fact) if fact else fact


def _said(params: Mapping[str, object]) -> dict[str, object]:
    return {name: _said_value(value) for name, value in dict(params).items()}


def _said_value(value: object) -> object:
    for kind, say in SAYINGS:
        if isinstance(value, kind):
            return say(value)
    return value


#: How values inside a sentence are said; moments before days, as they are days too.
SAYINGS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Measure, amount),
    (datetime, moment),
    (date, weekday),
    (float, lambda number: _number(f"{number:.4g}")),
)

"""Two versions beside each other in words: what they do, and when they are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from commonweal.interfaces.web.templatetags import words as said
from commonweal.rooms.governance.queries import effects
from commonweal.rooms.governance.words import DifferenceLine, VersionView

#: How the room marks a line that is an effect, and one that is only a day.
_EFFECT = "\u2192 "
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def readable(
    lines: Iterable[DifferenceLine],
    versions: tuple[VersionView, VersionView],
    *,
    union: UUID,
    on: date,
) -> list[DifferenceLine]:
    """Return the lines with effects and days said in words."""
    texts = [line for line in lines if not _is_effect(line)]
    days = [_with_day(line) for line in texts[-1:]]
    return [*texts[:-1], *_effects(versions, union, on), *days]


def _is_effect(line: DifferenceLine) -> bool:
    sides = [side for side in (line.before, line.after) if side]
    return bool(sides) and all(side.startswith(_EFFECT) for side in sides)


def _effects(
    versions: tuple[VersionView, VersionView], union: UUID, on: date
) -> Iterator[DifferenceLine]:
    before, after = (
        [
            said.worded(sentence)
            for sentence in effects.dry_run(union=union, drafts=one.effects, on=on)
        ]
        for one in versions
    )
    for sentence in before:
        is_kept = sentence in after
        kind = "same" if is_kept else "gone"
        yield DifferenceLine(kind, sentence, sentence if is_kept else "")
    for sentence in after:
        if sentence not in before:
            yield DifferenceLine("new", "", sentence)


def _with_day(line: DifferenceLine) -> DifferenceLine:
    return DifferenceLine(line.kind, _day(line.before), _day(line.after))


def _day(side: str) -> str:
    if not _DAY.fullmatch(side):
        return side
    words = gettext("To be looked at again %(day)s.")
    return words % {"day": said.weekday(date.fromisoformat(side))}

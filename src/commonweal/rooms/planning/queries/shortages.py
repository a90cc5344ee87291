"""What stays short in a plan, by kind and tier, with limits and reliefs in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from commonweal.core.planner import Sentence
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import Said

_TIERS = ("vital", "dignity", "flourishing")


class Reader(Protocol):
    """Reads a kept outcome."""

    @property
    def outcome(self) -> Mapping[str, Any]:
        """The kept outcome."""

    def name(self, label: str) -> str:
        """Return what a label is called."""

    def measure(self, kind: str, amount: int) -> Measure:
        """Return an amount of a kind."""

    def is_small(self, n_people: int) -> bool:
        """Say whether too few people stand behind a total."""


def of(reader: Reader) -> tuple[views.ShortGroupView, ...]:
    """Return all shortages: vital first, the worst first."""
    groups: dict[tuple[bool, str, str], list[Mapping[str, Any]]] = {}
    for short in reader.outcome["shorts"]:
        if short["missing"] > 0:
            key = (short["is_wish"], short["tier"], short["kind"])
            groups.setdefault(key, []).append(short)
    ordered = sorted(
        groups.items(),
        key=lambda kv: (
            kv[0][0],
            _TIERS.index(kv[0][1]),
            min(short["level"] for short in kv[1]),
            reader.name(kv[0][2]),
        ),
    )
    return tuple(
        views.ShortGroupView(
            kind=UUID(kind),
            name=reader.name(kind),
            tier=tier,
            is_wish=is_wish,
            lines=tuple(_lines(reader, shorts)),
            missing=_missing(reader, kind, shorts),
        )
        for (is_wish, tier, kind), shorts in ordered
    )


def said(reader: Reader, words: Sequence[Any]) -> Said:
    """Return a kept sentence with names in place of labels."""
    template, params = words
    named = Sentence(template, params).named(reader.outcome["names"])
    return Said(named.template, named.params)


def _missing(
    reader: Reader, kind: str, shorts: list[Mapping[str, Any]]
) -> Measure | None:
    if any(reader.is_small(short["n_people"]) for short in shorts):
        return None
    return reader.measure(kind, sum(short["missing"] for short in shorts))


def _lines(
    reader: Reader, shorts: list[Mapping[str, Any]]
) -> Iterable[views.ShortView]:
    for short in sorted(
        shorts, key=lambda line: (line["period"], reader.name(line["group"]))
    ):
        is_hidden = reader.is_small(short["n_people"])
        yield views.ShortView(
            group_name=reader.name(short["group"]),
            period=short["period"],
            level=None if is_hidden else short["level"],
            missing=(
                None if is_hidden else reader.measure(short["kind"], short["missing"])
            ),
            words=None if is_hidden else said(reader, short["words"]),
            limits=(
                ()
                if is_hidden
                else _all(reader, _one_each(short["limits"], short["period"]))
            ),
            reliefs=(
                ()
                if is_hidden
                else tuple(
                    _all(reader, [each["words"] for each in relief["helps"]])
                    for relief in short["reliefs"]
                )
            ),
            helps=(
                ()
                if is_hidden
                else tuple(
                    tuple(_help(reader, each) for each in relief["helps"])
                    for relief in short["reliefs"]
                )
            ),
            is_hidden=is_hidden,
        )


def _help(reader: Reader, line: Mapping[str, Any]) -> views.HelpView:
    """Say what there is and how much more of it would help, in its unit."""
    code = reader.outcome["units"].get(line["label"].partition("@")[0])
    if line["kind"] == "purse":
        code = line["label"]
    unit = UNITS.get(code) if code else None
    steps = 1 if unit is None else unit.steps
    return views.HelpView(
        words=said(reader, line["words"]),
        has=None if unit is None else Measure(round(line["amount"] * steps), unit),
        more=None if unit is None else Measure(_up(line["more"] * steps), unit),
    )


def _up(steps: float) -> int:
    """Round up, but for noise: a little less would not close it."""
    return math.ceil(steps - 1e-6)


def _one_each(
    limits: Sequence[Mapping[str, Any]], period: int
) -> Iterable[Sequence[Any]]:
    """Name each oven or kind of help once: in the same week, else where it binds most."""
    seen: set[tuple[str, str]] = set()
    for limit in sorted(limits, key=lambda limit: limit["period"] != period):
        key = (limit["kind"], limit["label"])
        if key not in seen:
            seen.add(key)
            yield limit["words"]


def _all(reader: Reader, sentences: Iterable[Sequence[Any]]) -> tuple[Said, ...]:
    return tuple(said(reader, words) for words in sentences)

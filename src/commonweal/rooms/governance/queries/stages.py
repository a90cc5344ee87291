"""Where a motion stands on its own way: what its rows say, read with a clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.tally.words import Sentence
from commonweal.rooms.governance.models import Answer, Motion, Version
from commonweal.rooms.governance.queries import bodies
from commonweal.rooms.governance.words import EffectDraft, OptionView, Rule
from commonweal.rooms.governance.words import motions as words
from commonweal.rooms.governance.words.rules import rule_from_json

#: A recall for a breach is put after so many hours instead of days.
BREACH_HOURS = 48
#: A called meeting that decides is announced so long before.
MEETING_HOURS = 24


def stage_on(row: Motion, at: datetime) -> str:
    """Return the stage as the clock has it: it opens by itself, whoever looks.

    Closing is a count and is written; until then a motion whose time is over is open
    and takes no answers.
    """
    if row.stage == "frozen" and row.opens_at is not None and at >= row.opens_at:
        return "open"
    return row.stage


def is_taking(row: Motion, at: datetime) -> bool:
    """Whether answers are taken at this moment."""
    return (
        stage_on(row, at) == "open" and row.closes_at is not None and at < row.closes_at
    )


def rule_of(row: Motion, on: date) -> Rule:
    """Return the rule pinned to a motion, or the one it would get on this day."""
    if row.rule is not None and row.stage not in {"draft", "discussion"}:
        return rule_from_json(row.rule)
    return rule_to_pin(row, on)


def rule_to_pin(row: Motion, on: date) -> Rule:
    """Return the rule a motion gets when it is frozen on a day.

    What was called in is decided by consent. What burdens somebody by name has no
    fallback vote: it needs their own consent.
    """
    base = bodies.rule_for(
        union=row.union_id, body=row.body_id, matter=row.matter, on=on
    )
    if row.is_called_in:
        consent = bodies.rule_for(
            union=row.union_id, body=row.body_id, matter="circle_policy", on=on
        )
        base = replace(consent, matter=row.matter)
    if row.burdens or row.matter == "membership":
        base = replace(base, fallback=None)
    return base.at_attempt(row.attempt)


def freeze_from(row: Motion, on: date) -> datetime | None:
    """Return from when on the text can be frozen; None before the talk began."""
    if row.discussed_from is None:
        return None
    if row.breach:
        return row.discussed_from + timedelta(hours=BREACH_HOURS)
    return row.discussed_from + timedelta(days=rule_to_pin(row, on).discussion_days)


def current_version(row: Motion) -> Version:
    """Return the wording that stands."""
    return Version.objects.get(motion=row, number=row.current)


def options_of(version: Version) -> tuple[OptionView, ...]:
    """Return the options of a wording."""
    return tuple(
        OptionView(
            key=one["key"],
            label=one["label"],
            cost=one["cost"],
            person=UUID(one["person"]) if one["person"] else None,
            note=one["note"],
            is_status_quo=one["is_status_quo"],
        )
        for one in version.options
    )


def quotas_of(row: Motion) -> tuple[tuple[str, str, int, int], ...]:
    """Return the places kept for groups: feature, value, least, most."""
    return tuple((str(f), str(v), int(a), int(z)) for f, v, a, z in row.quotas)


def effects_of(version: Version) -> tuple[EffectDraft, ...]:
    """Return what a wording does when it is adopted."""
    return tuple(
        EffectDraft(one["kind"], dict(one["params"])) for one in version.effects
    )


def n_answered(row: Motion) -> int:
    """Return how many have answered this round; from the row once it is counted."""
    if row.stage != "open":
        return row.n_answered
    return Answer.objects.filter(motion=row, round=row.round).count()


def sentences(kept: Iterable[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    """Return sentences that were kept as plain values (``Any``: they come from JSON)."""
    return tuple(Sentence(one["template"], dict(one["params"])) for one in kept)


def name_of(union: UUID, person: UUID | None) -> str:
    """Return somebody's name, or nothing when they have left."""
    return (
        people.names_of(union=union, persons=(person,)).get(person, "")
        if person
        else ""
    )


def is_going(row: Motion) -> bool:
    """Whether anything is still decided about a motion."""
    return row.stage in words.GOING_ON

"""Questions about effects: what is wrong with them, what they will do, what they did."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.models import Done, Motion
from commonweal.rooms.governance.queries import effect_checks, effect_words
from commonweal.rooms.governance.queries.effect_reading import Effect, Reader
from commonweal.rooms.governance.words import EffectDraft, MotionDraft
from commonweal.rooms.governance.words.effects import Changed


def problems_with(
    *, union: UUID, draft: MotionDraft, body: UUID, on: date
) -> list[Problem]:
    """Say everything wrong with the effects of a draft; fields are ``effects.0.value``."""
    reader = Reader(union)
    effects = [
        effect
        for place, one in enumerate(draft.effects)
        if (effect := reader.read(one, place)) is not None
    ]
    effect_checks.check(effects, reader, draft=draft, body=body, on=on)
    return reader.problems


def dry_run(
    *, union: UUID, drafts: tuple[EffectDraft, ...], on: date
) -> tuple[Sentence, ...]:
    """Say in plain words what the effects will do, one or more sentences each.

    What cannot be read is left out: ask ``problems_with`` first.
    """
    return tuple(
        sentence
        for effect in read(union, drafts)
        for sentence in effect_words.sentences(union, effect, on=on)
    )


def read(union: UUID, drafts: tuple[EffectDraft, ...]) -> tuple[Effect, ...]:
    """Return the effects that can be read, with typed values."""
    reader = Reader(union)
    found = (reader.read(one, place) for place, one in enumerate(drafts))
    return tuple(effect for effect in found if effect is not None)


def list_done(*, union: UUID, motion: UUID, on: date) -> tuple[Changed, ...]:
    """List what a motion has done, and whether it holds on a day."""
    row = Motion.objects.filter(union_id=union, id=motion).first()
    if row is None:
        return ()
    title = row.versions.get(number=row.current).title
    return tuple(changed(done, title, on) for done in row.done.order_by("place"))


def list_done_by_decision(
    *, union: UUID, decision: int, on: date
) -> tuple[Changed, ...]:
    """List what a decision has done, by its number."""
    motion = Motion.objects.filter(union_id=union, decision=decision).first()
    return () if motion is None else list_done(union=union, motion=motion.id, on=on)


def changed(done: Done, title: str, on: date) -> Changed:
    """Return what an effect did, in words; whom by name while they are here."""
    facts = dict(done.facts)
    if "person" in facts:
        who = facts.pop("person")
        facts["name"] = effect_words.name_of(UUID(str(who)) if who else None)
    return Changed(
        motion=done.motion_id,
        motion_title=title,
        decision=done.decision,
        template=done.words,
        params=facts,
        state=_state(done, on),
        from_day=done.from_day,
        until=done.until,
    )


def _state(done: Done, on: date) -> str:
    if done.from_day is not None and done.from_day > on:
        return "coming"
    if done.until is not None and done.until < on:
        return "over"
    return "holds"

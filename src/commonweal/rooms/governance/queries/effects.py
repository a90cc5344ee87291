"""Questions about effects: what is wrong with them, what they will do, what they did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Max

from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.models import Answer, Done, Motion, Version, Voice
from commonweal.rooms.governance.queries import effect_checks, effect_words
from commonweal.rooms.governance.queries.effect_reading import Effect, Reader
from commonweal.rooms.governance.words import EffectDraft, MotionDraft
from commonweal.rooms.governance.words.effects import Changed, MyTrace

LIST_LIMIT = 100


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


def what_mine_changed(*, union: UUID, person: UUID, on: date) -> tuple[MyTrace, ...]:
    """List motions a person had a part in and what became of them; for them alone.

    Answers that are secret are unlinked when a motion closes; then having answered is
    not known here any more.
    """
    parts: dict[UUID, list[str]] = {}
    for part, motions in _parts_of(union, person):
        for motion in motions:
            parts.setdefault(motion, []).append(part)
    rows = (
        Motion.objects.filter(union_id=union, id__in=parts)
        .prefetch_related("versions", "done")
        .annotate(last_at=Max("steps__at"))
        .order_by("-last_at", "id")[:LIST_LIMIT]
    )
    return tuple(_trace(row, tuple(parts[row.id]), on) for row in rows)


def _parts_of(union: UUID, person: UUID) -> Iterator[tuple[str, set[UUID]]]:
    """Yield how somebody had a part, and in which motions."""
    brought = Motion.objects.filter(union_id=union, brought_by=person)
    yield "brought", set(brought.values_list("id", flat=True))
    for part, model, name in (
        ("wrote", Version, "by"),
        ("spoke", Voice, "by"),
        ("answered", Answer, "person_id"),
    ):
        rows = model.objects.filter(**{name: person}, motion__union_id=union)
        yield part, set(rows.values_list("motion_id", flat=True))


def _trace(row: Motion, parts: tuple[str, ...], on: date) -> MyTrace:
    title = next(one.title for one in row.versions.all() if one.number == row.current)
    done = sorted(row.done.all(), key=lambda one: one.place)
    return MyTrace(
        motion=row.id,
        title=title,
        stage=row.stage,
        parts=parts,
        decision=row.decision,
        changed=tuple(changed(one, title, on) for one in done) or _other(row, title),
        last_at=getattr(row, "last_at", None) or row.brought_at,
    )


def _other(row: Motion, title: str) -> tuple[Changed, ...]:
    """Say what is planned, or why it could not be done."""
    state, said = "planned", row.dry_run
    if row.stage == "blocked":
        state, said = "blocked", row.blocked_why
    elif row.stage not in {"frozen", "open", "closed", "adopted"}:
        return ()
    return tuple(
        Changed(
            motion=row.id,
            motion_title=title,
            decision=row.decision,
            template=one["template"],
            params=one["params"],
            state=state,
        )
        for one in said
    )


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

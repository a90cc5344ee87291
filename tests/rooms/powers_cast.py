"""Motions as they stand when everybody has answered, to see what they do."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import Motion, Version
from commonweal.rooms.governance.services import bodies, effects, register
from commonweal.rooms.governance.words import EffectDraft, MotionDraft
from commonweal.rooms.governance.words.defaults import DEFAULT_METHODS
from commonweal.rooms.governance.words.register import KIND_OF_MATTER
from commonweal.rooms.governance.words.rules import rule_as_json

_NAMES = UUID("00000000-0000-4000-8000-00000000ef01")


def effect(kind, **params):
    """Return an effect as people write it."""
    return EffectDraft(kind, {name: str(value) for name, value in params.items()})


def draft(*effects, matter="charter"):
    """Return a motion with these effects."""
    return MotionDraft(
        title="So we do it",
        sentence="So we do it from now on.",
        text="So we do it.",
        matter=matter,
        effects=effects,
    )


def adopted(union, *effects, at, matter="charter", title="So we do it", **more):
    """Write a motion of the assembly that was adopted, its challenge window over."""
    body = more.pop("body", None) or bodies.assembly_of(union=union, at=at)
    motion = Motion.objects.create(
        id=uuid5(_NAMES, f"{union}:{title}:{at.isoformat()}"),
        union_id=union,
        body_id=body,
        matter=matter,
        brought_by=more.pop("by", None),
        brought_at=at - timedelta(days=30),
        stage="adopted",
        outcome="adopted",
        rule=rule_as_json(DEFAULT_METHODS[matter]),
        text_hash="0" * 64,
        challenge_until=more.pop("challenge_until", at),
        n_voters=more.pop("n_voters", 5),
        winners=more.pop("winners", []),
        result=more.pop("result", {}),
    )
    on = people.local_day(union=union, at=at)
    Version.objects.create(
        id=uuid5(_NAMES, f"{motion.id}:1"),
        motion=motion,
        number=1,
        title=title,
        sentence="So we do it from now on.",
        text="So we do it.",
        options=more.pop("options", []),
        effects=[{"kind": one.kind, "params": dict(one.params)} for one in effects],
        review_on=on + timedelta(days=365),
        at=at,
    )
    motion.decision = register.enter(
        union=union,
        title=title,
        text="So we do it.",
        kind=KIND_OF_MATTER[matter],
        body=body,
        tags=(),
        decided_on=on,
        review_on=on + timedelta(days=365),
        motion=motion.id,
        at=at,
    )
    motion.save(update_fields=["decision"])
    assert not more, more
    return motion


def decide(union, *effects, at: datetime, **more):
    """Adopt a motion and carry it out; return its number."""
    motion = adopted(union, *effects, at=at, **more)
    done = effects_of(motion, at)
    assert done.is_done, [str(problem) for problem in done.problems]
    return motion.decision


def effects_of(motion, at):
    """Carry a motion out."""
    return effects.carry_out(motion=motion.id, union=motion.union_id, at=at)

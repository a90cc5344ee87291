"""What a decision does: carried out once, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Done, Motion, Version
from commonweal.rooms.governance.queries import stages
from commonweal.rooms.governance.queries.effect_reading import Effect, Reader
from commonweal.rooms.governance.services import (
    _effects_of_people,
    _effects_of_rules,
    _effects_of_texts,
)
from commonweal.rooms.governance.services._carrier import Carrier, Did
from commonweal.rooms.governance.words import EffectDraft

#: Places of effects are this far apart: one effect can do as much for each elected.
_APART = 200
_ADOPTED = frozenset({"adopted", "blocked", "carried_out"})
_DO: Mapping[str, Callable[[Carrier, Effect], Iterator[Did]]] = {
    **_effects_of_rules.DO,
    **_effects_of_people.DO,
    **_effects_of_texts.DO,
}


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What came of it. ``problems`` (then nothing was done) say why, ``hands`` who sees to it."""

    is_done: bool
    problems: tuple[Problem, ...] = ()
    hands: str = ""


@deeds.part_of_a_deed
def carry_out(
    *, motion: UUID, union: UUID, at: datetime, decision: int | None = None
) -> CarriedOut:
    """Do what an adopted motion decided. The caller writes the step and the stage.

    The motion must be adopted, its challenge window over, and be in the register:
    ``decision`` is its number (or what the motion's row holds). Twice changes nothing.
    """
    row = Motion.objects.select_for_update(of=("self",)).get(id=motion, union_id=union)
    number = decision or row.decision
    require(_problems_with_moment(row, number, at))
    if row.done.exists():
        return CarriedOut(is_done=True)
    assert number is not None  # noqa: S101 - its problem was asked
    carrier = Carrier.of(row, number, at)
    try:
        with transaction.atomic():
            _do_all(carrier)
    except Refused as refused:
        return CarriedOut(
            is_done=False, problems=refused.problems, hands=_hands(row, at)
        )
    return CarriedOut(is_done=True)


def _problems_with_moment(
    row: Motion, number: int | None, at: datetime
) -> list[Problem]:
    problems = []
    is_early = row.challenge_until is not None and at < row.challenge_until
    if row.stage not in _ADOPTED or row.outcome != "adopted" or is_early:
        problems.append(Problem("motion", says.NOT_ADOPTED))
    if number is None:
        problems.append(Problem("decision", says.NO_NUMBER))
    return problems


def _do_all(carrier: Carrier) -> None:
    """Do every effect that applies, in order; the text of every motion is in the register."""
    reader = Reader(carrier.union)
    drafts = effects_to_do(carrier.version)
    read = [reader.read(draft, place) for place, draft in enumerate(drafts)]
    require(reader.problems)
    for effect in read:
        if effect is None or not carrier.is_chosen(effect.option):
            continue
        for number, did in enumerate(_DO[effect.kind.kind](carrier, effect)):
            _write(carrier, effect, did, effect.place * _APART + number)


def effects_to_do(version: Version) -> tuple[EffectDraft, ...]:
    """Return the effects of a wording; without any, its text enters the register."""
    drafts = stages.effects_of(version)
    return drafts or (EffectDraft("agreement.adopt"),)


def _write(carrier: Carrier, effect: Effect, did: Did, place: int) -> None:
    Done.objects.create(
        id=ids.id_from_key(carrier.motion.id, f"done:{place}"),
        union_id=carrier.union,
        motion=carrier.motion,
        place=place,
        kind=effect.kind.kind,
        decision=carrier.decision,
        words=did.words,
        facts=dict(did.facts),
        thing=did.thing,
        from_day=did.from_day,
        until=did.until,
        done_at=carrier.at,
    )


def _hands(row: Motion, at: datetime) -> str:
    """Return who sees to what is blocked: whoever brought it, else the key-holders."""
    if row.brought_by is not None:
        found = people.find_person(person=row.brought_by)
        if found is not None and found.name:
            return found.name
    keys = people.list_key_holders(union=row.union_id, at=at)
    return ", ".join(one.name for one in keys)

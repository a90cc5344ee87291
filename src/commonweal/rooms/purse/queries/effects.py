"""What one person's support, concerns and shifts have changed, told to that person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Category, Shift, Spend, Voice
from commonweal.rooms.purse.queries import announced, budgets
from commonweal.rooms.purse.words import together

LIST_LIMIT = 100

#: By what was said and how the thing is doing now.
_SPOKEN = {
    ("concern", "talk"): N_("Your concern holds %(what)s until the talk is over."),
    ("concern", "withdrawn"): N_("After your concern, %(what)s was withdrawn."),
    ("concern", "waits"): N_(
        "Your concern was talked about: %(came_to)s. Open until %(day)s: %(what)s."
    ),
    ("concern", "stands"): N_(
        "Your concern was talked about: %(came_to)s. It stands: %(what)s."
    ),
    ("concern", "done"): N_(
        "Your concern was talked about: %(came_to)s. It is done: %(what)s."
    ),
    ("support", "talk"): N_("You support %(what)s; it waits for a talk."),
    ("support", "withdrawn"): N_("You supported %(what)s; it was withdrawn."),
    ("support", "waits"): N_("You support %(what)s; it stands from %(day)s on."),
    ("support", "stands"): N_("You supported %(what)s; it stands."),
    ("support", "done"): N_("You supported %(what)s; it is done."),
}
_TAKEN_BACK = N_("You took your concern back: %(what)s.")
_OWN = {
    "talk": N_("Yours waits for a talk: %(what)s."),
    "withdrawn": N_("Yours was withdrawn: %(what)s."),
    "waits": N_("Yours stands from %(day)s on: %(what)s."),
    "stands": N_("Yours stands: %(what)s."),
    "done": N_("Yours is done: %(what)s."),
}


def own_effects(*, union: UUID, person: UUID, on: date) -> tuple[together.Effect, ...]:
    """Say what one's own support, concerns and shifts have changed, newest first."""
    found = [*_of_voices(union, person, on), *_of_own(union, person, on)]
    found.sort(key=lambda effect: (effect.day, str(effect.subject)), reverse=True)
    return tuple(found[:LIST_LIMIT])


def _of_voices(union: UUID, person: UUID, on: date) -> Iterator[together.Effect]:
    said = (
        Voice.objects.filter(union_id=union, person_id=person)
        .select_related("spend", "shift__budget", "shift__from_line", "shift__to_line")
        .order_by("-said_on", "id")[:LIST_LIMIT]
    )
    names = _names(union)
    for voice in said:
        thing = voice.spend or voice.shift
        if thing is None:
            continue
        state = _state(thing, on)
        message = _SPOKEN[voice.kind, state]
        if voice.kind == "concern" and voice.settled_on and not voice.came_to:
            message = _TAKEN_BACK
        params = _params(thing, names) | {"came_to": voice.came_to}
        yield _effect(thing, voice.settled_on or voice.said_on, message, params)


def _of_own(union: UUID, person: UUID, on: date) -> Iterator[together.Effect]:
    names = _names(union)
    spends = Spend.objects.filter(union_id=union, announced_by=person)
    shifts = Shift.objects.filter(
        Q(budget__union_id=union), proposed_by=person
    ).select_related("budget", "from_line", "to_line")
    things: list[Spend | Shift] = [*spends[:LIST_LIMIT], *shifts[:LIST_LIMIT]]
    for thing in things:
        if isinstance(thing, Spend) and thing.happened_anyway:
            continue
        state = _state(thing, on)
        yield _effect(thing, _began(thing), _OWN[state], _params(thing, names))


def _effect(
    thing: Spend | Shift, day: date, message: str, params: dict[str, object]
) -> together.Effect:
    return together.Effect(
        about="spend" if isinstance(thing, Spend) else "shift",
        subject=thing.id,
        day=day,
        message=message,
        params=params,
    )


def _began(thing: Spend | Shift) -> date:
    return thing.announced_on if isinstance(thing, Spend) else thing.proposed_on


def _state(thing: Spend | Shift, on: date) -> together.State:
    if isinstance(thing, Spend):
        return announced.state_on(thing, on=on)
    return budgets.shift_state(thing, on=on)


def _params(thing: Spend | Shift, names: dict[UUID, str]) -> dict[str, object]:
    day = thing.stands_from.isoformat()
    if isinstance(thing, Spend):
        amount = Measure(thing.amount, UNITS[thing.currency])
        return {"what": f"{amount}, {thing.what_for}", "day": day}
    amount = Measure(thing.amount, UNITS[thing.budget.currency])
    first = names.get(thing.from_line.category_id, "")
    second = names.get(thing.to_line.category_id, "")
    return {"what": f"{amount}, {first} → {second}", "day": day}


def _names(union: UUID) -> dict[UUID, str]:
    return dict(Category.objects.filter(union_id=union).values_list("id", "name"))

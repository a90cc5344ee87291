"""What can be asked about talks: by those in them, about their own (L7).

No question counts talks, lists them for anybody else, or says that there are any.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import Body, Mediator, Talk, TalkPart
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.words import bodies as body_words
from commonweal.rooms.governance.words import cases as words

LIST_LIMIT = 100


def list_talks(*, union: UUID, person: UUID) -> tuple[words.TalkLine, ...]:
    """List the talks somebody has a part in, for that person only."""
    parts = (
        TalkPart.objects.filter(talk__union_id=union, person_id=person)
        .select_related("talk")
        .order_by("-talk__moved_on", "talk_id")[:LIST_LIMIT]
    )
    names = sitting.names_of(union)
    return tuple(
        words.TalkLine(
            id=part.talk_id,
            with_names=tuple(
                sorted(
                    names.get(one.person_id, "")
                    for one in part.talk.parts.filter(part="party")
                    if one.person_id != person
                )
            ),
            my_part=part.part,
            step=part.talk.step,
            status=part.talk.status,
            waits_for_me=_waits_for(part),
        )
        for part in parts
    )


def get_talk(*, union: UUID, talk: UUID, person: UUID, at: datetime) -> words.TalkView:
    """Return a talk to somebody in it; for anybody else there is none."""
    row = Talk.objects.filter(union_id=union, id=talk).first()
    mine = None if row is None else row.parts.filter(person_id=person).first()
    if row is None or mine is None:
        raise NotFound(Problem("talk", says.NO_TALK))
    names = sitting.names_of(union)
    today = people.local_day(union=union, at=at)
    quiet = charter.whole(union=union, key="talks.quiet_days", on=today)
    body = None if row.body_id is None else Body.objects.get(id=row.body_id)
    is_open = row.status == "open"
    called = "" if body is None else body.name or body_words.ASSEMBLY_NAME
    return words.TalkView(
        id=row.id,
        step=row.step,
        status=row.status,
        parts=tuple(_part(one, names, person) for one in _in_order(row)),
        my_part=mine.part,
        am_in=mine.is_in,
        wanted=row.wanted,
        wanted_by_me=row.wanted_by == person,
        meet_on=row.meet_on,
        body=row.body_id,
        body_name=called,
        outcome=row.outcome,
        words=row.words,
        until=row.until,
        ended_on=row.ended_on,
        erase_on=row.erase_on,
        ends_by_itself_on=row.moved_on + timedelta(days=quiet) if is_open else None,
        i_want_it_erased=mine.may_erase,
        next_steps=next_steps(row) if is_open and mine.part == "party" else (),
        panel_seed=row.panel_seed,
    )


def next_steps(row: Talk) -> tuple[str, ...]:
    """Return the steps that can be asked for; the panel only after mediators."""
    following = {
        "two": ("mediators",),
        "mediators": ("circle", "panel"),
        "circle": ("panel",),
        "panel": (),
    }[row.step]
    return tuple(one for one in following if one != row.wanted)


def list_mediators(*, union: UUID) -> tuple[tuple[UUID, str], ...]:
    """List who is ready to mediate: (id, name), by name."""
    names = sitting.names_of(union)
    ready = Mediator.objects.filter(union_id=union).values_list("person_id", flat=True)
    return tuple(
        sorted(
            ((one, names[one]) for one in ready if one in names),
            key=lambda pair: (pair[1].casefold(), str(pair[0])),
        )
    )


def _part(row: TalkPart, names: sitting.Names, person: UUID) -> words.PartView:
    return words.PartView(
        id=row.id,
        person=row.person_id,
        name=names.get(row.person_id, ""),
        part=row.part,
        supports=row.supports,
        is_in=row.is_in,
        has_agreed=row.agreed_on is not None,
        is_me=row.person_id == person,
    )


def _in_order(row: Talk) -> list[TalkPart]:
    order = list(words.PARTS)
    return sorted(
        row.parts.all(), key=lambda one: (order.index(one.part), str(one.person_id))
    )


def _waits_for(part: TalkPart) -> bool:
    row = part.talk
    if row.status != "open":
        return False
    if not part.is_in:
        return True
    if part.part != "party":
        return False
    wanted = bool(row.wanted) and row.wanted_by != part.person_id
    return wanted or (bool(row.outcome) and part.agreed_on is None)

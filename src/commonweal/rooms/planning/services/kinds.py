"""Deeds on kinds of things and places."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import laws, units
from commonweal.core.vf.flows import Place, Specification, SpecificationDraft
from commonweal.core.vf.problems import Refused
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.translate import written
from commonweal.rooms.planning.words import KindDraft

#: More of a content than this in one unit is a slip of the pen.
_CONTENT_MAX = "1000000"
_CLASSES_MAX = 12


@deeds.deed
def add_kind(
    *, draft: KindDraft, union: UUID, by: UUID, key: str, at: datetime
) -> Specification:
    """Add a kind of thing or help. Doing it twice changes nothing."""
    permissions.require_stores(by=by, union=union, at=at)
    reading = written.begin(union=union, at=at)
    full_key = f"kind:{key}"
    kind = laws.id_of(union=union, what="specification", key=full_key)
    if kind in reading.kinds:
        return reading.kinds[kind]
    ledger_draft = kind_from(draft, reading=reading, key=full_key)
    reading.finish()
    return ledger.add_specification(draft=ledger_draft, at=at)


@deeds.deed
def change_kind(
    *, kind: UUID, draft: KindDraft, union: UUID, by: UUID, at: datetime
) -> Specification:
    """Change what is known of a kind; its unit stays, because amounts stand in it."""
    permissions.require_stores(by=by, union=union, at=at)
    before = ledger_queries.get_specification(union=union, specification=kind)
    reading = written.begin(union=union, at=at)
    del reading.kind_names[before.name.casefold()]
    new = kind_from(
        replace(draft, unit=before.unit.code), reading=reading, key="unused"
    )
    reading.finish()
    after = replace(
        before,
        name=new.name,
        classified_as=new.classified_as,
        contents=new.contents,
        survives_per_week=new.survives_per_week,
        note=new.note,
    )
    return ledger.change_specification(specification=after, at=at)


@deeds.deed
def add_place(*, name: str, union: UUID, by: UUID, key: str, at: datetime) -> Place:
    """Name a place where things are. Doing it twice changes nothing."""
    permissions.require_stores(by=by, union=union, at=at)
    full_key = f"place:{key}"
    reading = written.begin(union=union, at=at)
    found = reading.name(name)
    reading.finish()
    known = reading.place_names.get(found.casefold())
    if known is not None:
        return reading.places[known]
    return ledger.add_place(union=union, name=found, key=full_key, at=at)


def kind_from(
    draft: KindDraft, *, reading: written.Reading, key: str
) -> SpecificationDraft:
    """Read a kind as written down; problems gather in the reading."""
    unit = units.KG
    try:
        unit = units.unit_named(draft.unit)
    except Refused as refusal:
        reading.problems.extend(refusal.problems)
    if len(draft.note) > written.NOTE_LENGTH_MAX:
        reading.refuse(errors.too_long("note", written.NOTE_LENGTH_MAX))
    return SpecificationDraft(
        key=key,
        union=reading.union,
        name=reading.name(draft.name, taken=reading.kind_names.keys()),
        unit=unit,
        classified_as=_classes(draft.classified_as),
        is_content=draft.is_content,
        contents=_contents(draft, reading),
        survives_per_week=reading.number(
            "survives_per_week", draft.survives_per_week, low="0", high="1"
        ),
        note=draft.note or None,
    )


def _classes(given: tuple[str, ...]) -> tuple[str, ...]:
    words = [" ".join(word.split()).casefold()[:40] for word in given]
    return tuple(dict.fromkeys(word for word in words if word))[:_CLASSES_MAX]


def _contents(draft: KindDraft, reading: written.Reading) -> dict[UUID, Decimal]:
    contents = {}
    for content, text in draft.contents.items():
        known = reading.kinds.get(content)
        if known is None or not known.is_content:
            if content != written.NOWHERE:
                reading.refuse(errors.unknown_kind("contents"))
            continue
        amount = reading.number("contents", text, low="0", high=_CONTENT_MAX)
        if amount:
            contents[content] = amount
    return contents


def as_known(draft: SpecificationDraft) -> Specification:
    """Return the kind a draft will become, so that later lines can refer to it."""
    return Specification(
        id=laws.id_of(union=draft.union, what="specification", key=draft.key),
        union=draft.union,
        name=draft.name,
        unit=draft.unit,
        classified_as=draft.classified_as,
        is_content=draft.is_content,
        contents=draft.contents,
        survives_per_week=draft.survives_per_week,
        note=draft.note,
    )

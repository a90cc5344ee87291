"""The book of rules for print: what holds on a day, by who decided it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commonweal.rooms.governance.models import Body
from commonweal.rooms.governance.queries import register
from commonweal.rooms.governance.queries import register_rows as rows
from commonweal.rooms.governance.words import register as words


def book(*, union: UUID, on: date) -> words.Book:
    """Return the book of a day: the assembly's texts first, then each circle's."""
    held = register.charter_on(union=union, on=on)
    names = dict(
        Body.objects.filter(union_id=union, kind="circle").values_list("id", "name")
    )
    parts: dict[str, list[words.Chapter]] = {}
    for chapter in held.agreements:
        body = chapter.line.body
        name = names.get(body, "") if body is not None else ""
        parts.setdefault(name, []).append(chapter)
    return words.Book(
        on=on,
        parts=tuple(
            words.Part(name or rows.THE_ASSEMBLY, tuple(parts[name]))
            for name in sorted(parts)
        ),
        rules=held.rules,
    )

"""What can be asked about help: one's own asking, what asks me, and help outside."""

from __future__ import annotations

from uuid import UUID

from commonweal.rooms.governance.models import AskedToHelp, AskForHelp, HelpLine
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.words import cases as words

LIST_LIMIT = 100


def list_help(*, union: UUID, person: UUID) -> tuple[words.HelpView, ...]:
    """List what somebody asked, and what they are asked, for that person only.

    Whoever is asked does not see who else is.
    """
    names = sitting.names_of(union)
    own = AskForHelp.objects.filter(union_id=union, by=person)
    asked = AskedToHelp.objects.filter(ask__union_id=union, person_id=person)
    return (
        *(
            _own(one, names)
            for one in own.prefetch_related("asked").order_by("-asked_on", "id")[
                :LIST_LIMIT
            ]
        ),
        *(
            _asks_me(one, names)
            for one in asked.select_related("ask").order_by("-ask__asked_on", "id")[
                :LIST_LIMIT
            ]
        ),
    )


def list_help_lines(*, union: UUID) -> tuple[words.HelpLineView, ...]:
    """List help outside the union, by name."""
    rows = HelpLine.objects.filter(union_id=union, ended_on__isnull=True)
    return tuple(
        words.HelpLineView(
            id=one.id,
            name=one.name,
            reach=one.reach,
            words=one.words,
            checked_on=one.checked_on,
            is_doubted=one.doubted_by is not None,
        )
        for one in rows.order_by("name", "id")[:LIST_LIMIT]
    )


def _own(row: AskForHelp, names: sitting.Names) -> words.HelpView:
    return words.HelpView(
        id=row.id,
        wish=row.wish,
        asked_on=row.asked_on,
        erase_on=row.erase_on,
        is_mine=True,
        by_name="",
        asked=tuple(
            words.AskedView(one.person_id, names.get(one.person_id, ""), one.answer)
            for one in row.asked.all()
        ),
        my_answer="",
    )


def _asks_me(row: AskedToHelp, names: sitting.Names) -> words.HelpView:
    return words.HelpView(
        id=row.ask_id,
        wish=row.ask.wish,
        asked_on=row.ask.asked_on,
        erase_on=row.ask.erase_on,
        is_mine=False,
        by_name=names.get(row.ask.by, ""),
        asked=(),
        my_answer=row.answer,
    )

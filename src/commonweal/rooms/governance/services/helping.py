"""Deeds of asking for help: people one chooses, and help outside (H4).

It never says about what or about whom. Only the one who asks and the one asked read it;
nobody at home is told, and it is erased by itself.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import AskedToHelp, AskForHelp, HelpLine
from commonweal.rooms.governance.services import _case_pen as pen
from commonweal.rooms.governance.words import cases as words


@deeds.deed
def ask_for_help(  # noqa: PLR0913 - what, whom, by whom
    *,
    wish: str,
    helpers: tuple[UUID, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Ask people one trusts to come. Each reads that one asks, nobody reads why."""
    today = pen.require_associate(by=by, union=union, at=at)
    made = ids.id_from_key(union, f"ask_for_help:{by}:{key}")
    if AskForHelp.objects.filter(id=made).exists():
        return made
    problems: list[Problem] = []
    if wish not in words.WISHES:
        problems.append(Problem("wish", says.UNKNOWN_WISH))
    found = pen.people_of(
        helpers,
        union=union,
        by=by,
        field="helpers",
        most=words.HELPERS_MOST,
        none=says.WHOM_TO_ASK,
        problems=problems,
    )
    require(problems)
    row = AskForHelp.objects.create(
        id=made,
        union_id=union,
        by=by,
        wish=wish,
        asked_on=today,
        erase_on=today + pen.days_of(union, "talks.help_days", today),
    )
    for one in found:
        AskedToHelp.objects.create(ask=row, person_id=one)
        pen.tell(union, one, f"help:{row.id}", at)
    return made


@deeds.deed
def answer_help(*, ask: UUID, answer: str, union: UUID, by: UUID, at: datetime) -> None:
    """Say to who asked that one is coming, or cannot now."""
    pen.require_associate(by=by, union=union, at=at)
    row = (
        AskedToHelp.objects.filter(ask__union_id=union, ask=ask, person_id=by)
        .select_related("ask")
        .first()
    )
    if row is None:
        raise NotFound(Problem("ask", says.NO_HELP))
    if answer not in words.HELP_ANSWERS or not answer:
        raise Refused(Problem("answer", says.UNKNOWN_ANSWER))
    row.answer = answer
    row.save(update_fields=["answer"])
    pen.tell(union, row.ask.by, f"help:{ask}:{by}:{answer}", at)


@deeds.deed
def erase_help(*, ask: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Erase that one asked for help, at any time."""
    pen.require_associate(by=by, union=union, at=at)
    AskForHelp.objects.filter(union_id=union, id=ask, by=by).delete()


@deeds.deed
def add_help_line(  # noqa: PLR0913 - who, how to reach them, what for
    *,
    name: str,
    reach: str,
    about: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Write down help outside the union, in the union's own words."""
    today = pen.require_associate(by=by, union=union, at=at)
    made = ids.id_from_key(union, f"add_help_line:{key}")
    if HelpLine.objects.filter(id=made).exists():
        return made
    problems: list[Problem] = []
    row = HelpLine(
        id=made,
        union_id=union,
        name=pen.text_of(
            name, field="name", most=words.NAME_LETTERS, empty=says.GIVE_A_NAME,
            problems=problems,
        ),
        reach=pen.text_of(
            reach, field="reach", most=words.REACH_LETTERS,
            empty=says.SAY_HOW_TO_REACH, problems=problems,
        ),
        words=pen.text_of(
            about, field="about", most=words.LINE_LETTERS, empty=None, problems=problems
        ),
        checked_on=today,
    )  # fmt: skip
    require(problems)
    row.save(force_insert=True)
    return made


@deeds.deed
def end_help_line(*, line: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that a line is wrong; when another says so too, it is taken off the list.

    Two of us, so that nobody alone hides from another where help is.
    """
    today = pen.require_associate(by=by, union=union, at=at)
    lines = HelpLine.objects.filter(union_id=union, id=line, ended_on__isnull=True)
    doubted = lines.filter(doubted_by__isnull=False).exclude(doubted_by=by)
    if not doubted.update(ended_on=today, doubted_by=None):
        lines.update(doubted_by=by)


@deeds.deed
def check_help_line(*, line: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that one has tried it and it still holds."""
    today = pen.require_associate(by=by, union=union, at=at)
    HelpLine.objects.filter(union_id=union, id=line).update(
        checked_on=today, doubted_by=None
    )

"""Deed of typing in the sheet from the notice board: announced spends, support, concerns.

A helper types what others wrote, all of it or nothing. What is announced on the sheet
counts from the day it is typed, because from then on everybody is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import Spend
from commonweal.rooms.purse.services import _talking, announcing
from commonweal.rooms.purse.words import MOST_LINES, papers
from commonweal.rooms.purse.words import together_refusals as says

KINDS = ("support", "concern")


@deeds.deed
def type_board(
    *, board: papers.Board, union: UUID, by: UUID, key: str, at: datetime
) -> tuple[UUID, ...]:
    """Announce what stands on the sheet and add what is said about it: all or nothing.

    Returns the announcements. The same sheet typed twice under its key is typed once.
    """
    permissions.require_typing(by=by, union=union, at=at)
    n_lines = len(board.spends) + len(board.voices)
    if not n_lines:
        raise Refused(Problem("", says.NOTHING_ON_THE_SHEET))
    if n_lines > MOST_LINES:
        raise Refused(kept.too_many_lines(MOST_LINES))
    ids_by_row = {
        one.row: ids.id_from_key(union, f"type_board:{key}:{number}")
        for number, one in enumerate(board.spends, start=1)
    }
    n_known = Spend.objects.filter(id__in=ids_by_row.values()).count()
    if n_known not in {0, len(board.spends)}:
        raise Refused(kept.something_else_noted())
    if n_known:
        return tuple(ids_by_row.values())
    sheet = _Sheet(union, by, at)
    sheet.announce(board.spends, ids_by_row)
    sheet.speak(board.voices, ids_by_row)
    require(sheet.problems)
    return tuple(ids_by_row.values())


class _Sheet:
    """One sheet being typed: its announcements are written first, then what is said."""

    def __init__(self, union: UUID, by: UUID, at: datetime) -> None:
        self.problems: list[Problem] = []
        self._union = union
        self._by = by
        self._at = at
        self._today: date = people.local_day(union=union, at=at)

    def announce(
        self, lines: tuple[papers.BoardSpend, ...], spends: Mapping[int, UUID]
    ) -> None:
        """Write what is announced; a line with problems is not written."""
        for line in lines:
            person = line.person or self._by
            row, problems = announcing.read_spend(
                line.draft,
                spend=spends[line.row],
                union=self._union,
                by=person,
                today=self._today,
            )
            row.typed_by = self._typed_by(person)
            problems += self._problems_with(line.person)
            self._note(line.row, problems)
            if not problems:
                announcing.write(row, at=self._at)

    def speak(
        self, lines: tuple[papers.BoardVoice, ...], spends: Mapping[int, UUID]
    ) -> None:
        """Write what is said; each line about an announcement that is there."""
        said: dict[tuple[UUID | None, UUID | None], int] = {}
        for line in lines:
            spend = line.spend if line.line is None else spends.get(line.line)
            problems = [*self._problems_with(line.person), *_problems_of(line)]
            first = said.setdefault((line.person, spend), line.row)
            if first != line.row and line.person and spend:
                facts = {"first": first}
                problems.append(Problem("person", says.SAID_TWICE, facts))
            self._note(line.row, problems)
            if not problems:
                self._say(line, spend)

    def _say(self, line: papers.BoardVoice, spend: UUID | None) -> None:
        known = Spend.objects.select_for_update().filter(union_id=self._union)
        row = known.filter(id__in=[spend] if spend else []).first()
        if row is None:
            if line.line is None or spend is None:
                self._note(line.row, [Problem("spend", says.NO_SPEND)])
            return  # the line it is about has problems of its own
        person = line.person or self._by
        try:
            voice = _talking.speak(
                row,
                kind=line.kind,
                words=line.words,
                union=self._union,
                by=person,
                on=self._today,
                typed_by=self._typed_by(person),
            )
        except Refused as refused:
            self._note(line.row, refused.problems)
            return
        if voice is not None and line.kind == "concern":
            announcing.tell_of_concern(row, voice, at=self._at)

    def _problems_with(self, person: UUID | None) -> list[Problem]:
        if person is None:
            return [typed.say_whose("person")]
        may = permissions.may_speak(by=person, union=self._union, at=self._at)
        return [] if may else [typed.no_such_person("person")]

    def _typed_by(self, person: UUID) -> UUID | None:
        return None if person == self._by else self._by

    def _note(self, row: int, problems: Iterable[Problem]) -> None:
        self.problems.extend(problem.at_row(row) for problem in problems)


def _problems_of(line: papers.BoardVoice) -> Iterator[Problem]:
    if line.kind not in KINDS:
        yield Problem("kind", says.SUPPORT_OR_CONCERN)
    if line.spend is None and line.line is None:
        yield Problem("spend", says.SAY_WHICH_SPEND)

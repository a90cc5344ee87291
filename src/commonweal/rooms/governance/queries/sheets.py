"""Sheets of paper answers as two helpers typed them, and the rows that differ."""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import Any
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.tally import published
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import PaperTyping
from commonweal.rooms.governance.words import counts

LIST_LIMIT = 200


def get_sheet(*, sheet: UUID, union: UUID) -> counts.PaperSheet:
    """Return a sheet; never its answers."""
    row = PaperTyping.objects.filter(id=sheet, motion__union_id=union).first()
    if row is None:
        raise NotFound(Problem("sheet", says.NO_SHEET))
    return _view(row, union)


def list_sheets(*, motion: UUID, union: UUID) -> tuple[counts.PaperSheet, ...]:
    """Return the sheets of paper answers of a motion, newest first."""
    rows = PaperTyping.objects.filter(motion_id=motion, motion__union_id=union)
    found = rows.order_by("-typed_on", "id")[:LIST_LIMIT]
    return tuple(_view(row, union) for row in found)


def mismatches(row: PaperTyping) -> list[tuple[int, str]]:
    """Return the rows (from 1) that two helpers typed differently, with whose it is."""
    if not (row.lines and row.second_lines):
        return []
    pairs = zip_longest(json.loads(row.lines), json.loads(row.second_lines))
    return [
        (number, (one or two)["person"])
        for number, (one, two) in enumerate(pairs, start=1)
        if _said(one) != _said(two)
    ]


def _said(line: dict[str, Any] | None) -> tuple[str, str] | None:
    """Return whose and what; how a reason is spelled parts nobody."""
    if line is None:
        return None
    return line["person"], published.canonical(line["answer"])


def _view(row: PaperTyping, union: UUID) -> counts.PaperSheet:
    differ = [(number, UUID(person)) for number, person in mismatches(row)]
    names = people.names_of(union=union, persons=(person for _, person in differ))
    return counts.PaperSheet(
        id=row.id,
        motion=row.motion_id,
        state=row.state,
        channel=row.channel,
        first=row.first,
        second=row.second,
        n_lines=row.n_lines,
        mismatches=tuple(
            counts.PaperMismatch(number, person, names.get(person, ""))
            for number, person in differ
        ),
    )

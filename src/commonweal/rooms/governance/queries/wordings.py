"""Questions about the words of a motion: its versions, their differences, its voices."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Version, Voice
from commonweal.rooms.governance.queries import seeing, stages, votes
from commonweal.rooms.governance.words import (
    DifferenceLine,
    VersionView,
    VoiceView,
)


def list_versions(
    *, union: UUID, motion: UUID, person: UUID
) -> tuple[VersionView, ...]:
    """List the wordings of a motion, newest first."""
    row = votes.find_row(union=union, motion=motion)
    found = list(Version.objects.filter(motion=row).order_by("-number"))
    names = people.names_of(union=union, persons=(one.by for one in found))
    return tuple(
        VersionView(
            number=one.number,
            title=one.title,
            sentence=one.sentence,
            text=one.text,
            options=stages.options_of(one),
            effects=stages.effects_of(one),
            review_on=one.review_on,
            why=one.why,
            by_name=names.get(one.by, "") if one.by else "",
            at=one.at,
            is_current=one.number == row.current,
            is_mine=one.by == person,
        )
        for one in found
    )


def compare_versions(
    *, union: UUID, motion: UUID, before: int, after: int
) -> tuple[DifferenceLine, ...]:
    """Set two wordings of a motion side by side, line by line."""
    row = votes.find_row(union=union, motion=motion)
    kept = {one.number: one for one in Version.objects.filter(motion=row)}
    for number in (before, after):
        if number not in kept:
            facts = {"number": number, "most": max(kept)}
            raise NotFound(Problem("version", says.NO_VERSION, facts))
    return tuple(_differences(_lines(kept[before]), _lines(kept[after])))


def list_voices(
    *, union: UUID, motion: UUID, person: UUID, at: datetime
) -> tuple[VoiceView, ...]:
    """List what was said about a motion, oldest first."""
    del at
    row = votes.find_row(union=union, motion=motion)
    found = list(Voice.objects.filter(motion=row).order_by("at", "id"))
    names = people.names_of(union=union, persons=(one.by for one in found))
    return tuple(
        _view(one, person, names.get(one.by, "") if one.by else "") for one in found
    )


def _view(row: Voice, person: UUID, name: str) -> VoiceView:
    n_see = n_needed = 0
    may_see = False
    if row.status == "doubted":
        n_see, n_needed = row.seen.count(), seeing.n_needed(row)
        may_see = person in seeing.who_may_see(row)
        may_see = may_see and not row.seen.filter(person_id=person).exists()
    return VoiceView(
        id=row.id,
        kind=row.kind,
        words=row.words,
        by=row.by,
        by_name=name,
        at=row.at,
        version=row.version,
        attempt=row.attempt,
        reply_to=row.reply_to_id,
        status=row.status,
        settled_words=row.settled_words,
        is_mine=row.by == person,
        n_see=n_see,
        n_needed=n_needed,
        may_see=may_see,
    )


def _lines(version: Version) -> list[str]:
    """Return everything a wording says, line by line."""
    options = (
        f"+ {one.label} {one.note}".rstrip() for one in stages.options_of(version)
    )
    effects = (
        "→ "
        + " ".join([one.kind, *(f"{k}={v}" for k, v in sorted(one.params.items()))])
        for one in stages.effects_of(version)
    )
    return [
        version.title,
        version.sentence,
        *version.text.splitlines(),
        *options,
        *effects,
        version.review_on.isoformat(),
    ]


def _differences(before: list[str], after: list[str]) -> Iterator[DifferenceLine]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if tag == "equal":
            for line in before[a_from:a_to]:
                yield DifferenceLine("same", line, line)
            continue
        old, new = before[a_from:a_to], after[b_from:b_to]
        for number in range(max(len(old), len(new))):
            left = old[number] if number < len(old) else ""
            right = new[number] if number < len(new) else ""
            if number >= len(old):
                yield DifferenceLine("new", "", right)
            elif number >= len(new):
                yield DifferenceLine("gone", left, "")
            else:
                yield DifferenceLine("changed", left, right)

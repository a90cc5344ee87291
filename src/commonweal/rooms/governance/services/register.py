"""Deeds of the register: enter a decision, amend its text, say how it stands.

Nothing is overwritten. Every step has its day, and whoever looks sees how an entry
stood on any day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter_queries
from commonweal.commons.charter import services as charter
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, require
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import register as says
from commonweal.rooms.governance.models import Entry, Supersession, Tag
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.queries import register_checks as checks
from commonweal.rooms.governance.services import _indexing, _register_pen
from commonweal.rooms.governance.words import register as words


@deeds.part_of_a_deed
def enter(  # noqa: PLR0913 - a decision is all of this
    *,
    union: UUID,
    title: str,
    text: str,
    kind: words.Kind,
    body: UUID | None,
    tags: Sequence[str],
    decided_on: date,
    review_on: date | None,
    expires_on: date | None = None,
    supersedes: Sequence[int] = (),
    motion: UUID | None = None,
    ask: UUID | str | None = None,
    at: datetime,
) -> int:
    """Enter an adopted decision, in force from its day; returns its number.

    The charter gives the number. What gives power (``words.GIVES_POWER``) ends on its
    review day at the latest. ``ask`` is a person, or words such as a circle's name. The
    same motion again returns its number and changes nothing.
    """
    known = queries.number_of_motion(union=union, motion=motion) if motion else None
    if known is not None:
        return known
    if kind in words.GIVES_POWER:
        expires_on = expires_on or review_on
    problems = checks.problems_with_words(title=title, text=text, tags=tags)
    problems += checks.problems_with_days(decided_on, review_on, expires_on)
    problems += checks.problems_with_superseded(union, supersedes, on=decided_on)
    require(problems)
    number = charter.record_decision(union=union, title=title.strip(), at=at)
    entry = Entry.objects.create(
        id=ids.id_from_key(union, f"register:{number}"),
        union_id=union,
        number=number,
        title=title.strip(),
        kind=kind,
        body_id=body,
        motion_id=motion,
        decided_on=decided_on,
        recorded_at=at,
        ask=ask.strip()[: words.ASK_LETTERS] if isinstance(ask, str) else "",
        ask_person_id=ask if isinstance(ask, UUID) else None,
    )
    if text.strip():
        _register_pen.write_text(
            entry, text, decision=number, from_day=decided_on, at=at
        )
    begins = words.StepView(
        status="in_force",
        on=decided_on,
        decision=number,
        review_on=review_on,
        expires_on=expires_on,
    )
    _register_pen.write_step(entry, begins, at=at)
    _write_tags(entry, tags)
    for older in dict.fromkeys(supersedes):
        _register_pen.supersede(union, newer=number, older=older, on=decided_on, at=at)
    _indexing.index(union, [entry.id])
    return number


@deeds.part_of_a_deed
def amend(  # noqa: PLR0913 - which text, by which decision, from when
    *,
    union: UUID,
    number: int,
    text: str,
    decision: int,
    from_day: date,
    review_on: date | None = None,
    at: datetime,
) -> int:
    """Give an entry a new text by another decision; returns the version.

    The decision is one of the register (enter it first, as kind "act"). With
    ``review_on`` its review is moved; a suspended entry is in force again. The same
    decision a second time changes nothing.
    """
    entry = _register_pen.locked(union, number)
    known = entry.wordings.filter(decision=decision).order_by("-version").first()
    if known is not None and decision != number:
        return known.version
    problems = checks.problems_with_text(text)
    problems += queries.problems_with_number(union=union, number=number, on=from_day)
    problems += _problems_with_decision(union, decision)
    problems += checks.problems_with_days(from_day, review_on, None)
    require(problems)
    version = _register_pen.write_text(
        entry, text, decision=decision, from_day=from_day, at=at
    )
    last = _register_pen.catch_up(entry, on=from_day, at=at)
    if review_on is not None or last.status == "suspended":
        again = words.StepView(
            status="in_force",
            on=max(from_day, last.on),
            decision=decision,
            review_on=review_on or None,
            expires_on=last.expires_on,
        )
        _register_pen.write_step(entry, again, at=at)
    _indexing.index(union, [entry.id])
    _carry_out_if_said(union, decision, text, on=from_day, at=at)
    return version


@deeds.part_of_a_deed
def set_status(  # noqa: PLR0913 - which entry, how it stands, since when, by what
    *,
    union: UUID,
    number: int,
    status: words.Status,
    on: date,
    decision: int | None = None,
    review_on: date | None = None,
    expires_on: date | None = None,
    at: datetime,
) -> None:
    """Say how an entry stands from a day on. The same again changes nothing.

    "in_force" with other days extends it. "superseded" names the decision that took its
    place. From superseded, expired and carried out nothing leads on.
    """
    entry = _register_pen.locked(union, number)
    last = _register_pen.last_step(entry)
    if (last.status, last.decision) == (status, decision) and last.status != "in_force":
        return
    last = _register_pen.catch_up(entry, on=on, at=at)
    step = words.StepView(
        status=status,
        on=on,
        decision=decision,
        review_on=review_on,
        expires_on=expires_on or (last.expires_on if status == "in_force" else None),
    )
    if step == last:
        return
    problems = checks.problems_with_step(number, last, step)
    problems += checks.problems_with_days(on, review_on, expires_on)
    if decision is not None:
        problems += _problems_with_decision(union, decision)
    require(problems)
    if status == "superseded" and decision is not None:
        Supersession.objects.get_or_create(union_id=union, newer=decision, older=number)
    _register_pen.write_step(entry, step, at=at)
    _indexing.index(union, [entry.id])


@deeds.part_of_a_deed
def note_carried_out(*, union: UUID, number: int, on: date, at: datetime) -> None:
    """Say that what a decision asked for is done, if it was to be done once.

    Agreements, rules and mandates go on holding; nothing is written of them.
    """
    entry = Entry.objects.filter(union_id=union, number=number).first()
    if entry is not None and entry.kind in words.DONE_ONCE:
        _carry_out(entry, on=on, at=at)


@deeds.deed
def describe_entry(  # noqa: PLR0913 - which entry, what is said of it, by whom
    *,
    union: UUID,
    number: int,
    ask: str,
    tags: Sequence[str],
    by: UUID,
    at: datetime,
) -> None:
    """Say who to ask about an entry, and under which words it is found.

    Anybody may: it changes nothing that was decided. A person's name is kept as that
    person, so that it is forgotten when they leave.
    """
    permissions.require_associate(by=by, union=union, at=at)
    entry = _register_pen.locked(union, number)
    problems = checks.problems_with_tags(tags)
    if len(ask.strip()) > words.ASK_LETTERS:
        problems.append(Problem("ask", says.LONG_ASK, {"most": words.ASK_LETTERS}))
    require(problems)
    entry.ask_person_id = _register_pen.person_called(union, ask.strip())
    entry.ask = "" if entry.ask_person_id else ask.strip()
    entry.save(update_fields=["ask", "ask_person_id"])
    entry.tags.all().delete()
    _write_tags(entry, tags)
    _indexing.index(union, [entry.id])


@deeds.part_of_a_deed
def forget_person_in_register(*, person: UUID, union: UUID, at: datetime) -> None:
    """Forget that somebody was the one to ask, when they leave; then their body is."""
    del at
    Entry.objects.filter(union_id=union, ask_person_id=person).update(
        ask_person_id=None
    )


def _write_tags(entry: Entry, tags: Sequence[str]) -> None:
    said = {checks.tidy_tag(tag) for tag in tags} - {""}
    Tag.objects.bulk_create([Tag(entry=entry, tag=tag) for tag in sorted(said)])


def _carry_out_if_said(
    union: UUID, decision: int, text: str, *, on: date, at: datetime
) -> None:
    """Let a decision whose whole text now stands in another not hold beside it."""
    by = Entry.objects.filter(union_id=union, number=decision).first()
    said = by.wordings.order_by("-version").first() if by else None
    if by and said and said.hash == _register_pen.hash_of(text):
        _carry_out(by, on=on, at=at)


def _carry_out(entry: Entry, *, on: date, at: datetime) -> None:
    last = _register_pen.catch_up(entry, on=on, at=at)
    if last.status != "in_force":
        return
    done = words.StepView(
        status="carried_out",
        on=max(on, last.on),
        decision=entry.number,
        review_on=None,
        expires_on=None,
    )
    _register_pen.write_step(entry, done, at=at)
    _indexing.index(entry.union_id, [entry.id])


def _problems_with_decision(union: UUID, decision: int) -> list[Problem]:
    if charter_queries.find_decision(union=union, number=decision) is not None:
        return []
    return [Problem("decision", says.NO_ENTRY, {"number": decision})]

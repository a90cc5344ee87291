"""Questions to the register: one entry, lists, what is due, what held on a day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import register as says
from commonweal.rooms.governance.models import (
    Entry,
    EntryIndex,
    Supersession,
    Tag,
    Wording,
)
from commonweal.rooms.governance.queries import clauses, standing
from commonweal.rooms.governance.queries import register_rows as rows
from commonweal.rooms.governance.words import register as words

LIST_LIMIT = 50
#: More reviews at once are a page of their own.
MOST_DUE = 500
MOST_AGREEMENTS = 5_000


def find(*, union: UUID, number: int, on: date) -> words.EntryView:
    """Return an entry as it stands on a day, or refuse (NotFound).

    One that begins later is shown as it begins.
    """
    entry = (
        rows.with_steps(Entry.objects.filter(union_id=union, number=number))
        .prefetch_related(Prefetch("wordings", Wording.objects.order_by("version")))
        .first()
    )
    if entry is None:
        return _bare_view(union, number, on)
    begins = entry.standings.all()[0].on
    line = rows.lines_of([entry], union=union, on=max(on, begins))[0]
    wordings = tuple(rows.wording_of(row) for row in entry.wordings.all())
    reached = [one for one in wordings if one.from_day <= on] or list(wordings[:1])
    return words.EntryView(
        line=line,
        wording=reached[-1] if reached else None,
        wordings=wordings,
        steps=_steps(entry, on),
        supersedes=_beside(union, newer=number),
        superseded_by=_beside(union, older=number),
        amends=_amended_by(union, number),
        rules=_rules_of(union, number),
        motion=entry.motion_id,
        is_imported=entry.is_imported,
        recorded_at=entry.recorded_at,
    )


def list_entries(  # noqa: PLR0913 - what to list, and which part of it
    *,
    union: UUID,
    on: date,
    status: str = "",
    tag: str = "",
    body: UUID | None = None,
    before: int | None = None,
    limit: int = LIST_LIMIT,
) -> tuple[words.EntryLine, ...]:
    """List entries as they stand on a day, newest first; ``before`` a number, to page."""
    found = _entries(union, status=status, on=on, before=before)
    if tag:
        found = found.filter(tags__tag=tag.replace("\0", "").lower())
    if body is not None:
        found = found.filter(body_id=body)
    wanted = rows.with_steps(found.order_by("-number")[:limit])
    lines = rows.lines_of(list(wanted), union=union, on=on)
    if not tag and body is None:
        bare = rows.bare_lines(rows.bare_decisions(union), union=union, on=on)
        lines += [line for line in bare if before is None or line.number < before]
    lines = [line for line in lines if status in {"", line.status}]
    lines.sort(key=lambda line: -line.number)
    return tuple(lines[:limit])


def list_tags(*, union: UUID) -> tuple[str, ...]:
    """List the tags in use, by alphabet."""
    used = Tag.objects.filter(entry__union_id=union).order_by("tag")
    return tuple(used.values_list("tag", flat=True).distinct()[:MOST_DUE])


def charter_on(*, union: UUID, on: date) -> words.CharterText:
    """Return the whole charter, agreements and rules, as it stood on a day."""
    founded = charter.find_decision(union=union, number=1)
    is_founded = founded is not None and founded.decided_on <= on
    return words.CharterText(
        on=on,
        is_founded=is_founded,
        agreements=chapters_on(union=union, on=on),
        rules=rules_on(union=union, on=on) if is_founded else (),
    )


def chapters_on(*, union: UUID, on: date) -> tuple[words.Chapter, ...]:
    """Return every text in force on a day, with its wording of that day, by number."""
    found = _entries(union, status="in_force", on=on, before=None)
    texts = Exists(Wording.objects.filter(entry=OuterRef("pk"), from_day__lte=on))
    wanted = rows.with_steps(
        found.filter(texts).order_by("number")[:MOST_AGREEMENTS]
    ).prefetch_related(
        Prefetch(
            "wordings",
            Wording.objects.filter(from_day__lte=on).order_by("version"),
            to_attr="reached",
        )
    )
    entries = list(wanted)
    lines = {line.number: line for line in rows.lines_of(entries, union=union, on=on)}
    return tuple(
        words.Chapter(
            lines[entry.number],
            rows.wording_of(entry.reached[-1]),
        )
        for entry in entries
        if entry.number in lines and lines[entry.number].status == "in_force"
    )


def rules_on(*, union: UUID, on: date) -> tuple[words.RuleLine, ...]:
    """Return the charter's rules in force on a day, each with its decision."""
    return tuple(
        words.RuleLine(
            key=rule.key,
            words=rule.words,
            value=rule.value,
            decision=rule.decision,
            decision_title=rule.decision_title,
            from_day=rule.from_day,
        )
        for rule in charter.list_rules(union=union, on=on)
    )


def compare(
    *, union: UUID, number: int, before: int, after: int
) -> tuple[words.Difference, ...]:
    """Set two versions of an entry's text side by side, clause by clause."""
    texts = dict(
        Wording.objects.filter(
            entry__union_id=union, entry__number=number, version__in=[before, after]
        ).values_list("version", "text")
    )
    for version in (before, after):
        if version not in texts:
            facts = {"number": number, "version": version}
            raise NotFound(Problem("version", says.NO_VERSION, facts))
    return clauses.differences(texts[before], texts[after])


def problems_with_number(
    *, union: UUID, number: int, on: date, field: str = "number"
) -> list[Problem]:
    """Say why an entry cannot be amended, ended or superseded on a day, if it cannot."""
    entry = rows.with_steps(Entry.objects.filter(union_id=union, number=number)).first()
    facts: dict[str, object] = {"number": number}
    if entry is None:
        of_charter = is_of_charter(union=union, number=number)
        return [Problem(field, says.IS_CHARTER if of_charter else says.NO_ENTRY, facts)]
    steps = rows.steps_of(entry)
    last = (
        standing.due_step(
            steps[-1], kind=entry.kind, on=on, imported_on=rows.imported_on(entry)
        )
        or steps[-1]
    )
    if last.status not in words.FINAL:
        return []
    facts |= {"status": words.STATUSES[last.status], "day": last.on.isoformat()}
    if last.status == "superseded" and last.decision is not None:
        return [Problem(field, says.IS_ENDED_BY, {**facts, "newer": last.decision})]
    return [Problem(field, says.IS_ENDED, facts)]


def is_of_charter(*, union: UUID, number: int) -> bool:
    """Say whether the charter alone holds a decision of this number."""
    has_entry = Entry.objects.filter(union_id=union, number=number).exists()
    return (
        not has_entry and charter.find_decision(union=union, number=number) is not None
    )


def number_of_motion(*, union: UUID, motion: UUID | None) -> int | None:
    """Return the number a motion got in the register, or None."""
    found = Entry.objects.filter(union_id=union, motion_id=motion)
    return found.values_list("number", flat=True).first() if motion else None


def list_due(*, union: UUID, on: date) -> tuple[words.EntryLine, ...]:
    """List entries whose review or end is within 30 days, or past; the nearest first."""
    until = on + timedelta(days=max(words.REMINDER_DAYS))
    due = EntryIndex.objects.filter(
        union_id=union, status__in=["in_force", "suspended"], due_on__lte=until
    )
    entries = rows.with_steps(
        Entry.objects.filter(id__in=due.values("entry")).order_by(
            "index__due_on", "number"
        )
    )[:MOST_DUE]
    lines = rows.lines_of(list(entries), union=union, on=on)
    return tuple(line for line in lines if line.status in {"in_force", "suspended"})


def _entries(
    union: UUID, *, status: str, on: date, before: int | None
) -> QuerySet[Entry]:
    """Return entries that may stand so on a day; the lines say which do."""
    found = Entry.objects.filter(union_id=union, decided_on__lte=on)
    if before is not None:
        found = found.filter(number__lt=before)
    if status == "in_force":
        holds = Q(index__holds_from__lte=on) & (
            Q(index__holds_until__isnull=True) | Q(index__holds_until__gte=on)
        )
        return found.filter(holds)
    if status:
        # What days alone have made (expired, suspended) is still in force by its step.
        found = found.filter(
            Q(index__status=status)
            | Q(index__status__in=["in_force", "suspended"], index__holds_until__lt=on)
        )
    return found


def _steps(entry: Entry, on: date) -> tuple[words.StepView, ...]:
    """Return the written steps, and the one that days have made since."""
    steps = rows.steps_of(entry)
    made = standing.due_step(
        steps[-1], kind=entry.kind, on=on, imported_on=rows.imported_on(entry)
    )
    return (*steps, made) if made else steps


def _bare_view(union: UUID, number: int, on: date) -> words.EntryView:
    row = charter.find_decision(union=union, number=number)
    bare = (
        rows.bare_lines([row], union=union, on=max(on, row.decided_on)) if row else []
    )
    if row is None or not bare:
        raise NotFound(Problem("number", says.NO_ENTRY, {"number": number}))
    step = words.StepView(
        status="in_force",
        on=row.decided_on,
        decision=number,
        review_on=None,
        expires_on=None,
    )
    return words.EntryView(
        line=bare[0],
        wording=None,
        wordings=(),
        steps=(step,),
        supersedes=(),
        superseded_by=(),
        amends=(),
        rules=_rules_of(union, number),
        motion=None,
        is_imported=False,
        recorded_at=None,
    )


def _beside(
    union: UUID, *, newer: int | None = None, older: int | None = None
) -> tuple[words.EntryRef, ...]:
    beside = Supersession.objects.filter(union_id=union)
    if newer is not None:
        numbers = beside.filter(newer=newer).values_list("older", flat=True)
    else:
        numbers = beside.filter(older=older or 0).values_list("newer", flat=True)
    return _refs(union, Entry.objects.filter(number__in=list(numbers)))


def _amended_by(union: UUID, number: int) -> tuple[words.EntryRef, ...]:
    """Return the entries whose text a decision changed."""
    changed = Entry.objects.filter(wordings__decision=number).exclude(number=number)
    return _refs(union, changed)


def _refs(union: UUID, entries: QuerySet[Entry]) -> tuple[words.EntryRef, ...]:
    named = entries.filter(union_id=union).order_by("number").distinct()
    return tuple(
        words.EntryRef(number, title)
        for number, title in named.values_list("number", "title")
    )


def _rules_of(union: UUID, number: int) -> tuple[words.RuleSet, ...]:
    return tuple(
        words.RuleSet(
            key=rule.key,
            words=rule.words,
            value=rule.value,
            from_day=rule.from_day,
            subject=rule.subject,
            until=rule.until,
        )
        for rule in charter.list_of_decision(union=union, decision=number)
        if rule.from_day is not None
    )

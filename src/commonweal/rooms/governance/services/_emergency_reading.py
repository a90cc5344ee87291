"""What is asked of an emergency before it is declared, prolonged or written about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import Problem, Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Emergency, Motion
from commonweal.rooms.governance.queries import powers
from commonweal.rooms.governance.words import powers as words

_MOST_CHANGES = 10


def read(
    draft: words.EmergencyDraft, union: UUID, at: datetime
) -> tuple[int, Measure, list[Problem]]:
    """Read what is asked: hours, cap, and every problem."""
    on = people.local_day(union=union, at=at)
    problems = problems_with_line(
        draft.hazard, "hazard", words.HAZARD_LETTERS, says.SAY_THE_HAZARD
    )
    most = charter.whole(union=union, key="emergency.hours", on=on)
    text = draft.hours.strip()
    hours = int(text) if text.isdecimal() and text.isascii() else 0
    if not 1 <= hours <= most:
        facts = {"value": text[:20], "least": 1, "most": most}
        problems.append(Problem("hours", says.NOT_WHOLE, facts))
    problems += _problems_with_changes(draft.changes, union, at)
    cap = money(draft.cap, charter.currency_of(union=union), problems)
    problems += problems_with_cap(cap, union, at)
    return hours, cap, problems


def _problems_with_changes(
    changes: Mapping[str, str], union: UUID, at: datetime
) -> list[Problem]:
    on = people.local_day(union=union, at=at)
    problems: list[Problem] = []
    known = [one.key for one in charter_words.PARAMETERS.values() if one.in_emergency]
    for key, value in list(changes.items())[:_MOST_CHANGES]:
        if key not in known:
            facts = {"key": key[:64], "keys": ", ".join(known)}
            problems.append(Problem("changes", says.NOT_IN_EMERGENCY, facts))
            continue
        found = charter_services.problems_with(union=union, key=key, value=value, on=on)
        problems += [Problem("changes", one.message, one.params) for one in found]
    return problems


def problems_with_cap(cap: Measure, union: UUID, at: datetime) -> list[Problem]:
    """Say whether more may be spent than the charter lets an emergency spend."""
    on = people.local_day(union=union, at=at)
    most = powers.most_cap(union=union, on=on)
    if cap.amount <= most.amount:
        return []
    percent = charter.whole(union=union, key="emergency.cap_percent", on=on)
    facts = {"percent": percent, "most": str(most)}
    return [Problem("cap", says.CAP_TOO_HIGH, facts)]


def problems_with_another(hazard: str, union: UUID, at: datetime) -> list[Problem]:
    """Say whether there is one already, or the same was declared a short time ago."""
    on = people.local_day(union=union, at=at)
    for one in powers.list_in_force(union=union, at=at):
        return [Problem("hazard", says.ONE_ALREADY, {"hazard": one.hazard})]
    pause = charter.whole(union=union, key="emergency.pause_days", on=on)
    same = Emergency.objects.filter(
        union_id=union,
        hazard__iexact=hazard.strip(),
        ends_at__gt=at - timedelta(days=pause),
    ).order_by("-ends_at")
    for row in same[:1]:
        ended = people.local_day(union=union, at=row.ends_at or at)
        again = ended + timedelta(days=pause)
        facts = {"until": ended.isoformat(), "day": again.isoformat()}
        return [Problem("hazard", says.TOO_SOON, facts)]
    return []


def require_enough(row: Emergency, motion: Motion, until: datetime) -> None:
    """Refuse when too few said yes for going on so long: half, two thirds, three quarters."""
    assert row.declared_at is not None  # noqa: S101 - it is in force
    days = (until - row.declared_at) / timedelta(days=1)
    part = next((part for most, part in words.PROLONG_STEPS if days <= most), "3/4")
    needed = words.people_for(part, motion.n_voters)
    counts = motion.result.get("counts", {})
    yes = int(counts.get("yes", counts.get("support", 0)))
    if yes < needed:
        facts = {"needed": needed, "voters": motion.n_voters, "yes": yes}
        raise Refused(Problem("hours", says.MORE_MUST_AGREE, facts))


def money(text: str, currency: str, problems: list[Problem]) -> Measure:
    """Read a sum; nothing written is nothing."""
    unit = UNITS[currency]
    if not text.strip():
        return Measure(0, unit)
    try:
        amount = measure_of(text.removesuffix(currency).strip(), unit, field="amount")
    except Refused as refused:
        problems.extend(refused.problems)
        return Measure(0, unit)
    if amount.amount < 0:
        problems.append(Problem("amount", says.BELOW_ZERO))
    return amount


def problems_with_line(text: str, field: str, most: int, empty: str) -> list[Problem]:
    """Say what is wrong with a line or a text."""
    if not text.strip():
        return [Problem(field, empty)]
    if "\x00" in text:
        return [Problem(field, says.HAS_CONTROLS)]
    if len(text) > most:
        return [Problem(field, says.TOO_LONG, {"most": most})]
    return []

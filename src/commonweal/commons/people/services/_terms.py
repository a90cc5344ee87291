"""What is asked before a mandate is given: scope, days, and whose turn it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries, words
from commonweal.commons.people.models import Mandate, Person
from commonweal.commons.people.services import _checks
from commonweal.core.vf.problems import NotFound, Problem

#: What was held for fewer days was not a term.
_A_TERM = timedelta(days=28)


def problems_with_scope(
    who: Person, scope: str, limit: str, at: datetime
) -> list[Problem]:
    """Say why somebody cannot hold a scope: unknown, without account, keys and work."""
    problems = []
    if scope and scope not in words.MANDATE_SCOPES:
        problems.append(unknown_scope(scope))
    if limit.strip():
        problems += _checks.problems_with_name(limit, field="limit", most=200)
    if who.account_id is None and scope:
        facts = {"name": who.name}
        problems.append(Problem("person", words.NEEDS_AN_ACCOUNT, facts))
    day = queries.local_day(union=who.union_id, at=at)
    held = list(
        Mandate.objects.filter(
            person=who, confirmed_at__isnull=False, ended_at__isnull=True, ends__gte=day
        )
        .exclude(scope="")
        .values_list("scope", flat=True)
    )
    if scope and any((other == "keys") != (scope == "keys") for other in held):
        problems.append(Problem("scope", words.KEYS_AND_WORK_APART))
    return problems


def unknown_scope(scope: str) -> Problem:
    """Say which scopes there are."""
    facts = {"scope": scope[:20], "choices": ", ".join(sorted(words.MANDATE_SCOPES))}
    return Problem("scope", words.UNKNOWN_SCOPE, facts)


def problems_with_term(
    union: UUID, begins: date, ends: date, at: datetime
) -> list[Problem]:
    """Say what is wrong with the days of a mandate."""
    day = queries.local_day(union=union, at=at)
    longest = charter.whole(union=union, key="mandates.longest_days", on=day)
    if ends < begins:
        return [Problem("ends", words.ENDS_BEFORE_IT_BEGINS)]
    if ends < day:
        return [Problem("ends", words.ALREADY_OVER)]
    if (ends - max(begins, day)).days >= longest or (begins - day).days > longest:
        return [Problem("ends", words.TOO_LONG, {"days": longest})]
    return []


def problems_with_turns(
    who: Person, scope: str, title: str, begins: date
) -> list[Problem]:
    """Say whose turn it is not: after the charter's terms in a row, a term off.

    A term follows another when less than the other's length lies between them.
    """
    most = charter.whole(union=who.union_id, key="mandates.longest_terms", on=begins)
    held = Mandate.objects.filter(person=who, confirmed_at__isnull=False, scope=scope)
    if not scope:
        held = held.filter(title__iexact=title.strip())
    in_a_row, next_begins, again = 0, begins, begins
    for row in held.filter(begins__lt=begins).order_by("-begins"):
        ended = row.ends
        if row.ended_at is not None:
            ended = min(ended, queries.local_day(union=who.union_id, at=row.ended_at))
        length = ended - row.begins
        if length < _A_TERM:
            continue
        if next_begins - ended > length:
            break
        if not in_a_row:
            again = ended + length + timedelta(days=1)
        in_a_row, next_begins = in_a_row + 1, row.begins
    if in_a_row < most:
        return []
    facts = {"name": who.name, "count": in_a_row, "day": again.isoformat()}
    return [Problem("person", words.A_TERM_OFF, facts)]


def associate_row(union: UUID, person: UUID) -> Person:
    """Return an associate of the union, or refuse."""
    row = Person.objects.filter(
        id=person, union=union, status__in=["associate", "trial"]
    ).first()
    if row is None:
        raise NotFound(Problem("person", words.NO_PERSON))
    return row

"""Deeds of leaving: take one's own data, go, be forgotten; and what expires by itself.

Leaving asks nobody and waits for nothing (I-21). What rooms keep about a person they
give out and forget themselves: every app of ours is asked that has
``queries.own_data`` or ``services.forget_person``; a test finds one that should.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import permissions, words
from commonweal.commons.people.models import (
    Account,
    Invitation,
    Mandate,
    MandateReport,
    Person,
    Return,
    Token,
    Union,
)
from commonweal.core.vf.problems import NotFound, NotYours, Problem

Row = Mapping[str, object]
_SPENT_DAYS = 30  # used, withdrawn and expired invitations and tokens stay so long
_READABLE_DAYS = 180  # so long can a person read who let them back in


def export_own_data(*, person: UUID, by: UUID, at: datetime) -> dict[str, list[Row]]:
    """Return everything kept about a person, as tables by name."""
    row = _leaver(person, by, at)
    tables: dict[str, list[Row]] = {"person": [_own_row(row)]}
    tables["mandates"] = [
        {
            "scope": mandate.scope,
            "limit": mandate.limit,
            "begins": mandate.begins.isoformat(),
            "ends": mandate.ends.isoformat(),
            "title": mandate.title,
            "duties": mandate.duties,
            "where_things_are": mandate.where_things_are,
        }
        for mandate in Mandate.objects.filter(person=row).order_by("begins", "id")
    ]
    tables["mandate_reports"] = [
        {"day": report.day.isoformat(), "words": report.words}
        for report in MandateReport.objects.filter(mandate__person=row).order_by("day")
    ]
    tables["tokens"] = [
        {"label": token.label, "expires": token.expires_at.isoformat()}
        for token in Token.objects.filter(person=row).order_by("issued_at", "id")
    ]
    tables["ways_back_in"] = [
        {
            "asked_by": one.asked_by,
            "confirmed_by": one.confirmed_by,
            "used": one.used_at,
        }
        for one in Return.objects.filter(person=row).order_by("asked_at", "id")
    ]
    for own_data in _asked_of_rooms("queries", "own_data"):
        found: Mapping[str, Sequence[Row]] = own_data(
            person=person, union=row.union_id, at=at
        )
        tables |= {name: list(rows) for name, rows in found.items()}
    return tables


@deeds.deed
def leave(*, person: UUID, by: UUID, at: datetime) -> None:
    """Leave the union, now, whatever one holds or has promised. Twice changes nothing."""
    if Person.objects.filter(id=person, status="left").exists():
        return
    permissions.require_token(scope="associate")
    _forget(_leaver(person, by, at), at)


erase_person = leave


@deeds.deed
def forget_expired(*, at: datetime) -> int:
    """Forget spent invitations and tokens and old mandates; returns how many (I-24)."""
    spent = at - timedelta(days=_SPENT_DAYS)
    count, _ = Invitation.objects.filter(expires_at__lt=spent).delete()
    tokens, _ = Token.objects.filter(expires_at__lt=spent).delete()
    returns, _ = Return.objects.filter(
        expires_at__lt=at - timedelta(days=_READABLE_DAYS)
    ).delete()
    count += tokens + returns
    for union in Union.objects.values_list("id", flat=True):
        days = charter.whole(union=union, key="people.keep_mandates_days", on=at.date())
        before = at - timedelta(days=days)
        old = Mandate.objects.filter(union=union, ends__lt=before.date())
        recalled = Mandate.objects.filter(union=union, ended_at__lt=before)
        for rows in (old, recalled):
            mandates, _ = rows.delete()
            count += mandates
    return count


def _forget(row: Person, at: datetime) -> None:
    for forget_person in _asked_of_rooms("services", "forget_person"):
        forget_person(person=row.id, union=row.union_id, at=at)
    Mandate.objects.filter(person=row, ended_at__isnull=True).update(
        ended_by=row.id, ended_at=at
    )
    Token.objects.filter(person=row).delete()
    Return.objects.filter(person=row).delete()
    account = row.account_id
    row.account = None
    row.circle = None
    row.agent = None
    row.added_by = None
    row.name = ""
    row.language = ""
    row.status = "left"
    row.left_at = at
    row.save()
    if account is not None:
        Account.objects.filter(id=account).delete()


def _leaver(person: UUID, by: UUID, at: datetime) -> Person:
    row = Person.objects.filter(id=person).exclude(status="left").first()
    if row is None:
        raise NotFound(Problem("person", words.NO_PERSON))
    if by != person:
        if row.account_id is not None:
            raise NotYours(Problem("person", words.CHOOSE_YOURSELF))
        permissions.require(by=by, union=row.union_id, scope="paper", at=at)
    return row


def _own_row(row: Person) -> Row:
    return {
        "name": row.name,
        "sign_in_name": row.account.username if row.account else "",
        "union": row.union.name,
        "circle": row.circle.name if row.circle else "",
        "status": row.status,
        "language": row.language,
        "came_at": row.came_at.isoformat(),
        "agent_in_the_ledger": str(row.agent),
    }


def _asked_of_rooms(module: str, function: str) -> Iterator[Callable[..., Any]]:
    """Yield the function of every other app of ours whose module has it.

    ``Any``: people stands below the rooms and cannot know their types.
    """
    for config in apps.get_app_configs():
        if not config.name.startswith(("commonweal.rooms.", "commonweal.commons.")):
            continue
        if config.label != "people":
            asked = importlib.import_module(f"{config.name}.{module}")
            found = getattr(asked, function, None)
            if found is not None:
                yield found

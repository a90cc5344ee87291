"""Deeds about one person: add somebody who never signs in, rename, choose a language."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from commonweal.commons import deeds
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Account, Circle, Person, Union
from commonweal.commons.people.services import _checks
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require


@deeds.deed
def add_person(  # noqa: PLR0913 - who, where, by whom, when
    *,
    union: UUID,
    name: str,
    by: UUID,
    at: datetime,
    key: str,
    circle: UUID | None = None,
    status: str = "associate",
) -> queries.PersonView:
    """Enter somebody who never signs in; a helper types for them, and it is recorded.

    A key-holder or a helper (scope "paper") may.
    """
    scope = (
        "keys" if permissions.may(by=by, union=union, scope="keys", at=at) else "paper"
    )
    permissions.require(by=by, union=union, scope=scope, at=at)
    person = ids.id_from_key(union, f"add_person:{key}")
    made = queries.find_person(person=person)
    if made is not None:
        return made
    require(_checks.problems_with_name(name, field="name"))
    if status not in {"associate", "trial", "guest"}:
        raise Refused(Problem("status", words.UNKNOWN_STATUS))
    row = write_person(
        Union.objects.get(id=union), person, name=name, account=None, at=at
    )
    row.circle = None if circle is None else circle_row(union, circle)
    row.status = status
    row.added_by = by
    row.save(update_fields=["circle", "status", "added_by"])
    return queries.person_view(row)


@deeds.deed
def rename_person(
    *, person: UUID, name: str, by: UUID, at: datetime
) -> queries.PersonView:
    """Let somebody be called otherwise. One's own name, or typed by a helper."""
    row = get_own_row(person=person, by=by, at=at)
    require(_checks.problems_with_name(name, field="name"))
    row.name = name.strip()
    row.save(update_fields=["name"])
    return queries.person_view(row)


@deeds.deed
def choose_language(
    *, person: UUID, language: str, by: UUID, at: datetime
) -> queries.PersonView:
    """Choose the language pages speak to this person; empty for the union's."""
    row = get_own_row(person=person, by=by, at=at)
    spoken = [code for code, _ in settings.LANGUAGES]
    if language not in {*spoken, ""}:
        facts = {"language": language[:12], "choices": ", ".join(spoken)}
        raise Refused(Problem("language", words.UNKNOWN_LANGUAGE, facts))
    row.language = language
    row.save(update_fields=["language"])
    return queries.person_view(row)


def get_own_row(*, person: UUID, by: UUID, at: datetime) -> Person:
    """Return the row if ``by`` is that person, or a helper of somebody without account."""
    row = Person.objects.filter(id=person).exclude(status="left").first()
    if row is None:
        raise NotFound(Problem("person", words.NO_PERSON))
    if by == person:
        permissions.require_token(scope="associate")
        return row
    if row.account_id is not None:
        raise Refused(Problem("", words.CHOOSE_YOURSELF))
    permissions.require(by=by, union=row.union_id, scope="paper", at=at)
    return row


def circle_row(union: UUID, circle: UUID) -> Circle:
    """Return the row of a circle of the union that has not ended, or refuse."""
    row = Circle.objects.filter(id=circle, union=union).first()
    if row is None:
        raise NotFound(Problem("circle", words.NO_CIRCLE))
    if row.ended_at is not None:
        raise Refused(Problem("circle", words.CIRCLE_ENDED))
    return row


def write_person(
    union: Union, person: UUID, *, name: str, account: Account | None, at: datetime
) -> Person:
    """Write an associate and their pseudonym in the ledger, which has no name."""
    agent = ids.new_id(at)
    ledger.add_agent(id=agent, union=union.id, kind="person", name=None, at=at)
    return Person.objects.create(
        id=person,
        union=union,
        account=account,
        agent=agent,
        name=name.strip(),
        status="associate",
        came_at=at,
    )


def problems_with_account(
    account: int | None, username: str, password: str
) -> list[Problem]:
    """Say what is wrong with a sign-in, new or existing."""
    if account is None:
        return _checks.problems_with_sign_in(username, password)
    if Person.objects.filter(account=account).exists():
        return [Problem("account", words.ACCOUNT_IN_USE)]
    return []


def account_for(
    account: int | None, username: str, password: str, at: datetime
) -> Account:
    """Return the account that exists, or make one."""
    if account is None:
        return _checks.make_account(username, password, at)
    return Account.objects.get(id=account)

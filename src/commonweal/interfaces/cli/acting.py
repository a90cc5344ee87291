"""Which union a command is about, and which person acts.

Whoever runs a node has no rights over what unions decide (I-16): a command that acts
needs a person of the union, by their token or their sign-in. Only the demo union,
whose sign-in is public, is acted for without asking.
"""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import auth

from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.interfaces.cli import words
from commonweal.interfaces.cli.errors import NotDone

TOKEN = "COMMONWEAL_TOKEN"  # noqa: S105 - the name of a setting


@dataclass(frozen=True, slots=True)
class Acting:
    """A person who acts from the terminal; ``held`` keeps them to their token."""

    person: UUID
    held: AbstractContextManager[None]


def union_named(text: str) -> people.UnionView:
    """Return the union with this name or id, or say which there are."""
    unions = people.list_unions()
    wanted = text.strip().casefold()
    exact = [u for u in unions if wanted in {u.name.casefold(), str(u.id)}]
    found = exact or [u for u in unions if u.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not unions:
        raise NotDone("There is no union on this node yet. `commonweal run` first.")
    names = ", ".join(f"“{union.name}”" for union in unions)
    several = "More than one union is" if found else "No union is"
    raise NotDone(f"{several} called “{text}”. Here are: {names}.")


def who_acts(union: people.UnionView, *, scope: str, at: datetime) -> Acting:
    """Return who acts in the union: by token, for the demo, or by signing in."""
    token = os.environ.get(TOKEN)
    if token:
        return _by_token(token, union, at)
    if union.is_demo:
        return Acting(_first_with(union, scope, at), nullcontext())
    if not sys.stdin.isatty():
        raise NotDone(
            f"Who acts? Put a token of a person with the scope “{scope}” into {TOKEN}."
        )
    return _by_sign_in(union)


def require_two_keys(union: people.UnionView, *, at: datetime) -> None:
    """Refuse unless two different key-holders act together (I-16)."""
    if union.is_demo:
        return
    seen: set[UUID] = set()
    for name in (TOKEN, f"{TOKEN}_2"):
        token = os.environ.get(name)
        if token:
            actor = _by_token(token, union, at)
        elif sys.stdin.isatty():
            words.say(f"Key-holder {len(seen) + 1} of 2:")
            actor = _by_sign_in(union)
        else:
            raise NotDone(
                "This is a deed of two key-holders: put a token of each (scope “keys”) "
                f"into {TOKEN} and {TOKEN}_2, or run it at a terminal."
            )
        with actor.held:
            permissions.require(by=actor.person, union=union.id, scope="keys", at=at)
        seen.add(actor.person)
    if len(seen) < 2:  # noqa: PLR2004 - two people
        raise NotDone("Both are the same person. Another key-holder must agree.")


def _by_token(token: str, union: people.UnionView, at: datetime) -> Acting:
    found = people.person_of_token(token=token.strip(), at=at)
    if found is None or found[0].union != union.id:
        raise NotDone(f"The token in {TOKEN} does not work in “{union.name}”.")
    person, issued = found
    return Acting(person.id, permissions.only(issued.scopes))


def _by_sign_in(union: people.UnionView) -> Acting:
    username = input(f"Sign-in name in {union.name}: ")
    account = auth.authenticate(username=username, password=getpass.getpass())
    person = None if account is None else people.find_person_of_account(account.pk)
    if person is None or person.union != union.id:
        raise NotDone("This sign-in name and password do not belong together here.")
    return Acting(person.id, nullcontext())


def _first_with(union: people.UnionView, scope: str, at: datetime) -> UUID:
    for person in people.list_associates(union=union.id):
        if permissions.may(by=person.id, union=union.id, scope=scope, at=at):
            return person.id
    raise NotDone(f"Nobody in “{union.name}” holds the scope “{scope}”.")

"""Who may do what. Asked in the deed, never in the page.

One rule keeps any account from doing everything (I-16): keys and work are held by
different people. A key-holder invites, and gives and recalls mandates together with
another key-holder, but touches no stores, plans, rounds or other people's papers.
Until a new union has its second key-holder, the first also sees to stores and plans,
so that it can be set up; nothing that needs two keys can be done in that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries, words
from commonweal.core.vf.problems import NotYours, Problem

_token_scopes: ContextVar[frozenset[str] | None] = ContextVar("scopes", default=None)


def require(*, by: UUID, union: UUID, scope: str, at: datetime) -> None:
    """Refuse unless the person holds the scope in this union at this moment."""
    if may(by=by, union=union, scope=scope, at=at):
        require_token(scope=scope)
        return
    names = queries.list_holder_names(union=union, scope=scope, at=at)
    who = ", ".join(names) or words.NOBODY_YET
    raise NotYours(Problem("", words.WHO_MAY[scope], {"who": who}))


def require_token(*, scope: str) -> None:
    """Refuse when a token acts that was not issued for this; people pass.

    For deeds about oneself, which ask for no scope: a token that may only read must
    not leave, move or speak for its person.
    """
    narrowed = _token_scopes.get()
    if narrowed is not None and scope not in narrowed:
        raise NotYours(Problem("", words.TOKEN_TOO_NARROW, {"scope": scope}))


def narrow(scopes: frozenset[str]) -> frozenset[str]:
    """Return those of the scopes that may be used here: a token's, or all."""
    narrowed = _token_scopes.get()
    return scopes if narrowed is None else scopes & narrowed


def may(*, by: UUID, union: UUID, scope: str, at: datetime) -> bool:
    """Say whether the person holds the scope in this union at this moment."""
    person = queries.find_person(person=by)
    if person is None or person.union != union:
        return False
    return scope in queries.scopes_of(person=by, at=at)


@contextmanager
def only(scopes: Iterable[str]) -> Iterator[None]:
    """Hold everything done inside to these scopes: what a token was issued for."""
    outer = _token_scopes.get()
    inner = frozenset(scopes)
    marker = _token_scopes.set(inner if outer is None else inner & outer)
    try:
        yield
    finally:
        _token_scopes.reset(marker)

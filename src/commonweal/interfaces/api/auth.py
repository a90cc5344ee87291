"""Who calls: a person's token, which may do at most what its person may."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from ninja.security import HttpBearer

from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people

#: Longer than any token of ours; anything beyond is not looked up.
_LONGEST_TOKEN = 200


class Actor(NamedTuple):
    """Who acts, in which union, when."""

    person: UUID
    union: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Caller:
    """A person through one of their tokens."""

    person: people.PersonView
    union: people.UnionView
    token: people.TokenView
    at: datetime


class PersonsToken(HttpBearer):
    """`Authorization: Bearer cw_…`, issued by a person on their own page."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return who calls, or None when the token does not work."""
        del request
        at = timezone.now()
        if not token.isascii() or len(token) > _LONGEST_TOKEN:
            return None
        found = people.person_of_token(token=token, at=at)
        if found is None:
            return None
        person, issued = found
        union = people.get_union(union=person.union)
        return Caller(person, union, issued, at)


def caller(request: HttpRequest) -> Caller:
    """Return who calls; only inside an operation, which is always authenticated."""
    who = request.auth  # type: ignore[attr-defined]
    if not isinstance(who, Caller):
        raise TypeError("an operation without a token has no caller")
    return who


def actor(request: HttpRequest) -> Actor:
    """Return (person, union, at) for the deed or question the operation calls."""
    who = caller(request)
    return Actor(who.person.id, who.union.id, who.at)


def as_the_person(
    operation: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Hold an operation to the token's scopes, in the person's language and hours."""

    @functools.wraps(operation)
    def held(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        who = getattr(request, "auth", None)
        if not isinstance(who, Caller):
            return operation(request, *args, **kwargs)
        with (
            permissions.only(who.token.scopes),
            translation.override(_language(who)),
            timezone.override(ZoneInfo(who.union.time_zone)),
        ):
            return operation(request, *args, **kwargs)

    return held


def _language(who: Caller) -> str:
    spoken = {code for code, _name in settings.LANGUAGES}
    for language in (who.person.language, who.union.language):
        if language in spoken:
            return language
    return settings.LANGUAGE_CODE

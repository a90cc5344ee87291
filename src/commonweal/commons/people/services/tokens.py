"""Deeds of tokens: let a program act for one person, for less than the person may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Person, Token
from commonweal.commons.people.services import _checks
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, require


@dataclass(frozen=True, slots=True)
class Issued:
    """A token just issued, with the secret nobody can read again."""

    token: queries.TokenView
    secret: str


@deeds.deed
def issue_token(  # noqa: PLR0913 - whose, for what, until when
    *,
    person: UUID,
    scopes: Iterable[str],
    label: str,
    expires: datetime,
    by: UUID,
    at: datetime,
    key: str,
) -> Issued:
    """Issue a token to oneself. Without scopes it may only read what its person may."""
    permissions.require_token(scope="associate")
    _require_own(person, by)
    wanted = tuple(sorted(set(scopes)))
    row = Person.objects.exclude(status="left").get(id=person)
    require(
        _checks.problems_with_name(label, field="label", most=80)
        + _problems_with_scopes(wanted, person, at)
        + _problems_with_end(row.union_id, expires, at)
    )
    secret = _secret(person, key)
    token, _ = Token.objects.get_or_create(
        id=ids.id_from_key(person, f"issue_token:{key}"),
        defaults={
            "person": row,
            "label": label.strip(),
            "scopes": list(wanted),
            "secret_hash": queries.fingerprint(secret),
            "issued_at": at,
            "expires_at": expires,
        },
    )
    return Issued(queries.token_view(token), secret)


@deeds.deed
def revoke_token(*, token: UUID, by: UUID, at: datetime) -> None:
    """End one's own token now. Twice changes nothing."""
    permissions.require_token(scope="associate")
    row = Token.objects.filter(id=token, person=by).first()
    if row is None:
        raise NotFound(Problem("token", words.NO_TOKEN))
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])


def _require_own(person: UUID, by: UUID) -> None:
    if person != by:
        raise NotYours(Problem("person", words.NO_TOKEN))
    queries.get_person(person=person)


def _problems_with_scopes(
    wanted: tuple[str, ...], person: UUID, at: datetime
) -> list[Problem]:
    held = permissions.narrow(queries.scopes_of(person=person, at=at))
    return [
        Problem("scopes", words.TOKEN_SCOPE_NOT_HELD, {"scope": scope})
        for scope in wanted
        if scope not in held
    ]


def _problems_with_end(union: UUID, expires: datetime, at: datetime) -> list[Problem]:
    days = charter.whole(union=union, key="tokens.longest_days", on=at.date())
    if at < expires <= at + timedelta(days=days):
        return []
    return [Problem("expires", words.TOKEN_ENDS_WRONG, {"days": days})]


def _secret(person: UUID, key: str) -> str:
    secret = salted_hmac("commonweal.token", f"{person}:{key}", algorithm="sha256")
    return f"cw_{secret.hexdigest()}"

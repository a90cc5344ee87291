"""Deeds of invitations: make one, withdraw it, join with its code.

The code is shown once. It is worked out from the form's key with this node's secret,
so that the same form sent twice shows the same code, and nothing kept can give it away.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Invitation, Mandate, Union
from commonweal.commons.people.services import _checks, persons
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require

_CODE_BYTES = 10  # 80 bits: 16 letters, hopeless to guess and short enough to type


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation just made, with the code nobody can read again."""

    invitation: queries.InvitationView
    code: str


@deeds.deed
def invite(  # noqa: PLR0913 - by whom, when, where to, with or without keys
    *,
    union: UUID,
    by: UUID,
    at: datetime,
    key: str,
    circle: UUID | None = None,
    keys: bool = False,
) -> Invited:
    """Make a way in for one person. With ``keys``, only while the union is founded."""
    permissions.require(by=by, union=union, scope="keys", at=at)
    code = _code(union, by, key)
    invitation = ids.id_from_key(union, f"invite:{by}:{key}")
    row = Invitation.objects.filter(id=invitation).first()
    if row is None:
        row = _write(
            invitation, union, code=code, circle=circle, keys=keys, by=by, at=at
        )
    return Invited(queries.invitation_view(row, at), code)


@deeds.deed
def withdraw_invitation(
    *, invitation: UUID, union: UUID, by: UUID, at: datetime
) -> queries.InvitationView:
    """Take an invitation back. A used or withdrawn one stays as it is."""
    permissions.require(by=by, union=union, scope="keys", at=at)
    row = (
        Invitation.objects.select_for_update()
        .filter(id=invitation, union=union)
        .first()
    )
    if row is None:
        raise NotFound(Problem("invitation", words.NO_INVITATION))
    if row.used_at is None and row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
    return queries.invitation_view(row, at)


@deeds.deed
def join(  # noqa: PLR0913 - the code, the name, the sign-in, the moment
    *,
    code: str,
    name: str,
    at: datetime,
    username: str = "",
    password: str = "",
    account: int | None = None,
) -> queries.PersonView:
    """Come in with a code and a sign-in. One code lets one person in."""
    row = (
        Invitation.objects.select_for_update()
        .filter(code_hash=queries.fingerprint(code))
        .first()
    )
    if row is None or queries.invitation_view(row, at).status != "open":
        raise Refused(Problem("code", words.NOT_INVITED))
    require(
        _checks.problems_with_name(name, field="name")
        + persons.problems_with_account(account, username, password)
    )
    union = Union.objects.select_for_update().get(id=row.union_id)
    person = persons.write_person(
        union,
        ids.id_from_key(row.id, "join"),
        name=name,
        account=persons.account_for(account, username, password, at),
        at=at,
    )
    if row.circle_id is not None:
        person.circle_id = row.circle_id
        person.save(update_fields=["circle"])
    row.used_at = at
    row.save(update_fields=["used_at"])
    if row.gives_keys and union.two_keys_at is None:
        _give_second_key(union, person.id, row.made_by, at)
    return queries.person_view(person)


def _write(  # noqa: PLR0913 - one row
    invitation: UUID,
    union: UUID,
    *,
    code: str,
    circle: UUID | None,
    keys: bool,
    by: UUID,
    at: datetime,
) -> Invitation:
    if circle is not None:
        persons.circle_row(union, circle)
    if keys and not queries.get_union(union=union).is_being_founded:
        raise Refused(Problem("keys", words.KEYS_ONLY_AT_FOUNDING))
    days = charter.whole(union=union, key="invitations.days", on=at.date())
    return Invitation.objects.create(
        id=invitation,
        union_id=union,
        circle_id=circle,
        gives_keys=keys,
        code_hash=queries.fingerprint(code),
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )


def _give_second_key(union: Union, person: UUID, by: UUID, at: datetime) -> None:
    day = queries.local_day(union=union.id, at=at)
    days = charter.whole(union=union.id, key="mandates.longest_days", on=at.date())
    Mandate.objects.create(
        id=ids.id_from_key(union.id, "second key"),
        union=union,
        person_id=person,
        scope="keys",
        begins=day,
        ends=day + timedelta(days=days - 1),
        proposed_by=by,
        proposed_at=at,
        confirmed_by=person,
        confirmed_at=at,
        is_founding=True,
    )
    union.two_keys_at = at
    union.save(update_fields=["two_keys_at"])


def _code(union: UUID, by: UUID, key: str) -> str:
    secret = salted_hmac(
        "commonweal.invitation", f"{union}:{by}:{key}", algorithm="sha256"
    )
    letters = base64.b32encode(secret.digest()[:_CODE_BYTES]).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

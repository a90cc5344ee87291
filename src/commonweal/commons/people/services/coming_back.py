"""Deeds to let somebody back in who cannot sign in: two people together, never one.

We have nobody's e-mail address. One key-holder asks, another confirms and hands the
code over; the person chooses a new password with it. Who opened the way stays readable
to the person (I-16).
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from commonweal.commons import deeds
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Person, Return
from commonweal.commons.people.services import _checks
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require

_WAITS_DAYS = 7  # for the second person
_USED_WITHIN_DAYS = 2  # once the code is out
_CODE_BYTES = 15  # 120 bits: it opens an account that exists


@deeds.deed
def ask_return(*, person: UUID, by: UUID, at: datetime, key: str) -> queries.ReturnView:
    """Ask, as a key-holder, that somebody be let back in."""
    row = Person.objects.exclude(status="left").filter(id=person).first()
    if row is None:
        raise NotFound(Problem("person", words.NO_PERSON))
    permissions.require(by=by, union=row.union_id, scope="keys", at=at)
    if row.account_id is None:
        facts = {"name": row.name}
        raise Refused(Problem("person", words.DOES_NOT_SIGN_IN, facts))
    returning, _ = Return.objects.get_or_create(
        id=ids.id_from_key(row.union_id, f"ask_return:{by}:{key}"),
        defaults={
            "person": row,
            "code_hash": queries.fingerprint(f"{person}:{by}:{key}:not given out"),
            "asked_by": by,
            "asked_at": at,
            "expires_at": at + timedelta(days=_WAITS_DAYS),
        },
    )
    return queries.ReturnView(returning.id, person, row.name, by, returning.asked_at)


@deeds.deed
def confirm_return(*, returning: UUID, by: UUID, at: datetime) -> str:
    """Confirm as another, and get the code to hand over. Again: the same code.

    Another key-holder confirms; for a key-holder who is locked out any associate may,
    because the other keys may be one.
    """
    row = Return.objects.select_for_update().filter(id=returning).first()
    if row is None or row.expires_at <= at or row.used_at is not None:
        raise NotFound(Problem("returning", words.NO_RETURN))
    union = row.person.union_id
    locked_out = queries.scopes_of(person=row.person_id, at=at)
    scope = "associate" if "keys" in locked_out else "keys"
    permissions.require(by=by, union=union, scope=scope, at=at)
    if by in {row.asked_by, row.person_id}:
        raise Refused(Problem("returning", words.NOT_YOUR_OWN))
    if row.confirmed_by not in {None, by}:
        raise Refused(Problem("returning", words.NO_LONGER_OPEN))
    code = _code(row.id, by)
    if row.confirmed_by is None:
        row.confirmed_by = by
        row.confirmed_at = at
        row.code_hash = queries.fingerprint(code)
        row.expires_at = at + timedelta(days=_USED_WITHIN_DAYS)
        row.save()
    return code


@deeds.deed
def come_back(*, code: str, password: str, at: datetime) -> str:
    """Choose a new password with the code; returns the sign-in name."""
    row = (
        Return.objects.select_for_update()
        .filter(
            code_hash=queries.fingerprint(code),
            confirmed_at__isnull=False,
            used_at__isnull=True,
            expires_at__gt=at,
        )
        .first()
    )
    account = None if row is None else row.person.account
    if row is None or account is None:
        raise Refused(Problem("code", words.NOT_A_WAY_BACK))
    require(_checks.problems_with_password(password))
    account.set_password(password)
    account.save(update_fields=["password"])
    row.used_at = at
    row.save(update_fields=["used_at"])
    return account.username


def _code(returning: UUID, by: UUID) -> str:
    secret = salted_hmac("commonweal.return", f"{returning}:{by}", algorithm="sha256")
    letters = base64.b32encode(secret.digest()[:_CODE_BYTES]).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

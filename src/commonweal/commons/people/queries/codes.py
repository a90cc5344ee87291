"""Questions about invitations and tokens, of which only fingerprints are kept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from commonweal.commons.people.models import Invitation, Return, Token
from commonweal.commons.people.queries.views import (
    InvitationView,
    PersonView,
    ReturnView,
    TokenView,
    invitation_view,
    person_view,
    token_view,
)


def list_invitations(*, union: UUID, at: datetime) -> tuple[InvitationView, ...]:
    """List invitations, newest first. No question tells who used which."""
    rows = Invitation.objects.filter(union=union).order_by("-made_at", "id")[:500]
    return tuple(invitation_view(row, at) for row in rows)


def find_invitation(*, code: str, at: datetime) -> InvitationView | None:
    """Return the open invitation this code belongs to, if there is one."""
    row = Invitation.objects.filter(code_hash=fingerprint(code)).first()
    if row is None:
        return None
    view = invitation_view(row, at)
    return view if view.status == "open" else None


def list_tokens(*, person: UUID, at: datetime) -> tuple[TokenView, ...]:
    """List the tokens of a person that still work."""
    rows = Token.objects.filter(
        person=person, revoked_at__isnull=True, expires_at__gt=at
    ).order_by("-issued_at", "id")
    return tuple(token_view(row) for row in rows[:200])


def person_of_token(*, token: str, at: datetime) -> tuple[PersonView, TokenView] | None:
    """Return whose token this is and what it was issued for, if it still works."""
    row = (
        Token.objects.select_related("person")
        .filter(
            secret_hash=fingerprint(token), revoked_at__isnull=True, expires_at__gt=at
        )
        .exclude(person__status="left")
        .first()
    )
    return None if row is None else (person_view(row.person), token_view(row))


def list_returns(*, union: UUID, at: datetime) -> tuple[ReturnView, ...]:
    """List the ways back in that wait for a second person."""
    rows = Return.objects.select_related("person").filter(
        person__union=union, confirmed_at__isnull=True, expires_at__gt=at
    )
    return tuple(
        ReturnView(row.id, row.person_id, row.person.name, row.asked_by, row.asked_at)
        for row in rows.order_by("asked_at", "id")[:200]
    )


def fingerprint(secret: str) -> str:
    """Return what is kept of a code or token. Spaces, dashes and case do not matter.

    A plain hash is enough: both are drawn with at least 80 bits, so that guessing the
    original from it is hopeless, unlike with a password.
    """
    plain = "".join(secret.split()).replace("-", "").upper()
    plain = plain.replace("0", "O").replace("1", "I")  # as read off a printed card
    return hashlib.sha256(plain.encode()).hexdigest()

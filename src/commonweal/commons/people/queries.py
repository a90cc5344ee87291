"""What people may ask about people. Frozen values only; a question changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from commonweal.commons.people import words
from commonweal.commons.people.models import (
    Circle,
    Invitation,
    Mandate,
    Person,
    Token,
    Union,
)
from commonweal.core.vf.problems import NotFound, Problem

LIST_LIMIT = 2000  # a union is small; past this a page needs a search, not a list


@dataclass(frozen=True, slots=True)
class UnionView:
    """A union. Its agent in the ledger has the same id."""

    id: UUID
    name: str
    place: str
    language: str
    currency: str
    time_zone: str
    agent: UUID
    is_demo: bool
    is_being_founded: bool


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle, and how many people receive there."""

    id: UUID
    union: UUID
    name: str
    n_people: int
    agent: UUID


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person. ``circle`` is where they receive; ``agent`` their pseudonym."""

    id: UUID
    union: UUID
    name: str
    circle: UUID | None
    status: str
    has_account: bool
    agent: UUID | None
    language: str
    added_by: UUID | None


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate. ``status``: proposed, coming, in force, ended or expired."""

    id: UUID
    union: UUID
    person: UUID
    person_name: str
    scope: str
    words: str
    limit: str
    begins: date
    ends: date
    status: str
    proposed_by: UUID
    proposed_by_name: str
    confirmed_by: UUID | None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation. ``status``: open, used, withdrawn or expired. The code is gone."""

    id: UUID
    union: UUID
    circle: UUID | None
    gives_keys: bool
    made_by: UUID
    made_at: datetime
    expires_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token for programs. Its secret was shown once."""

    id: UUID
    person: UUID
    label: str
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime


def get_union(*, union: UUID) -> UnionView:
    """Return the union, or refuse."""
    row = Union.objects.filter(id=union).first()
    if row is None:
        raise NotFound(Problem("union", words.NO_UNION))
    return union_view(row)


def list_unions() -> tuple[UnionView, ...]:
    """List the unions of this node by name: for the operator's commands."""
    return tuple(union_view(row) for row in Union.objects.order_by("name", "id"))


def find_union_of_account(account_id: int) -> UnionView | None:
    """Return the union the account's person is in, if any."""
    row = Union.objects.filter(person__account=account_id).first()
    return None if row is None else union_view(row)


def get_person(*, person: UUID) -> PersonView:
    """Return the person, or refuse. Who left is not found."""
    found = find_person(person=person)
    if found is None:
        raise NotFound(Problem("person", words.NO_PERSON))
    return found


def find_person(*, person: UUID) -> PersonView | None:
    """Return the person unless they left or never were."""
    row = Person.objects.filter(id=person).exclude(status="left").first()
    return None if row is None else person_view(row)


def find_person_of_account(account_id: int) -> PersonView | None:
    """Return the person who signs in with the account."""
    row = Person.objects.filter(account=account_id).exclude(status="left").first()
    return None if row is None else person_view(row)


def list_people(*, union: UUID) -> tuple[PersonView, ...]:
    """List everyone of the union, guests too, by name."""
    rows = _present(union).order_by("name", "id")[:LIST_LIMIT]
    return tuple(person_view(row) for row in rows)


def list_associates(*, union: UUID) -> tuple[PersonView, ...]:
    """List those who decide and are entitled: associates and people on trial."""
    return tuple(
        person
        for person in list_people(union=union)
        if person.status in {"associate", "trial"}
    )


def count_associates(*, union: UUID) -> int:
    """Count associates and people on trial."""
    return _present(union).filter(status__in=["associate", "trial"]).count()


def list_circles(*, union: UUID) -> tuple[CircleView, ...]:
    """List the circles of the union by name, with how many receive in each."""
    counts = Counter(_present(union).values_list("circle", flat=True))
    rows = Circle.objects.filter(union=union, ended_at__isnull=True)
    return tuple(
        CircleView(row.id, union, row.name, counts[row.id], row.id)
        for row in rows.order_by("name", "id")[:LIST_LIMIT]
    )


def get_circle(*, union: UUID, circle: UUID) -> CircleView:
    """Return a circle of the union that has not ended, or refuse."""
    row = Circle.objects.filter(union=union, id=circle, ended_at__isnull=True).first()
    if row is None:
        raise NotFound(Problem("circle", words.NO_CIRCLE))
    n_people = _present(union).filter(circle=circle).count()
    return CircleView(row.id, union, row.name, n_people, row.id)


def local_day(*, union: UUID, at: datetime) -> date:
    """Return which day it is in the union's time zone."""
    zone = (
        Union.objects.filter(id=union).values_list("time_zone", flat=True).first()
    ) or "UTC"
    return at.astimezone(ZoneInfo(zone)).date()


def scopes_of(*, person: UUID, at: datetime) -> frozenset[str]:
    """Return everything the person may do now; empty for guests and who left.

    Mandates that are over count for nothing, without anybody acting (I-15).
    """
    row = Person.objects.select_related("union").filter(id=person).first()
    if row is None or row.status not in {"associate", "trial"}:
        return frozenset()
    day = at.astimezone(ZoneInfo(row.union.time_zone)).date()
    held = set(in_force(day).filter(person=row).values_list("scope", flat=True))
    if "keys" in held:
        held -= words.WORK_SCOPES
        if row.union.two_keys_at is None:
            held |= words.FOUNDING_SCOPES
    return frozenset(held | {"associate"})


def list_key_holders(*, union: UUID, at: datetime) -> tuple[PersonView, ...]:
    """List who holds keys now. Fewer than two: deeds that need two keys wait."""
    return tuple(person_view(row) for row in _holders(union, "keys", at))


def list_holder_names(*, union: UUID, scope: str, at: datetime) -> tuple[str, ...]:
    """List the names of who may do something, for the words of a refusal."""
    if scope == "associate":
        return ()
    return tuple(row.name for row in _holders(union, scope, at))


def list_mandates(*, union: UUID, at: datetime) -> tuple[MandateView, ...]:
    """List mandates proposed, coming and in force, and those that are over, newest first."""
    day = local_day(union=union, at=at)
    rows = list(
        Mandate.objects.filter(union=union)
        .select_related("person")
        .order_by("-proposed_at", "id")[:LIST_LIMIT]
    )
    names = dict(
        Person.objects.filter(id__in={row.proposed_by for row in rows}).values_list(
            "id", "name"
        )
    )
    return tuple(mandate_view(row, day, names.get(row.proposed_by, "")) for row in rows)


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


def fingerprint(secret: str) -> str:
    """Return what is kept of a code or token. Spaces, dashes and case do not matter.

    A plain hash is enough: both are drawn with at least 80 bits, so that guessing the
    original from it is hopeless, unlike with a password.
    """
    plain = "".join(secret.split()).replace("-", "").upper()
    return hashlib.sha256(plain.encode()).hexdigest()


def in_force(day: date) -> QuerySet[Mandate]:
    """Return the mandates that hold on a day."""
    return Mandate.objects.filter(
        confirmed_at__isnull=False,
        ended_at__isnull=True,
        begins__lte=day,
        ends__gte=day,
    )


def _present(union: UUID) -> QuerySet[Person]:
    return Person.objects.filter(union=union).exclude(status="left")


def _holders(union: UUID, scope: str, at: datetime) -> QuerySet[Person]:
    day = local_day(union=union, at=at)
    held = in_force(day).filter(union=union)
    wanted = Q(scope=scope)
    founding = Union.objects.filter(id=union, two_keys_at__isnull=True).exists()
    if founding and scope in words.FOUNDING_SCOPES:
        wanted |= Q(scope="keys")
    return (
        Person.objects.filter(id__in=held.filter(wanted).values("person"))
        .filter(status__in=["associate", "trial"])
        .order_by("name", "id")
    )


def union_view(row: Union) -> UnionView:
    """Turn the row into what others may see."""
    return UnionView(
        id=row.id,
        name=row.name,
        place=row.place,
        language=row.language,
        currency=row.currency,
        time_zone=row.time_zone,
        agent=row.id,
        is_demo=row.is_demo,
        is_being_founded=row.two_keys_at is None,
    )


def person_view(row: Person) -> PersonView:
    """Turn the row into what others may see."""
    return PersonView(
        id=row.id,
        union=row.union_id,
        name=row.name,
        circle=row.circle_id,
        status=row.status,
        has_account=row.account_id is not None,
        agent=row.agent,
        language=row.language,
        added_by=row.added_by,
    )


def mandate_view(row: Mandate, day: date, proposed_by_name: str) -> MandateView:
    """Turn the row into what others may see on a day."""
    return MandateView(
        id=row.id,
        union=row.union_id,
        person=row.person_id,
        person_name=row.person.name,
        scope=row.scope,
        words=words.SCOPES[row.scope],
        limit=row.limit,
        begins=row.begins,
        ends=row.ends,
        status=_mandate_status(row, day),
        proposed_by=row.proposed_by,
        proposed_by_name=proposed_by_name,
        confirmed_by=row.confirmed_by,
    )


def _mandate_status(row: Mandate, day: date) -> str:
    if row.ended_at is not None:
        return "ended"
    if row.ends < day:
        return "expired"
    if row.confirmed_at is None:
        return "proposed"
    return "coming" if row.begins > day else "in force"


def invitation_view(row: Invitation, at: datetime) -> InvitationView:
    """Turn the row into what others may see."""
    status = "open" if row.expires_at > at else "expired"
    if row.withdrawn_at is not None:
        status = "withdrawn"
    if row.used_at is not None:
        status = "used"
    return InvitationView(
        id=row.id,
        union=row.union_id,
        circle=row.circle_id,
        gives_keys=row.gives_keys,
        made_by=row.made_by,
        made_at=row.made_at,
        expires_at=row.expires_at,
        status=status,
    )


def token_view(row: Token) -> TokenView:
    """Turn the row into what its person may see."""
    return TokenView(
        id=row.id,
        person=row.person_id,
        label=row.label,
        scopes=tuple(row.scopes),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
    )

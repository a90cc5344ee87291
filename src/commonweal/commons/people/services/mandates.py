"""Deeds of mandates: one proposes, another confirms; they end by themselves or at once.

Mandates are given by two key-holders. Should a union have fewer than two, two
associates may give keys, so that no union is ever locked out of its own house.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Mandate, Person, Union
from commonweal.commons.people.services import _terms
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require

_TWO = 2


@deeds.deed
def propose_mandate(  # noqa: PLR0913 - scope, limit and term belong to a mandate
    *,
    union: UUID,
    person: UUID,
    scope: str,
    begins: date,
    ends: date,
    by: UUID,
    at: datetime,
    key: str,
    limit: str = "",
) -> queries.MandateView:
    """Propose what somebody may do, within which limit, and until when."""
    mandate = ids.id_from_key(union, f"propose_mandate:{key}")
    row = Mandate.objects.filter(id=mandate).select_related("person").first()
    _require_giver(union, scope, by, at)
    if row is None:
        who = _terms.associate_row(union, person)
        require(
            ([] if scope else [_terms.unknown_scope(scope)])
            + _terms.problems_with_scope(who, scope, limit, at)
            + _terms.problems_with_term(union, begins, ends, at)
            + _terms.problems_with_turns(who, scope, "", begins)
        )
        row = Mandate.objects.create(
            id=mandate,
            union_id=union,
            person=who,
            scope=scope,
            limit=limit.strip(),
            begins=begins,
            ends=ends,
            proposed_by=by,
            proposed_at=at,
        )
    return view(row, at)


@deeds.deed
def confirm_mandate(*, mandate: UUID, by: UUID, at: datetime) -> queries.MandateView:
    """Put a proposed mandate in force. Not by who proposed it, nor by who gets it."""
    row = locked_row(mandate)
    _require_giver(row.union_id, row.scope, by, at)
    if row.confirmed_by == by:
        return view(row, at)
    if view(row, at).status != "proposed":
        raise Refused(Problem("mandate", words.NO_LONGER_OPEN))
    _require_two_keys(row, at)
    if by in {row.proposed_by, row.person_id}:
        raise Refused(Problem("mandate", words.NOT_YOUR_OWN))
    require(_terms.problems_with_scope(row.person, row.scope, row.limit, at))
    row.confirmed_by = by
    row.confirmed_at = at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    count_keys(row, at)
    return view(row, at)


@deeds.deed
def end_mandate(*, mandate: UUID, by: UUID, at: datetime) -> queries.MandateView:
    """Hand a mandate back, or recall it. Twice changes nothing.

    Its holder may at any time. One key-holder recalls a mandate for work; to recall
    keys another associate must agree, so that no key-holder throws another out alone.
    What a body gave by a decision, it recalls by a decision (``recall_by_decision``).
    """
    row = locked_row(mandate)
    if row.ended_at is not None:
        return view(row, at)
    if by != row.person_id and row.decision is not None:
        facts = {"number": row.decision}
        raise NotYours(Problem("mandate", words.ITS_BODY_RECALLS_IT, facts))
    if by == row.person_id or (row.confirmed_at is None and by == row.proposed_by):
        permissions.require_token(scope="associate")
        return _end(row, by, at)
    scope = "associate" if row.scope == "keys" else "keys"
    permissions.require(by=by, union=row.union_id, scope=scope, at=at)
    if row.scope != "keys" or row.confirmed_at is None:
        return _end(row, by, at)
    return _recall_keys(row, by, at)


def _recall_keys(row: Mandate, by: UUID, at: datetime) -> queries.MandateView:
    first = row.recall_asked_by
    if first is None:
        row.recall_asked_by = by
        row.save(update_fields=["recall_asked_by"])
        return view(row, at)
    if first == by:
        return view(row, at)
    others = {
        person.id
        for person in queries.list_key_holders(union=row.union_id, at=at)
        if person.id != row.person_id
    }
    if others and not others & {first, by}:
        raise Refused(Problem("mandate", words.A_KEY_HOLDER_MUST_AGREE))
    return _end(row, by, at)


def _end(row: Mandate, by: UUID, at: datetime) -> queries.MandateView:
    row.ended_by = by
    row.ended_at = at
    row.save(update_fields=["ended_by", "ended_at"])
    return view(row, at)


def _require_giver(union: UUID, scope: str, by: UUID, at: datetime) -> None:
    """Key-holders give mandates; keys also any associate when fewer than two are left."""
    founded = not queries.get_union(union=union).is_being_founded
    few = len(queries.list_key_holders(union=union, at=at)) < _TWO
    needed = "associate" if scope == "keys" and founded and few else "keys"
    permissions.require(by=by, union=union, scope=needed, at=at)


def _require_two_keys(row: Mandate, at: datetime) -> None:
    count = len(queries.list_key_holders(union=row.union_id, at=at))
    founded = not queries.get_union(union=row.union_id).is_being_founded
    if count < _TWO and not (row.scope == "keys" and founded):
        raise Refused(Problem("mandate", words.TWO_KEYS_NEEDED, {"count": count}))


def locked_row(mandate: UUID) -> Mandate:
    """Return a mandate, holding its person: keys and work are never joined by two."""
    row = Mandate.objects.filter(id=mandate).first()
    if row is None:
        raise NotFound(Problem("mandate", words.NO_MANDATE))
    # One at a time per person: two confirmations together must not join keys and work.
    Person.objects.select_for_update().get(id=row.person_id)
    return Mandate.objects.select_related("person").get(id=mandate)


def count_keys(row: Mandate, at: datetime) -> None:
    """Note when a union first has two key-holders."""
    if row.scope == "keys":
        holders = queries.list_key_holders(union=row.union_id, at=at)
        if len(holders) >= _TWO:
            Union.objects.filter(id=row.union_id, two_keys_at__isnull=True).update(
                two_keys_at=at
            )


def view(row: Mandate, at: datetime) -> queries.MandateView:
    """Return what others may see of it now."""
    day = queries.local_day(union=row.union_id, at=at)
    proposer = Person.objects.filter(id=row.proposed_by).first()
    return queries.mandate_view(row, day, proposer.name if proposer else "")

"""Deeds of notices: tell, put away, forget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.notices import words
from commonweal.commons.notices.models import Notice, Reading
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, require

FACT_LETTERS = 200


@deeds.part_of_a_deed
def tell(  # noqa: PLR0913 - a notice is its six parts
    *,
    union: UUID,
    to: UUID | None,
    kind: str,
    facts: Mapping[str, object],
    key: str,
    at: datetime,
) -> UUID:
    """Tell a person, or everybody (``to=None``), a fact. Telling twice tells once.

    Facts are short texts, whole numbers or ids; never a need or a reason.
    """
    plain = _plain(kind, facts)
    notice = ids.id_from_key(union, f"notice:{key}:{to or 'all'}")
    Notice.objects.get_or_create(
        id=notice,
        defaults={
            "union": union, "to": to, "kind": kind, "facts": plain, "told_at": at,
        },
    )  # fmt: skip
    return notice


@deeds.part_of_a_deed
def tell_many(  # noqa: PLR0913 - a notice is its six parts
    *,
    union: UUID,
    to: Iterable[UUID],
    kind: str,
    facts: Mapping[str, object],
    key: str,
    at: datetime,
) -> None:
    """Tell many people the same fact, each for themselves, in one go."""
    plain = _plain(kind, facts)
    Notice.objects.bulk_create(
        (
            Notice(
                id=ids.id_from_key(union, f"notice:{key}:{person}"),
                union=union,
                to=person,
                kind=kind,
                facts=plain,
                told_at=at,
            )
            for person in to
        ),
        ignore_conflicts=True,
    )


@deeds.deed
def mark_read(*, notice: UUID, by: UUID, at: datetime) -> None:
    """Put a notice away. Twice changes nothing; another's notice is not touched."""
    del at
    person = people.get_person(person=by)
    row = Notice.objects.filter(id=notice, union=person.union).first()
    if row is not None and row.to in {None, by}:
        Reading.objects.get_or_create(notice=row, person=by)


@deeds.deed
def forget_expired(*, at: datetime) -> int:
    """Forget notices older than their union's charter says; returns how many (I-24)."""
    count = 0
    for union in Notice.objects.values_list("union", flat=True).distinct():
        days = charter.whole(union=union, key="notices.keep_days", on=at.date())
        old = Notice.objects.filter(union=union, told_at__lt=at - timedelta(days=days))
        count += old.count()
        old.delete()
    return count


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Forget what was told to a person and what they put away, when they leave."""
    del union, at
    Notice.objects.filter(to=person).delete()
    Reading.objects.filter(person=person).delete()


def _plain(kind: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts as a notice keeps them, or refuse what is no short fact."""
    require(
        Problem(f"facts.{name}", words.NOT_FACTS)
        for name, fact in facts.items()
        if not isinstance(fact, int) and len(str(fact)) > FACT_LETTERS
    )
    words.MESSAGES.get(kind, "") % dict(facts)  # a missing fact is our own mistake
    return {
        name: fact if isinstance(fact, int) else str(fact)
        for name, fact in facts.items()
    }

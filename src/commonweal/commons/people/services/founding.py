"""Found a union: its row, its agent in the ledger, its charter, its first person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter_queries
from commonweal.commons.charter import services as charter
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import queries, words
from commonweal.commons.people.models import Mandate, Union
from commonweal.commons.people.services import _checks, persons
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, require
from commonweal.core.vf.units import CURRENCIES

#: Scope of founding keys: a union that is not founded yet has no id to scope them by.
_NODE = UUID("2f9b1c64-7f1a-5a0e-8a53-5ad0e4a3c1f7")


@deeds.deed
def found_union(  # noqa: PLR0913 - a founding is the sum of these answers
    *,
    name: str,
    place: str,
    language: str,
    currency: str,
    time_zone: str,
    founder_name: str,
    key: str,
    at: datetime,
    username: str = "",
    password: str = "",
    account: int | None = None,
    is_demo: bool = False,
    charter_changes: Mapping[str, object] | None = None,
) -> queries.UnionView:
    """Found a union. The founder holds the first of two keys.

    The sign-in is a new ``username`` and ``password``, or the id of an ``account``
    that is in no union yet. The same key again returns the union it made.
    """
    union = ids.id_from_key(_NODE, f"found_union:{key}")
    made = Union.objects.filter(id=union).first()
    if made is not None:
        return queries.union_view(made)
    require(
        _problems_with_place(name, place, language, currency, time_zone)
        + _checks.problems_with_name(founder_name, field="founder_name")
        + persons.problems_with_account(account, username, password)
    )

    row = Union.objects.create(
        id=union,
        name=name.strip(),
        place=place.strip(),
        language=language,
        currency=currency,
        time_zone=time_zone,
        is_demo=is_demo,
        founded_at=at,
    )
    ledger.add_agent(id=union, union=union, kind="organization", name=row.name, at=at)
    charter.adopt_founding_rules(
        union=union, at=at, currency=currency, changes=charter_changes
    )
    founder = persons.write_person(
        row,
        ids.id_from_key(union, "founder"),
        name=founder_name,
        account=persons.account_for(account, username, password, at),
        at=at,
    )
    _give_first_key(row, founder.id, at)
    return queries.union_view(row)


def _give_first_key(union: Union, founder: UUID, at: datetime) -> None:
    day = queries.local_day(union=union.id, at=at)
    longest = charter_queries.whole(
        union=union.id, key="mandates.longest_days", on=at.date()
    )
    Mandate.objects.create(
        id=ids.id_from_key(union.id, "founding key"),
        union=union,
        person_id=founder,
        scope="keys",
        begins=day,
        ends=day + timedelta(days=longest - 1),
        proposed_by=founder,
        proposed_at=at,
        confirmed_by=founder,
        confirmed_at=at,
        is_founding=True,
    )


def _problems_with_place(
    name: str, place: str, language: str, currency: str, time_zone: str
) -> list[Problem]:
    problems = _checks.problems_with_name(name, field="name")
    problems += _checks.problems_with_name(place, field="place")
    spoken = [code for code, _ in settings.LANGUAGES]
    if language not in spoken:
        facts = {"language": language[:12], "choices": ", ".join(spoken)}
        problems.append(Problem("language", words.UNKNOWN_LANGUAGE, facts))
    if currency not in CURRENCIES:
        facts = {"currency": currency[:12], "choices": ", ".join(CURRENCIES)}
        problems.append(Problem("currency", words.UNKNOWN_CURRENCY, facts))
    if time_zone not in available_timezones():
        facts = {"zone": time_zone[:64]}
        problems.append(Problem("time_zone", words.UNKNOWN_TIME_ZONE, facts))
    return problems

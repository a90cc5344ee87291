"""Ask the index of the search, in the words of either database.

SQLite keeps it as an FTS5 table, PostgreSQL as a tsvector (migration 0003). Both hold
words that are reduced already, so both find the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db import connection

from commonweal.rooms.governance.queries import spelling

#: What is asked: every word in the title, every word anywhere, or some of them.
How = Literal["titles", "anywhere", "some"]

_HOLDS = (
    "COALESCE(i.holds_from <= %s AND "
    "(i.holds_until IS NULL OR i.holds_until >= %s), FALSE)"
)
_ORDER = "ORDER BY 1 DESC, {best} i.decided_on DESC, i.number DESC LIMIT %s"
_SQLITE = f"""
    SELECT {_HOLDS}, i.decided_on, i.number
    FROM governance_found JOIN governance_entryindex i ON i.id = governance_found.rowid
    WHERE governance_found MATCH %s AND i.union_id = %s {_ORDER}
"""  # noqa: S608 - only our own words; what people ask are parameters
#: What every other decision says is not ranked throughout, but from what holds and the
#: newest; to rank 10,000 takes longer than anybody would look at.
_RANKED_MOST = 1_000
_POSTGRESQL = f"""
    SELECT i.holds, i.decided_on, i.number
    FROM to_tsquery('simple', %s) asked, (
        SELECT {_HOLDS} AS holds, i.decided_on, i.number, i.vector
        FROM governance_entryindex i
        WHERE i.vector @@ to_tsquery('simple', %s) AND i.union_id = %s
        ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT {_RANKED_MOST}
    ) i {_ORDER}
"""  # noqa: S608 - only our own words; what people ask are parameters
#: A word in the title says ten times as much as one in the text.
_SQLITE_BEST = "bm25(governance_found, 10.0, 1.0),"
_POSTGRESQL_BEST = "ts_rank('{0.1, 0.1, 0.1, 1.0}', i.vector, asked) DESC,"
#: Many words at once, as one parameter: an ORM takes longer to say them than to look.
_ONE_OF = {
    "sqlite": "{} IN (SELECT value FROM json_each(%s))",
    "postgresql": "{} = ANY(%s)",
}
_HOLDING = {"sqlite": "instr(word, %s) > 0", "postgresql": "strpos(word, %s) > 0"}


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for: its stem, and stems of what it may also stand for."""

    stem: str
    others: tuple[str, ...] = ()

    @property
    def begins(self) -> bool:
        """Whether it also stands for longer words that begin with it."""
        return len(self.stem) >= spelling.BEGINS_FROM


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A decision that was found; the greater comes first."""

    is_in_force: bool
    decided_on: date
    number: int


def find(
    union: UUID, terms: Sequence[Term], *, how: How, on: date, limit: int
) -> list[Hit]:
    """Return what is found, best first: in force, then by words, then the newest."""
    whose = _whose(union)
    parameters: list[date | str | int]
    if connection.vendor == "sqlite":
        statement, best, query = _SQLITE, _SQLITE_BEST, _fts5(terms, how)
        parameters = [on, on, query, whose, limit]
    else:
        statement, best, query = _POSTGRESQL, _POSTGRESQL_BEST, _tsquery(terms, how)
        parameters = [query, on, on, query, whose, limit]
    statement = statement.format(best="" if how == "titles" else best)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.fetchall()
    return [Hit(bool(holds), _day(day), number) for holds, day, number in found]


def near_words(
    union: UUID, *, words: Collection[str], stems: Collection[str]
) -> list[tuple[str, str]]:
    """Return which of these words, or words of these stems, are known: (word, stem)."""
    found: set[tuple[str, str]] = set()
    for column, wanted in (("word", words), ("stem", stems)):
        found |= set(_known(union, _ONE_OF[connection.vendor].format(column), wanted))
    return sorted(found)


def words_holding(union: UUID, parts: Sequence[str], *, limit: int) -> list[str]:
    """Return known words in which one of others occurs, as Dienst in Küchendienst.

    A walk over all of them, but one for all and a short one: each is there once.
    """
    if not parts:
        return []
    holds = " OR ".join([_HOLDING[connection.vendor]] * len(parts))
    statement = f"""
        SELECT word FROM governance_knownword
        WHERE union_id = %s AND ({holds}) ORDER BY word LIMIT %s
    """  # noqa: S608 - only our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, [_whose(union), *parts, limit])
        return [word for (word,) in cursor.fetchall()]


def _known(
    union: UUID, condition: str, wanted: Collection[str]
) -> list[tuple[str, str]]:
    statement = f"""
        SELECT word, stem FROM governance_knownword WHERE union_id = %s AND {condition}
    """  # noqa: S608 - only our own words
    sqlite = connection.vendor == "sqlite"
    many = json.dumps(list(wanted)) if sqlite else list(wanted)
    with connection.cursor() as cursor:
        cursor.execute(statement, [_whose(union), many])
        return [(word, stem) for word, stem in cursor.fetchall()]


def _whose(union: UUID) -> str:
    return union.hex if connection.vendor == "sqlite" else str(union)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _fts5(terms: Sequence[Term], how: How) -> str:
    groups = []
    for term in terms:
        said = [f'"{term.stem}" *' if term.begins else f'"{term.stem}"']
        said += [f'"{other}"' for other in term.others]
        groups.append(f"({' OR '.join(said)})")
    query = (" OR " if how == "some" else " AND ").join(groups)
    return f"title : ({query})" if how == "titles" else query


def _tsquery(terms: Sequence[Term], how: How) -> str:
    where = "A" if how == "titles" else ""
    groups = []
    for term in terms:
        marks = where + ("*" if term.begins else "")
        said = [_lexeme(term.stem, marks)]
        said += [_lexeme(other, where) for other in term.others]
        groups.append(f"({' | '.join(said)})")
    return (" | " if how == "some" else " & ").join(groups)


def _lexeme(stem: str, marks: str) -> str:
    return f"'{stem}':{marks}" if marks else f"'{stem}'"

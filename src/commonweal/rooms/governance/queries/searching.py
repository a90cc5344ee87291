"""Find decisions by their words, forgiving accents, endings and single slips.

All is reduced before it reaches a database (``spelling``), so that SQLite's FTS5 and
PostgreSQL's tsvector find the same. First what says every word; if there is nothing,
words that are near; if there is nothing either, what says some of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import Entry, KnownWord
from commonweal.rooms.governance.queries import register, search_index, spelling
from commonweal.rooms.governance.queries import register_rows as rows
from commonweal.rooms.governance.words import register as words

LIST_LIMIT = 50
LETTERS_MOST = 200
#: More words than these say nothing more about what is looked for.
MOST_WORDS = 8
#: A mistyped word stands for at most so many others.
MOST_NEAR = 12
#: Of longer words in which what is looked for occurs, so many are looked at.
MOST_HOLDING = 100
_NUMBER = re.compile(r"#?\s*(\d{1,9})")
_LAST = "\U0010ffff"


@dataclass(slots=True)
class _Asked:
    """One word that is looked for: its stem, and what else it may stand for."""

    word: str
    stem: str
    others: list[str] = field(default_factory=list)
    is_unknown: bool = False
    read_as: str = ""
    slips: frozenset[str] = frozenset()
    stem_slips: frozenset[str] = frozenset()


def search(
    *,
    union: UUID,
    asked: str,
    on: date,
    limit: int = LIST_LIMIT,
    said: Callable[[str], str] = str,
) -> words.Found:
    """Find decisions; title before text, in force before old, then the newest.

    A number finds the decision of that number, or of that old number. ``said`` puts
    the words of charter rules into the language of whoever asks.
    """
    text = asked.replace("\0", "").strip()[:LETTERS_MOST]
    language = people.get_union(union=union).language
    wanted = _wanted(text, language)
    if not wanted:
        return words.Found(())
    unknown = _unknown(union, wanted)
    for one in unknown:
        one.is_unknown = True
    _read_anew(union, unknown, language)
    numbers = _numbered(union, text)
    numbers += _hits(union, wanted, on=on, limit=limit, language=language)
    if not numbers:
        _read_anew(union, wanted, language, within=True)
        numbers = _hits(union, wanted, on=on, limit=limit, language=language)
    if not numbers and len(wanted) > 1:
        some = _found(union, wanted, how="some", on=on, limit=limit)
        numbers = [hit.number for hit in some]
    return words.Found(
        lines=_lines(union, list(dict.fromkeys(numbers))[:limit], on),
        instead=tuple((one.word, one.read_as) for one in wanted if one.read_as),
        rules=_rules(union, wanted, on=on, language=language, said=said),
    )


def _wanted(text: str, language: str) -> list[_Asked]:
    typed = spelling.telling(
        spelling.words_of(text, language=language), language=language
    )
    distinct = list(dict.fromkeys(typed))[:MOST_WORDS]
    return [_Asked(word, spelling.stem(word, language)) for word in distinct]


# --- what a word may stand for --------------------------------------------------------


def _unknown(union: UUID, wanted: Sequence[_Asked]) -> list[_Asked]:
    """Return what the register does not say, nor any longer word that begins so."""
    known = KnownWord.objects.filter(union_id=union)
    stems = known.filter(stem__in=[one.stem for one in wanted])
    said = set(stems.values_list("stem", flat=True).distinct())
    return [
        one
        for one in wanted
        if one.stem not in said
        and not (
            len(one.word) >= spelling.BEGINS_FROM
            and known.filter(word__gte=one.stem, word__lt=one.stem + _LAST).exists()
        )
    ]


def _read_anew(
    union: UUID, wanted: Sequence[_Asked], language: str, *, within: bool = False
) -> None:
    """Let words also stand for those one slip away, or ``within`` which they occur."""
    long = [one for one in wanted if len(one.word) >= spelling.SLIPS_FROM]
    if not long:
        return
    near = _near(union, [one for one in long if not one.slips])
    # What was read as another word is not looked for in the midst of longer ones too.
    parts = [one.word for one in long if within and not one.others]
    holding = search_index.words_holding(union, parts, limit=MOST_HOLDING)
    for one in long:
        others = [known for known, its in near if _is_near(one, known, its)]
        others += [known for known in holding if one.word in known]
        others = [known for known in others if known != one.word][:MOST_NEAR]
        stems = [spelling.stem(word, language) for word in others]
        one.others += [stem for stem in dict.fromkeys(stems) if stem != one.stem]
        if one.is_unknown and one.others:
            one.read_as = one.read_as or others[0]


def _near(union: UUID, wanted: Sequence[_Asked]) -> list[tuple[str, str]]:
    """Return known words one slip away, with their endings or without: (word, stem)."""
    words_near: set[str] = set()
    stems_near: set[str] = set()
    for one in wanted:
        one.slips = spelling.slips_of(one.word)
        one.stem_slips = spelling.slips_of(one.stem)
        words_near |= one.slips
        stems_near |= one.stem_slips
    if not wanted:
        return []
    return search_index.near_words(union, words=words_near, stems=stems_near)


def _is_near(one: _Asked, word: str, stem: str) -> bool:
    return word in one.slips or stem in one.stem_slips


# --- what is found --------------------------------------------------------------------


def _numbered(union: UUID, text: str) -> list[int]:
    """Return decisions that are asked for by their number."""
    spelt = {text, text.upper(), text.lower()}
    found = Entry.objects.filter(union_id=union, old_number__in=spelt)
    numbers = list(found.values_list("number", flat=True))
    match = _NUMBER.fullmatch(text)
    if match:
        number = int(match[1])
        is_here = Entry.objects.filter(union_id=union, number=number).exists()
        if is_here or register.is_of_charter(union=union, number=number):
            numbers.insert(0, number)
    return numbers


def _hits(
    union: UUID, wanted: Sequence[_Asked], *, on: date, limit: int, language: str
) -> list[int]:
    """Return what says every word: in the title first, then anywhere."""
    hits = _found(union, wanted, how="titles", on=on, limit=limit)
    hits += _bare_hits(union, wanted, on=on, language=language)
    hits.sort(reverse=True)
    if len(hits) < limit:
        hits += _found(union, wanted, how="anywhere", on=on, limit=limit)
    return [hit.number for hit in hits]


def _found(
    union: UUID,
    wanted: Sequence[_Asked],
    *,
    how: search_index.How,
    on: date,
    limit: int,
) -> list[search_index.Hit]:
    terms = [search_index.Term(one.stem, tuple(one.others)) for one in wanted]
    return search_index.find(union, terms, how=how, on=on, limit=limit)


def _bare_hits(
    union: UUID, wanted: Sequence[_Asked], *, on: date, language: str
) -> list[search_index.Hit]:
    """Find decisions of the charter that the index was not told of yet."""
    lines = rows.bare_lines(rows.new_bare_decisions(union), union=union, on=on)
    return [
        search_index.Hit(line.status == "in_force", line.decided_on, line.number)
        for line in lines
        if _says_all(line.title, wanted, language)
    ]


def _rules(
    union: UUID,
    wanted: Sequence[_Asked],
    *,
    on: date,
    language: str,
    said: Callable[[str], str],
) -> tuple[words.RuleLine, ...]:
    """Find rules of the charter whose words say every word."""
    return tuple(
        rule
        for rule in register.rules_on(union=union, on=on)
        if _says_all(said(rule.words), wanted, language)
    )


def _says_all(text: str, wanted: Sequence[_Asked], language: str) -> bool:
    stems = spelling.stems_of(text, language=language)
    return all(
        any(stem in one.others or _begins(stem, one.stem) for stem in stems)
        for one in wanted
    )


def _begins(stem: str, wanted: str) -> bool:
    if len(wanted) < spelling.BEGINS_FROM:
        return stem == wanted
    return stem.startswith(wanted)


def _lines(
    union: UUID, numbers: Sequence[int], on: date
) -> tuple[words.EntryLine, ...]:
    found = rows.with_steps(Entry.objects.filter(union_id=union, number__in=numbers))
    lines = rows.lines_of(list(found), union=union, on=on)
    missing = set(numbers) - {line.number for line in lines}
    if missing:
        bare = charter.list_decisions(union=union, numbers=missing)
        lines += rows.bare_lines(bare, union=union, on=on)
    place = {number: at for at, number in enumerate(numbers)}
    return tuple(sorted(lines, key=lambda line: place[line.number]))

"""Turn what people write (a form, a paper list, a table) into drafts of needs.

Everything wrong is said together, each with its row and field.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from commonweal.commons import tables
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.core.vf.units import unit_named
from commonweal.rooms.needs import words
from commonweal.rooms.needs.queries import needs
from commonweal.rooms.needs.translate.drafts import NeedDraft

COLUMNS_REQUIRED = ("what", "amount")
COLUMNS_OPTIONAL = ("who", "unit", "per", "due", "begins", "ends", "tier", "wish")

_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "wish", "wunsch"})
_NO = frozenset({"", "no", "n", "false", "0", "nein", "-", "need"})
#: Spellings people use for a period, besides our own.
_PERIODS: Mapping[str, str] = MappingProxyType(
    {
        **{word: word for word in words.PERIODS},
        "": "",
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "yearly": "year",
        "tag": "day",
        "woche": "week",
        "monat": "month",
        "jahr": "year",
        "einmal": "once",
    }
)
_TIERS: Mapping[str, str] = MappingProxyType(
    {
        **{word: word for word in words.TIERS},
        "": "dignity",
        "1": "vital",
        "2": "dignity",
        "3": "flourishing",
        "lebenswichtig": "vital",
        "würde": "dignity",
        "entfaltung": "flourishing",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A need as written, every part as text. ``who`` and ``what``: a name or an id."""

    key: str
    who: str = ""
    what: str = ""
    amount: str = ""
    unit: str = ""
    per: str = ""
    due: str = ""
    begins: str = ""
    ends: str = ""
    tier: str = ""
    wish: str = ""
    row: int | None = None


def written_rows(rows: Iterable[tables.Row], *, key: str) -> tuple[Written, ...]:
    """Return the rows of a table as written needs, with a key for each row."""
    return tuple(
        Written(
            key=f"{key}:{row.number}",
            row=row.number,
            **{name: row.cells.get(name, "") for name in _COLUMNS},
        )
        for row in rows
    )


_COLUMNS = (*COLUMNS_REQUIRED, *COLUMNS_OPTIONAL)


def drafts_of(
    lines: Sequence[Written], *, union: UUID, default: UUID
) -> tuple[NeedDraft, ...]:
    """Return a draft for every written need; who is not named is ``default``.

    Raises
    ------
    Refused
        With every problem of every line, and lines that say the same twice.
    """
    known = _Known(union, needs.list_needed_kinds(union=union), default)
    drafts: list[NeedDraft] = []
    problems: list[Problem] = []
    for line in lines:
        try:
            drafts.append(_Reading(line, known).draft())
        except Refused as refused:
            problems.extend(refused.problems)
    problems.extend(_repeated(drafts))
    require(tables.shortened(sorted(problems, key=lambda problem: problem.row or 0)))
    return tuple(drafts)


def _repeated(drafts: Sequence[NeedDraft]) -> Iterable[Problem]:
    first: dict[tuple[object, ...], NeedDraft] = {}
    for draft in drafts:
        same = (
            draft.person, draft.kind, draft.per, draft.due, draft.begins, draft.ends,
            draft.tier, draft.is_wish,
        )  # fmt: skip
        earlier = first.setdefault(same, draft)
        if earlier is not draft:
            yield Problem("what", words.TWICE, {"other": earlier.row}, draft.row)


class _Known:
    """Names people may write, looked up in any case, and what is near to them."""

    def __init__(
        self, union: UUID, kinds: Sequence[Specification], default: UUID
    ) -> None:
        self.union = union
        self.default = default
        self.kinds = {str(kind.id): kind for kind in kinds}
        self.kinds.update({kind.name.casefold(): kind for kind in kinds})
        self.kind_names = [kind.name for kind in kinds]

    @functools.cached_property
    def people(self) -> tuple[people.PersonView, ...]:
        """Everyone of the union; asked for only when somebody wrote a name."""
        return people.list_people(union=self.union)

    def called(self, text: str) -> list[UUID]:
        """Return who is meant; an id is checked later, by the deed."""
        if not text:
            return [self.default]
        try:
            return [UUID(text)]
        except ValueError:
            fold = text.casefold()
            return [one.id for one in self.people if one.name.casefold() == fold]


def near(text: str, names: Sequence[str]) -> str:
    """Return the nearest names to what was written, or the first few there are."""
    by_fold = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(text.casefold(), by_fold, n=2, cutoff=0.5)
    return ", ".join([by_fold[name] for name in found] or sorted(names)[:3])


class _Reading:
    """Reads one written need, gathering problems as it goes."""

    def __init__(self, line: Written, known: _Known) -> None:
        self.line = line
        self.known = known
        self.problems: list[Problem] = []

    def draft(self) -> NeedDraft:
        """Return the draft, or refuse with all problems at the line's row."""
        person = self._person()
        kind = self._kind()
        quantity = self._quantity(kind) if kind else None
        per = self._choice("per", _PERIODS, words.PER)
        tier = self._choice("tier", _TIERS, words.TIER)
        due, begins, ends = (self._day(field) for field in ("due", "begins", "ends"))
        is_wish = self._is_wish()
        if self.problems or kind is None or quantity is None or person is None:
            row = self.line.row
            raise Refused(p if row is None else p.at_row(row) for p in self.problems)
        return NeedDraft(
            key=self.line.key,
            person=person,
            kind=kind.id,
            quantity=quantity,
            per=per or ("once" if due else "week"),
            due=due,
            begins=begins,
            ends=ends,
            tier=tier or "dignity",
            is_wish=is_wish,
            row=self.line.row,
        )

    def _person(self) -> UUID | None:
        text = self.line.who
        found = self.known.called(text)
        if len(found) == 1:
            return found[0]
        if found:
            self._refuse("who", words.NAMESAKES, who=text[:60])
        else:
            close = near(text, [one.name for one in self.known.people])
            self._refuse("who", words.WHO, who=text[:60], near=close)
        return None

    def _kind(self) -> Specification | None:
        text = self.line.what
        kind = self.known.kinds.get(text.casefold())
        if kind is None and not text:
            self._refuse("what", words.WHAT_MISSING)
        elif kind is None:
            close = near(text, self.known.kind_names) or words.NO_KINDS
            self._refuse("what", words.WHAT, what=text[:60], near=close)
        return kind

    def _quantity(self, kind: Specification) -> Measure | None:
        try:
            if (
                self.line.unit
                and self.line.unit.casefold() != kind.unit.code.casefold()
            ):
                unit = unit_named(self.line.unit)
                if unit != kind.unit:
                    self._refuse(
                        "unit", words.WRONG_UNIT,
                        what=kind.name, right=kind.unit.code, unit=unit.code,
                    )  # fmt: skip
            if not self.line.amount:
                self._refuse("amount", words.AMOUNT_MISSING)
                return None
            return measure_of(self.line.amount, kind.unit, field="amount")
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def _choice(self, field: str, known: Mapping[str, str], message: str) -> str:
        text = getattr(self.line, field).strip().casefold()
        if text not in known:
            self._refuse(field, message, **{field: text[:40]})
        return known.get(text, "")

    def _day(self, field: str) -> date | None:
        text = getattr(self.line, field).strip()
        if not text:
            return None
        try:
            return tables.day_of(text, field=field)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def _is_wish(self) -> bool:
        text = self.line.wish.strip().casefold()
        if text not in _YES | _NO:
            self._refuse("wish", words.YES_OR_NO, value=text[:40])
        return text in _YES

    def _refuse(self, field: str, message: str, **params: object) -> None:
        self.problems.append(Problem(field, message, params))

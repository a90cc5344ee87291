"""Lines of a dish: what kind, how much of it in the kind's own unit, or what is wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from uuid import UUID

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem, Refused
from commonweal.core.vf.units import KG, LITRE, PIECE, UNITS
from commonweal.data import cooking
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.queries import foods
from commonweal.rooms.kitchen.translate import amounts

#: Words before a food that do not change which food it is.
_PLAIN_WORDS = frozenset(
    [
        "of",
        "large",
        "small",
        "medium",
        "big",
        "fresh",
        "ripe",
        "chopped",
        "diced",
        "sliced",
        "grated",
        "peeled",
        "cooked",
        "raw",
        "finely",
        "roughly",
        "washed",
        "heaped",
        "level",
        "organic",
        "cold",
        "warm",
        "von",
        "frische",
        "frischer",
        "frisches",
        "große",
        "großer",
        "großes",
        "kleine",
        "kleiner",
        "kleines",
        "mittelgroße",
        "mittlere",
        "reife",
        "gehackte",
        "gewürfelte",
        "geschälte",
        "geriebene",
        "gestrichener",
        "gestrichene",
        "gehäufte",
        "rohe",
        "kalte",
    ]
)
_ASIDE = re.compile(r"\(([^()]*)\)")
_BULLET = re.compile("^\\s*(?:[*•·▢]|[-\u2013]\\s)\\s*")
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """A line read: its kind and amount, or a new food by name. No amount: to taste."""

    kind: Specification | None
    name: str
    amount: Measure | None
    unit: str
    note: str
    is_new: bool = False


@dataclass(slots=True)
class Names:
    """The foods of a union by every name they go by."""

    kinds: Mapping[UUID, Specification]
    by_name: dict[str, Specification] = field(default_factory=dict)

    def find(self, name: str) -> tuple[Specification | None, str]:
        """Return the food of this name and the words left out, or None."""
        parts = name.casefold().split()
        dropped: list[str] = []
        while parts:
            for form in _forms(" ".join(parts)):
                if form in self.by_name:
                    return self.by_name[form], " ".join(dropped)
            if parts[0].strip(",") not in _PLAIN_WORDS:
                return None, ""
            dropped.append(parts.pop(0))
        return None, ""

    def near(self, name: str) -> str:
        """Return the name of the food that may be meant, or nothing."""
        found = difflib.get_close_matches(
            name.casefold(), self.by_name, n=1, cutoff=_NEAR
        )
        return self.by_name[found[0]].name if found else ""


def names_of(union: UUID) -> Names:
    """Return the foods of a union by the names we and others call them."""
    kinds = foods.kinds_by_id(foods.list_foods(union=union))
    names = Names(kinds)
    tables = cooking.foods()
    for kind in kinds.values():
        known = tables.get(foods.tag_of(kind))
        for word in () if known is None else known.words:
            names.by_name.setdefault(word, kind)
    for kind in kinds.values():  # a union's own name goes before any other
        names.by_name[kind.name.casefold()] = kind
    return names


def _forms(name: str) -> Iterator[str]:
    """Yield a name as it is, and as one or as many."""
    yield name
    for ending in ("es", "s", "en", "n", "e"):
        yield name.removesuffix(ending)
        yield f"{name}{ending}"


def read_draft(draft: words.LineDraft, names: Names) -> Line:
    """Read a line of a form.

    Raises
    ------
    Refused
        Everything that is wrong with the line, each with its field.
    """
    problems: list[Problem] = []
    kind, name = _kind_of(draft, names, problems)
    written = _amount_of(draft, problems)
    if problems:
        raise Refused(problems)
    note = amounts.clean(draft.note)[:120]
    if written is not None and written.number is None:
        return Line(kind, name, None, "", note or written.measure[:120], kind is None)
    if kind is None:
        unit = _unit_of_new(written)
        amount = _in_unit(written, unit) if written is not None else None
        return Line(None, name, amount, unit, note, is_new=True)
    assert written is not None  # noqa: S101 - an amount or a problem
    is_plain = not written.measure
    amount = _plain(written, kind) if is_plain else convert(written, kind)
    return Line(kind, kind.name, amount, kind.unit.code, note)


def _kind_of(
    draft: words.LineDraft, names: Names, problems: list[Problem]
) -> tuple[Specification | None, str]:
    name = amounts.clean(draft.name)
    if draft.kind is not None:
        kind = names.kinds.get(draft.kind)
        if kind is None:
            problems.append(errors.unknown_kind("kind"))
        return kind, name
    if not name:
        problems.append(errors.missing("name"))
        return None, name
    found, _dropped = names.find(name)
    if found is None and not draft.is_new:
        problems.append(errors.unknown_name(name, names.near(name)))
    if len(name) > words.NAME_LETTERS:
        problems.append(errors.too_long("name", words.NAME_LETTERS))
    return found, name


def _amount_of(
    draft: words.LineDraft, problems: list[Problem]
) -> amounts.Written | None:
    if not draft.amount.strip() and amounts.is_to_taste(draft.note):
        return amounts.Written(None, "taste", Decimal(1), amounts.clean(draft.note))
    if not draft.amount.strip():
        problems.append(errors.missing("amount"))
        return None
    try:
        written = amounts.read_amount(draft.amount, draft.unit)
    except Refused as refused:
        problems.extend(refused.problems)
        return None
    if written is not None and written.number is not None and not written.number:
        problems.append(errors.not_positive("amount"))
    return written


def _unit_of_new(written: amounts.Written | None) -> str:
    dimension = "mass" if written is None else written.dimension
    return {"volume": LITRE.code, "count": PIECE.code}.get(dimension, KG.code)


def _in_unit(written: amounts.Written, unit: str) -> Measure:
    return _steps(written.quantity, written, UNITS[unit].steps, unit)


def _plain(written: amounts.Written, kind: Specification) -> Measure:
    """Read a bare number as so many of the kind's own unit."""
    assert written.number is not None  # noqa: S101 - to taste was seen before
    return _steps(written.number, written, kind.unit.steps, kind.unit.code)


def convert(written: amounts.Written, kind: Specification) -> Measure:
    """Return an amount in the unit of its kind, or refuse and say what to do."""
    food = cooking.foods().get(foods.tag_of(kind))
    per_litre = None if food is None else food.kg_per_litre
    per_piece = None if food is None else food.kg_per_piece
    ways: Mapping[tuple[str, str], Decimal | None] = {
        ("mass", KG.code): Decimal(1),
        ("volume", LITRE.code): Decimal(1),
        ("count", PIECE.code): Decimal(1),
        ("volume", KG.code): per_litre,
        ("mass", LITRE.code): None if per_litre is None else 1 / per_litre,
        ("count", KG.code): per_piece,
        ("mass", PIECE.code): None if per_piece is None else 1 / per_piece,
    }
    factor = ways.get((written.dimension, kind.unit.code))
    if factor is None:
        said = f"{written.number:f} {written.measure}".strip()
        raise Refused(errors.cannot_weigh(kind.name, said, kind.unit.code))
    return _steps(written.quantity * factor, written, kind.unit.steps, kind.unit.code)


def _steps(
    quantity: Decimal, written: amounts.Written, steps: int, unit: str
) -> Measure:
    """Round to the smallest step; pieces up, because nobody cooks a third of one."""
    rounding = ROUND_CEILING if steps == 1 else ROUND_HALF_UP
    amount = int((quantity * steps).to_integral_value(rounding))
    if amount <= 0:
        said = f"{written.number} {written.measure}".strip()
        raise Refused(errors.too_little_to_weigh(said))
    return Measure(amount, UNITS[unit])


# --- lines of a recipe, in one piece of text ------------------------------------------


def read_text(row: int, text: str, names: Names) -> words.ReadLine:
    """Read "1 1/2 cups flour, sifted"; a line says itself what is wrong with it."""
    line = amounts.clean(_BULLET.sub("", text))
    try:
        return _read(row, line, names)
    except Refused as refused:
        problem = refused.problems[0]
        return _wrong(row, line, problem, names)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A line, parted. No amount: to taste."""

    amount: amounts.Written | None
    name: str
    note: str


def _read(row: int, line: str, names: Names) -> words.ReadLine:
    parts = _parted(line, names)
    if not parts.name:
        raise Refused(errors.no_name_in_line(line))
    kind, dropped = names.find(parts.name)
    if kind is None:
        raise Refused(errors.unknown_name(parts.name, names.near(parts.name)))
    if parts.amount is not None and not parts.amount.number:
        raise Refused(errors.not_positive("amount"))
    amount = None if parts.amount is None else convert(parts.amount, kind)
    note = ", ".join(part for part in (dropped, parts.note) if part)
    return words.ReadLine(
        row=row,
        written=line,
        name=parts.name,
        kind=kind.id,
        kind_name=kind.name,
        amount=amount,
        note=(note or ("" if amount else line))[:120],
        near="",
        problem=None,
    )


def _parted(line: str, names: Names) -> _Parts:
    """Part "2 large onions (red), cut small" into amount, name and note."""
    asides = _ASIDE.findall(line)
    head, _comma, tail = amounts.clean(_ASIDE.sub(" ", line)).partition(", ")
    note = "; ".join(part.strip() for part in (tail, *asides) if part.strip())
    if amounts.is_to_taste(f"{head} {note}"):
        _number, rest = amounts.split_number(amounts.without_taste(head))
        return _Parts(None, _without_measure(rest), note)
    number, rest = amounts.split_number(head)
    first, _space, after = rest.partition(" ")
    measure = amounts.measure_named(first)
    if number is None or (measure is not None and measure[0] == "taste"):
        return _Parts(None, _without_measure(rest), note)
    if measure is not None:
        amounts.require_clear(head, measure[1])
        return _Parts(amounts.Written(number, *measure, first), _of(after), note)
    if after and names.find(rest)[0] is None and names.find(_of(after))[0] is not None:
        raise Refused(errors.unknown_unit(first, amounts.nearest(first)))
    return _Parts(amounts.Written(number, "count", Decimal(1), ""), _of(rest), note)


def _without_measure(text: str) -> str:
    first, _space, after = text.partition(" ")
    return _of(after if after and amounts.measure_named(first) else text)


def _of(text: str) -> str:
    return re.sub(r"^(?:of|von|an)\s+", "", text.strip(), flags=re.IGNORECASE)


def _wrong(row: int, line: str, problem: Problem, names: Names) -> words.ReadLine:
    name = str(problem.params.get("name", ""))
    return words.ReadLine(
        row=row,
        written=line,
        name=name,
        kind=None,
        kind_name="",
        amount=None,
        note="",
        near=names.near(name) if name else "",
        problem=problem.at_row(row),
    )


def read_all(texts: Iterable[str], names: Names) -> tuple[words.ReadLine, ...]:
    """Read the lines of a recipe, counted from 1."""
    said = [text for text in texts if amounts.clean(text)]
    return tuple(read_text(row, text, names) for row, text in enumerate(said, start=1))

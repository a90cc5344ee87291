"""Numbers, codes and sizes of a form, read with their problems gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.core.vf.problems import Problem
from commonweal.rooms.kitchen import errors, words


def read(
    field: str, text: str, bounds: tuple[int, int], problems: list[Problem]
) -> int:
    """Return a whole number within bounds; note a problem and return the lower one."""
    low, high = bounds
    said = str(text).strip()
    digits = said if len(said) <= len(str(high)) + 2 else ""
    number = int(digits) if digits.isdecimal() else None
    if number is None or not low <= number <= high:
        problems.append(errors.not_a_number(field, said or "—", low, high))
        return low
    return number


def problems_with_codes(codes: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with codes of foods."""
    for code in dict.fromkeys(codes):
        if code not in words.CODES:
            yield errors.not_a_choice("codes", code, ", ".join(words.CODES))


def problems_with_size(size: str) -> Iterator[Problem]:
    """Yield what is wrong with the size of a plate."""
    if size not in words.SIZES:
        yield errors.not_a_choice("size", size, ", ".join(words.SIZES))

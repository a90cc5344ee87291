"""A text in clauses, and two versions of it side by side. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from commonweal.rooms.governance.words.register import Clause, Difference

#: How clauses are marked by people: "3.", "3)", "3.2", "§ 4", "a)".
_MARK = re.compile(r"^(§\s?\d+\w?|\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[a-z][.)])\s+(?=\S)")
#: Clauses at least this alike are one clause, changed.
_ALIKE = 0.5


def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text: its paragraphs, and lines that begin with a mark.

    What has no mark of its own is counted, so that people can say "clause 3".
    """
    found: list[Clause] = []
    for counted, lines in enumerate(_paragraphs(text), start=1):
        mark = _MARK.match(lines[0])
        said = "\n".join(lines)
        if mark:
            found.append(Clause(mark[1], said[mark.end() :]))
        else:
            found.append(Clause(f"({counted})", said))
    return tuple(found)


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Set two texts side by side, clause by clause."""
    old, new = clauses_of(before), clauses_of(after)
    matcher = difflib.SequenceMatcher(
        None, [c.words for c in old], [c.words for c in new], autojunk=False
    )
    found: list[Difference] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            pairs = zip(old[i1:i2], new[j1:j2], strict=True)
            found += [Difference("same", one, other) for one, other in pairs]
        else:
            found += _changed(old[i1:i2], new[j1:j2])
    return tuple(found)


def _changed(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[Difference]:
    """Pair clauses that are alike, in order; the others went or came."""
    waiting = list(new)
    for clause in old:
        place = next((i for i, c in enumerate(waiting) if _is_like(clause, c)), None)
        if place is None:
            yield Difference("gone", clause, None)
            continue
        yield from (Difference("new", None, c) for c in waiting[:place])
        yield Difference("changed", clause, waiting[place])
        del waiting[: place + 1]
    yield from (Difference("new", None, c) for c in waiting)


def _is_like(one: Clause, other: Clause) -> bool:
    matcher = difflib.SequenceMatcher(
        None, one.words.split(), other.words.split(), autojunk=False
    )
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if lines and (not line or _MARK.match(line)):
            yield lines
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield lines

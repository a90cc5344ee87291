"""Lists in pages: what comes after a given entry, at most so many.

By key, not by number: a page that is asked for late shows what follows the last entry
seen, even if new ones came in between; and no page number can be absurd.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from ninja import Field, Query, Schema

from commonweal.core.vf.problems import N_, Problem, Refused

T = TypeVar("T")
M = TypeVar("M")

LARGEST_PAGE = 200
_UNKNOWN_AFTER = N_("There is no such entry to go on from. Leave “after” away.")


class Asked(Schema):
    """Which page is wanted."""

    after: str | None = Field(
        None, max_length=100, description="`next` of the page before"
    )
    limit: int = Field(50, ge=1, le=LARGEST_PAGE)


#: Write ``asked: paging.Paged`` in an operation that answers with a page.
Paged = Annotated[Asked, Query(...)]


class Page(Schema, Generic[M]):
    """One page of a list; ``next`` is what to send as ``after``, null at the end."""

    items: list[M]
    next: str | None = None


def page_of(
    entries: Sequence[T],
    asked: Asked,
    *,
    key: Callable[[T], object],
    shown: Callable[[T], object] = lambda entry: entry,
) -> dict[str, object]:
    """Cut a page out of an ordered list that was read whole, and show its entries."""
    begin = 0
    if asked.after is not None:
        keys = [str(key(entry)) for entry in entries]
        if asked.after not in keys:
            raise Refused(Problem("after", _UNKNOWN_AFTER))
        begin = keys.index(asked.after) + 1
    part = entries[begin : begin + asked.limit]
    is_last = begin + asked.limit >= len(entries)
    items = [shown(entry) for entry in part]
    return {"items": items, "next": None if is_last else str(key(part[-1]))}

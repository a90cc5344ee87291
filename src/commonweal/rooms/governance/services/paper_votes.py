"""Paper and spoken answers typed in by two, and the urn counted by two tellers.

Nobody's single typing counts: a second helper types the same again without seeing the
first, and what differs is listed by its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.rooms.governance.words import counts


@deeds.deed
def type_sheet(  # noqa: PLR0913 - which sheet, who types it, when
    *,
    motion: UUID,
    lines: Sequence[counts.PaperLine],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> counts.PaperSheet:
    """Type a sheet of paper answers, as the first of two helpers."""
    raise NotImplementedError


@deeds.deed
def type_sheet_again(
    *,
    sheet: UUID,
    lines: Sequence[counts.PaperLine],
    union: UUID,
    by: UUID,
    at: datetime,
) -> counts.PaperSheet:
    """Type the same sheet blind; when all agrees the answers are cast."""
    raise NotImplementedError


@deeds.deed
def tear_sheet(*, sheet: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Give a sheet up that was not cast."""
    raise NotImplementedError


@deeds.deed
def type_urn(
    *, motion: UUID, count: counts.UrnCount, union: UUID, by: UUID, at: datetime
) -> counts.UrnView:
    """Type what one counted in the urn; typing again replaces one's own."""
    raise NotImplementedError

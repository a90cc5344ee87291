"""Results: hidden until the close, then with everything needed to count again."""

from __future__ import annotations

from uuid import UUID

from commonweal.rooms.governance.words import counts


def result(*, motion: UUID, union: UUID) -> counts.ResultView:
    """Return what everybody may know of a motion's count."""
    raise NotImplementedError


def published_files(*, motion: UUID, union: UUID) -> dict[str, str]:
    """Return the files that anybody can count again, by name."""
    raise NotImplementedError


def urn(*, motion: UUID, union: UUID, person: UUID) -> counts.UrnView:
    """Return how far the counting of an urn is."""
    raise NotImplementedError


def list_sheets(*, motion: UUID, union: UUID) -> tuple[counts.PaperSheet, ...]:
    """Return the sheets of paper answers of a motion, newest first."""
    raise NotImplementedError


def get_lots(*, lots: UUID, union: UUID) -> counts.LotsView:
    """Return a public lottery as it stands."""
    raise NotImplementedError


def list_lots(
    *, union: UUID, motion: UUID | None = None
) -> tuple[counts.LotsView, ...]:
    """Return the public lotteries of a union (or of a motion), newest first."""
    raise NotImplementedError


def lots_files(*, lots: UUID, union: UUID) -> dict[str, str]:
    """Return the files that anybody can draw a lottery with again, by name."""
    raise NotImplementedError

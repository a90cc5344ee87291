"""Forget in time the names and texts of bank lines; days and amounts stay (I-24, I-9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.rooms.purse.models import BankLine


@deeds.part_of_a_deed
def blank_lines(*, union: UUID, at: datetime) -> int:
    """Blank what lines kept long enough say of others; return how many lines.

    A line is known again all the same, if the bank sends it once more.
    """
    today = people.local_day(union=union, at=at)
    return BankLine.objects.filter(union_id=union, keep_until__lt=today).update(
        reference="",
        end_to_end="",
        counterparty="",
        counterparty_iban="",
        text="",
        keep_until=None,
    )

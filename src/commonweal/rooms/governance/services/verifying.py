"""Receipts, what is counted at the close, and the unlinking afterwards.

A receipt is made from a secret that only the voter keeps. At the close answers with
receipts lose their persons, their order and their hour.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.rooms.governance.words import counts, motions


def receipt_for(*, motion: UUID, secret: str) -> str:
    """Return the code by which a voter finds their answer in the published list.

    HMAC-SHA256 with the voter's secret over the motion's id, in ten letters of base32.

    Examples
    --------
    >>> receipt_for(motion=UUID(int=4), secret="a secret of my own")
    '2HDQHPJBBF'
    """
    digest = hmac.new(secret.encode(), motion.bytes, hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[: counts.CODE_LETTERS]


def casts_of(motion: UUID) -> tuple[motions.Cast, ...]:
    """Return what is counted at the close: answers, or the agreed piles of the urn.

    Raises
    ------
    Refused
        The urn is not counted yet by two tellers who agree.
    """
    raise NotImplementedError


def seed_of(motion: UUID) -> str:
    """Return the seed that settles what stays equal.

    The seed of a public lottery drawn for the motion; else made of the list of voters,
    the receipts and the dice thrown when the urn was counted.
    """
    raise NotImplementedError


@deeds.part_of_a_deed
def unlink(*, motion: UUID, at: datetime) -> None:
    """Take persons, order and hour from the answers of a secret motion that is counted."""
    raise NotImplementedError


@deeds.part_of_a_deed
def forget_person_in_counts(*, person: UUID, union: UUID, at: datetime) -> None:
    """Erase a person from lots and paper sheets; what was drawn stays drawn."""
    raise NotImplementedError

"""Deeds of paying: lists for the bank and codes for phones. The books are not changed.

What was paid comes back as a line of the bank, or is squared by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem
from commonweal.rooms.purse import permissions, queries
from commonweal.rooms.purse.models import Account
from commonweal.rooms.purse.translate import payments
from commonweal.rooms.purse.words.bank import Payment, PaymentList, TextFile

_NO_ACCOUNT = N_("This account is not among ours, or closed.")
_NO_POCKET = N_("One of these was squared already, or is not here. Look again.")
_SQUARED = N_("Laid out for us, entry %(number)s")


def make_payment_file(
    *, payments_of: PaymentList, union: UUID, by: UUID, at: datetime
) -> TextFile:
    """Write a SEPA payment list to carry to the bank."""
    permissions.require_purse(by=by, union=union, at=at)
    row = Account.objects.filter(
        union_id=union, id=payments_of.account, is_closed=False
    ).first()
    if row is None:
        raise NotFound(Problem("account", _NO_ACCOUNT))
    holder = row.holder or people.get_union(union=union).name
    payer = payments.Payer(row.name, holder, row.iban, row.bic, row.currency)
    content = payments.write_list(
        payments_of.payments,
        payer=payer,
        on=payments_of.on,
        today=people.local_day(union=union, at=at),
        at=at,
    )
    name = f"payments-{payments_of.on.isoformat()}.xml"
    return TextFile(name, content, "application/xml")


def payment_code(*, payment: Payment, union: UUID, by: UUID, at: datetime) -> str:
    """Return a payment as a code (EPC-QR, SVG) that a phone's bank app reads."""
    permissions.require_purse(by=by, union=union, at=at)
    return payments.code(payment)


def payments_of_pockets(
    *, pockets: Sequence[UUID], union: UUID, by: UUID, at: datetime
) -> tuple[Payment, ...]:
    """Return what was laid out as payments, to look at before a list is made."""
    permissions.require_purse(by=by, union=union, at=at)
    waiting = {one.id: one for one in queries.list_pockets(union=union)}
    missing = [one for one in pockets if one not in waiting]
    if missing:
        raise NotFound(Problem("pockets", _NO_POCKET))
    return tuple(
        Payment(
            name=waiting[one].name_on_account,
            iban=waiting[one].iban,
            amount=f"{waiting[one].amount.decimal:.2f} {waiting[one].amount.unit.code}",
            text=_SQUARED % {"number": waiting[one].number},
            entry=waiting[one].entry,
        )
        for one in pockets
    )

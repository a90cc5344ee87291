"""Deeds of the exit settlement: ask, agree by two, pay. Leaving waits for none of it.

A settlement follows need: both sides may write another amount than the formula gives,
and nobody asks why. It outlives the person; then its code speaks for the leaver.
"""

from __future__ import annotations

import base64
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.crypto import salted_hmac

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Category, Settlement, SettlementPayment
from commonweal.rooms.purse.queries import exits
from commonweal.rooms.purse.services import entries
from commonweal.rooms.purse.services._written import Reader
from commonweal.rooms.purse.words import EntryDraft, together
from commonweal.rooms.purse.words import together_refusals as says

_CODE_BYTES = 10  # 80 bits: 16 letters, hopeless to guess and short enough to type


@deeds.deed
def ask_settlement(  # noqa: PLR0913 - own numbers, a wish, who and when
    *,
    draft: together.ExitDraft,
    wished: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> together.Asked:
    """Ask for one's settlement; gives a code that speaks for the leaver later.

    The numbers are computed with and forgotten; only the amount is written down.
    """
    permissions.require_associate(by=by, union=union, at=at)
    settlement = ids.id_from_key(union, f"ask_settlement:{by}:{key}")
    code = _code(union, by, key)
    if not Settlement.objects.filter(id=settlement).exists():
        _write(settlement, union, draft, wished, code, by=by, at=at)
    view = exits.get_settlement(union=union, settlement=settlement, person=by)
    return together.Asked(view, code)


@deeds.deed
def change_settlement(
    *, settlement: UUID, amount: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Write another amount, by need; the other side then agrees to it or not."""
    row = _row(settlement, union)
    is_leaver = _side(row, by, union, at)
    _change(row, amount, is_leaver=is_leaver, by=by, at=at)


@deeds.deed
def agree_settlement(*, settlement: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Agree to the amount: the leaver for themselves, scope purse for the union."""
    row = _row(settlement, union)
    _agree(row, is_leaver=_side(row, by, union, at), by=by, at=at)


@deeds.deed
def answer_with_code(
    *, code: str, amount: str, union: UUID, by: UUID, at: datetime
) -> UUID:
    """Speak for a leaver who is gone, with their code: agree, or wish another amount.

    Typed by whoever types for others, not by who agrees for the purse.
    """
    people_permissions.require(by=by, union=union, scope="paper", at=at)
    view = exits.find_settlement(union=union, code=code)
    row = _row(view.id, union)
    if row.purse_person_id == by:
        raise NotYours(Problem("", says.TWO_OF_YOU))
    if amount.strip():
        _change(row, amount, is_leaver=True, by=by, at=at)
    else:
        _agree(row, is_leaver=True, by=by, at=at)
    return row.id


@deeds.deed
def pay_settlement(  # noqa: PLR0913 - what, how, by whom, when
    *,
    settlement: UUID,
    draft: together.SettlementPaymentDraft,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Pay an agreed settlement, whole or in part (scope purse); gives the entry."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _row(settlement, union)
    payment = ids.id_from_key(row.id, f"pay_settlement:{key}")
    done = SettlementPayment.objects.filter(id=payment).first()
    if done is not None:
        return done.entry_id
    if exits.status_of(row) not in {"agreed", "paid"}:
        raise Refused(Problem("", says.NOT_AGREED))
    reader = Reader(union, currency=row.currency)
    left = row.amount - exits.paid_of(row)
    amount = reader.amount(draft.amount) if draft.amount.strip() else left
    reader.account(draft.account)
    reader.purse(draft.purse)
    if amount > left or not left:
        facts = {"left": Measure(max(left, 0), UNITS[row.currency])}
        reader.problems.append(Problem("amount", says.MORE_THAN_AGREED, facts))
    require(reader.problems)
    (entry,) = entries.write_entries(
        drafts=(_entry(row, draft, amount, key=str(payment)),),
        union=union,
        by=by,
        at=at,
    )
    SettlementPayment.objects.create(
        id=payment, settlement=row, entry_id=entry, amount=amount
    )
    return entry


@deeds.deed
def withdraw_settlement(
    *, settlement: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take one's own request back, while nothing is paid."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _row(settlement, union)
    if row.person_id != by:
        raise NotFound(Problem("settlement", says.NO_SETTLEMENT))
    if exits.paid_of(row):
        raise Refused(Problem("", says.IS_PAID_PARTLY))
    if row.withdrawn_on is None:
        row.withdrawn_on = people.local_day(union=union, at=at)
        row.save(update_fields=["withdrawn_on"])


def _write(  # noqa: PLR0913 - everything a settlement begins with
    settlement: UUID,
    union: UUID,
    draft: together.ExitDraft,
    wished: str,
    code: str,
    *,
    by: UUID,
    at: datetime,
) -> None:
    today = people.local_day(union=union, at=at)
    problems = exits.problems_with(draft)
    if _open_of(union, by):
        problems.append(Problem("", says.ASKED_ALREADY))
    require(problems)
    computed = exits.compute_exit(union=union, draft=draft, on=today).total
    reader = Reader(union, currency=computed.unit.code)
    amount = computed.amount
    if wished.strip():
        amount = reader.amount(wished, field="wished", least=0)
    require(reader.problems)
    Settlement.objects.create(
        id=settlement,
        union_id=union,
        person_id=by,
        code_hash=people.fingerprint(code),
        currency=reader.currency,
        computed=computed.amount,
        amount=amount,
        leaver_agreed_on=today,
        asked_on=today,
    )


def _open_of(union: UUID, person: UUID) -> bool:
    rows = Settlement.objects.filter(union_id=union, person_id=person)
    return any(exits.status_of(row) in {"asked", "agreed"} for row in rows)


def _side(row: Settlement, by: UUID, union: UUID, at: datetime) -> bool:
    """Return whether they speak as the leaver; refuse who is neither side."""
    if row.person_id == by:
        people_permissions.require_token(scope="associate")
        return True
    permissions.require_purse(by=by, union=union, at=at)
    return False


def _change(
    row: Settlement, amount: str, *, is_leaver: bool, by: UUID, at: datetime
) -> None:
    """Write another amount: its writer agrees to it, the other side not yet."""
    reader = Reader(row.union_id, currency=row.currency)
    steps = reader.amount(amount, least=0)
    if row.withdrawn_on is not None:
        reader.add("", says.IS_ENDED)
    if steps < exits.paid_of(row):
        reader.add("amount", says.IS_PAID_PARTLY)
    require(reader.problems)
    if steps != row.amount:
        row.amount = steps
        row.leaver_agreed_on = row.purse_agreed_on = None
        row.purse_person_id = None
    _say_yes(row, is_leaver=is_leaver, by=by, at=at)
    _tell(
        row, "settlement.agreed" if row.leaver_agreed_on else "settlement.changed", at
    )


def _agree(row: Settlement, *, is_leaver: bool, by: UUID, at: datetime) -> None:
    if row.withdrawn_on is not None:
        raise Refused(Problem("", says.IS_ENDED))
    _say_yes(row, is_leaver=is_leaver, by=by, at=at)
    if row.leaver_agreed_on and row.purse_agreed_on:
        _tell(row, "settlement.agreed", at)


def _say_yes(row: Settlement, *, is_leaver: bool, by: UUID, at: datetime) -> None:
    today = people.local_day(union=row.union_id, at=at)
    if is_leaver:
        row.leaver_agreed_on = row.leaver_agreed_on or today
    else:
        row.purse_agreed_on = row.purse_agreed_on or today
        row.purse_person_id = by
    row.save()


def _tell(row: Settlement, kind: str, at: datetime) -> None:
    """Tell the leaver, nobody else; who has left reads it with the code."""
    if row.person_id is not None:
        day = people.local_day(union=row.union_id, at=at)
        key = f"{kind}:{row.id}:{row.amount}:{day}"
        notices.tell(
            union=row.union_id, to=row.person_id, kind=kind, facts={}, key=key, at=at
        )


def _entry(
    row: Settlement,
    draft: together.SettlementPaymentDraft,
    amount: int,
    *,
    key: str,
) -> EntryDraft:
    category = Category.objects.filter(
        union_id=row.union_id, code="settlement", is_built_in=True
    ).first()
    return EntryDraft(
        amount=f"{Decimal(amount) / UNITS[row.currency].steps:f}",
        category=category.id if category else None,
        kind="settlement",
        account=draft.account,
        purse=draft.purse,
        day=draft.day,
        currency=row.currency,
        key=f"settlement:{key}",
    )


def _row(settlement: UUID, union: UUID) -> Settlement:
    row = (
        Settlement.objects.select_for_update()
        .filter(id=settlement, union_id=union)
        .first()
    )
    if row is None:
        raise NotFound(Problem("settlement", says.NO_SETTLEMENT))
    return row


def _code(union: UUID, by: UUID, key: str) -> str:
    """Work a code out from the form's key, so that the form sent twice shows it again."""
    mac = salted_hmac("settlement", f"{union}:{by}:{key}", algorithm="sha256").digest()
    letters = base64.b32encode(mac[:_CODE_BYTES]).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

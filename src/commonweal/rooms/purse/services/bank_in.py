"""The deed of taking in what the bank says: every statement of a file.

Taking a file in twice changes nothing. A file with anything wrong in it changes nothing
either: every fault is named, and no line of it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds, tables
from commonweal.commons.charter import queries as charter
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import (
    Account,
    BankLine,
    BankStatement,
)
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.translate import (
    bank_csv,
    overlaps,
    statements,
    values,
)
from commonweal.rooms.purse.words.bank import (
    ImportedStatements,
    Statement,
    StatementFile,
    TakenIn,
)

_IN_ONE_GO = 2000
_WHOLE_DAYS = frozenset({"camt053", "mt940"})

_NOT_AMONG_OURS = N_("This account is not among ours.")
_NOT_OURS = N_(
    "The statement is of the account %(said)s, which is not among ours. Add the account"
    " with this IBAN, or choose another file."
)
_OTHER_ACCOUNT = N_(
    "The statement is of the account %(said)s, but “%(name)s” is %(ours)s. Choose the"
    " account it is of."
)
_CHOOSE_ACCOUNT = N_("The file does not say which account it is of. Choose one.")
_OTHER_CURRENCY = N_(
    "The statement is in %(said)s, “%(name)s” is kept in %(ours)s. An account has one"
    " currency: add one for %(said)s, or choose another file."
)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """A statement and the account of ours it is of."""

    statement: Statement
    account: Account


def import_statements(
    *, file: StatementFile, union: UUID, by: UUID, at: datetime
) -> ImportedStatements:
    """Take in every statement of a file, or refuse it with all its problems.

    Reading is done before the deed, so that nobody waits for a long file.
    """
    permissions.require_purse(by=by, union=union, at=at)
    mapping = None
    if file.mapping is not None:
        mapping = bank.get_mapping(union=union, mapping=file.mapping).mapping
    read = statements.read_statements(
        file.content, filename=file.filename, mapping=mapping, today=at.date()
    )
    fitting, not_ours = _accounts_of(read, file, union)
    return _keep(
        fitting, not_ours, union=union, may_add=file.add_to_days_taken_in, at=at
    )


def _account(union: UUID, account: UUID) -> Account:
    row = Account.objects.filter(union_id=union, id=account).first()
    if row is None:
        raise NotFound(Problem("account", _NOT_AMONG_OURS))
    return row


def _accounts_of(
    read: Sequence[Statement], file: StatementFile, union: UUID
) -> tuple[tuple[_Fitting, ...], tuple[str, ...]]:
    """Find the account of each statement; refuse if none, or a wrong one, is there."""
    ours = list(Account.objects.filter(union_id=union).order_by("added_at"))
    chosen = None if file.account is None else _account(union, file.account)
    fitting: list[_Fitting] = []
    others: dict[str, Problem] = {}
    for statement in read:
        account = _account_of(statement, chosen, ours)
        if account is not None:
            fitting.append(_Fitting(statement, account))
        else:
            others[statement.account] = _no_account(statement, chosen)
    if others and not fitting:
        raise Refused(others.values())
    require(_currencies(fitting))
    return tuple(fitting), tuple(bank_csv.shortened(said) for said in others)


def _account_of(
    statement: Statement, chosen: Account | None, ours: Sequence[Account]
) -> Account | None:
    said = statement.account
    if chosen is not None:
        is_it = not said or not chosen.iban or values.is_same_account(said, chosen.iban)
        return chosen if is_it else None
    return next(
        (a for a in ours if said and a.iban and values.is_same_account(said, a.iban)),
        None,
    )


def _no_account(statement: Statement, chosen: Account | None) -> Problem:
    said = bank_csv.shortened(statement.account)
    if not said:
        return Problem("account", _CHOOSE_ACCOUNT)
    if chosen is None:
        return Problem("account", _NOT_OURS, {"said": said}, statement.row)
    ours = {"name": chosen.name, "ours": bank_csv.shortened(chosen.iban)}
    return Problem("account", _OTHER_ACCOUNT, {"said": said, **ours}, statement.row)


def _currencies(fitting: Iterable[_Fitting]) -> Iterable[Problem]:
    for one in fitting:
        if one.statement.currency != one.account.currency:
            said = {
                "said": one.statement.currency,
                "name": one.account.name,
                "ours": one.account.currency,
            }
            yield Problem("currency", _OTHER_CURRENCY, said, one.statement.row)


@deeds.deed
def _keep(  # the whole file, in one deed
    fitting: Sequence[_Fitting],
    not_ours: tuple[str, ...],
    *,
    union: UUID,
    may_add: bool,
    at: datetime,
) -> ImportedStatements:
    """Compare every statement with what is here, then keep what is new."""
    # Two who take in the same file at once: the second waits here, and finds all of it.
    accounts = sorted({one.account.id for one in fitting})
    list(Account.objects.select_for_update().filter(id__in=accounts).order_by("id"))
    keep_days = charter.rule(union=union, key="purse.keep_days", on=at.date())
    keep_until = at.date() + timedelta(days=int(str(keep_days)))
    problems: list[Problem] = []
    taken: list[TakenIn] = []
    for one in fitting:
        sorted_out = overlaps.sort_out(
            one.statement,
            lines=_known_lines(one),
            statements=_known_statements(one),
            may_add=may_add,
        )
        problems.extend(sorted_out.problems)
        if not problems:
            taken.append(_keep_one(one, sorted_out.new, keep_until=keep_until, at=at))
    require(tables.shortened(problems))
    return ImportedStatements(statements=tuple(taken), not_ours=not_ours)


def _known_lines(one: _Fitting) -> list[overlaps.KnownLine]:
    rows = BankLine.objects.filter(
        account=one.account,
        day__gte=one.statement.first_day,
        day__lte=one.statement.last_day,
    ).values_list("fingerprint", "day", "amount")
    return [overlaps.KnownLine(*row) for row in rows]


def _known_statements(one: _Fitting) -> list[overlaps.KnownStatement]:
    rows = BankStatement.objects.filter(
        account=one.account,
        last_day__gte=one.statement.first_day,
        first_day__lte=one.statement.last_day,
    ).order_by("taken_in_at")
    return [
        overlaps.KnownStatement(
            first_day=row.first_day,
            last_day=row.last_day,
            opening=row.opening,
            closing=row.closing,
            n_lines=row.n_lines,
            tells_last_day=row.format in _WHOLE_DAYS
            or row.last_day < row.taken_in_at.date(),
        )
        for row in rows
    ]


def _keep_one(
    one: _Fitting,
    new: Sequence[overlaps.NewLine],
    *,
    keep_until: date,
    at: datetime,
) -> TakenIn:
    statement, account = one.statement, one.account
    gap = _is_gap_before(one)
    row = _statement_row(one, at)
    BankLine.objects.bulk_create(
        (_line_row(item, row, keep_until) for item in new), batch_size=_IN_ONE_GO
    )
    return TakenIn(
        account=account.id,
        statement=row.id,
        first_day=statement.first_day,
        last_day=statement.last_day,
        n_lines=len(statement.lines),
        n_new=len(new),
        n_pending=statement.n_pending,
        opening=statement.opening,
        closing=statement.closing,
        is_gap_before=gap,
    )


def _statement_row(one: _Fitting, at: datetime) -> BankStatement:
    statement, account = one.statement, one.account
    said = (
        statement.number,
        statement.first_day.isoformat(),
        statement.last_day.isoformat(),
        str(_steps(statement.opening)),
        str(_steps(statement.closing)),
        *overlaps.fingerprints(statement.lines),
    )
    mark = hashlib.sha256("\x1f".join(said).encode()).hexdigest()
    known = BankStatement.objects.filter(account=account, fingerprint=mark).first()
    if known is not None:
        return known
    return BankStatement.objects.create(
        id=ids.id_from_key(account.id, f"statement:{mark}"),
        union_id=account.union_id,
        account=account,
        fingerprint=mark,
        format=statement.format,
        number=statement.number,
        first_day=statement.first_day,
        last_day=statement.last_day,
        opening=_steps(statement.opening),
        closing=_steps(statement.closing),
        n_lines=len(statement.lines),
        taken_in_at=at,
    )


def _line_row(
    item: overlaps.NewLine, statement: BankStatement, keep_until: date
) -> BankLine:
    line = item.line
    return BankLine(
        id=ids.id_from_key(statement.account_id, f"bank-line:{item.fingerprint}"),
        union_id=statement.union_id,
        account_id=statement.account_id,
        statement=statement,
        fingerprint=item.fingerprint,
        day=line.day,
        value_day=line.value_day,
        amount=line.amount.amount,
        bank_code=line.bank_code,
        reference=line.reference,
        end_to_end=line.end_to_end,
        counterparty=line.counterparty,
        counterparty_iban=line.counterparty_iban,
        text=line.text,
        keep_until=keep_until,
    )


def _is_gap_before(one: _Fitting) -> bool:
    """Say whether the bank's amounts jump between what is here and this statement."""
    opening = one.statement.opening
    if opening is None:
        return False
    day = one.statement.first_day - timedelta(days=1)
    said = bank.bank_says(account=one.account.id, on=day)
    return said is not None and said.amount != opening.amount


def _steps(amount: Measure | None) -> int | None:
    return None if amount is None else amount.amount

"""The bank for programs: take statements in, match lines, write payments and books.

Whether bank and books agree is for everybody. The lines themselves carry other people's
names: they are for those who keep the purse.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import purse_bank_shapes as shapes
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.queries import bank, bank_checks, bank_suggestions
from commonweal.rooms.purse.services import (
    bank_books,
    bank_in,
    bank_mappings,
    bank_matching,
    bank_payments,
    bank_rules,
)
from commonweal.rooms.purse.translate import statements
from commonweal.rooms.purse.words import bank as words

router = Router(tags=["purse, bank"])


class LinesAsked(Schema):
    """Which bank lines are wanted, the latest first."""

    account: UUID | None = None
    is_waiting: bool | None = None
    from_day: date | None = None
    until: date | None = None
    after: UUID | None = None
    limit: int = Field(50, ge=1, le=paging.LARGEST_PAGE)


def keeper(request: HttpRequest) -> auth.Actor:
    """Return who asks; only those with a mandate for the purse read bank lines."""
    who = auth.actor(request)
    permissions.require_purse(by=who[0], union=who[1], at=who[2])
    return who


@router.get(
    "/purse/bank/check",
    response=list[shapes.CheckOut],
    operation_id="check_with_bank",
)
def check_with_bank(
    request: HttpRequest, on: date | None = None
) -> list[words.StatementCheck]:
    """Compare what the bank says with what the books say, account by account."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return list(bank_checks.statement_check(union=union, on=on or today))


@router.get(
    "/purse/bank/statements",
    response=paging.Page[shapes.StatementOut],
    operation_id="list_statements",
)
def list_statements(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the statements taken in, the latest days first."""
    _person, union, _at = keeper(request)
    listed = bank.list_statements(union=union)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post(
    "/purse/bank/statements",
    response={201: shapes.ImportedOut},
    operation_id="import_statements",
)
def import_statements(
    request: HttpRequest, said: Form[shapes.StatementIn], file: File[UploadedFile]
) -> Status[words.ImportedStatements]:
    """Take in a file of the bank, or refuse it with all its problems.

    The same file again changes nothing, so this needs no key.
    """
    by, union, at = auth.actor(request)
    taken = bank_in.import_statements(
        file=words.StatementFile(
            content=_content(file),
            filename=file.name or "",
            account=said.account,
            mapping=said.mapping,
            add_to_days_taken_in=said.add_to_days_taken_in,
        ),
        union=union,
        by=by,
        at=at,
    )
    return Status(201, taken)


@router.post(
    "/purse/bank/look",
    response=list[shapes.ReadOut],
    operation_id="look_at_statements",
)
def look_at_statements(
    request: HttpRequest, said: Form[shapes.LookIn], file: File[UploadedFile]
) -> list[words.Statement]:
    """Read a file of the bank without keeping anything of it."""
    _person, union, at = keeper(request)
    mapping = None
    if said.mapping is not None:
        mapping = bank.get_mapping(union=union, mapping=said.mapping).mapping
    found = statements.read_statements(
        _content(file),
        filename=file.name or "",
        mapping=mapping,
        today=people.local_day(union=union, at=at),
    )
    return list(found)


@router.post(
    "/purse/bank/glance", response=shapes.GlanceOut, operation_id="glance_at_csv"
)
def glance_at_csv(request: HttpRequest, file: File[UploadedFile]) -> words.CsvGlance:
    """Give the first rows of a CSV file and what its columns are taken for."""
    keeper(request)
    return bank_mappings.glance_at(_content(file), file.name or "")


@router.get(
    "/purse/bank/lines",
    response=paging.Page[shapes.BankLineOut],
    operation_id="list_bank_lines",
)
def list_bank_lines(
    request: HttpRequest, asked: Annotated[LinesAsked, Query(...)]
) -> dict[str, object]:
    """List bank lines, the latest first."""
    _person, union, _at = keeper(request)
    found = bank.list_bank_lines(union=union, **asked.dict())
    more = len(found) == asked.limit
    return {"items": found, "next": str(found[-1].id) if more else None}


@router.get(
    "/purse/bank/lines/{uuid:line}",
    response=shapes.BankLineOut,
    operation_id="get_bank_line",
)
def get_bank_line(request: HttpRequest, line: UUID) -> words.BankLineView:
    """Give one bank line."""
    _person, union, _at = keeper(request)
    return bank.get_bank_line(union=union, line=line)


@router.get(
    "/purse/bank/lines/{uuid:line}/suggestions",
    response=list[shapes.SuggestionOut],
    operation_id="list_suggestions",
)
def list_suggestions(request: HttpRequest, line: UUID) -> list[words.Suggestion]:
    """Say what a waiting line may be, the nearest entry first."""
    _person, union, _at = keeper(request)
    bank.get_bank_line(union=union, line=line)
    return list(bank_suggestions.suggestions(union=union, lines=(line,)))


@router.put(
    "/purse/bank/lines/{uuid:line}/entries",
    response=shapes.BankLineOut,
    operation_id="match_line",
)
def match_line(
    request: HttpRequest, line: UUID, body: shapes.MatchIn
) -> words.BankLineView:
    """Let a line stand for one entry, or for several that come to its amount."""
    by, union, at = auth.actor(request)
    return bank_matching.match_line(
        line=line, entries=body.entries, union=union, by=by, at=at
    )


@router.delete(
    "/purse/bank/lines/{uuid:line}/entries",
    response=shapes.BankLineOut,
    operation_id="unmatch_line",
)
def unmatch_line(request: HttpRequest, line: UUID) -> words.BankLineView:
    """Take a line and its entries apart; both stay."""
    by, union, at = auth.actor(request)
    return bank_matching.unmatch_line(line=line, union=union, by=by, at=at)


@router.post(
    "/purse/bank/book",
    response=list[shapes.BankLineOut],
    operation_id="book_lines",
)
def book_lines(
    request: HttpRequest, body: shapes.BookingsIn
) -> list[words.BankLineView]:
    """Make entries of waiting lines, all or none; those done before stay as they are."""
    by, union, at = auth.actor(request)
    bookings = [words.LineBooking(**one.dict()) for one in body.bookings]
    return list(bank_matching.book_lines(bookings=bookings, union=union, by=by, at=at))


@router.post(
    "/purse/bank/match", response=shapes.MatchedOut, operation_id="match_lines"
)
def match_lines(request: HttpRequest, body: shapes.MatchAllIn) -> words.MatchResult:
    """Match every waiting line that can mean only one thing."""
    by, union, at = auth.actor(request)
    return bank_matching.match_lines(union=union, account=body.account, by=by, at=at)


@router.get(
    "/purse/bank/rules", response=list[shapes.RuleOut], operation_id="list_bank_rules"
)
def list_bank_rules(request: HttpRequest) -> list[words.RuleView]:
    """List rules in the order they are tried."""
    _person, union, _at = keeper(request)
    return list(bank.list_rules(union=union))


@router.post(
    "/purse/bank/rules",
    response={201: shapes.RuleOut},
    operation_id="add_bank_rule",
)
def add_bank_rule(
    request: HttpRequest, body: shapes.RuleIn, key: base.IdempotencyKey
) -> Status[words.RuleView]:
    """Add a rule, tried after those that are there."""
    by, union, at = auth.actor(request)
    draft = words.RuleDraft(**body.dict())
    rule = bank_rules.add_rule(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, rule)


@router.put(
    "/purse/bank/rules/{uuid:rule}",
    response=shapes.RuleOut,
    operation_id="change_bank_rule",
)
def change_bank_rule(
    request: HttpRequest, rule: UUID, body: shapes.RuleIn
) -> words.RuleView:
    """Change a rule; what it has matched stays as it is."""
    by, union, at = auth.actor(request)
    draft = words.RuleDraft(**body.dict())
    return bank_rules.change_rule(rule=rule, draft=draft, union=union, by=by, at=at)


@router.post(
    "/purse/bank/rules/{uuid:rule}/first",
    response={204: None},
    operation_id="try_rule_first",
)
def try_rule_first(request: HttpRequest, rule: UUID) -> Status[None]:
    """Try a rule before all others."""
    by, union, at = auth.actor(request)
    bank_rules.try_rule_first(rule=rule, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/bank/rules/{uuid:rule}/retire",
    response={204: None},
    operation_id="retire_bank_rule",
)
def retire_bank_rule(request: HttpRequest, rule: UUID) -> Status[None]:
    """Try a rule no longer."""
    by, union, at = auth.actor(request)
    bank_rules.retire_rule(rule=rule, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/purse/bank/mappings",
    response=list[shapes.MappingOut],
    operation_id="list_mappings",
)
def list_mappings(request: HttpRequest) -> list[words.MappingView]:
    """List saved mappings of CSV files."""
    _person, union, _at = keeper(request)
    return list(bank.list_mappings(union=union))


@router.post(
    "/purse/bank/mappings",
    response={201: shapes.MappingOut},
    operation_id="save_mapping",
)
def save_mapping(
    request: HttpRequest, body: shapes.MappingIn, key: base.IdempotencyKey
) -> Status[words.MappingView]:
    """Save how a bank writes its tables; the same name again replaces it."""
    by, union, at = auth.actor(request)
    saved = bank_mappings.save_mapping(
        mapping=body.mapping(), account=body.account, union=union, by=by, key=key, at=at
    )
    return Status(201, saved)


@router.post(
    "/purse/bank/mappings/{uuid:mapping}/retire",
    response={204: None},
    operation_id="retire_mapping",
)
def retire_mapping(request: HttpRequest, mapping: UUID) -> Status[None]:
    """Offer a mapping no longer."""
    by, union, at = auth.actor(request)
    bank_mappings.retire_mapping(mapping=mapping, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/bank/payments",
    response=shapes.FileOut,
    operation_id="make_payment_file",
)
def make_payment_file(
    request: HttpRequest, body: shapes.PaymentListIn
) -> dict[str, str]:
    """Write a SEPA payment list (pain.001) to carry to the bank."""
    by, union, at = auth.actor(request)
    squared = bank_payments.payments_of_pockets(
        pockets=body.pockets, union=union, by=by, at=at
    )
    typed = tuple(one.payment() for one in body.payments)
    wanted = words.PaymentList(
        account=body.account, on=body.on, payments=(*squared, *typed)
    )
    made = bank_payments.make_payment_file(
        payments_of=wanted, union=union, by=by, at=at
    )
    return shapes.file_out(made)


@router.post(
    "/purse/bank/payment-code",
    response=shapes.FileOut,
    operation_id="make_payment_code",
)
def make_payment_code(request: HttpRequest, body: shapes.PaymentIn) -> dict[str, str]:
    """Draw a payment as a code (EPC-QR, SVG) that a phone's bank app reads."""
    by, union, at = auth.actor(request)
    drawn = bank_payments.payment_code(
        payment=body.payment(), union=union, by=by, at=at
    )
    return {"name": "payment.svg", "media_type": "image/svg+xml", "content": drawn}


@router.get(
    "/purse/books/{style}", response=shapes.FileOut, operation_id="get_books_as_text"
)
def get_books_as_text(
    request: HttpRequest, style: Literal["beancount", "hledger"]
) -> dict[str, str]:
    """Give the books as text for another program."""
    by, union, at = auth.actor(request)
    return shapes.file_out(
        bank_books.books_file(style=style, union=union, by=by, at=at)
    )


def _content(file: UploadedFile) -> bytes:
    """Read a file, one byte more than we take at most, so that the room refuses it."""
    content: bytes = file.read(words.STATEMENT_MAX_BYTES + 1)
    return content

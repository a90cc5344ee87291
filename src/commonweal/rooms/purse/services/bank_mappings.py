"""Deeds on mappings: how a bank writes its tables, saved once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf import ids
from commonweal.core.vf.problems import N_, NotFound, Problem, require
from commonweal.core.vf.units import CURRENCIES
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Account, SavedMapping
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.translate import mapping_guess, statements, values
from commonweal.rooms.purse.words.bank import MAPPED, CsvGlance, CsvMapping, MappingView

_NAME_LETTERS = 80
_MOST_MAPPINGS = 50

_NEEDS_NONE = N_("%(name)s needs no mapping. Take it in as it is.")
_NO_ACCOUNT = N_("This account is not among ours.")
_NAME_IT = N_("Give the mapping a name, such as that of the bank.")
_NAME_TOO_LONG = N_("A name has at most 80 letters. Shorten it.")
_NO_DAY_COLUMN = N_("Say which column holds the day of booking.")
_NO_AMOUNT_COLUMN = N_(
    "Say which column holds the amount, or which two hold what came in and went out."
)
_UNKNOWN_COLUMN = N_("We do not know what “%(what)s” is. Known are: %(known)s.")
_DECIMAL = N_("Choose a comma or a point before the cents.")
_DAYS = N_("Choose how the days are written: day first, year first or month first.")
_CURRENCY = N_("We do not know the currency “%(value)s”. Known are: %(known)s.")
_TOO_MANY_MAPPINGS = N_("There are %(n)s mappings. Retire one first.")


def glance_at(content: bytes, filename: str) -> CsvGlance:
    """Return the first rows of a CSV file and what we take its columns for."""
    kind = statements.kind_of(content, filename)
    if kind != "csv":
        raise values.not_a_file(_NEEDS_NONE, filename)
    return mapping_guess.glance(content, filename)


@deeds.deed
def save_mapping(  # noqa: PLR0913 - a deed, and what it is of
    *,
    mapping: CsvMapping,
    account: UUID | None = None,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> MappingView:
    """Save how a bank writes its tables, or change the mapping of the same name."""
    permissions.require_purse(by=by, union=union, at=at)
    wanted = ids.id_from_key(union, f"mapping:{key}")
    known = SavedMapping.objects.filter(id=wanted).first()
    if known is not None:
        return bank.mapping_view(known)
    require(_mapping_problems(mapping, union))
    ours = Account.objects.filter(union_id=union)
    if account is not None and not ours.filter(id=account).exists():
        raise NotFound(Problem("account", _NO_ACCOUNT))
    name = " ".join(mapping.name.split())
    SavedMapping.objects.filter(union_id=union, name__iexact=name).update(
        is_retired=True
    )
    columns = {
        what: said.strip() for what, said in mapping.columns.items() if said.strip()
    }
    row = SavedMapping.objects.create(
        id=wanted,
        union_id=union,
        name=name,
        account_id=account,
        columns=columns,
        decimal=mapping.decimal,
        days=mapping.days,
        out_words=[
            word.strip().casefold() for word in mapping.out_words if word.strip()
        ],
        currency=mapping.currency,
        saved_at=at,
    )
    return bank.mapping_view(row)


@deeds.deed
def retire_mapping(*, mapping: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Offer a mapping no longer."""
    permissions.require_purse(by=by, union=union, at=at)
    bank.get_mapping(union=union, mapping=mapping)
    SavedMapping.objects.filter(union_id=union, id=mapping).update(is_retired=True)


def _mapping_problems(mapping: CsvMapping, union: UUID) -> Iterator[Problem]:
    yield from _name_problems(mapping, union)
    yield from _column_problems(mapping)
    if mapping.decimal not in {",", "."}:
        yield Problem("decimal", _DECIMAL)
    if mapping.days not in {"dmy", "ymd", "mdy"}:
        yield Problem("days", _DAYS)
    if mapping.currency and mapping.currency not in CURRENCIES:
        said = {"value": values.short(mapping.currency), "known": ", ".join(CURRENCIES)}
        yield Problem("currency", _CURRENCY, said)


def _name_problems(mapping: CsvMapping, union: UUID) -> Iterator[Problem]:
    name = mapping.name.strip()
    if not name:
        yield Problem("name", _NAME_IT)
    if len(name) > _NAME_LETTERS:
        yield Problem("name", _NAME_TOO_LONG)
    n = SavedMapping.objects.filter(union_id=union, is_retired=False).count()
    if n >= _MOST_MAPPINGS:
        yield Problem("name", _TOO_MANY_MAPPINGS, {"n": n})


def _column_problems(mapping: CsvMapping) -> Iterator[Problem]:
    named = {what for what, said in mapping.columns.items() if said.strip()}
    for what in sorted(named - set(MAPPED)):
        said = {"what": values.short(what), "known": ", ".join(MAPPED)}
        yield Problem("columns", _UNKNOWN_COLUMN, said)
    if "day" not in named:
        yield Problem("day", _NO_DAY_COLUMN)
    if "amount" not in named and not named >= {"money_in", "money_out"}:
        yield Problem("amount", _NO_AMOUNT_COLUMN)

"""Deeds on rules: what a bank line that looks so is, told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Unit
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Account, Category, MatchRule, Purse
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.translate import money, values
from commonweal.rooms.purse.words.bank import RuleDraft, RuleView

MOST_RULES = 500
_LETTERS = 120
_FEWEST_LETTERS = 3

_NO_RULE = N_("This rule is not here, or no longer in use.")
_LOOKS_FOR_NOTHING = N_(
    "Say what the line looks like: a word in it, the other side's account, or an amount."
)
_TOO_SHORT = N_("Write at least three letters; fewer are in almost every line.")
_TOO_LONG = N_("At most 120 letters. Shorten it.")
_NOT_AN_IBAN = N_(
    "“%(value)s” is not an account number (IBAN): its check digits do not fit. Type it"
    " again."
)
_TURNED = N_("The smallest amount is larger than the largest. Turn them round.")
_CATEGORY_OR_ACCOUNT = N_(
    "Choose what the line is: a category, or another account of ours."
)
_NO_ACCOUNT = N_("This account is not among ours, or closed.")
_NO_CATEGORY = N_("This category is not in use.")
_NO_PURSE = N_("This purse is not there, or closed.")
_OTHER_CURRENCY = N_(
    "These two accounts have different currencies; an exchange is written by hand, with"
    " both amounts."
)
_TOO_MANY = N_("There are %(n)s rules. Retire one first.")


@deeds.deed
def add_rule(
    *, draft: RuleDraft, union: UUID, by: UUID, key: str, at: datetime
) -> RuleView:
    """Add a rule, tried after those that are there."""
    permissions.require_purse(by=by, union=union, at=at)
    wanted = ids.id_from_key(union, f"match_rule:{key}")
    known = MatchRule.objects.filter(id=wanted).first()
    if known is not None:
        return bank.rule_view(known)
    here = MatchRule.objects.filter(union_id=union)
    n_rules = here.filter(is_retired=False).count()
    if n_rules >= MOST_RULES:
        raise Refused(Problem("rule", _TOO_MANY, {"n": n_rules}))
    last = here.aggregate(last=Max("position"))["last"] or 0
    read = _read(draft, union)
    row = MatchRule(id=wanted, union_id=union, position=last + 1, made_at=at, **read)
    row.save(force_insert=True)
    return bank.rule_view(row)


@deeds.deed
def change_rule(
    *, rule: UUID, draft: RuleDraft, union: UUID, by: UUID, at: datetime
) -> RuleView:
    """Change a rule; what it has matched stays as it is."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _rule(union, rule)
    for name, value in _read(draft, union).items():
        setattr(row, name, value)
    row.save()
    return bank.rule_view(row)


@deeds.deed
def retire_rule(*, rule: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Try a rule no longer; what it has matched stays as it is."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _rule(union, rule)
    row.is_retired = True
    row.save(update_fields=["is_retired"])


@deeds.deed
def try_rule_first(*, rule: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Try a rule before all others."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _rule(union, rule)
    others = MatchRule.objects.filter(union_id=union).exclude(id=row.id)
    for position, other in enumerate(others.order_by("position", "id"), start=2):
        MatchRule.objects.filter(id=other.id).update(position=position)
    MatchRule.objects.filter(id=row.id).update(position=1)


def _rule(union: UUID, rule: UUID) -> MatchRule:
    row = MatchRule.objects.filter(union_id=union, id=rule, is_retired=False).first()
    if row is None:
        raise NotFound(Problem("rule", _NO_RULE))
    return row


@dataclass(slots=True)
class _Reader:
    """Reads a draft field by field; notes every problem."""

    draft: RuleDraft
    union: UUID
    problems: list[Problem] = field(default_factory=list)

    def unit(self) -> Unit:
        """Return the currency of the rule's account, or the union's."""
        for row in Account.objects.filter(union_id=self.union):
            if row.id == self.draft.account:
                return UNITS[row.currency]
        return UNITS[people.get_union(union=self.union).currency]

    def amount(self, text: str, name: str) -> int | None:
        """Read an amount, or nothing."""
        if not text.strip():
            return None
        try:
            read = money.read_money(text, usual=self.unit(), field=name)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None
        return read.amount

    def check(self) -> None:
        """Note what is wrong with the rows a draft names."""
        draft, union = self.draft, self.union
        accounts = {
            row.id: row
            for row in Account.objects.filter(union_id=union, is_closed=False)
        }
        for name in ("account", "moved_with"):
            if getattr(draft, name) not in {None, *accounts}:
                self.problems.append(Problem(name, _NO_ACCOUNT))
        here, there = (accounts.get(a) for a in (draft.account, draft.moved_with))  # type: ignore[arg-type]
        if here and there and here.currency != there.currency:
            self.problems.append(Problem("moved_with", _OTHER_CURRENCY))
        if (draft.category is None) == (draft.moved_with is None):
            self.problems.append(Problem("category", _CATEGORY_OR_ACCOUNT))
        usual = Category.objects.filter(
            union_id=union, is_retired=False, is_built_in=False
        )
        if draft.category and not usual.filter(id=draft.category).exists():
            self.problems.append(Problem("category", _NO_CATEGORY))
        purses = Purse.objects.filter(union_id=union, is_closed=False)
        if draft.purse and not purses.filter(id=draft.purse).exists():
            self.problems.append(Problem("purse", _NO_PURSE))


def _read(draft: RuleDraft, union: UUID) -> dict[str, object]:
    reader = _Reader(draft, union)
    reader.check()
    contains = " ".join(draft.contains.split())
    iban = values.account_number(draft.counterparty_iban)
    smallest = reader.amount(draft.smallest, "smallest")
    largest = reader.amount(draft.largest, "largest")
    problems = list(_looks(contains, iban))
    if not (contains or iban or draft.smallest.strip() or draft.largest.strip()):
        problems.append(Problem("contains", _LOOKS_FOR_NOTHING))
    if smallest is not None and largest is not None and smallest > largest:
        problems.append(Problem("smallest", _TURNED))
    require([*reader.problems, *problems])
    return {
        "contains": contains,
        "counterparty_iban": iban,
        "smallest": smallest,
        "largest": largest,
        "account_id": draft.account,
        "category_id": draft.category,
        "purse_id": draft.purse,
        "moved_with_id": draft.moved_with,
    }


def _looks(contains: str, iban: str) -> Iterator[Problem]:
    if contains and len(contains) < _FEWEST_LETTERS:
        yield Problem("contains", _TOO_SHORT)
    if len(contains) > _LETTERS:
        yield Problem("contains", _TOO_LONG)
    if iban and not values.is_iban(iban):
        said = {"value": values.short(iban)}
        yield Problem("counterparty_iban", _NOT_AN_IBAN, said)

"""The rows of the bank side: statements taken in, their lines, rules, mappings, matches.

All of it is private to the union: lines carry the names of other people. What a line
says of days and amounts is never changed, the database refuses it; names and texts are
blanked when their time is over.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.purse.models.books import Account, Category, Entry, Purse

FORMATS = ("camt053", "mt940", "ofx", "csv")
HOWS = ("rule", "suggestion", "hand", "made")


class BankStatement(models.Model):
    """A statement of one account, as the bank gave it. Only ever added."""

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", db_index=False
    )
    fingerprint = models.CharField(max_length=64)
    format = models.CharField(max_length=8)
    number = models.CharField(max_length=80, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    opening = models.BigIntegerField(null=True)
    closing = models.BigIntegerField(null=True)
    n_lines = models.PositiveIntegerField()
    taken_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "fingerprint"], name="a_statement_is_taken_in_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="a_statement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(format__in=FORMATS), name="a_statement_is_of_a_known_format"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "last_day"], name="statements_by_day"),
        ]


class BankLine(models.Model):
    """One booked line of an account. Its facts stay; names and texts are blanked.

    ``fingerprint`` is the same however often and in whichever statement the line comes,
    so that taking a file in twice changes nothing. ``amount`` is in smallest steps of
    the account's currency; what came in is above zero.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", db_index=False
    )
    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    fingerprint = models.CharField(max_length=64)
    day = models.DateField()
    value_day = models.DateField(null=True)
    amount = models.BigIntegerField()
    bank_code = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    end_to_end = models.CharField(max_length=80, blank=True)
    counterparty = models.CharField(max_length=140, blank=True)
    counterparty_iban = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=500, blank=True)
    keep_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "fingerprint"], name="a_bank_line_is_taken_in_once"
            ),
            models.CheckConstraint(
                condition=~Q(amount=0), name="a_bank_line_moves_an_amount"
            ),
        ]
        indexes = [
            models.Index(fields=["union_id", "day"], name="bank_lines_by_day"),
            models.Index(
                fields=["account", "day", "amount"], name="bank_lines_of_an_account"
            ),
            models.Index(
                fields=["keep_until"],
                name="bank_lines_to_blank",
                condition=Q(keep_until__isnull=False),
            ),
        ]


class LineMatch(models.Model):
    """A bank line and the entry that stands for it. Standing, or taken apart again.

    A line may stand for several entries that come to its amount; an entry has one line
    in each account it touches. ``how``: by rule, by suggestion, by hand, or made from
    the line.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="matches")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", db_index=False
    )
    how = models.CharField(max_length=12)
    matched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "account"],
                condition=Q(ended_at__isnull=True),
                name="an_entry_has_one_line_in_an_account",
            ),
            models.CheckConstraint(
                condition=Q(how__in=HOWS), name="a_match_is_made_in_a_known_way"
            ),
        ]


class MatchRule(models.Model):
    """Lines that look like this are entries like that. In use, or retired.

    ``smallest`` and ``largest`` are amounts in steps, without a sign. The line becomes
    an entry of the category, or moves money with another account of ours.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    position = models.PositiveIntegerField()
    contains = models.CharField(max_length=120, blank=True)
    counterparty_iban = models.CharField(max_length=40, blank=True)
    smallest = models.BigIntegerField(null=True)
    largest = models.BigIntegerField(null=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", db_index=False
    )
    purse = models.ForeignKey(
        Purse, models.PROTECT, null=True, related_name="+", db_index=False
    )
    moved_with = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_retired = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(contains="")
                | ~Q(counterparty_iban="")
                | Q(smallest__isnull=False)
                | Q(largest__isnull=False),
                name="a_rule_looks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False, moved_with__isnull=True)
                | Q(category__isnull=True, moved_with__isnull=False),
                name="a_rule_names_a_category_or_an_account_of_ours",
            ),
            models.CheckConstraint(
                condition=Q(smallest__isnull=True)
                | Q(largest__isnull=True)
                | Q(largest__gte=F("smallest")),
                name="a_rule_goes_from_small_to_large",
            ),
        ]


class SavedMapping(models.Model):
    """How a bank writes its tables, saved once. In use, or retired."""

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )
    columns = models.JSONField()
    decimal = models.CharField(max_length=1)
    days = models.CharField(max_length=3)
    out_words = models.JSONField()
    currency = models.CharField(max_length=3, blank=True)
    is_retired = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decimal__in=[",", "."]) & Q(days__in=["dmy", "ymd", "mdy"]),
                name="a_mapping_has_a_known_decimal_sign_and_order_of_days",
            ),
        ]

"""The rows of the books: accounts, purses, categories, entries, countings, pockets.

An entry's facts are never changed; the database refuses it. Names and notes can be
forgotten, because they stand beside the facts and not in the ledger.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class Books(models.Model):
    """How many entries a union has written: their numbers have no gaps.

    Writers of entries queue at this row.
    """

    union_id = models.UUIDField(primary_key=True)
    n_entries = models.PositiveBigIntegerField(default=0)


class Account(models.Model):
    """A real account: at a bank, a cash drawer, a prepaid card. Open, or closed."""

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    holder = models.CharField(max_length=80, blank=True)
    is_closed = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "union_id", Lower("name"), name="accounts_have_different_names"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["bank", "drawer", "card"]),
                name="an_account_is_at_a_bank_a_drawer_or_a_card",
            ),
        ]


class Purse(models.Model):
    """A part of our money kept apart. Open, or closed."""

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    is_closed = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "union_id", Lower("name"), name="purses_have_different_names"
            ),
            models.UniqueConstraint(
                fields=["union_id"],
                condition=Q(kind="everyday"),
                name="one_everyday_purse",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "everyday",
                        "capital",
                        "emergency",
                        "reinvestment",
                        "solidarity",
                        "earmarked",
                    ]
                ),
                name="a_purse_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="everyday", is_closed=True),
                name="the_everyday_purse_stays_open",
            ),
        ]


class Category(models.Model):
    """What money goes for or comes from. In use, or retired; entries keep it."""

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    direction = models.CharField(max_length=3)
    picture = models.CharField(max_length=12)
    code = models.CharField(max_length=16, blank=True)
    is_personal = models.BooleanField(default=False)
    is_built_in = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "union_id",
                "direction",
                Lower("name"),
                condition=Q(is_retired=False),
                name="categories_have_different_names",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["in", "out"]),
                name="a_category_is_for_in_or_out",
            ),
            models.CheckConstraint(
                condition=~Q(is_built_in=True, is_retired=True),
                name="built_in_categories_stay",
            ),
        ]


class Entry(models.Model):
    """One line of the books. Its facts stay; name and note can be forgotten.

    Ordinary entries have an amount above zero. A correction repeats the entry it takes
    back with the amount below zero; an ordinary entry that corrects stands instead.
    ``change`` is what it does to its account and purse (0 where there is none).
    ``event`` and ``second_event`` are the ledger's; only an exchange has two.
    ``decision`` is the number in the register that allowed a spend (E5).
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    day = models.DateField()
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    change = models.BigIntegerField()
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )
    purse = models.ForeignKey(
        Purse, models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_purse = models.ForeignKey(
        Purse, models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_currency = models.CharField(max_length=3, blank=True)
    to_amount = models.BigIntegerField(null=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", db_index=False
    )
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    event = models.UUIDField(unique=True)
    second_event = models.UUIDField(null=True)
    spend = models.UUIDField(null=True)
    commitment = models.UUIDField(null=True)
    decision = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    person_id = models.UUIDField(null=True)
    typed_by = models.UUIDField(null=True)
    keep_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "number"],
                name="entries_are_counted_without_doubles",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(kind="correction"),
                name="an_entry_is_taken_back_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", amount__lt=0, corrects__isnull=False)
                | (~Q(kind="correction") & Q(amount__gt=0)),
                name="an_entry_has_an_amount_above_zero_unless_it_takes_back",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True, change=0)
                | Q(account__isnull=False, change=F("amount"))
                | Q(account__isnull=False, change=-F("amount")),
                name="an_entry_changes_its_account_by_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True) | Q(purse__isnull=False),
                name="money_at_an_account_is_in_a_purse",
            ),
            models.CheckConstraint(
                condition=Q(
                    to_account__isnull=True,
                    to_purse__isnull=True,
                    to_amount__isnull=True,
                )
                | Q(
                    to_account__isnull=False,
                    to_purse__isnull=False,
                    to_amount__isnull=False,
                    category__isnull=True,
                ),
                name="moved_money_arrives_at_an_account_and_in_a_purse",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "taken",
                        "paid",
                        "came_in",
                        "moved",
                        "exchanged",
                        "from_pocket",
                        "squared",
                        "difference",
                        "opening",
                        "settlement",
                        "correction",
                    ]
                ),
                name="an_entry_is_of_a_known_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["union_id", "day", "number"], name="entries_by_day"),
            models.Index(
                fields=["union_id", "account", "purse", "day", "change"],
                name="entries_by_account",
            ),
            models.Index(
                fields=["union_id", "to_account", "to_purse", "day", "to_amount"],
                name="entries_by_to_account",
                condition=Q(to_account__isnull=False),
            ),
            models.Index(
                fields=["union_id", "category", "currency", "day", "amount"],
                name="entries_by_category",
            ),
            models.Index(
                fields=["union_id", "person_id"],
                name="entries_with_a_name",
                condition=Q(person_id__isnull=False),
            ),
        ]


class Counting(models.Model):
    """A drawer counted by one person and confirmed by another.

    States: counted (waits), confirmed (``confirmed_at``; ``entry`` if something
    differed), set aside (``set_aside_at``: counted anew). Who counted is forgotten.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    counted = models.BigIntegerField()
    written = models.BigIntegerField()
    counted_by = models.UUIDField(null=True)
    counted_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", db_index=False
    )
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(counted_by__isnull=True)
                | ~Q(confirmed_by=F("counted_by")),
                name="a_drawer_is_counted_by_two",
            ),
            models.CheckConstraint(
                condition=Q(counted__gte=0), name="a_drawer_holds_nothing_or_more"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(set_aside_at__isnull=True),
                name="a_counting_is_confirmed_or_set_aside_not_both",
            ),
        ]


class Pocket(models.Model):
    """Whose pocket an entry was paid from, until the purse has squared it.

    States: waiting (no ``squared``), squared. There is no amount here and no sum of a
    person: what waits is one amount of the union, in the ledger. The person and where
    to pay are forgotten once squared and kept long enough.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField(db_index=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    squared = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")
    person_id = models.UUIDField(null=True, db_index=True)
    iban = models.CharField(max_length=34, blank=True)
    name_on_account = models.CharField(max_length=70, blank=True)
    keep_until = models.DateField()

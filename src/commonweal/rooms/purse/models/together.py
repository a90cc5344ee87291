"""The rows of what we do together with money: announce, promise to give, repeat, leave."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Spend(models.Model):
    """A spend announced to all, because it is above the union's notice threshold.

    Waits until ``stands_from``; then it stands, unless a concern is open: then it waits
    for the talk. Ends when it is paid (``Entry.spend``), withdrawn, or said to be done.
    A spend that repeats stands for every period of what it belongs to. One that
    ``happened_anyway`` is told of afterwards and asks for nothing any more.
    ``decision`` is the one whose rule lets it stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    category_id = models.UUIDField(null=True)
    purse_id = models.UUIDField(null=True)
    what_for = models.CharField(max_length=120)
    day = models.DateField()
    repeats = models.BooleanField(default=False)
    happened_anyway = models.BooleanField(default=False)
    announced_by = models.UUIDField(null=True)
    typed_by = models.UUIDField(null=True)
    announced_on = models.DateField()
    stands_from = models.DateField()
    status = models.CharField(max_length=9, default="open")
    ended_on = models.DateField(null=True)
    decision = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "status"], name="spends_of_a_union")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="announced_spend_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "withdrawn", "done"]),
                name="announced_spend_is_open_withdrawn_or_done",
            ),
            models.CheckConstraint(
                condition=Q(stands_from__gte=F("announced_on")),
                name="announced_spend_stands_after_it_is_announced",
            ),
        ]


class Budget(models.Model):
    """What the union means to spend from one day to another.

    A draft until a decision approves it; closed when its time is over. Shifts move
    amounts between its lines, before and after.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    decision = models.PositiveIntegerField(null=True)
    approved_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "starts_on"], name="budgets_of_a_union")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="budget_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, approved_on__isnull=True)
                | Q(decision__gte=1, approved_on__isnull=False),
                name="approved_budget_names_its_decision_and_day",
            ),
        ]


class BudgetLine(models.Model):
    """One category of a budget: what cannot be avoided, what is kept back, what is free."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="lines")
    category_id = models.UUIDField()
    baseline = models.BigIntegerField(default=0)
    buffer = models.BigIntegerField(default=0)
    slack = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "category_id"], name="budget_has_one_line_a_category"
            ),
            models.CheckConstraint(
                condition=Q(baseline__gte=0) & Q(buffer__gte=0) & Q(slack__gte=0),
                name="budget_line_is_nothing_or_more",
            ),
        ]


class Shift(models.Model):
    """A proposal to move an amount from one line of a budget to another.

    Waits, stands and is withdrawn like an announced spend: silence lets it go.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="shifts")
    from_line = models.ForeignKey(
        BudgetLine, on_delete=models.CASCADE, related_name="shifts_out"
    )
    to_line = models.ForeignKey(
        BudgetLine, on_delete=models.CASCADE, related_name="shifts_in"
    )
    amount = models.BigIntegerField()
    what_for = models.CharField(max_length=120, blank=True)
    proposed_by = models.UUIDField(null=True)
    proposed_on = models.DateField()
    stands_from = models.DateField()
    status = models.CharField(max_length=9, default="open")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(from_line=F("to_line")),
                name="shift_moves_something_between_two_lines",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "withdrawn"]),
                name="shift_is_open_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(stands_from__gte=F("proposed_on")),
                name="shift_stands_after_it_is_proposed",
            ),
        ]


class Voice(models.Model):
    """Support for, or a concern about, an announced spend or a shift.

    A concern is open until what the talk came to is written down, or its raiser takes
    it back. Nobody else can put it away (I-17).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    spend = models.ForeignKey(
        Spend, on_delete=models.CASCADE, null=True, related_name="voices"
    )
    shift = models.ForeignKey(
        Shift, on_delete=models.CASCADE, null=True, related_name="voices"
    )
    kind = models.CharField(max_length=7)
    person_id = models.UUIDField(null=True)
    typed_by = models.UUIDField(null=True)
    words = models.CharField(max_length=200, blank=True)
    said_on = models.DateField()
    settled_on = models.DateField(null=True)
    came_to = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["support", "concern"]),
                name="voice_is_support_or_concern",
            ),
            models.CheckConstraint(
                condition=Q(spend__isnull=True, shift__isnull=False)
                | Q(spend__isnull=False, shift__isnull=True),
                name="voice_is_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["spend", "person_id"],
                condition=Q(settled_on__isnull=True),
                name="one_open_voice_per_person_and_spend",
            ),
            models.UniqueConstraint(
                fields=["shift", "person_id"],
                condition=Q(settled_on__isnull=True),
                name="one_open_voice_per_person_and_shift",
            ),
        ]


class PledgeRound(models.Model):
    """A contribution round: what is needed in all, and who could give what, unseen.

    Open until its last day; closed once, with the total and the colour that covers it;
    or withdrawn. ``if_not_covered`` was decided before anybody pledged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    needed = models.BigIntegerField()
    months = models.PositiveSmallIntegerField()
    n_people = models.PositiveIntegerField()
    if_not_covered = models.CharField(max_length=7)
    opened_on = models.DateField()
    closes_on = models.DateField()
    status = models.CharField(max_length=9, default="open")
    ended_on = models.DateField(null=True)
    colour = models.CharField(max_length=6, blank=True)
    total = models.BigIntegerField(null=True)
    n_pledges = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "status"], name="pledge_rounds_of_a_union")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed__gt=0)
                & Q(months__gte=1)
                & Q(months__lte=36)
                & Q(n_people__gte=1),
                name="pledge_round_needs_something_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "closed", "withdrawn"]),
                name="pledge_round_is_open_closed_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(if_not_covered__in=["again", "less", "reserve"]),
                name="pledge_round_says_what_if_it_is_not_covered",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", total__isnull=False)
                | ~Q(status="closed") & Q(total__isnull=True),
                name="closed_pledge_round_has_its_total",
            ),
            models.CheckConstraint(
                condition=Q(colour__in=["", "green", "yellow", "red"]),
                name="pledge_round_is_covered_by_a_colour_or_not",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")),
                name="pledge_round_closes_after_it_opens",
            ),
        ]


class Pledge(models.Model):
    """What one person could give a month: easily, with effort, at most. Read by nobody else.

    Forgotten so many days after the round has closed; the total stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        PledgeRound, on_delete=models.CASCADE, related_name="pledges"
    )
    person_id = models.UUIDField()
    typed_by = models.UUIDField(null=True)
    green = models.BigIntegerField()
    yellow = models.BigIntegerField()
    red = models.BigIntegerField()
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person_id"], name="one_pledge_per_person_and_round"
            ),
            models.CheckConstraint(
                condition=Q(green__gte=0)
                & Q(yellow__gte=F("green"))
                & Q(red__gte=F("yellow")),
                name="pledge_rises_from_green_to_red",
            ),
        ]


class Repeating(models.Model):
    """Something that comes in or goes out again and again, until its last day.

    Every period that is due becomes one entry, once. Paused: periods that fall due
    meanwhile are left out for good. Ended: nothing comes any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=80)
    direction = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    category_id = models.UUIDField()
    account_id = models.UUIDField()
    purse_id = models.UUIDField(null=True)
    every = models.CharField(max_length=7)
    starts_on = models.DateField()
    ends_on = models.DateField()
    spend = models.ForeignKey(Spend, on_delete=models.PROTECT, null=True)
    paused_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "ends_on"], name="repeating_of_a_union")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=["in", "out"]),
                name="repeating_comes_in_or_goes_out",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="repeating_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(every__in=["week", "month", "quarter", "year"]),
                name="repeating_has_a_known_period",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="repeating_ends_after_it_starts",
            ),
        ]


class Period(models.Model):
    """A period of something repeating that is dealt with: noted once, or left out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    repeating = models.ForeignKey(
        Repeating, on_delete=models.CASCADE, related_name="periods"
    )
    due = models.DateField()
    entry_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["repeating", "due"], name="a_period_is_dealt_with_once"
            ),
        ]

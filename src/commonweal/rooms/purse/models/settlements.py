"""The rows of leaving: settlements agreed by two, and what was paid of them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Settlement(models.Model):
    """What somebody who leaves takes with them, agreed by two: the leaver and the purse.

    Asked for, agreed when both have said yes to the same amount, paid when as much has
    been paid. It outlives the person: who holds its code speaks for the leaver.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    code_hash = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    computed = models.BigIntegerField()
    amount = models.BigIntegerField()
    leaver_agreed_on = models.DateField(null=True)
    purse_agreed_on = models.DateField(null=True)
    purse_person_id = models.UUIDField(null=True)
    asked_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "asked_on"], name="settlements_of_a_union")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "code_hash"], name="settlement_has_its_own_code"
            ),
            models.CheckConstraint(
                condition=Q(computed__gte=0) & Q(amount__gte=0),
                name="settlement_is_nothing_or_more",
            ),
        ]


class SettlementPayment(models.Model):
    """Part of a settlement that was paid, as an entry of the books."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    settlement = models.ForeignKey(
        Settlement, on_delete=models.CASCADE, related_name="payments"
    )
    entry_id = models.UUIDField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="settlement_payment_is_of_something"
            ),
        ]

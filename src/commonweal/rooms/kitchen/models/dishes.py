"""Dishes, and what the kitchen knows of each kind of food. Nothing about people."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Dish(models.Model):
    """A dish for so many people. Retired dishes stay, because menus of the past name them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=80)
    serves = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField(null=True)
    steps = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    codes = models.JSONField(default=list)  # besides what its lines hold
    recipe = models.UUIDField(null=True)  # the ledger's recipe it was taken from
    makes = models.UUIDField(null=True)  # the kind that leftovers of it are
    is_retired = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(serves__gt=0), name="dish_feeds_somebody"
            ),
            models.UniqueConstraint(
                fields=["union_id", "name"],
                condition=Q(is_retired=False),
                name="one_dish_of_a_name",
            ),
        ]


class DishLine(models.Model):
    """So much of a kind in a dish; no amount means "to taste"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dish = models.ForeignKey(Dish, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    kind = models.UUIDField()
    amount = models.BigIntegerField(null=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="dish_takes_more_than_nothing",
            ),
            models.UniqueConstraint(
                fields=["dish", "place"], name="one_line_at_a_place_of_a_dish"
            ),
        ]


class ShopSection(models.Model):
    """A section of our shop, in the order we walk through it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "name"], name="one_section_of_a_name"
            ),
        ]


class Card(models.Model):
    """What the kitchen knows of a kind: section, least on hand, what is in it.

    ``codes`` null: nobody has said yet, so no dish with it is called safe.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    kind = models.UUIDField()
    section = models.ForeignKey(ShopSection, models.SET_NULL, null=True)
    least = models.BigIntegerField(null=True)
    codes = models.JSONField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "kind"], name="one_card_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(least__gt=0),
                name="least_is_more_than_nothing",
            ),
        ]

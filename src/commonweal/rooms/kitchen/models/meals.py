"""Meals, their dishes, their turns and their shopping. Nothing about people."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from commonweal.rooms.kitchen.models.dishes import Dish


class Meal(models.Model):
    """A meal of the union.

    Planned; then cooked (its process in the ledger says what was used) or called off.
    Both stay so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    day = models.DateField()
    time = models.CharField(max_length=10)
    name = models.CharField(max_length=80, blank=True)
    serves_at = models.TimeField()
    closes_at = models.DateTimeField()
    place = models.UUIDField(null=True)
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, default="planned")
    process = models.UUIDField(null=True)
    plates = models.PositiveIntegerField(null=True)  # in hundredths, when cooked

    class Meta:
        indexes = [models.Index(fields=["union_id", "day"], name="meals_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "cooked", "called_off"]),
                name="meal_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(time__in=["breakfast", "lunch", "supper", "other"]),
                name="meal_has_a_known_time",
            ),
            models.UniqueConstraint(
                fields=["union_id", "day", "time"],
                condition=~Q(status="called_off") & ~Q(time="other"),
                name="one_meal_at_a_time",
            ),
        ]


class MealDish(models.Model):
    """A dish on a meal's table; ``instead_of`` another for those it is not safe for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meal = models.ForeignKey(Meal, models.CASCADE, related_name="dishes")
    dish = models.ForeignKey(Dish, models.PROTECT)
    place = models.PositiveSmallIntegerField()
    instead_of = models.ForeignKey("self", models.CASCADE, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meal", "dish"], name="a_dish_is_on_a_table_once"
            ),
        ]


class MealLeftover(models.Model):
    """Leftovers that go on to a meal; so many plates fewer are cooked of its first dish."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meal = models.ForeignKey(Meal, models.CASCADE, related_name="leftovers")
    resource = models.UUIDField()
    kind = models.UUIDField()
    amount = models.BigIntegerField()
    feeds = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meal", "resource"], name="leftovers_are_on_a_table_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="leftovers_are_more_than_nothing"
            ),
        ]


class Turn(models.Model):
    """An open task of a meal: so many pairs of hands for cooking, serving, washing up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meal = models.ForeignKey(Meal, models.CASCADE, related_name="turns")
    task = models.CharField(max_length=12)
    places = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meal", "task"], name="one_turn_of_a_task_at_a_meal"
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0), name="a_turn_asks_for_somebody"
            ),
        ]


class ShoppingPromise(models.Model):
    """Which commitment in the ledger stands for what a meal needs bought.

    Without a meal it fills the store up to its least. Replaced when the list changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    meal = models.ForeignKey(Meal, models.CASCADE, null=True)
    kind = models.UUIDField()
    amount = models.BigIntegerField()
    due = models.DateField()
    commitment = models.UUIDField()
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], name="one_line_of_shopping_per_promise"
            ),
        ]

"""The rows of the kitchen."""

from __future__ import annotations

from commonweal.rooms.kitchen.models.dishes import Card, Dish, DishLine, ShopSection
from commonweal.rooms.kitchen.models.meals import (
    Meal,
    MealDish,
    MealLeftover,
    ShoppingPromise,
    Turn,
)
from commonweal.rooms.kitchen.models.people import (
    Answer,
    Guests,
    SafeFoods,
    TurnTaken,
    Usual,
)

__all__ = [
    "Answer",
    "Card",
    "Dish",
    "DishLine",
    "Guests",
    "Meal",
    "MealDish",
    "MealLeftover",
    "SafeFoods",
    "ShopSection",
    "ShoppingPromise",
    "Turn",
    "TurnTaken",
    "Usual",
]

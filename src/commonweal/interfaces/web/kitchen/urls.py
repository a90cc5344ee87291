"""Addresses of the kitchen."""

from __future__ import annotations

from django.urls import URLPattern, path

from commonweal.interfaces.web.kitchen import (
    contents,
    cooking,
    dishes,
    foods,
    meals,
    menus,
    mine,
    paper,
    plate,
    shopping,
)

app_name = "kitchen"

_EATING: list[URLPattern] = [
    path("table/", mine.home, name="home"),
    path("table/mine/", plate.plate, name="mine"),
    path("table/for/", plate.others, name="others"),
    path("table/for/<uuid:person>/", plate.plate, name="plate_of"),
    path("table/<uuid:meal>/sign/", mine.sign, name="sign"),
    path("table/<uuid:meal>/guests/", mine.guests, name="guests"),
    path(
        "table/<uuid:meal>/guests/<uuid:guest>/away/", mine.no_guests, name="no_guests"
    ),
    path("table/paper/", paper.paper, name="paper"),
    path("table/paper/type/", paper.type_back, name="type_back"),
]
_MEALS: list[URLPattern] = [
    path("table/week/", menus.week, name="week"),
    path("table/week/repeat/", menus.repeat, name="repeat"),
    path("table/new/", menus.new_meal, name="new_meal"),
    path("table/<uuid:meal>/", meals.meal, name="meal"),
    path("table/<uuid:meal>/change/", menus.change_meal, name="change_meal"),
    path("table/<uuid:meal>/off/", menus.call_off, name="call_off"),
    path("table/<uuid:meal>/sheet/", meals.sheet, name="sheet"),
    path("table/<uuid:meal>/cook/", cooking.cook, name="cook"),
    path("table/<uuid:meal>/typed/", meals.typed, name="typed"),
    path("table/<uuid:meal>/leftovers/", meals.serve_leftovers, name="serve_leftovers"),
    path("table/<uuid:meal>/turns/", meals.set_turns, name="set_turns"),
    path(
        "table/<uuid:meal>/turns/<uuid:turn>/take/", meals.take_turn, name="take_turn"
    ),
    path(
        "table/<uuid:meal>/turns/<uuid:turn>/leave/",
        meals.leave_turn,
        name="leave_turn",
    ),
    path(
        "table/<uuid:meal>/dishes/<uuid:meal_dish>/instead/",
        meals.instead,
        name="instead",
    ),
    path(
        "table/<uuid:meal>/dishes/<uuid:meal_dish>/off/",
        meals.take_off,
        name="take_off",
    ),
]
_DISHES: list[URLPattern] = [
    path("table/dishes/", dishes.dishes, name="dishes"),
    path("table/dishes/new/", dishes.new, name="new_dish"),
    path("table/dishes/take-in/", dishes.take_in, name="take_in"),
    path("table/dishes/from-recipe/", dishes.from_recipe, name="from_recipe"),
    path("table/dishes/<uuid:dish>/", dishes.dish, name="dish"),
    path("table/dishes/<uuid:dish>/change/", dishes.change, name="change_dish"),
    path("table/dishes/<uuid:dish>/retire/", dishes.retire, name="retire_dish"),
    path("table/foods/", foods.foods, name="foods"),
    path("table/foods/<uuid:kind>/", foods.food, name="food"),
    path("table/contents/", contents.contents, name="nutrition"),
]
_SHOPPING: list[URLPattern] = [
    path("table/shopping/", shopping.shopping, name="shopping"),
    path("table/shopping/keep/", shopping.keep, name="keep_shopping"),
    path("table/shopping/put-away/", shopping.put_away, name="put_away"),
    path("table/shopping/order/", shopping.order, name="shop_order"),
    path("table/count/", shopping.count, name="count"),
]
urlpatterns = [*_EATING, *_MEALS, *_DISHES, *_SHOPPING]

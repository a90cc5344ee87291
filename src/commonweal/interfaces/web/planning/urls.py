"""Addresses of stores, recipes, plans and effort."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.planning import (
    counting,
    effort,
    happened,
    kinds,
    limits,
    packs,
    plans,
    recipes,
    stores,
    tables,
)

app_name = "planning"
urlpatterns = [
    path("stores/", stores.stores, name="stores"),
    path("stores/add/", stores.add, name="add_stock"),
    path("stores/count/", counting.count_all, name="count_all"),
    path("stores/places/", stores.places, name="places"),
    path("stores/<uuid:resource>/", stores.store, name="store"),
    path("stores/<uuid:resource>/count/", stores.count, name="count_stock"),
    path("stores/<uuid:resource>/write-off/", stores.write_off, name="write_off"),
    path("stores/kinds/", kinds.kinds, name="kinds"),
    path("stores/kinds/new/", kinds.new, name="new_kind"),
    path("stores/kinds/<uuid:kind>/", kinds.change, name="kind"),
    path("stores/recipes/", recipes.recipes, name="recipes"),
    path("stores/recipes/new/", recipes.new, name="new_recipe"),
    path("stores/recipes/<uuid:recipe>/", recipes.show, name="recipe"),
    path("stores/recipes/<uuid:recipe>/retire/", recipes.retire, name="retire_recipe"),
    path("stores/land/", limits.capacities, name="capacities"),
    path(
        "stores/land/<uuid:capacity>/retire/",
        limits.retire_capacity,
        name="retire_capacity",
    ),
    path("stores/outside/", limits.purchases, name="purchases"),
    path(
        "stores/outside/<uuid:option>/retire/",
        limits.retire_purchase,
        name="retire_purchase",
    ),
    path("stores/tables/<str:what>/", tables.take_in, name="take_in"),
    path("stores/tables/<str:what>/empty/", tables.empty, name="empty_sheet"),
    path("stores/packs/", packs.packs, name="packs"),
    path("effort/", effort.effort, name="effort"),
    path("effort/less/", effort.less, name="less"),
    path("effort/all/", effort.all_again, name="all_again"),
    path("effort/<uuid:offer>/withdraw/", effort.withdraw, name="withdraw_offer"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="new_plan"),
    path("plans/<uuid:run>/", plans.plan, name="plan"),
    path("plans/<uuid:run>/progress/", plans.progress, name="progress"),
    path("plans/<uuid:run>/stop/", plans.stop, name="stop"),
    path("plans/<uuid:run>/withdraw/", plans.withdraw, name="withdraw"),
    path("plans/<uuid:run>/yes/", plans.say_yes, name="say_yes"),
    path("plans/<uuid:run>/concern/", plans.concern, name="concern"),
    path("plans/<uuid:run>/take-back/", plans.take_back, name="take_back"),
    path("plans/<uuid:run>/happened/", happened.happened, name="happened"),
    path("plans/<uuid:run>/note/", happened.note, name="note_bought"),
    path("plans/<uuid:run>/note/<uuid:process>/", happened.note, name="note"),
    path("plans/<uuid:run>/accept/", plans.accept, name="accept"),
]

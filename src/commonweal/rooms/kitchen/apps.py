"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class KitchenConfig(AppConfig):
    """The kitchen app."""

    name = "commonweal.rooms.kitchen"
    label = "kitchen"
    default_auto_field = "django.db.models.BigAutoField"

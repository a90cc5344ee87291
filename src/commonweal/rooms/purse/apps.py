"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class PurseConfig(AppConfig):
    """The purse app."""

    name = "commonweal.rooms.purse"
    label = "purse"
    default_auto_field = "django.db.models.BigAutoField"

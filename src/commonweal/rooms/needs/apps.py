"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """The needs app."""

    name = "commonweal.rooms.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

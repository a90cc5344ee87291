"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class LivelihoodConfig(AppConfig):
    """The livelihood app."""

    name = "commonweal.rooms.livelihood"
    label = "livelihood"
    default_auto_field = "django.db.models.BigAutoField"

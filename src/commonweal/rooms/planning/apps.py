"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The planning app."""

    name = "commonweal.rooms.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

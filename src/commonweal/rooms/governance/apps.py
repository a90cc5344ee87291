"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The governance app."""

    name = "commonweal.rooms.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

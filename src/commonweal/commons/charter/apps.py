"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """The charter app."""

    name = "commonweal.commons.charter"
    label = "charter"
    default_auto_field = "django.db.models.BigAutoField"

"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices app."""

    name = "commonweal.commons.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

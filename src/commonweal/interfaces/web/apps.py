"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web app."""

    name = "commonweal.interfaces.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

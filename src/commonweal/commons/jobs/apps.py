"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The jobs app."""

    name = "commonweal.commons.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

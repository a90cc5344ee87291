"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people app."""

    name = "commonweal.commons.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

"""Tell Django about the app."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger app."""

    name = "commonweal.commons.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

"""Deeds of needs: state, change, withdraw, take in, share out, hand over, forget."""

from __future__ import annotations

from commonweal.rooms.needs.services.keeping import (
    Forgotten,
    expire_needs,
    forget_person,
)
from commonweal.rooms.needs.services.publishing import publish_totals
from commonweal.rooms.needs.services.stating import (
    Taken,
    accept_baseline,
    change_need,
    import_needs,
    preview_import,
    state_need,
    state_needs,
    state_written,
    withdraw_need,
)

__all__ = [
    "Forgotten",
    "Taken",
    "accept_baseline",
    "change_need",
    "expire_needs",
    "forget_person",
    "import_needs",
    "preview_import",
    "publish_totals",
    "state_need",
    "state_needs",
    "state_written",
    "withdraw_need",
]

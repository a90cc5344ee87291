"""Deeds of needs: state, change, withdraw, take in, share out, hand over, forget."""

from __future__ import annotations

from commonweal.rooms.needs.services.handing import (
    give_back,
    hand_over_circle,
    hand_over_people,
    hand_over_person,
    hand_over_round,
    hand_over_share,
    take_free,
)
from commonweal.rooms.needs.services.keeping import (
    Forgotten,
    expire_needs,
    forget_person,
)
from commonweal.rooms.needs.services.publishing import publish_totals
from commonweal.rooms.needs.services.rounds import (
    Asked,
    ask_in_round,
    close_round,
    open_round,
    rank_in_round,
    withdraw_round,
)
from commonweal.rooms.needs.services.sharing_out import share_out
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
    "Asked",
    "Forgotten",
    "Taken",
    "accept_baseline",
    "ask_in_round",
    "change_need",
    "close_round",
    "expire_needs",
    "forget_person",
    "give_back",
    "hand_over_circle",
    "hand_over_people",
    "hand_over_person",
    "hand_over_round",
    "hand_over_share",
    "import_needs",
    "open_round",
    "preview_import",
    "publish_totals",
    "rank_in_round",
    "share_out",
    "state_need",
    "state_needs",
    "state_written",
    "take_free",
    "withdraw_need",
    "withdraw_round",
]

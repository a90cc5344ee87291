"""Questions about needs and rounds. Frozen values only; a question changes nothing."""

from __future__ import annotations

from commonweal.rooms.needs.queries.baseline import Suggestion, suggest_needs
from commonweal.rooms.needs.queries.needs import (
    NeedView,
    export_own,
    get_my_need,
    list_my_needs,
    list_needed_kinds,
    view_of,
)
from commonweal.rooms.needs.queries.own import own_data
from commonweal.rooms.needs.queries.rounds import (
    LineView,
    Recomputed,
    RoundView,
    get_round,
    list_free_stock,
    list_my_ranking,
    list_my_requests,
    list_rounds,
    recompute,
)
from commonweal.rooms.needs.queries.shares import (
    Explanation,
    ShareView,
    explain_share,
    get_share,
    list_my_shares,
    list_shares,
)
from commonweal.rooms.needs.queries.totals import TotalView, list_totals

__all__ = [
    "Explanation",
    "LineView",
    "NeedView",
    "Recomputed",
    "RoundView",
    "ShareView",
    "Suggestion",
    "TotalView",
    "explain_share",
    "export_own",
    "get_my_need",
    "get_round",
    "get_share",
    "list_free_stock",
    "list_my_needs",
    "list_my_ranking",
    "list_my_requests",
    "list_my_shares",
    "list_needed_kinds",
    "list_rounds",
    "list_shares",
    "list_totals",
    "own_data",
    "recompute",
    "suggest_needs",
    "view_of",
]

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
from commonweal.rooms.needs.queries.totals import TotalView, list_totals

__all__ = [
    "NeedView",
    "Suggestion",
    "TotalView",
    "export_own",
    "get_my_need",
    "list_my_needs",
    "list_needed_kinds",
    "list_totals",
    "suggest_needs",
    "view_of",
]

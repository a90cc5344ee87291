"""How far something is that a worker counts: a plan, or the answer to a what-if."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.rooms.planning.queries.what_ifs import WhatIfView
from commonweal.rooms.planning.words import RunView


def show(request: HttpRequest, run: RunView | WhatIfView) -> HttpResponse:
    """Say how far it is; once it is ready, let the page be loaded anew."""
    response = render(request, "web/planning/progress.html", {"run": run})
    if not run.is_in_the_making:
        response["HX-Refresh"] = "true"
    return response

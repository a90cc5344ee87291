"""The first page of deciding: what awaits my answer, what is discussed, what was decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access


@require_safe
@access.signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Show in one look what is being decided."""
    return render(request, "web/governance/overview.html", {})

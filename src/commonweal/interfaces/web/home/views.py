"""The first page: signed out, what this is; signed in, what is on now."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page, or the union's home to an associate."""
    if getattr(request, "person", None) is None:
        return render(request, "web/home/front.html", {"is_demo": settings.DEMO})
    return render(request, "web/home/home.html")

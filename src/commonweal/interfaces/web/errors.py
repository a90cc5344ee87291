"""Pages for what went wrong: kind, plain, and with a next step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form is too old."""
    return HttpResponse("expired", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with the request."""
    return HttpResponse("bad request", status=400)


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say who may."""
    return HttpResponse("not yours", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here."""
    return HttpResponse("not found", status=404)


def broken_promise(request: HttpRequest) -> HttpResponse:
    """Say that we broke a promise, and that nothing was lost."""
    return HttpResponse("broken", status=500)

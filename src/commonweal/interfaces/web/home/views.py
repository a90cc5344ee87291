"""The first page: signed out, what this is; signed in, what is on now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access
from commonweal.interfaces.web.home import page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page, or the union's home to an associate."""
    asking = access.of(request)
    if asking.person is None or asking.union is None:
        return render(request, "web/home/front.html")
    home_page = page.compose(asking.person, asking.union, asking.at)
    return render(request, "web/home/home.html", {"page": home_page})

"""The pages, room by room. Each room writes its own full paths."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

#: Home last: its address is the shortest.
ROOMS = (
    "people",
    "needs",
    "planning",
    "purse",
    "kitchen",
    "governance",
    "offline",
    "lookback",
    "home",
)
WEB = "commonweal.interfaces.web"


def _room(name: str) -> list[URLPattern | URLResolver]:
    """Return a room's pages, or none where the room is not built."""
    urls = f"{WEB}.{name}.urls"
    return [path("", include(urls))] if find_spec(urls) else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="set_language"),
    *(
        _room("account")
        or [path("account/", include("allauth.urls"))]  # our pages, else the library's
    ),
    *(pages for room in ROOMS for pages in _room(room)),
]

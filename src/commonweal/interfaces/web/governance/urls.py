"""Addresses of deciding together: motions here; register, meetings, powers beside."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, path

from commonweal.interfaces.web.governance import overview

app_name = "governance"

#: Files beside this one, and the list of addresses each keeps.
BESIDE = (
    ("register_urls", "REGISTER"),
    ("meeting_urls", "MEETINGS"),
    ("power_urls", "POWERS"),
)
HERE = "commonweal.interfaces.web.governance"


def _beside(module: str, name: str) -> list[URLPattern]:
    """Return the addresses of a file beside this one."""
    full = f"{HERE}.{module}"
    if find_spec(full) is None:
        return []
    addresses: list[URLPattern] = getattr(import_module(full), name)
    return addresses


OVERVIEW = [
    path("decide/", overview.overview, name="home"),
]
urlpatterns = [
    *OVERVIEW,
    *(one for module, name in BESIDE for one in _beside(module, name)),
]

"""The app on a phone: its card, its service worker, what waits there."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access
from commonweal.interfaces.web.offline import daily, middleware

WORKER = "web/offline/sw.js"
NONE = "web/offline/none.html"
#: What every page loads, and is kept from the first visit on.
SHELL_FILES = (
    "web/commonweal.css",
    "web/offline.js",
    "web/mark.svg",
    "django_htmx/htmx-2.min.js",
)
PAPER_COLOUR = "#faf5ea"
ACT_COLOUR = "#2f5d3a"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker; its version changes with anything it keeps."""
    del request
    house = _house()
    source = loader.render_to_string(
        WORKER,
        {"house": mark_safe(json.dumps(house))},  # noqa: S308 - addresses of our own
    )
    return HttpResponse(
        source,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Give what a phone needs to put the app among its others."""
    del request
    language = translation.get_language() or settings.LANGUAGE_CODE
    card = {
        "id": get_script_prefix(),
        "name": _("Commonweal"),
        "short_name": _("Commonweal"),
        "description": _("What we need, planned together"),
        "lang": language,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": get_script_prefix(),
        "scope": get_script_prefix(),
        "display": "standalone",
        "background_color": PAPER_COLOUR,
        "theme_color": ACT_COLOUR,
        "icons": [
            _icon("web/mark.svg", "any", "image/svg+xml"),
            _icon("web/icon-192.png", "192x192", "image/png"),
            _icon("web/icon-512.png", "512x512", "image/png"),
            {
                **_icon("web/icon-full-512.png", "512x512", "image/png"),
                "purpose": "maskable",
            },
        ],
    }
    return JsonResponse(card, content_type="application/manifest+json")


@require_safe
@access.signed_in
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits on this device; the script fills it in."""
    return render(request, "web/offline/waiting.html")


@require_safe
def none(request: HttpRequest) -> HttpResponse:
    """Show that there is no network; without anybody's name, as it is kept for all."""
    del request
    return HttpResponse(loader.render_to_string(NONE))


@never_cache
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """Say who is here, and give a fresh token for what waited."""
    mark = middleware.mark_of(request)
    if mark == middleware.NOBODY:
        return JsonResponse({"whose": mark})
    asking = access.of(request)
    if asking.union is None:
        pages = daily.pages_of_kiosk()
    else:
        pages = daily.pages_for(union=asking.union.id, scopes=asking.scopes)
    return JsonResponse({"whose": mark, "token": get_token(request), "pages": pages})


def _house() -> dict[str, object]:
    house: dict[str, object] = {
        "files": settings.STATIC_URL,
        "none": reverse("offline:none"),
        "ticket": reverse("offline:ticket"),
        "leave": reverse("account_logout"),
        "shell": [reverse("offline:none"), *(static(one) for one in SHELL_FILES)],
        "daily": daily.KEPT,
        "whose": middleware.WHOSE,
        "replay": middleware.REPLAY,
        "warm": middleware.WARM,
    }
    source = loader.get_template(WORKER).template.source  # type: ignore[attr-defined]  # our engine is Django's
    told = json.dumps(house) + source
    return {**house, "version": hashlib.sha256(told.encode()).hexdigest()[:12]}


def _icon(name: str, sizes: str, kind: str) -> dict[str, str]:
    return {"src": static(name), "sizes": sizes, "type": kind}

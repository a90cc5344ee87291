"""The page that offers starter packs to a new union."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.rooms.planning import queries, services


@dataclass(frozen=True, slots=True)
class Offered:
    """A starter pack, as it is offered."""

    key: str
    name: str
    note: str
    n_kinds: int
    n_recipes: int


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def packs(request: HttpRequest) -> HttpResponse:
    """Offer starter packs; take one up."""
    person, union, at = access.who(request)
    language = get_language() or "en"
    page = "web/planning/packs.html"
    context = {
        "packs": [_offered(pack, language) for pack in _packs().values()],
        "has_kinds": bool(queries.list_kinds(union=union.id)),
    }
    if request.method != "POST":
        return render(request, page, context)
    pack = _packs().get(request.POST.get("pack", ""))
    if pack is None:
        raise Http404
    try:
        services.adopt_pack(union=union.id, pack=pack, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:stores")


@cache
def _packs() -> dict[str, dict[str, Any]]:
    """Read the packs that come with the software, once. The demo's own is not offered."""
    folder = files("commonweal.data") / "packs"
    found = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".json")
    ]
    return {pack["key"]: pack for pack in found if pack["key"] != "lentil-house"}


def _offered(pack: dict[str, Any], language: str) -> Offered:
    tongue = language[:2]
    return Offered(
        key=pack["key"],
        name=pack.get("names", {}).get(tongue, pack["name"]),
        note=pack.get("notes", {}).get(tongue, pack.get("note", "")),
        n_kinds=len(pack["kinds"]),
        n_recipes=len(pack["recipes"]),
    )

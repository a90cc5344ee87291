"""A page that lists what the API can do: no scripts, nothing from other hosts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.interfaces.api import base


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the list."""

    method: str
    path: str
    summary: str


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs to one room."""

    name: str
    operations: list[Operation]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List every operation by room."""
    by_room: defaultdict[str, list[Operation]] = defaultdict(list)
    for path, methods in base.api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            room = (operation.get("tags") or ["other"])[0]
            said = operation.get("description") or operation["summary"]
            by_room[room].append(Operation(method.upper(), path, said.split("\n")[0]))
    groups = [Group(room, by_room[room]) for room in sorted(by_room)]
    return render(request, "api/overview.html", {"groups": groups})

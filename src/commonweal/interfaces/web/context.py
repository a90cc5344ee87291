"""What every template may use: who asks, where, and whether this is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from commonweal.core.vf.problems import N_
from commonweal.interfaces.web import access
from commonweal.rooms.governance.queries import powers


@dataclass(frozen=True, slots=True)
class Guest:
    """A sign-in name of the demonstration, and who that is."""

    username: str
    who: str


@dataclass(frozen=True, slots=True)
class Demo:
    """The demonstration's union, its sign-in names and their one password."""

    union: str
    names: tuple[Guest, ...]
    password: str


DEMO = Demo(
    union="Lentil House",
    names=(
        Guest("ana", N_("Ana, steward of stores, plans and rounds")),
        Guest("ben", N_("Ben, an associate")),
        Guest("kofi", N_("Kofi, a key-holder")),
    ),
    password="one-cloak-for-all",  # noqa: S106 - shown to everybody, on purpose
)


def everywhere(request: HttpRequest) -> dict[str, object]:
    """Return what every page may use."""
    asking = access.of(request)
    return {
        "person": getattr(asking, "person", None),
        "union": getattr(asking, "union", None),
        "scopes": getattr(asking, "scopes", frozenset()),
        "demo": DEMO if settings.DEMO else None,
        "in_emergency": _in_emergency(asking),
    }


def _in_emergency(asking: access.Asking) -> tuple[object, ...]:
    """Return the emergency that holds now: every page says so."""
    union = getattr(asking, "union", None)
    if union is None:
        return ()
    return powers.list_in_force(union=union.id, at=asking.at)

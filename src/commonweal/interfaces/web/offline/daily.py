"""Which pages a phone keeps: those opened daily, and those fetched ahead."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from commonweal.rooms.needs import queries as needs

#: Kept when they were opened; a star stands for everything beneath. Nothing that holds
#: a code, a password or somebody's account is ever kept.
KEPT = (
    "/",
    "/offline/",
    "/paper/",
    "/needs/paper/*",
    "/rounds/*",
    "/stores/*",
    "/plans/*",
    "/purse/",
    "/purse/note/",
    "/purse/pocket/",
    "/purse/kiosk/",
    "/purse/list/*",
    "/purse/shopping/",
    "/purse/sheet/*",
    "/table/*",
)
FOR_ALL = ("home:home", "offline:waiting", "purse:note", "kitchen:home")


def pages_for(*, union: UUID, scopes: frozenset[str]) -> list[str]:
    """Return the pages to fetch ahead for a person who has opened the app."""
    pages = [reverse(name) for name in FOR_ALL]
    if "stores" in scopes:
        pages.append(reverse("planning:count_all"))
    if "rounds" in scopes:
        rounds = needs.list_rounds(union=union)
        newest = next((one.id for one in rounds if one.status == "shared"), None)
        pages += [reverse("needs:sheet", args=[newest])] if newest else []
    return pages


def pages_of_kiosk() -> list[str]:
    """Return the one page that a screen for all keeps."""
    return [reverse("purse:kiosk")]

"""What the tests of the register share."""

from __future__ import annotations

from commonweal.rooms.governance.services import register

DOGS = "1. Dogs are welcome in the garden.\n2. They stay out of the kitchen."


def enter(union, at, **more) -> int:
    """Enter an agreement about dogs, unless told otherwise."""
    usual = {
        "title": "Dogs",
        "text": DOGS,
        "kind": "agreement",
        "body": None,
        "tags": (),
        "decided_on": at.date(),
        "review_on": None,
    }
    return register.enter(union=union.id, at=at, **{**usual, **more})


def said(refused) -> list[tuple[str, str]]:
    """Return field and words of every problem."""
    return [(problem.field, str(problem)) for problem in refused.value.problems]

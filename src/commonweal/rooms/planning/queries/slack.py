"""How much slack a plan keeps, read back: what could be lost before anybody gets less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.rooms.planning.queries import shortages, views

HOURS = "hours"
MONEY = "money"
READY = "ready"
#: A smaller share is told as none.
SEEN = 0.01


def of(reader: shortages.Reader) -> views.SlackView:
    """Return the slack of a plan: what vital needs depend on most stands first."""
    kept = reader.outcome.get("slack", {})
    status = kept.get("status", "")
    if status != READY:
        waits = status == "waiting"
        return views.SlackView("waiting" if waits else "", is_complete=False, falls=())
    falls = sorted(
        _falls(reader, kept["falls"]),
        key=lambda fall: (
            round(fall.vital_share, 3),
            round(fall.share, 3),
            fall.kind,
            fall.name.casefold(),
        ),
    )
    return views.SlackView(READY, kept["is_complete"], tuple(falls))


def _falls(
    reader: shortages.Reader, lines: Iterable[Mapping[str, Any]]
) -> Iterable[views.FallView]:
    for line in lines:
        label = line["label"]
        name = "" if label is None else reader.name(label)
        yield views.FallView(line["kind"], name, line["share"], line["vital_share"])

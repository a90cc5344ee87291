"""What a plan makes, and what each task is for: where what it makes ends up."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.queries.reading import Reader

#: Smaller parts of what a task makes are said together.
_SEEN = 0.005
_GROUP = "group"


def made(reader: Reader) -> tuple[views.MadeView, ...]:
    """Return what is made, period by period, each with what it is for."""
    lines = sorted(
        reader.outcome["made"],
        key=lambda line: (line["period"], reader.name(line["recipe"])),
    )
    found = []
    for line in lines:
        parts: dict[str, list[views.Part]] = {
            action: [] for action in ("produce", "consume", "work", "use")
        }
        for flow in line["flows"]:
            parts[flow["action"]].append(reader.part(flow))
        found.append(
            views.MadeView(
                recipe=UUID(line["recipe"]),
                name=reader.name(line["recipe"]),
                place_name=reader.name(line["place"]) if line["place"] else "",
                period=line["period"],
                runs=line["runs"],
                outputs=tuple(parts["produce"]),
                inputs=tuple(parts["consume"]),
                effort=tuple(parts["work"]),
                uses=tuple(parts["use"]),
                purposes=_purposes(reader, line),
            )
        )
    return tuple(found)


def _purposes(reader: Reader, line: dict[str, object]) -> tuple[views.PurposeView, ...]:
    """Say where the main thing that is made ends up; small circles are put together."""
    recipe, place = line["recipe"], line["place"]
    label = f"{recipe}@{place}" if place else str(recipe)
    lines = [
        one
        for one in reader.outcome.get("purposes", ())
        if one["recipe"] in {label, recipe} and one["good"] == line.get("main")
    ]
    people = _people(reader, str(line.get("main")))
    shares: dict[tuple[str, str], float] = {}
    for one in lines:
        key = (one["kind"], one["label"])
        if one["kind"] == _GROUP and reader.is_small(people.get(one["label"], 0)):
            key = ("few", "")
        elif one["kind"] != _GROUP:
            key = (one["kind"], "")
        shares[key] = shares.get(key, 0.0) + one["share"]
    return tuple(
        views.PurposeView(kind, reader.name(label) if label else "", share)
        for (kind, label), share in sorted(shares.items(), key=_largest)
        if share >= _SEEN
    )


def _largest(line: tuple[tuple[str, str], float]) -> tuple[float, tuple[str, str]]:
    return -line[1], line[0]


def _people(reader: Reader, good: str) -> dict[str, int]:
    """Return for how many people each circle gets what this becomes, at most.

    A need of few people is not given away by the task that is for nobody else.
    """
    ends = _becomes(reader, good)
    found: dict[str, int] = {}
    for gift in reader.outcome.get("given", ()):
        if gift["kind"] in ends:
            group = gift["group"]
            found[group] = max(found.get(group, 0), gift["n_people"])
    return found


def _becomes(reader: Reader, good: str) -> set[str]:
    """Return the kinds that something becomes, through everything made of it."""
    onward: dict[str, set[str]] = {}
    for flow in reader.outcome.get("flows", ()):
        onward.setdefault(flow["source"], set()).add(flow["target"])
    found: set[str] = set()
    ahead = [good]
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += onward.get(node, ())
    return found


def of_kind(reader: Reader, kind: UUID) -> Iterable[views.MadeView]:
    """Return the tasks that make a kind of thing."""
    for line in made(reader):
        if any(part.kind == kind for part in line.outputs):
            yield line

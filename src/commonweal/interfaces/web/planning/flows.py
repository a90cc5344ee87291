"""A plan's flows as links of a picture: from stores, fields and shops to circles.

Only what is weighed is drawn, because bands of one picture need one measure, and only
food where there is any, because firewood would hide it; everything else stands in the
tables. Recipes are drawn as links from what goes in to what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import KG
from commonweal.interfaces.web import charts
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning.queries.views import FlowView

#: Things that are named in the picture; the smaller ones are put together.
NAMED = 14
_DIMENSIONS = frozenset({"mass"})

_Pair = tuple[str, str]


def links_of(flows: Sequence[FlowView]) -> list[charts.Link]:
    """Return the links to draw, the largest things by name."""
    weighed = [flow for flow in flows if flow.amount.unit.dimension in _DIMENSIONS]
    drawn = [flow for flow in weighed if flow.is_food] or weighed
    sums: dict[_Pair, int] = {}
    for source, target, amount in (*_ends(drawn), *_makings(drawn)):
        pair = (source, target)
        sums[pair] = sums.get(pair, 0) + amount
    named = _largest(drawn, sums)
    merged: dict[_Pair, int] = {}
    goods = {flow.good_name for flow in drawn}
    for (source, target), amount in sums.items():
        pair = (_called(source, named, goods), _called(target, named, goods))
        merged[pair] = merged.get(pair, 0) + amount
    return [
        charts.Link(source, target, float(amount), words.amount(_rounded(amount)))
        for (source, target), amount in merged.items()
        if source != target and amount > 0
    ]


def _ends(flows: Iterable[FlowView]) -> Iterator[tuple[str, str, int]]:
    sources = {
        "stock": _("in store"),
        "arrival": _("on its way"),
        "purchase": _("bought outside"),
    }
    targets = {"promise": _("promised before"), "kept": _("kept in store")}
    for flow in flows:
        amount = flow.amount.amount
        if flow.source_kind in sources:
            yield sources[flow.source_kind], flow.good_name, amount
        elif flow.target_kind == "group":
            yield flow.good_name, flow.target_name, amount
        elif flow.target_kind in targets:
            yield flow.good_name, targets[flow.target_kind], amount


def _makings(flows: Iterable[FlowView]) -> Iterator[tuple[str, str, int]]:
    """Share what goes into a recipe among what comes out of it, by weight."""
    into: dict[str, dict[str, int]] = {}
    out_of: dict[str, dict[str, int]] = {}
    for flow in flows:
        if flow.target_kind == "recipe":
            _add(into.setdefault(flow.target_name, {}), flow)
        elif flow.source_kind == "recipe":
            _add(out_of.setdefault(flow.source_name, {}), flow)
    for recipe, outputs in out_of.items():
        whole = sum(outputs.values())
        inputs = into.get(recipe, {})
        for made, amount in outputs.items():
            if not inputs:
                yield _("land and work"), made, amount
            for used, used_amount in inputs.items():
                yield used, made, used_amount * amount // max(1, whole)


def _add(sums: dict[str, int], flow: FlowView) -> None:
    sums[flow.good_name] = sums.get(flow.good_name, 0) + flow.amount.amount


def _largest(flows: Iterable[FlowView], sums: dict[_Pair, int]) -> set[str]:
    goods = {flow.good_name for flow in flows}
    through = dict.fromkeys(goods, 0)
    for (source, target), amount in sums.items():
        for name in (source, target):
            if name in through:
                through[name] += amount
    by_size = sorted(through, key=lambda name: (-through[name], name))
    return set(by_size[:NAMED])


def _called(name: str, named: set[str], goods: set[str]) -> str:
    return _("other things") if name in goods - named else name


def _rounded(steps: int) -> Measure:
    """Round to three figures: a picture is not a balance."""
    keep = 10 ** max(0, len(str(steps)) - 3)
    return Measure(round(steps / keep) * keep, KG)

"""Put the starter packs together: what each union starts with, out of our tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from commonweal.data import figures
from commonweal.data.packing import crafts, kinds, kitchen, land
from commonweal.data.packing.amounts import Json, Making, plain, written

FORMAT = "commonweal-pack/1"
SOURCES = (
    "Food contents: USDA National Nutrient Database SR28 (public domain).",
    "Yields, harvest months, hours, storage: figures/crops.csv, source in each row.",
    "Hours of kitchen, house and care: figures/labour.csv.",
    "Cloth, hours and wear of garments: figures/clothing.csv and figures/fibre.csv.",
    "Energy: figures/energy.csv. Compost, offcuts, wood: figures/closed_loop.csv.",
    "Footprint of what is bought: figures/co2e.csv (after Poore and Nemecek 2018).",
    "Prices, dishes, equipment, opening stock: our estimates; replace them by yours.",
)
#: Classes whose kinds every pack carries, because needs may name them.
ALWAYS = frozenset({"content", "clothing", "bedding", "supplement", "household"})


def all_keys() -> tuple[str, ...]:
    """Return the keys of all packs."""
    return tuple(row["key"] for row in figures.table("tables", "packs"))


def build(pack: str) -> Json:
    """Return one pack in the shape told in packs/SHAPE.md."""
    row = next(r for r in figures.table("tables", "packs") if r["key"] == pack)
    heads = Decimal(row["heads"])
    capacities, stock = _capacities(pack), _stock(pack, heads)
    purchases = _purchases(pack, heads)
    makings = _that_can_run(
        at_hand={str(line["kind"]) for line in (*stock, *purchases)},
        held={str(line["kind"]) for line in capacities},
    )
    used = {str(line["kind"]) for line in (*stock, *purchases, *capacities)}
    used = used.union(*(making.kinds() for making in makings))
    return {
        "format": FORMAT,
        "key": pack,
        "name": row["name"],
        "names": {"de": row["name_de"]},
        "note": row["note"],
        "notes": {"de": row["note_de"]},
        "sources": list(SOURCES),
        "kinds": [kinds.as_json(kind) for kind in _listed(used)],
        "places": _places(pack),
        "stock": stock,
        "capacities": capacities,
        "recipes": [making.as_json(kinds.units()) for making in makings],
        "purchases": purchases,
        "charter": {"planning.purchase_limit_per_week": row["purse"]},
    }


def _listed(used: set[str]) -> tuple[str, ...]:
    return tuple(
        kind
        for kind, row in kinds.rows().items()
        if kind in used or ALWAYS & set(row["classes"].split())
    )


def _that_can_run(at_hand: set[str], held: set[str]) -> tuple[Making, ...]:
    """Return the recipes whose inputs can be had and whose equipment is there."""
    left = [*kitchen.recipes(), *land.recipes(), *crafts.recipes()]
    left = [making for making in left if {u.kind for u in making.uses} <= held]
    got, running = set(at_hand), set[str]()
    for _round in left:
        for making in left:
            if making.key not in running and {i.kind for i in making.inputs} <= got:
                running.add(making.key)
                got |= {output.kind for output in making.outputs}
    return tuple(making for making in left if making.key in running)


def _in_pack(packs: str, pack: str) -> bool:
    return packs == "all" or pack in packs.split()


def _places(pack: str) -> list[Json]:
    return [
        {"key": row["key"], "name": row["name"], "names": {"de": row["name_de"]}}
        for row in figures.table("tables", "places")
        if _in_pack(row["packs"], pack)
    ]


def _capacities(pack: str) -> list[Json]:
    return [
        {**_measured(row, row[pack]), "per": row["per"]}
        for row in figures.table("tables", "capacities")
        if row[pack]
    ]


def _stock(pack: str, heads: Decimal) -> list[Json]:
    found: list[Json] = []
    for row in figures.table("tables", "stock"):
        amount = Decimal(row[pack] or Decimal(row["per_head"]) * heads)
        if not amount:
            continue
        line = _measured(row, amount)
        if pack == "urban-union-with-hub" and row["place"] == "store":
            line["place"] = "hub"
        if row["days"]:
            line["expires_in_days"] = int(row["days"])
        found.append(line)
    return found


def _purchases(pack: str, heads: Decimal) -> list[Json]:
    found: list[Json] = []
    for row in figures.table("tables", "purchases"):
        if not _in_pack(row["packs"], pack):
            continue
        footprint = row["co2e_kg"] or plain(
            figures.figure("co2e", row["co2e_id"], "kg_co2e_per_kg")
        )
        unit = kinds.units()[row["kind"]]
        most = Decimal(row["most_per_head_week"]) * heads
        found.append(
            {
                "kind": row["kind"],
                "price": row["price"],
                "footprint_kg_co2e": footprint,
                "most_per_week": written(most, unit),
            }
        )
    return found


def _measured(row: Mapping[str, str], amount: Decimal | str) -> Json:
    unit = kinds.units()[row["kind"]]
    return {
        "kind": row["kind"],
        "place": row["place"],
        "amount": written(amount, unit),
        "unit": unit,
    }

"""The deed that gives a new union its kinds, places, recipes, stock and limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter_queries
from commonweal.commons.charter import services as charter
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import flows, laws
from commonweal.core.vf.problems import N_, Problem, require
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.models import AdoptedPack, Capacity, PurchaseOption
from commonweal.rooms.planning.services import kinds, limits, recipes, stores
from commonweal.rooms.planning.translate import packs, written
from commonweal.rooms.planning.words import (
    CapacityDraft,
    FlowDraft,
    KindDraft,
    PurchaseDraft,
    RecipeDraft,
    StockDraft,
    UseDraft,
)

DECISION_TITLE = N_("Rules of the starter pack")


@dataclass(slots=True)
class _Adoption:
    """A pack on its way into a union: what each key stands for, and what to write."""

    pack: packs.Pack
    reading: written.Reading
    at: datetime
    kind_of: dict[str, UUID] = field(default_factory=dict)
    place_of: dict[str, UUID] = field(default_factory=dict)
    kinds: list[flows.SpecificationDraft] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    recipes: list[flows.RecipeDraft] = field(default_factory=list)
    stock: list[stores.StoreLine] = field(default_factory=list)
    rows: list[Capacity | PurchaseOption] = field(default_factory=list)

    def kind(self, name: str, key: str) -> UUID:
        """Return what a key stands for; refuse an unknown one, once."""
        if key not in self.kind_of:
            self.reading.refuse(errors.pack_key_unknown(name, key))
        return self.kind_of.get(key, written.NOWHERE)

    def place(self, name: str, key: str) -> UUID:
        """Return the place a key stands for."""
        if key not in self.place_of:
            self.reading.refuse(errors.pack_key_unknown(name, key))
        return self.place_of.get(key, written.NOWHERE)

    def ledger_key(self, what: str, key: str) -> str:
        """Return the ledger's key for something of this pack."""
        return f"{what}:pack:{self.pack.key}:{key}"


@deeds.deed
def adopt_pack(*, union: UUID, pack: object, by: UUID, at: datetime) -> str:
    """Take up a starter pack, all or nothing. Doing it twice changes nothing.

    Kinds and places that are here by name already are used as they are.
    """
    permissions.require_stores(by=by, union=union, at=at)
    language = people.get_union(union=union).language
    shaped = packs.pack_from(pack, language=language)
    if AdoptedPack.objects.filter(union_id=union, key=shaped.key).exists():
        return shaped.key
    require(shaped.problems)

    adoption = _Adoption(shaped, written.begin(union=union, at=at), at)
    _read(adoption)
    require([*adoption.reading.problems, *_charter_problems(adoption)])
    _write(adoption, by)
    AdoptedPack.objects.create(union_id=union, key=shaped.key, by=by, at=at)
    return shaped.key


def _read(adoption: _Adoption) -> None:
    _read_kinds(adoption)
    _read_places(adoption)
    readers = (
        ("recipes", _read_recipe),
        ("stock", _read_stock),
        ("capacities", _read_capacity),
        ("purchases", _read_purchase),
    )
    for name, read in readers:
        for number, row in enumerate(adoption.pack.rows[name], start=1):
            since = len(adoption.reading.problems)
            read(adoption, row, number)
            adoption.reading.in_row(number, since, table=name)


def _read_kinds(adoption: _Adoption) -> None:
    """Contents first, because other kinds hold them."""
    rows = list(enumerate(adoption.pack.rows["kinds"], start=1))
    for number, row in sorted(rows, key=lambda pair: not pair[1].get("is_content")):
        since = len(adoption.reading.problems)
        known = adoption.reading.kind_names.get(packs.text(row, "name").casefold())
        if known is not None:
            adoption.kind_of[packs.text(row, "key")] = known
            continue
        key = packs.text(row, "key")
        draft = kinds.kind_from(
            _kind(adoption, row),
            reading=adoption.reading,
            key=adoption.ledger_key("kind", key),
        )
        spec = kinds.as_known(draft)
        adoption.reading.know_kind(spec)
        adoption.kind_of[key] = spec.id
        adoption.kinds.append(draft)
        adoption.reading.in_row(number, since, table="kinds")


def _kind(adoption: _Adoption, row: packs.Row) -> KindDraft:
    classes = row.get("classified_as", [])
    return KindDraft(
        name=packs.text(row, "name"),
        unit=packs.text(row, "unit"),
        classified_as=tuple(map(str, classes)) if isinstance(classes, list) else (),
        is_content=bool(row.get("is_content")),
        contents={
            adoption.kind("contents", key): amount
            for key, amount in packs.contents(row).items()
        },
        survives_per_week=packs.text(row, "survives_per_week", "1"),
        note=packs.text(row, "note") or packs.text(row, "source"),
    )


def _read_places(adoption: _Adoption) -> None:
    for row in adoption.pack.rows["places"]:
        key, name = packs.text(row, "key"), packs.text(row, "name")
        known = adoption.reading.place_names.get(name.casefold())
        full_key = adoption.ledger_key("place", key)
        union = adoption.reading.union
        place = known or laws.id_of(union=union, what="place", key=full_key)
        adoption.place_of[key] = place
        if known is None:
            adoption.reading.know_place(
                flows.Place(id=place, union=union, name=adoption.reading.name(name))
            )
            adoption.places.append((name, full_key))


def _read_recipe(adoption: _Adoption, row: packs.Row, number: int) -> None:
    del number
    key = packs.text(row, "key")
    place = packs.text(row, "place")
    months = row.get("months", [])
    draft = RecipeDraft(
        name=packs.text(row, "name"),
        inputs=_flows(adoption, row, "inputs"),
        outputs=_flows(adoption, row, "outputs"),
        effort=_flows(adoption, row, "effort"),
        uses=tuple(
            UseDraft(
                kind=adoption.kind("uses", packs.text(line, "kind")),
                amount=packs.text(line, "amount"),
                unit=packs.text(line, "unit"),
                weeks=packs.whole(line, "weeks", 1),
            )
            for line in packs.lines(row, "uses")
        ),
        place=adoption.place("place", place) if place else None,
        months=tuple(m for m in months if isinstance(m, int))
        if isinstance(months, list)
        else (),
        toil=packs.text(row, "toil", "1"),
        footprint_kg_co2e=packs.text(row, "footprint_kg_co2e", "0"),
        is_whole=row.get("is_whole") is True,
    )
    adoption.recipes.append(
        recipes.recipe_from(
            draft,
            reading=adoption.reading,
            taken=(),
            key=adoption.ledger_key("recipe", key),
        )
    )


def _flows(adoption: _Adoption, row: packs.Row, name: str) -> tuple[FlowDraft, ...]:
    return tuple(
        FlowDraft(
            kind=adoption.kind(name, packs.text(line, "kind")),
            amount=packs.text(line, "amount"),
            unit=packs.text(line, "unit"),
            after_weeks=packs.whole(line, "after_weeks"),
        )
        for line in packs.lines(row, name)
    )


def _read_stock(adoption: _Adoption, row: packs.Row, number: int) -> None:
    del number
    days = row.get("expires_in_days")
    good_until = timedelta(days=days) if isinstance(days, int) else None
    draft = StockDraft(
        kind=adoption.kind("kind", packs.text(row, "kind")),
        place=adoption.place("place", packs.text(row, "place")),
        amount=packs.text(row, "amount"),
        unit=packs.text(row, "unit"),
        expires_on=None if good_until is None else adoption.reading.today + good_until,
    )
    line = stores.read_stock(draft, reading=adoption.reading)
    if line is not None:
        adoption.stock.append(line)


def _read_capacity(adoption: _Adoption, row: packs.Row, number: int) -> None:
    place = packs.text(row, "place")
    draft = CapacityDraft(
        kind=adoption.kind("kind", packs.text(row, "kind")),
        place=adoption.place("place", place) if place else None,
        amount=packs.text(row, "amount"),
        unit=packs.text(row, "unit"),
        per=packs.text(row, "per"),
    )
    key = adoption.ledger_key("capacity", str(number))
    found = limits.capacity_from(draft, reading=adoption.reading, key=key)
    if found is not None:
        adoption.rows.append(found)


def _read_purchase(adoption: _Adoption, row: packs.Row, number: int) -> None:
    draft = PurchaseDraft(
        kind=adoption.kind("kind", packs.text(row, "kind")),
        price=packs.text(row, "price"),
        footprint_kg_co2e=packs.text(row, "footprint_kg_co2e", "0"),
        most_per_week=packs.text(row, "most_per_week"),
    )
    key = adoption.ledger_key("purchase", str(number))
    found = limits.purchase_from(draft, reading=adoption.reading, key=key)
    if found is not None:
        adoption.rows.append(found)


def _charter_problems(adoption: _Adoption) -> list[Problem]:
    return [
        problem
        for key, value in adoption.pack.charter.items()
        for problem in charter.problems_with(
            union=adoption.reading.union,
            key=key,
            value=value,
            on=adoption.reading.today,
        )
    ]


def _write(adoption: _Adoption, by: UUID) -> None:
    at, union = adoption.at, adoption.reading.union
    for kind in adoption.kinds:
        ledger.add_specification(draft=kind, at=at)
    for name, key in adoption.places:
        ledger.add_place(union=union, name=name, key=key, at=at)
    here = {recipe.name for recipe in ledger_queries.list_recipes(union=union)}
    for recipe in adoption.recipes:
        if recipe.name not in here:
            ledger.add_recipe(draft=recipe, at=at)
    for number, line in enumerate(adoption.stock, start=1):
        key = adoption.ledger_key("stock", str(number))
        stores.raise_store(line, key=key, at=at)
    for row in adoption.rows:
        limits.keep(row, by=by, at=at)
    _set_rules(adoption, by)


def _set_rules(adoption: _Adoption, by: UUID) -> None:
    """Set the pack's rules where the union has not decided otherwise yet."""
    union, day = adoption.reading.union, adoption.reading.today
    in_force = {
        rule.key: rule for rule in charter_queries.list_rules(union=union, on=day)
    }
    undecided = {
        key: value
        for key, value in adoption.pack.charter.items()
        if in_force[key].decision <= 1
    }
    if not undecided:
        return
    number = charter.record_decision(
        union=union, title=f"{DECISION_TITLE}: {adoption.pack.name}", at=adoption.at
    )
    for key, value in undecided.items():
        charter.set_rule(
            union=union,
            key=key,
            value=value,
            from_day=day,
            decision=number,
            by=by,
            at=adoption.at,
        )

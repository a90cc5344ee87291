"""Questions about leaving: what the formula gives, and settlements without names.

Anybody can compute with numbers of their own from the first day on; nothing is kept of
them. Leaving waits for none of this (I-21).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Settlement
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

LIST_LIMIT = 200
_YEARS_MAX = 100
_CHILDREN_MAX = 20


def compute_exit(
    *, union: UUID, draft: together.ExitDraft, on: date
) -> together.ExitView:
    """Compute a settlement from the union's formula, for whoever wants to know.

    Base + each child's part ÷ those who care for them + each full year's part, up to the
    most years that count. Halves of the smallest step are given, not kept.
    """
    require(problems_with(draft))
    base = _money(union, "purse.exit_base", on)
    most_years = charter.whole(union=union, key="purse.exit_most_years", on=on)
    years = min(draft.full_years, most_years)
    per_child = _money(union, "purse.exit_per_child", on)
    carers = max(draft.carers, 1)
    children = -(-per_child.amount * draft.children // carers)
    for_children = Measure(children, per_child.unit)
    per_year = _money(union, "purse.exit_per_year", on)
    for_years = Measure(per_year.amount * years, per_year.unit)
    return together.ExitView(
        base=base,
        for_children=for_children,
        for_years=for_years,
        total=base + for_children + for_years,
        years_counted=years,
        most_years=most_years,
    )


def problems_with(draft: together.ExitDraft) -> list[Problem]:
    """Say what cannot be computed with."""
    problems = []
    if not 0 <= draft.full_years <= _YEARS_MAX:
        problems.append(Problem("full_years", says.YEARS_OUT_OF_RANGE))
    if not 0 <= draft.children <= _CHILDREN_MAX:
        problems.append(Problem("children", says.CHILDREN_OUT_OF_RANGE))
    if not 1 <= draft.carers <= _CHILDREN_MAX:
        problems.append(Problem("carers", says.CARERS_OUT_OF_RANGE))
    return problems


def list_settlements(
    *, union: UUID, person: UUID
) -> tuple[together.SettlementView, ...]:
    """List one's own settlements, newest first."""
    rows = Settlement.objects.filter(union_id=union, person_id=person)
    return _views(rows, person)


def list_all_settlements(
    *, union: UUID, person: UUID
) -> tuple[together.SettlementView, ...]:
    """List all settlements for those who keep the purse, newest first; no names."""
    return _views(Settlement.objects.filter(union_id=union), person)


def get_settlement(
    *, union: UUID, settlement: UUID, person: UUID
) -> together.SettlementView:
    """Return one settlement, or refuse."""
    for view in _views(
        Settlement.objects.filter(union_id=union, id=settlement), person
    ):
        return view
    raise NotFound(Problem("settlement", says.NO_SETTLEMENT))


def find_settlement(*, union: UUID, code: str) -> together.SettlementView:
    """Return the settlement that a leaver's code belongs to, or refuse."""
    code_hash = people.fingerprint(code)
    for view in _views(
        Settlement.objects.filter(union_id=union, code_hash=code_hash), None
    ):
        return view
    raise NotFound(Problem("code", says.NO_SUCH_CODE))


def paid_of(row: Settlement) -> int:
    """Return what has been paid of a settlement."""
    return sum(payment.amount for payment in row.payments.all())


def status_of(row: Settlement) -> together.SettlementStatus:
    """Say how a settlement is doing."""
    if row.withdrawn_on is not None:
        return "withdrawn"
    if row.leaver_agreed_on is None or row.purse_agreed_on is None:
        return "asked"
    return "paid" if paid_of(row) >= row.amount else "agreed"


def _views(
    rows: QuerySet[Settlement], person: UUID | None
) -> tuple[together.SettlementView, ...]:
    found = rows.prefetch_related("payments").order_by("-asked_on", "id")
    return tuple(_view(row, person) for row in found[:LIST_LIMIT])


def _view(row: Settlement, person: UUID | None) -> together.SettlementView:
    unit = UNITS[row.currency]
    paid = paid_of(row)
    return together.SettlementView(
        id=row.id,
        computed=Measure(row.computed, unit),
        amount=Measure(row.amount, unit),
        paid=Measure(paid, unit),
        left=Measure(max(row.amount - paid, 0), unit),
        leaver_agreed_on=row.leaver_agreed_on,
        purse_agreed_on=row.purse_agreed_on,
        asked_on=row.asked_on,
        status=status_of(row),
        is_mine=person is not None and row.person_id == person,
    )


def _money(union: UUID, key: str, on: date) -> Measure:
    amount = charter.rule(union=union, key=key, on=on)
    assert isinstance(amount, Measure)  # noqa: S101 - only our own mistake breaks it
    return amount

"""Questions about announced spends: how each is doing, and whether it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Category, Entry, Spend
from commonweal.rooms.purse.queries import voices
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

LIST_LIMIT = 500


def threshold(*, union: UUID, on: date) -> Measure:
    """Return the amount above which a spend is announced; the same for everybody (I-10)."""
    amount = charter.rule(union=union, key="purse.notice_threshold", on=on)
    assert isinstance(amount, Measure)  # noqa: S101 - only our own mistake breaks it
    return amount


def list_spends(
    *, union: UUID, person: UUID, on: date, with_ended: bool = False
) -> tuple[together.SpendView, ...]:
    """List announced spends, the next to stand first."""
    rows = Spend.objects.filter(union_id=union)
    if not with_ended:
        rows = rows.filter(status="open", happened_anyway=False)
    views = _views(rows.order_by("stands_from", "id")[:LIST_LIMIT], union, person, on)
    return tuple(v for v in views if with_ended or v.state != "done")


def get_spend(
    *, union: UUID, spend: UUID, person: UUID, on: date
) -> together.SpendView:
    """Return one announced spend, or refuse."""
    rows = Spend.objects.filter(union_id=union, id=spend)
    for view in _views(rows, union, person, on):
        return view
    raise NotFound(Problem("spend", says.NO_SPEND))


def problems_with_spend(
    *, union: UUID, spend: UUID, category: UUID | None, amount: Measure, on: date
) -> tuple[Problem, ...]:
    """Say why an amount cannot be spent under an announcement, if it cannot.

    An announcement for something repeating carries every period up to its amount;
    any other carries its amount once, in as many parts as it takes. Part of a deed:
    the announcement is locked, so that two parts at once do not exceed it.
    """
    row = (
        Spend.objects.select_for_update(of=("self",))
        .filter(union_id=union, id=spend)
        .first()
    )
    if row is None:
        return (Problem("spend", says.NO_SPEND),)
    state = state_on(row, on=on)
    problems = _problems_with_state(row, state)
    if row.currency != amount.unit.code:
        facts = {"currency": row.currency}
        return (*problems, Problem("amount", says.OTHER_MONEY, facts))
    if row.category_id is not None and category != row.category_id:
        name = Category.objects.filter(id=row.category_id).values_list("name").first()
        facts = {"category": name[0] if name else ""}
        problems.append(Problem("category", says.OTHER_CATEGORY, facts))
    left = row.amount if row.repeats else row.amount - spent_of([row.id])[row.id]
    if amount.amount > left and state != "done":
        rest = Measure(max(left, 0), amount.unit)
        problems.append(Problem("amount", says.MORE_THAN_ANNOUNCED, {"left": rest}))
    return tuple(problems)


def state_on(row: Spend, *, on: date, spent: int | None = None) -> together.State:
    """Say how an announced spend is doing on a day; ``spent`` where it is known."""
    if spent is None and not row.repeats:
        spent = spent_of([row.id])[row.id]
    used_up = not row.repeats and (spent or 0) >= row.amount
    return voices.state_of(
        status=row.status,
        stands_from=row.stands_from,
        in_talk=voices.is_in_talk(row.voices.all()),
        is_used_up=used_up or row.happened_anyway,
        on=on,
    )


def spent_of(spends: Iterable[UUID]) -> dict[UUID, int]:
    """Return what entries have spent of each announcement; what was taken back is not."""
    wanted = list(spends)
    sums = (
        Entry.objects.filter(spend__in=wanted)
        .order_by()
        .values("spend")
        .annotate(spent=Sum("amount"))
    )
    found = {line["spend"]: int(line["spent"]) for line in sums}
    return {spend: found.get(spend, 0) for spend in wanted}


def _problems_with_state(row: Spend, state: together.State) -> list[Problem]:
    if state == "waits":
        facts = {"day": row.stands_from.isoformat()}
        return [Problem("spend", says.NOT_YET, facts)]
    if state == "talk":
        return [Problem("spend", says.IN_TALK)]
    if state in {"done", "withdrawn"}:
        return [Problem("spend", says.IS_ENDED)]
    return []


def _views(
    rows: QuerySet[Spend], union: UUID, person: UUID, on: date
) -> list[together.SpendView]:
    found = list(rows.prefetch_related("voices"))
    spent = spent_of(row.id for row in found)
    categories = dict(Category.objects.filter(union_id=union).values_list("id", "name"))
    who = [row.announced_by for row in found] + [row.typed_by for row in found]
    who += [voice.person_id for row in found for voice in row.voices.all()]
    names = voices.names_of(union, who)
    return [
        _view(row, spent[row.id], person, on, names=names, categories=categories)
        for row in found
    ]


def _view(  # noqa: PLR0913 - a row, what is known beside it, who looks and when
    row: Spend,
    spent: int,
    person: UUID,
    on: date,
    *,
    names: Mapping[UUID, str],
    categories: Mapping[UUID, str],
) -> together.SpendView:
    unit = UNITS[row.currency]
    said = voices.heard(row.voices.all(), person=person, names=names)
    state = state_on(row, on=on, spent=spent)
    left = row.amount if row.repeats else max(row.amount - spent, 0)
    return together.SpendView(
        id=row.id,
        amount=Measure(row.amount, unit),
        spent=Measure(spent, unit),
        left=Measure(left, unit),
        category=row.category_id,
        category_name=categories.get(row.category_id, "") if row.category_id else "",
        purse=row.purse_id,
        what_for=row.what_for,
        day=row.day,
        repeats=row.repeats,
        happened_anyway=row.happened_anyway,
        announced_on=row.announced_on,
        stands_from=row.stands_from,
        state=state,
        n_support=said.n_support,
        concerns=said.concerns,
        my_voice=said.mine,
        is_mine=row.announced_by == person,
        who=names.get(row.announced_by, "") if row.announced_by else "",
        typed_by=names.get(row.typed_by, "") if row.typed_by else "",
    )

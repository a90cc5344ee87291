"""Questions about budgets: every category on one line, and what my input changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Sum

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import (
    Budget,
    BudgetLine,
    Category,
    Entry,
    Repeating,
    Shift,
    Spend,
)
from commonweal.rooms.purse.queries import (
    allowing,
    announced,
    repeats,
    shopping,
    voices,
)
from commonweal.rooms.purse.words import budget_parts, together
from commonweal.rooms.purse.words import together_refusals as says

LIST_LIMIT = 100


def list_budgets(*, union: UUID) -> tuple[together.BudgetName, ...]:
    """List budgets, newest first."""
    rows = Budget.objects.filter(union_id=union).order_by("-starts_on", "-made_at")
    return tuple(
        together.BudgetName(row.id, row.name, row.starts_on, row.ends_on, row.decision)
        for row in rows[:LIST_LIMIT]
    )


def get_budget(
    *, union: UUID, budget: UUID, person: UUID, on: date
) -> together.BudgetView:
    """Return a budget with its lines and shifts."""
    row = (
        Budget.objects.prefetch_related("lines", "shifts__voices")
        .filter(union_id=union, id=budget)
        .first()
    )
    if row is None:
        raise NotFound(Problem("budget", says.NO_BUDGET))
    return _Reckoning.of(row, on).view(person)


def planned(line: BudgetLine) -> int:
    """Return what a line plans before anything is shifted."""
    return line.baseline + line.buffer + line.slack


def shift_state(row: Shift, *, on: date) -> together.State:
    """Say how a shift is doing on a day."""
    return voices.state_of(
        status=row.status,
        stands_from=row.stands_from,
        in_talk=voices.is_in_talk(row.voices.all()),
        is_used_up=False,
        on=on,
    )


def shifted(shifts: Iterable[Shift], *, on: date) -> Counter[UUID]:
    """Return what standing shifts bring to each line, or take from it."""
    moved: Counter[UUID] = Counter()
    for row in shifts:
        if shift_state(row, on=on) == "stands":
            moved[row.from_line_id] -= row.amount
            moved[row.to_line_id] += row.amount
    return moved


@dataclass(slots=True)
class _Reckoning:
    """Everything a budget is reckoned from, read once."""

    row: Budget
    on: date
    unit: Unit
    categories: dict[UUID, Category]
    moved: Counter[UUID]
    spent: dict[UUID, int]
    decided: dict[str, charter.RuleView]
    committed: Counter[UUID] = field(default_factory=Counter)

    @classmethod
    def of(cls, row: Budget, on: date) -> _Reckoning:
        """Read what the budget needs."""
        categories = Category.objects.filter(union_id=row.union_id)
        return cls(
            row=row,
            on=on,
            unit=UNITS[row.currency],
            categories={category.id: category for category in categories},
            moved=shifted(row.shifts.all(), on=on),
            spent=_spent(row),
            decided=_decided(row, on),
            committed=_announced(row, on) + _repeating(row, on),
        )

    def view(self, person: UUID) -> together.BudgetView:
        """Return the budget as one person sees it."""
        lines = sorted(
            (self._line(line) for line in self.row.lines.all()),
            key=lambda line: (line.direction, line.category_name.casefold()),
        )
        coming_in = self._totals(line for line in lines if line.direction == "in")
        going_out = self._totals(line for line in lines if line.direction == "out")
        return together.BudgetView(
            id=self.row.id,
            name=self.row.name,
            starts_on=self.row.starts_on,
            ends_on=self.row.ends_on,
            currency=self.row.currency,
            decision=self.row.decision,
            approved_on=self.row.approved_on,
            lines=tuple(lines),
            coming_in=coming_in,
            going_out=going_out,
            unplanned=coming_in.approved - going_out.approved,
            n_to_buy=_n_to_buy(self.row),
            shifts=self._shifts(person),
            set_apart=self._set_apart(lines),
        )

    def _set_apart(
        self, lines: Iterable[together.BudgetLineView]
    ) -> tuple[budget_parts.SetApart, ...]:
        """List what decisions set apart that no line of this budget shows."""
        shown = {line.category_name.casefold() for line in lines}
        return tuple(
            budget_parts.SetApart(one.subject, one.value, one.decision, one.until)
            for one in self.decided.values()
            if isinstance(one.value, Measure) and one.subject.casefold() not in shown
        )

    def _base(self, line: BudgetLine, decided: charter.RuleView | None) -> int:
        """Return what a line has before shifts: as decided, else as planned."""
        value = None if decided is None else decided.value
        if isinstance(value, Measure) and value.unit == self.unit:
            return value.amount
        return planned(line)

    def _line(self, line: BudgetLine) -> together.BudgetLineView:
        category = self.categories.get(line.category_id)
        moved = self.moved[line.id]
        decided = self.decided.get(category.name.casefold()) if category else None
        approved = self._base(line, decided) + moved
        committed = self.committed[line.category_id]
        spent = self.spent.get(line.category_id, 0)
        return together.BudgetLineView(
            id=line.id,
            category=line.category_id,
            category_name=category.name if category else "",
            direction=category.direction if category else "out",
            baseline=self._money(line.baseline),
            buffer=self._money(line.buffer),
            slack=self._money(line.slack),
            shifted=self._money(moved),
            approved=self._money(approved),
            committed=self._money(committed),
            spent=self._money(spent),
            left=self._money(approved - committed - spent),
            decision=None if decided is None else decided.decision,
        )

    def _totals(
        self, lines: Iterable[together.BudgetLineView]
    ) -> budget_parts.BudgetTotals:
        sums: Counter[str] = Counter()
        for line in lines:
            for name in ("approved", "committed", "spent", "left"):
                sums[name] += getattr(line, name).amount
        return budget_parts.BudgetTotals(
            *(
                self._money(sums[name])
                for name in ("approved", "committed", "spent", "left")
            )
        )

    def _shifts(self, person: UUID) -> tuple[together.ShiftView, ...]:
        rows = sorted(self.row.shifts.all(), key=lambda row: (row.stands_from, row.id))
        who = [voice.person_id for row in rows for voice in row.voices.all()]
        names = voices.names_of(self.row.union_id, who)
        lines = {line.id: self._name(line) for line in self.row.lines.all()}
        return tuple(
            together.ShiftView(
                id=row.id,
                budget=self.row.id,
                from_line=row.from_line_id,
                from_name=lines[row.from_line_id],
                to_line=row.to_line_id,
                to_name=lines[row.to_line_id],
                amount=self._money(row.amount),
                what_for=row.what_for,
                proposed_on=row.proposed_on,
                stands_from=row.stands_from,
                state=shift_state(row, on=self.on),
                n_support=said.n_support,
                concerns=said.concerns,
                my_voice=said.mine,
                is_mine=row.proposed_by == person,
            )
            for row in rows
            for said in [voices.heard(row.voices.all(), person=person, names=names)]
        )

    def _name(self, line: BudgetLine) -> str:
        category = self.categories.get(line.category_id)
        return category.name if category else ""

    def _money(self, steps: int) -> Measure:
        return Measure(steps, self.unit)


def _spent(row: Budget) -> dict[UUID, int]:
    """Add up what entries of the days spent or brought, by category."""
    sums = (
        Entry.objects.filter(
            union_id=row.union_id,
            category__isnull=False,
            currency=row.currency,
            day__range=(row.starts_on, row.ends_on),
        )
        .order_by()
        .values("category")
        .annotate(spent=Sum("amount"))
    )
    return {line["category"]: int(line["spent"]) for line in sums}


def _decided(row: Budget, on: date) -> dict[str, charter.RuleView]:
    """Return what decisions set apart on a day of the budget, by name."""
    day = min(max(on, row.starts_on), row.ends_on)
    lines = charter.list_lines(union=row.union_id, key=allowing.BUDGET, on=day)
    return {line.subject.casefold(): line for line in lines}


def _n_to_buy(row: Budget) -> int:
    """Count what plans and meals ask to buy in the days of the budget."""
    lines = shopping.shopping_lines(union=row.union_id)
    return sum(
        line.due is None or row.starts_on <= line.due <= row.ends_on for line in lines
    )


def _announced(row: Budget, on: date) -> Counter[UUID]:
    """Add up what is left of announced spends that stand, by category."""
    spends = list(
        Spend.objects.prefetch_related("voices").filter(
            union_id=row.union_id,
            status="open",
            repeats=False,
            happened_anyway=False,
            category_id__isnull=False,
            currency=row.currency,
            day__range=(row.starts_on, row.ends_on),
        )
    )
    spent = announced.spent_of(spend.id for spend in spends)
    committed: Counter[UUID] = Counter()
    for spend in spends:
        gone = spent[spend.id]
        stands = announced.state_on(spend, on=on, spent=gone) == "stands"
        if stands and spend.category_id is not None:
            committed[spend.category_id] += max(spend.amount - gone, 0)
    return committed


def _repeating(row: Budget, on: date) -> Counter[UUID]:
    """Add up what will still repeat in the days of the budget, by category."""
    rows = (
        Repeating.objects.select_related("spend")
        .prefetch_related("periods", "spend__voices")
        .filter(
            union_id=row.union_id,
            currency=row.currency,
            ended_on__isnull=True,
            paused_on__isnull=True,
            starts_on__lte=row.ends_on,
            ends_on__gte=row.starts_on,
        )
    )
    committed: Counter[UUID] = Counter()
    for one in rows:
        if repeats.awaits_its_announcement(one, on=on):
            continue
        days = repeats.open_days(one, until=row.ends_on)
        n_days = sum(day >= row.starts_on for day in days)
        committed[one.category_id] += n_days * one.amount
    return committed

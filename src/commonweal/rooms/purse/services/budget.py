"""Deeds of the budget: make, change, approve by a decision; shift between its lines."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Budget, BudgetLine, Category, Shift
from commonweal.rooms.purse.queries import budgets
from commonweal.rooms.purse.services import _talking
from commonweal.rooms.purse.services._written import Reader
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

#: Numbers of decisions are counted one by one; this is more than any union's.
_DECISION_MAX = 1_000_000
LINES_MAX = 200


@deeds.deed
def make_budget(
    *, draft: together.BudgetDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Make a draft of a budget (scope purse)."""
    permissions.require_purse(by=by, union=union, at=at)
    budget = ids.id_from_key(union, f"make_budget:{key}")
    if Budget.objects.filter(id=budget).exists():
        return budget
    reader = Reader(union, currency=draft.currency)
    row = Budget(id=budget, union_id=union, made_at=at)
    lines = _read(reader, draft, row)
    require(reader.problems)
    row.save(force_insert=True)
    BudgetLine.objects.bulk_create(lines)
    return budget


@deeds.deed
def change_budget(
    *, budget: UUID, draft: together.BudgetDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Change a budget while it is a draft (scope purse). Shifts proposed so far stay."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _budget(union, budget)
    reader = Reader(union, currency=draft.currency or row.currency)
    if row.decision is not None:
        facts = {"decision": row.decision}
        raise Refused(Problem("", says.ALREADY_APPROVED, facts))
    kept = {line.category_id: line for line in row.lines.all()}
    lines = _read(reader, draft, row)
    wanted = {line.category_id for line in lines}
    reader.problems += _problems_with_dropping(row, set(kept) - wanted)
    require(reader.problems)
    row.save()
    row.lines.exclude(category_id__in=wanted).delete()
    BudgetLine.objects.bulk_create(
        [line for line in lines if line.category_id not in kept]
    )
    for line in lines:
        row.lines.filter(category_id=line.category_id).update(
            baseline=line.baseline, buffer=line.buffer, slack=line.slack
        )


@deeds.deed
def approve_budget(
    *, budget: UUID, decision: int, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down which decision approved the budget (scope purse)."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _budget(union, budget)
    if row.decision == decision:
        return
    if row.decision is not None:
        facts = {"decision": row.decision}
        raise Refused(Problem("decision", says.ALREADY_APPROVED, facts))
    if not 1 <= decision <= _DECISION_MAX:
        raise Refused(Problem("decision", says.DECISION_NEEDED))
    row.decision = decision
    row.approved_on = people.local_day(union=union, at=at)
    row.save(update_fields=["decision", "approved_on"])
    notices.tell(
        union=union,
        to=None,
        kind="budget.approved",
        facts={"name": row.name, "decision": decision},
        key=f"budget.approved:{row.id}",
        at=at,
    )


@deeds.deed
def propose_shift(
    *, draft: together.ShiftDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Propose to move an amount between two lines; anybody may, silence lets it go."""
    permissions.require_associate(by=by, union=union, at=at)
    shift = ids.id_from_key(union, f"propose_shift:{key}")
    if Shift.objects.filter(id=shift).exists():
        return shift
    today = people.local_day(union=union, at=at)
    row = _budget(union, draft.budget)
    reader = Reader(union, currency=row.currency)
    amount = reader.amount(draft.amount)
    what_for = reader.line(
        draft.what_for, field="what_for", most=together.WHAT_FOR_LETTERS
    )
    if today > row.ends_on:
        reader.add("", says.BUDGET_OVER, day=row.ends_on.isoformat())
    reader.problems += _problems_with_shift(row, draft, amount, today)
    require(reader.problems)
    days = charter.whole(union=union, key="purse.notice_days", on=today)
    made = Shift.objects.create(
        id=shift,
        budget=row,
        from_line_id=draft.from_line,
        to_line_id=draft.to_line,
        amount=amount,
        what_for=what_for,
        proposed_by=by,
        proposed_on=today,
        stands_from=today + timedelta(days=days),
    )
    _tell(made, "shift.proposed", key=str(shift), at=at)
    return shift


@deeds.deed
def support_shift(*, shift: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Support a shift; an own open concern is taken back by it."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    row = _shift(union, shift)
    _talking.speak(row, kind="support", words="", union=union, by=by, on=today)


@deeds.deed
def raise_concern_about_shift(
    *, shift: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Raise a concern about a shift: it waits for the talk."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    row = _shift(union, shift)
    voice = _talking.speak(
        row, kind="concern", words=words, union=union, by=by, on=today
    )
    if voice is not None:
        _tell(row, "shift.concern", key=str(voice.id), at=at)


@deeds.deed
def take_back_voice_on_shift(
    *, shift: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take one's own support or concern back."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    _talking.take_back(_shift(union, shift), by=by, on=today)


@deeds.deed
def settle_talk_on_shift(  # noqa: PLR0913 - what it came to, whether it goes, who writes it
    *, shift: UUID, came_to: str, goes: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down what the talk came to: the shift goes, or is withdrawn."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    row = _shift(union, shift)
    concerns = _talking.settle(
        row, came_to=came_to, goes=goes, union=union, by=by, on=today
    )
    kind = "shift.goes" if goes else "shift.withdrawn"
    _tell(row, kind, key=f"{concerns[-1].id}:settled", at=at)


@deeds.deed
def withdraw_shift(*, shift: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw a shift: who proposed it, or the purse when they have left."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _shift(union, shift)
    if row.proposed_by is None:
        permissions.require_purse(by=by, union=union, at=at)
    elif row.proposed_by != by:
        raise NotYours(Problem("", says.ONLY_WHO_ANNOUNCED))
    if row.status == "withdrawn":
        return
    _talking.end(row, "withdrawn", people.local_day(union=union, at=at))
    _tell(row, "shift.withdrawn", key=f"{row.id}:withdrawn", at=at)


def _read(reader: Reader, draft: together.BudgetDraft, row: Budget) -> list[BudgetLine]:
    """Fill the budget from what was written; return its lines."""
    row.name = reader.line(
        draft.name, field="name", most=together.NAME_LETTERS, empty=says.GIVE_A_NAME
    )
    row.currency = reader.currency
    row.starts_on, row.ends_on = draft.starts_on, draft.ends_on
    if draft.ends_on < draft.starts_on:
        first = draft.starts_on.isoformat()
        reader.add("ends_on", says.ENDS_TOO_EARLY, first=first)
    elif (draft.ends_on - draft.starts_on).days >= together.BUDGET_DAYS_MAX:
        reader.add("ends_on", says.BUDGET_TOO_LONG)
    if not 1 <= len(draft.lines) <= LINES_MAX:
        reader.add("lines", says.NO_LINES if not draft.lines else says.TOO_MANY_LINES)
        return []
    return [
        _line(reader, line, row, number)
        for number, line in enumerate(draft.lines, start=1)
        if not _is_double(reader, draft.lines, number)
    ]


def _line(
    reader: Reader, draft: together.BudgetLineDraft, row: Budget, number: int
) -> BudgetLine:
    before, reader.problems = reader.problems, []
    reader.is_open = False
    reader.category(draft.category)
    line = BudgetLine(
        id=ids.id_from_key(row.id, f"line:{draft.category}"),
        budget=row,
        category_id=draft.category,
        baseline=reader.amount(draft.baseline, field="baseline", least=0),
        buffer=reader.amount(draft.buffer, field="buffer", least=0),
        slack=reader.amount(draft.slack, field="slack", least=0),
    )
    found = [problem.at_row(number) for problem in reader.problems]
    reader.problems = [*before, *found]
    return line


def _is_double(
    reader: Reader, lines: tuple[together.BudgetLineDraft, ...], number: int
) -> bool:
    category = lines[number - 1].category
    if category not in {line.category for line in lines[: number - 1]}:
        return False
    reader.problems.append(Problem("category", says.LINE_TWICE, row=number))
    return True


def _problems_with_dropping(row: Budget, dropped: set[UUID]) -> list[Problem]:
    """Keep lines that somebody has proposed a shift with: nobody deletes another's."""
    names = dict(
        Category.objects.filter(union_id=row.union_id).values_list("id", "name")
    )
    used = {
        line.category_id
        for shift in row.shifts.select_related("from_line", "to_line")
        for line in (shift.from_line, shift.to_line)
    }
    return [
        Problem("lines", says.LINE_HAS_SHIFTS, {"name": names.get(category, "")})
        for category in sorted(dropped & used)
    ]


def _problems_with_shift(
    row: Budget, draft: together.ShiftDraft, amount: int, today: date
) -> list[Problem]:
    lines = {line.id: line for line in row.lines.all()}
    first, second = lines.get(draft.from_line), lines.get(draft.to_line)
    problems = [
        Problem(name, says.NO_LINE)
        for name, line in (("from_line", first), ("to_line", second))
        if line is None
    ]
    if first is None or second is None:
        return problems
    if first.id == second.id:
        return [Problem("to_line", says.SAME_LINE)]
    rows = Category.objects.filter(id__in=[first.category_id, second.category_id])
    categories = {category.id: category for category in rows}
    one, other = categories[first.category_id], categories[second.category_id]
    if one.direction != other.direction:
        problems.append(Problem("to_line", says.OTHER_SIDE))
    left = budgets.planned(first) + _promised_away(row, today)[first.id]
    if amount > left:
        facts = {
            "left": Measure(max(left, 0), UNITS[row.currency]),
            "name": one.name,
        }
        problems.append(Problem("amount", says.NOT_SO_MUCH, facts))
    return problems


def _promised_away(row: Budget, today: date) -> Counter[UUID]:
    """Return what standing shifts bring, and what any open shift would take away."""
    moved: Counter[UUID] = Counter()
    for shift in row.shifts.prefetch_related("voices"):
        state = budgets.shift_state(shift, on=today)
        if state != "withdrawn":
            moved[shift.from_line_id] -= shift.amount
        if state == "stands":
            moved[shift.to_line_id] += shift.amount
    return moved


def _tell(row: Shift, kind: str, *, key: str, at: datetime) -> None:
    names = dict(
        Category.objects.filter(union_id=row.budget.union_id).values_list("id", "name")
    )
    notices.tell(
        union=row.budget.union_id,
        to=None,
        kind=kind,
        facts={
            "name": row.budget.name,
            "amount": str(Measure(row.amount, UNITS[row.budget.currency])),
            "from_line": names.get(row.from_line.category_id, ""),
            "to_line": names.get(row.to_line.category_id, ""),
            "day": row.stands_from.isoformat(),
        },
        key=f"{kind}:{key}",
        at=at,
    )


def _budget(union: UUID, budget: UUID) -> Budget:
    row = Budget.objects.select_for_update().filter(union_id=union, id=budget).first()
    if row is None:
        raise NotFound(Problem("budget", says.NO_BUDGET))
    return row


def _shift(union: UUID, shift: UUID) -> Shift:
    row = (
        Shift.objects.select_for_update(of=("self",))
        .select_related("budget", "from_line", "to_line")
        .filter(budget__union_id=union, id=shift)
        .first()
    )
    if row is None:
        raise NotFound(Problem("shift", says.NO_SHIFT))
    return row

"""Turn needs of persons into totals for the ledger, where no person is seen.

A total is of one kind, tier and span of days, for one circle. Recurring needs become an
amount per week. What is counted in pieces and needed by the month or year would turn
into a piece every week by rounding up; it becomes whole pieces every four weeks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import IntentDraft, Specification
from commonweal.core.vf.measure import Measure
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.queries import amounts

#: Every key of ours in the ledger's intents begins like this.
KEYS = "need:"

#: Pieces are spread over periods of four weeks, counted from this Monday.
_EPOCH = date(2024, 1, 1)
_PERIOD = timedelta(days=28)
#: So many periods ahead: half a year, longer than any plan for a season.
_N_PERIODS = 6


@dataclass(frozen=True, slots=True)
class Group:
    """What the needs behind one total have in common."""

    kind: UUID
    tier: str
    is_wish: bool
    circle: UUID | None
    form: str
    due: date | None = None
    begins: date | None = None
    ends: date | None = None

    @property
    def key(self) -> str:
        """The key of the total in the ledger."""
        days = "/".join(
            "" if day is None else day.isoformat()
            for day in (self.due, self.begins, self.ends)
        )
        wish = "wish" if self.is_wish else "need"
        circle = "-" if self.circle is None else self.circle.hex
        return f"{KEYS}{circle}:{self.kind.hex}:{self.tier}:{wish}:{self.form}:{days}"


@dataclass(slots=True)
class _Total:
    amount: Fraction = Fraction(0)
    people: set[UUID] = field(default_factory=set)


def group_of(
    need: Need, circle: UUID | None, kind: Specification, today: date
) -> Group:
    """Return the group a need is counted in.

    Days are rounded outwards to whole weeks where the need recurs, so that a total says
    less about whoever stands behind it; a first day that has passed is left out.
    """
    begins = need.begins if need.begins and need.begins > today else None
    if need.per == "once":
        return Group(
            need.kind, need.tier, need.is_wish, circle, "once", need.due, begins, None
        )
    if begins:
        begins -= timedelta(days=begins.weekday())
    ends = need.ends and need.ends + timedelta(days=6 - need.ends.weekday())
    in_pieces = kind.unit.dimension == "count" and need.per in {"month", "year"}
    form = "pieces" if in_pieces else "week"
    return Group(need.kind, need.tier, need.is_wish, circle, form, None, begins, ends)


def intents_of(
    needs: Iterable[Need],
    *,
    union: UUID,
    circles: Mapping[UUID, UUID | None],
    kinds: Mapping[UUID, Specification],
    today: date,
) -> tuple[IntentDraft, ...]:
    """Return what the ledger is told; ``circles`` says where each person receives.

    Needs of people who are not in ``circles`` any more are left out.
    """
    totals: dict[Group, _Total] = defaultdict(_Total)
    for need in needs:
        if need.person not in circles:
            continue
        group = group_of(need, circles[need.person], kinds[need.kind], today)
        once = need.per == "once"
        missing = Fraction(need.amount - need.received)
        totals[group].amount += missing if once else amounts.per_week(need)
        totals[group].people.add(need.person)
    return tuple(
        draft
        for group, total in totals.items()
        for draft in _drafts(group, total, union, kinds[group.kind], today)
        if draft.resource_quantity is not None and draft.resource_quantity.amount > 0
    )


def _drafts(
    group: Group, total: _Total, union: UUID, kind: Specification, today: date
) -> Iterator[IntentDraft]:
    draft = IntentDraft(
        key=group.key,
        union=union,
        action=Action.TRANSFER,
        provider=union,
        receiver=group.circle or union,
        resource_conforms_to=group.kind,
        resource_quantity=Measure(amounts.ceiling(total.amount), kind.unit),
        has_beginning=group.begins,
        has_end=group.ends,
        due=group.due,
        tier=group.tier,  # type: ignore[arg-type]  # one of models.TIERS
        is_wish=group.is_wish,
        n_people=len(total.people),
        group=group.circle,
    )
    if group.form == "once":
        yield draft
    elif group.form == "week":
        yield replace(draft, per="week")
    else:
        yield from _in_pieces(draft, total.amount, kind, today)


def _in_pieces(
    draft: IntentDraft, weekly: Fraction, kind: Specification, today: date
) -> Iterator[IntentDraft]:
    """Spread whole pieces over the coming periods, so that a year adds up."""
    period = (today - _EPOCH) // _PERIOD
    for number in range(period, period + _N_PERIODS):
        due = _EPOCH + _PERIOD * (number + 1) - timedelta(days=1)
        before, after = (amounts.ceiling(weekly * 4 * n) for n in (number, number + 1))
        outside = (draft.has_beginning and due < draft.has_beginning) or (
            draft.has_end and due > draft.has_end
        )
        if not outside:
            yield replace(
                draft,
                key=f"{draft.key}{due.isoformat()}",
                resource_quantity=Measure(after - before, kind.unit),
                has_beginning=None,
                has_end=None,
                due=due,
            )

"""Check the limits of a plan: effort, capacities, purchases, purses and totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

from commonweal.core.planner.check_accounts import (
    NONE,
    TOLERANCE,
    Account,
    Accounts,
    Breach,
    breach,
    overdrawn,
)
from commonweal.core.planner.plan import Bought, Plan
from commonweal.core.planner.problem import Problem, lanes_of
from commonweal.core.planner.terms import PurchaseOption
from commonweal.core.planner.words import N_, Sentence

_NOT_FOR_SALE = PurchaseOption("", "", 0.0, "")


class Limits:
    """Adds up hours, room and money, from the problem's words alone."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.n_periods = len(problem.periods)
        self.recipes = {recipe.label: recipe for recipe in problem.recipes}
        self.lanes = lanes_of(problem)

    def of_limits(self) -> Iterator[Breach]:
        """Effort, capacities, purchases and purses."""
        effort, room = self._offered(), self._capacities()
        for run in self.plan.runs:
            recipe, runs = self.recipes[run.recipe], Fraction(run.runs)
            for piece in recipe.effort:
                key = (run.place, piece.skill, run.period + piece.after)
                effort[key].take(runs * Fraction(piece.hours))
            for use in recipe.uses:
                for t in range(run.period, run.period + use.periods):
                    room[run.place, use.capacity, t].take(runs * Fraction(use.amount))
        for move in self.plan.moved:
            piece_or_none = self.lanes[move.source, move.target, move.good].effort
            if piece_or_none is not None:
                key = (
                    move.source,
                    piece_or_none.skill,
                    move.period + piece_or_none.after,
                )
                effort[key].take(Fraction(move.amount) * Fraction(piece_or_none.hours))
        yield from overdrawn("effort", effort, self.n_periods)
        yield from self._rests(effort)
        yield from overdrawn("capacity", room, self.n_periods)
        yield from self._purchases()

    def of_totals(self) -> Iterator[Breach]:
        """Hours, toil, footprint and spending, added up again."""
        hours = toil = footprint = NONE
        for run in self.plan.runs:
            recipe, runs = self.recipes[run.recipe], Fraction(run.runs)
            of_run = runs * sum((Fraction(e.hours) for e in recipe.effort), NONE)
            hours += of_run
            toil += of_run * Fraction(recipe.toil)
            footprint += runs * Fraction(recipe.footprint)
        for move in self.plan.moved:
            lane = self.lanes[move.source, move.target, move.good]
            amount = Fraction(move.amount)
            of_move = amount * Fraction(0 if lane.effort is None else lane.effort.hours)
            hours, toil = hours + of_move, toil + of_move
            footprint += amount * Fraction(lane.footprint)
        for bought in self.plan.bought:
            footprint += Fraction(bought.amount) * Fraction(
                self._option(bought).footprint
            )
        totals = self.plan.totals
        for name, found, said in (
            ("effort_hours", hours, totals.effort_hours),
            ("toil", toil, totals.toil),
            ("footprint", footprint, totals.footprint),
            *self._spending(),
        ):
            tolerance = TOLERANCE * max(abs(found), Fraction(1))
            if not isfinite(said) or abs(found - Fraction(said)) > tolerance:
                words = Sentence(
                    N_("The plan says %(said)s; its lines add up to %(found)s."),
                    {"said": said, "found": float(found)},
                )
                yield Breach(f"totals.{name}", words)

    def _spending(self) -> Iterator[tuple[str, Fraction, float]]:
        spent: dict[str, Fraction] = defaultdict(Fraction)
        for bought in self.plan.bought:
            spent[bought.currency] += Fraction(bought.cost)
        said = dict(self.plan.totals.spent)
        for currency in sorted(set(spent) | set(said)):
            yield f"spent {currency}", spent[currency], said.get(currency, 0.0)

    def _offered(self) -> Accounts:
        accounts: Accounts = defaultdict(Account)
        for offer in self.problem.efforts:
            accounts[offer.place, offer.skill, offer.period].put(Fraction(offer.hours))
        return accounts

    def _capacities(self) -> Accounts:
        accounts: Accounts = defaultdict(Account)
        for capacity in self.problem.capacities:
            for t in range(self.n_periods):
                if capacity.period in {None, t}:
                    key = (capacity.place, capacity.label, t)
                    accounts[key].put(Fraction(capacity.amount))
        return accounts

    def _option(self, bought: Bought) -> PurchaseOption:
        """Find the option whose price the line was bought at; any, if none fits."""
        options = [
            option
            for option in self.problem.purchases
            if (option.place, option.good, option.currency)
            == (bought.place, bought.good, bought.currency)
        ]
        cost, amount = Fraction(bought.cost), Fraction(bought.amount)
        for option in options:
            if abs(Fraction(option.price) * amount - cost) <= TOLERANCE * cost:
                return option
        return options[0] if options else _NOT_FOR_SALE

    def _rests(self, effort: Accounts) -> Iterator[Breach]:
        for rest in self.problem.rests:
            last = self.n_periods - 1 if rest.last is None else rest.last
            account = Account()
            account.put(Fraction(rest.hours))
            for (place, skill, t), hours in effort.items():
                is_meant = rest.skills is None or skill in rest.skills
                if place == rest.place and is_meant and rest.first <= t <= last:
                    account.take(hours.taken)
            if account.is_overdrawn:
                yield breach(f"rest {rest.label}", account)

    def _purchases(self) -> Iterator[Breach]:
        by_option: Accounts = defaultdict(Account)
        spent: dict[tuple[str, int | None], Fraction] = defaultdict(Fraction)
        for i, bought in enumerate(self.plan.bought):
            option = self._option(bought)
            cost = Fraction(option.price) * Fraction(bought.amount)
            if abs(cost - Fraction(bought.cost)) > TOLERANCE * cost or not option.place:
                words = Sentence(N_("No purchase option has this price."))
                yield Breach(f"bought[{i}]", words)
            spent[bought.currency, None] += Fraction(bought.cost)
            spent[bought.currency, bought.period] += Fraction(bought.cost)
            if option.most_per_period is not None:
                name = f"{option.good} at {option.price} {option.currency}"
                by_option[option.place, name, bought.period].take(
                    Fraction(bought.amount)
                )
        self._put_what_is_on_offer(by_option)
        yield from overdrawn("market", by_option, self.n_periods)
        for purse in self.problem.purses:
            account = Account()
            account.put(Fraction(purse.amount))
            account.take(spent[purse.currency, purse.period])
            if account.is_overdrawn:
                span = "" if purse.period is None else f"/{purse.period}"
                yield breach(f"purse {purse.currency}{span}", account)

    def _put_what_is_on_offer(self, by_option: Accounts) -> None:
        for option in self.problem.purchases:
            label = f"{option.good} at {option.price} {option.currency}"
            for t in range(self.n_periods):
                if (option.place, label, t) in by_option:
                    most = Fraction(option.most_per_period or 0)
                    by_option[option.place, label, t].put(most)

"""Check the goods of a plan: balances, batches that expire, room in stores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from commonweal.core.planner.check_accounts import (
    Account,
    Accounts,
    Breach,
    Key,
    breach,
    name,
    overdrawn,
)
from commonweal.core.planner.plan import Kept, Plan, Status
from commonweal.core.planner.problem import Problem, lanes_of


class Goods:
    """Adds up what comes in and goes out, from the problem's words alone."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.n_periods = len(problem.periods)
        self.recipes = {recipe.label: recipe for recipe in problem.recipes}
        self.goods = {good.label: good for good in problem.goods}
        self.lanes = lanes_of(problem)

    def of_goods(self) -> Iterator[Breach]:
        """Balances of every good, batches that expire, and room in stores."""
        fresh = self._fresh_sources()
        everything = self._before_keeping(fresh)
        batches = self._batches()
        in_store: dict[Key, Fraction] = defaultdict(Fraction)
        for kept in self.plan.stock:
            key, later = _now_and_later(kept)
            amount, left = Fraction(kept.amount), self._left(kept)
            in_store[key] += amount
            everything[key].take(amount)
            everything[later].put(left)
            if kept.expires is None:
                fresh[key].take(amount)
                fresh[later].put(left)
            else:
                batches[key, kept.expires].take(amount)
                if kept.period + 1 < kept.expires:
                    batches[later, kept.expires].put(left)
        yield from overdrawn("goods", everything, self.n_periods)
        yield from overdrawn("fresh goods", fresh, self.n_periods)
        for (key, expires), account in batches.items():
            if account.is_overdrawn:
                yield breach(f"batch {name(key)} of {expires}", account)
        yield from self._too_full(in_store)

    def _before_keeping(self, fresh: Accounts) -> Accounts:
        """Add up all that comes in and goes out, but for what is kept."""
        everything: Accounts = defaultdict(Account)
        for key, account in fresh.items():
            everything[key].put(account.there)
        for (place, good, expires), amount in self._opening().items():
            if expires is not None:
                everything[place, good, 0].put(amount)
        self._take_uses(everything)
        return everything

    def _fresh_sources(self) -> Accounts:
        """Add up what comes in without an expiry of its own, by place, good and period."""
        accounts: Accounts = defaultdict(Account)
        for (place, good, expires), amount in self._opening().items():
            if expires is None:
                accounts[place, good, 0].put(amount)
        for arrival in self.problem.arrivals:
            key = (arrival.place, arrival.good, arrival.period)
            accounts[key].put(Fraction(arrival.amount))
        for run in self.plan.runs:
            for flow in self.recipes[run.recipe].outputs:
                key = (run.place, flow.good, run.period + flow.after)
                accounts[key].put(Fraction(run.runs) * Fraction(flow.amount))
        for bought in self.plan.bought:
            key = (bought.place, bought.good, bought.period)
            accounts[key].put(Fraction(bought.amount))
        for move in self.plan.moved:
            loss = Fraction(self.lanes[move.source, move.target, move.good].loss)
            key = (move.target, move.good, move.period)
            accounts[key].put(Fraction(move.amount) * (1 - loss))
        return accounts

    def _take_uses(self, accounts: Accounts) -> None:
        for run in self.plan.runs:
            for flow in self.recipes[run.recipe].inputs:
                key = (run.place, flow.good, run.period + flow.after)
                accounts[key].take(Fraction(run.runs) * Fraction(flow.amount))
        for move in self.plan.moved:
            key = (move.source, move.good, move.period)
            accounts[key].take(Fraction(move.amount))
        for gift in self.plan.given:
            accounts[gift.place, gift.good, gift.period].take(Fraction(gift.amount))
        if self.plan.status is not Status.INFEASIBLE:
            for promise in self.problem.promises:
                key = (promise.place, promise.good, promise.period)
                accounts[key].take(Fraction(promise.amount))

    def _opening(self) -> dict[tuple[str, str, int | None], Fraction]:
        """Add up opening stock by last period of use; None keeps beyond the plan."""
        opening: dict[tuple[str, str, int | None], Fraction] = defaultdict(Fraction)
        for stock in self.problem.stocks:
            keeps = stock.expires is None or stock.expires >= self.n_periods - 1
            expires = None if keeps else stock.expires
            opening[stock.place, stock.good, expires] += Fraction(stock.amount)
        return opening

    def _batches(self) -> dict[tuple[Key, int], Account]:
        accounts: dict[tuple[Key, int], Account] = defaultdict(Account)
        for (place, good, expires), amount in self._opening().items():
            if expires is not None and expires > 0:
                accounts[(place, good, 0), expires].put(amount)
        return accounts

    def _left(self, kept: Kept) -> Fraction:
        days = self.problem.periods[kept.period].days
        survival = self.goods[kept.good].survival_per_day ** days
        return Fraction(kept.amount) * Fraction(survival)

    def _too_full(self, in_store: dict[Key, Fraction]) -> Iterator[Breach]:
        for key, amount in in_store.items():
            room = self.goods[key[1]].store_limit
            if room is not None:
                account = Account()
                account.put(Fraction(room))
                account.take(amount)
                if account.is_overdrawn:
                    yield breach(f"store {name(key)}", account)


def _now_and_later(kept: Kept) -> tuple[Key, Key]:
    return (
        (kept.place, kept.good, kept.period),
        (kept.place, kept.good, kept.period + 1),
    )

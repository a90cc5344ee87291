"""What a count needs besides the answers, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.core.tally.thresholds import Threshold
from commonweal.core.tally.words import N_, Sentence
from commonweal.rooms.governance.words import Cast, Counted, OptionView, Rule, rules

#: What ``rule.json`` says; see ``core.tally.published``.
RuleFile = dict[str, Any]
Result = Mapping[str, Any]

_QUORUM = N_("%(n)s of %(of)s have answered; %(needed)s were needed.")
_TOO_FEW = N_("Too few have answered, so nothing is adopted.")
_NOBODY = N_("Nobody has answered, so nothing is adopted.")


@dataclass(frozen=True, slots=True)
class Matter:
    """A rule with the options, the size of the list, the seed and what a family needs."""

    rule: Rule
    options: tuple[OptionView, ...]
    n_voters: int
    seed: str
    budget: int = 0
    seats: int = 1
    quotas: tuple[tuple[str, str, int, int], ...] = ()

    @property
    def quorum(self) -> Threshold:
        """The part of everybody on the list that must answer."""
        is_large = self.n_voters > rules.LARGE_ABOVE
        return self.rule.quorum_large if is_large else self.rule.quorum

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the options, in the order of the ballot."""
        return tuple(option.key for option in self.options)

    @property
    def stay(self) -> str | None:
        """The option that changes nothing, if the ballot has one."""
        return next((one.key for one in self.options if one.is_status_quo), None)

    @property
    def not_yet(self) -> str:
        """What follows when it is stopped: another attempt, if there is one."""
        more = self.rule.attempt < self.rule.attempts
        return "returned" if more else "not_adopted"


@dataclass(frozen=True, slots=True)
class Papers:
    """What is counted: the published rule, one published answer for each cast."""

    rule: RuleFile
    answers: tuple[Any, ...]


def nobody(matter: Matter) -> Counted:
    """Return the outcome of a count without answers."""
    return Counted("not_adopted", (), {}, (Sentence(_NOBODY), *quorum_words(matter, 0)))


def too_few(matter: Matter, result: Result, words: tuple[Sentence, ...]) -> Counted:
    """Return the outcome of a count that missed its quorum."""
    said = (*words, *quorum_words(matter, int(result["n_ballots"])), Sentence(_TOO_FEW))
    return Counted("not_adopted", (), dict(result), said)


def quorum_words(matter: Matter, n: int) -> tuple[Sentence, ...]:
    """Say how many answered and how many were needed, where any were."""
    if not matter.quorum.part:
        return ()
    needed = matter.quorum.people_of(matter.n_voters)
    facts = {"n": n, "of": matter.n_voters, "needed": needed}
    return (Sentence(_QUORUM, facts),)


def plain(casts: tuple[Cast, ...]) -> tuple[Any, ...]:
    """Return the answers as they were given."""
    return tuple(cast.answer for cast in casts)

"""Rules as they are published, and the result of each in the shape of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from commonweal.core.tally import (
    equal_shares,
    judgment,
    lots,
    schulze,
    scottish_stv,
    voices,
)
from commonweal.core.tally.ballots import ranked
from commonweal.core.tally.thresholds import MORE_THAN_HALF, Threshold
from commonweal.core.tally.words import Sentence

#: What ``rule.json`` says; see ``published`` for the shape of each rule.
RuleFile = dict[str, Any]

#: A quorum of nobody.
NO_QUORUM = Threshold(Fraction(0))


@dataclass(frozen=True, slots=True)
class Counted:
    """What came out, as published, and every stage of it in words."""

    result: dict[str, Any]
    words: tuple[Sentence, ...]


def schulze_rule(  # noqa: PLR0913 - what a file says
    *,
    options: Sequence[str],
    seed: str,
    n_voters: int,
    quorum: Threshold = NO_QUORUM,
    stay: str | None = None,
    needed: Threshold = MORE_THAN_HALF,
) -> RuleFile:
    """Return the file of a ranking; see ``schulze.count_schulze``."""
    return {
        **_head(schulze.RULE, n_voters, quorum), "options": [*options], "seed": seed,
        "stay": stay, "needed": _wire(needed),
    }  # fmt: skip


def stv_rule(  # noqa: PLR0913 - what a file says
    *,
    options: Sequence[str],
    seed: str,
    seats: int,
    n_voters: int,
    quorum: Threshold = NO_QUORUM,
    gone: Sequence[str] = (),
    sitting: Sequence[str] = (),
) -> RuleFile:
    """Return the file of a proportional election; see ``scottish_stv.count_stv``."""
    return {
        **_head(scottish_stv.RULE, n_voters, quorum), "options": [*options],
        "seed": seed, "seats": seats, "gone": sorted(gone), "sitting": sorted(sitting),
    }  # fmt: skip


def judgment_rule(  # noqa: PLR0913 - what a file says
    *,
    options: Sequence[str],
    seed: str,
    n_voters: int,
    quorum: Threshold = NO_QUORUM,
    graded_by: Threshold | None = None,
    least: int | None = None,
    grades: Sequence[str] = judgment.GRADES,
) -> RuleFile:
    """Return the file of a judgment; ``least`` is the worst grade good enough."""
    return {
        **_head(judgment.RULE, n_voters, quorum), "options": [*options], "seed": seed,
        "grades": [*grades], "least": least,
        "graded_by": None if graded_by is None else _wire(graded_by),
    }  # fmt: skip


def shares_rule(
    *,
    projects: Sequence[equal_shares.Project],
    budget: int,
    n_voters: int,
    step: int,
    quorum: Threshold = NO_QUORUM,
) -> RuleFile:
    """Return the file of a budget; ``step`` must be fixed before the voting."""
    listed = [{**asdict(one), "excludes": sorted(one.excludes)} for one in projects]
    return {
        **_head(equal_shares.RULE, n_voters, quorum), "projects": listed,
        "budget": budget, "step": step,
    }  # fmt: skip


def voices_rule(  # noqa: PLR0913 - what a file says
    *,
    answers: Sequence[str],
    for_: Sequence[str],
    of: Sequence[str] | None,
    needed: Threshold,
    n_voters: int,
    quorum: Threshold = NO_QUORUM,
    limits: Mapping[str, voices.Limit] | None = None,
) -> RuleFile:
    """Return the file of a count of voices; ``of`` None means of everyone listed."""
    return {
        **_head(voices.RULE, n_voters, quorum), "answers": [*answers],
        "for": [*for_], "of": "voters" if of is None else [*of],
        "needed": _wire(needed),
        "limits": {
            answer: {"count": limit.count, "part": str(limit.part)}
            for answer, limit in (limits or {}).items()
        },
    }  # fmt: skip


def names_rule(*, seed: str, n_voters: int, quorum: Threshold = NO_QUORUM) -> RuleFile:
    """Return the file of a round in which everyone says a name."""
    return {**_head(voices.NAMES_RULE, n_voters, quorum), "seed": seed}


def lots_rule(
    *,
    places: int,
    n_voters: int,
    reveals: Sequence[str],
    dice: str = "",
    panels: Sequence[Sequence[int]] | None = None,
) -> RuleFile:
    """Return the file of a lottery; with ``panels`` one of them is drawn."""
    rule = lots.RULE if panels is None else lots.PANELS_RULE
    file: RuleFile = {
        **_head(rule, n_voters, NO_QUORUM), "places": places, "dice": dice,
        "reveals": sorted(reveals),
        "commitments": sorted(lots.commitment_of(one) for one in reveals),
    }  # fmt: skip
    return file if panels is None else {**file, "panels": [[*p] for p in panels]}


def count(rule: RuleFile, answers: Sequence[Any]) -> Counted:
    """Count answers by a rule as published.

    Raises
    ------
    BadBallots
        All faults, each with the number of the answer that has it.
    KeyError
        Nobody counts by such a rule.
    """
    result, words = _COUNTS[rule["rule"]](rule, answers)
    quorum = _threshold(rule["quorum"])
    head = {
        "rule": rule["rule"], "n_voters": rule["n_voters"], "n_ballots": len(answers),
        "quorum": quorum.people_of(rule["n_voters"]),
        "is_quorate": quorum.is_met(len(answers), rule["n_voters"]),
    }  # fmt: skip
    return Counted({**head, **result}, words)


_Result = tuple[dict[str, Any], tuple[Sentence, ...]]


def _schulze(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    counted = schulze.count_schulze(
        ranked(answers, rule["options"]), seed=rule["seed"], stay=rule["stay"],
        needed=_threshold(rule["needed"]),
    )  # fmt: skip
    return {
        "matrix": [[*row] for row in counted.matrix],
        "paths": [[*row] for row in counted.paths],
        "dropped": [*counted.dropped],
        "tiers": [[*tier] for tier in counted.tiers],
        "winner": counted.winner, "by_lot": counted.by_lot,
    }, counted.words  # fmt: skip


def _stv(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    counted = scottish_stv.count_stv(
        ranked(answers, rule["options"]), rule["seats"], seed=rule["seed"],
        gone=rule["gone"], sitting=rule["sitting"],
    )  # fmt: skip
    stages = [
        {
            "action": stage.action, "option": stage.option, "votes": {**stage.votes},
            "not_transferable": stage.not_transferable, "elected": [*stage.elected],
        }
        for stage in counted.stages
    ]  # fmt: skip
    return {
        "quota_votes": counted.quota, "n_valid": counted.n_valid,
        "elected": [*counted.elected], "by_lot": counted.by_lot, "stages": stages,
    }, tuple(said for stage in counted.stages for said in stage.words)  # fmt: skip


def _judgment(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    counted = judgment.count_judgment(
        judgment.tallies_of(answers, rule["options"], len(rule["grades"])),
        seed=rule["seed"], n_voters=len(answers), grades=rule["grades"],
        graded_by=None if rule["graded_by"] is None else _threshold(rule["graded_by"]),
        least=rule["least"],
    )  # fmt: skip
    judged = [{**asdict(one), "tally": [*one.tally]} for one in counted.judged]
    return {
        "judged": judged, "tied": [*counted.tied], "winner": counted.winner,
    }, counted.words  # fmt: skip


def _shares(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    projects = [
        equal_shares.Project(
            one["label"], one["cost"], one["number"], frozenset(one["excludes"])
        )
        for one in rule["projects"]
    ]
    counted = equal_shares.count_equal_shares(
        projects, answers, rule["budget"], step=rule["step"]
    )
    return {
        "bought": [asdict(one) for one in counted.bought], "spent": counted.spent,
        "left": counted.left, "share": counted.share, "raised": counted.raised,
        "remainder": counted.remainder, "most_votes": [*counted.most_votes],
    }, counted.words  # fmt: skip


def _voices(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    limits = {
        answer: voices.Limit(limit["count"], Fraction(limit["part"]))
        for answer, limit in rule["limits"].items()
    }
    ballot = voices.Question(
        tuple(rule["answers"]), tuple(rule["for"]),
        None if rule["of"] == "voters" else tuple(rule["of"]),
        _threshold(rule["needed"]), limits,
    )  # fmt: skip
    counted = voices.count_voices(
        ballot, answers, n_voters=rule["n_voters"], quorum=_threshold(rule["quorum"])
    )
    return {
        "counts": {**counted.counts}, "n_for": counted.n_for, "n_of": counted.n_of,
        "needed": counted.needed, "over": [*counted.over], "outcome": counted.outcome,
    }, counted.words  # fmt: skip


def _names(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    counted = voices.count_names(answers, seed=rule["seed"])
    return {
        "counts": {**counted.counts}, "order": [*counted.order],
        "by_lot": counted.by_lot,
    }, counted.words  # fmt: skip


def _lots(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    lottery = lots.lottery(
        answers, rule["places"], reveals=rule["reveals"], dice=rule["dice"]
    )
    return {
        "list_hash": lottery.list_hash, "seed": lottery.seed,
        "drawn": [*lottery.drawn], "chosen": [*lottery.chosen],
    }, lottery.words  # fmt: skip


def _panel_lots(rule: RuleFile, answers: Sequence[Any]) -> _Result:
    lottery = lots.panel_lottery(
        answers, rule["panels"], reveals=rule["reveals"], dice=rule["dice"]
    )
    return {
        "list_hash": lottery.list_hash, "seed": lottery.seed,
        "number": lottery.number, "chosen": [*lottery.chosen],
        "alternates": [*lottery.alternates],
    }, lottery.words  # fmt: skip


_COUNTS: dict[str, Callable[[RuleFile, Sequence[Any]], _Result]] = {
    schulze.RULE: _schulze,
    scottish_stv.RULE: _stv,
    judgment.RULE: _judgment,
    equal_shares.RULE: _shares,
    voices.RULE: _voices,
    voices.NAMES_RULE: _names,
    lots.RULE: _lots,
    lots.PANELS_RULE: _panel_lots,
}


def _head(rule: str, n_voters: int, quorum: Threshold) -> RuleFile:
    return {"rule": rule, "n_voters": n_voters, "quorum": _wire(quorum)}


def _wire(threshold: Threshold) -> dict[str, object]:
    return {"part": str(threshold.part), "strict": threshold.strict}


def _threshold(wire: Mapping[str, Any]) -> Threshold:
    return Threshold(Fraction(wire["part"]), strict=wire["strict"])

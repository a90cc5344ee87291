"""What is published of a count: lines, names in place of keys, words beside the files."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from commonweal.core.tally import judgment, published
from commonweal.core.tally.words import N_, Sentence
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.governance.models import Answer
from commonweal.rooms.governance.words import OptionView, counts

#: Parameters of sentences that hold keys of options, people or answers.
HOLD_KEYS = frozenset(
    {
        "answer", "grade", "label", "labels", "loser", "name", "names", "one", "option",
        "options", "other", "project", "stay", "winner",
    }
)  # fmt: skip

#: Parameters of sentences about shares that hold amounts, in the smallest steps.
_MONEY = frozenset({"cost", "each", "left", "raised", "share"})

#: How a sentence is said in somebody's language.
Say = Callable[[Sentence], str]

RECOUNT = (
    N_("This folder holds everything needed to count “%(title)s” again."),
    N_("Run: python3 recount.py (in this folder; it needs nothing but Python)."),
    N_("It prints the result and its hash. Ours is %(hash)s."),
    N_("rule.json: the rule, word for word. result.json: what came out."),
    N_(
        "ballots.jsonl: %(ballots)s answers, one a line, sorted by their letters, so "
        "that their order tells nothing."
    ),
)
_RECEIPTS = N_(
    "Each answer has a receipt. Whoever gave it has the same code and finds it here; "
    "who that is stands nowhere. A receipt can be shown to others: nobody may ask for it."
)
_URN = N_(
    "The papers were counted by two people, each for themselves, who came to the same."
)
_LIST = N_(
    "%(voters)s people could answer. The list of them was fixed at the opening; its "
    "hash is in electorate.txt."
)
_SEED = N_(
    "Seed, for what stays equal: the SHA-256 of the hash of the list, the receipts in "
    "the order of their letters, and the dice “%(dice)s”, each part with its length "
    "and a colon before it."
)
_OPTION = N_("%(key)s is “%(option)s”.")
_DRAW = (
    N_("This folder holds everything needed to draw “%(title)s” again."),
    N_("Run: python3 recount.py (in this folder; it needs nothing but Python)."),
    N_("It prints who was drawn and a hash. Ours is %(hash)s."),
    N_(
        "ballots.jsonl: the list that was drawn from. rule.json: what the tellers handed "
        "in and said, and the dice."
    ),
)


def published_pair(process: str, given: Answer) -> tuple[object, str]:
    """Return an answer and its reason as they are published."""
    if process == "no_candidates":
        named_one = dict(given.answer)
        return named_one.get("name", ""), str(named_one.get("why", ""))
    return given.answer, given.reason


def answers_hash(pairs: Iterable[tuple[object, str]]) -> str:
    """Return the SHA-256 of all answers with their reasons, in the order of letters."""
    lines = sorted(published.canonical([*pair]) for pair in pairs)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def is_small(secrecy: str, answers: Sequence[object]) -> bool:
    """Whether a secret count is of so few that figures would tell who said what.

    Fewer than five answers, or fewer than eight that are all the same.
    """
    if secrecy == "open":
        return False
    if len(answers) < counts.SHOWN_FROM:
        return True
    same = {published.canonical(answer) for answer in answers}
    return len(answers) < counts.UNANIMOUS_FROM and len(same) == 1


def tally_lines(
    rule_file: Mapping[str, Any], result: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[counts.TallyLine, ...]:
    """Return a result as lines of a table, whatever it was counted by."""
    rule = str(result.get("rule", ""))
    if "counts" in result:
        of = int(result["n_ballots"])
        order = rule_file.get("answers") or result["order"]
        return tuple(
            counts.TallyLine(names.get(key, key), int(result["counts"][key]), of)
            for key in order
        )
    if rule.startswith("equal-shares"):
        return tuple(
            counts.TallyLine(names.get(one["label"], one["label"]), one["n_supporters"])
            for one in result["bought"]
        )
    if rule.startswith("majority-judgment"):
        return _grades(result, names)
    return _pairs(rule_file, result, names) if rule.startswith("schulze") else ()


def _grades(
    result: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[counts.TallyLine, ...]:
    """Return how often each option got each grade, best option first."""
    return tuple(
        counts.TallyLine(
            f"{names.get(one['option'], one['option'])}: {names.get(grade, grade)}",
            int(n),
            sum(one["tally"]),
        )
        for one in result["judged"]
        for grade, n in zip(judgment.GRADES, one["tally"], strict=True)
    )


def _pairs(
    rule_file: Mapping[str, Any], result: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[counts.TallyLine, ...]:
    """Return each pair of options that stayed in the race: who stands before whom."""
    tiers = [key for tier in result["tiers"] for key in tier]
    places = {key: i for i, key in enumerate(rule_file["options"])}
    matrix = result["matrix"]
    return tuple(
        counts.TallyLine(
            f"{names.get(a, a)} > {names.get(b, b)}",
            matrix[places[a]][places[b]],
            matrix[places[a]][places[b]] + matrix[places[b]][places[a]],
        )
        for i, a in enumerate(tiers)
        for b in tiers[i + 1 :]
    )


def readme(
    facts: Mapping[str, object],
    *,
    secrecy: str,
    options: Iterable[OptionView],
    say: Say,
) -> str:
    """Return the words beside the files; ``facts``: title, hash, ballots, voters, dice."""
    lines = [say(Sentence(template, facts)) for template in RECOUNT]
    if secrecy == "receipted":
        lines.append(say(Sentence(_RECEIPTS)))
    if secrecy == "urn":
        lines.append(say(Sentence(_URN)))
    lines += [say(Sentence(_LIST, facts)), say(Sentence(_SEED, facts))]
    lines += [
        say(Sentence(_OPTION, {"key": one.key, "option": one.label}))
        for one in options
        if one.key != one.label
    ]
    return "\n".join(lines) + "\n"


def readme_of_lots(facts: Mapping[str, object], *, say: Say) -> str:
    """Return the words beside the files of a lottery; ``facts``: title and hash."""
    return "".join(f"{say(Sentence(template, facts))}\n" for template in _DRAW)


def named(words: Iterable[Sentence], names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Return the sentences with names in place of keys; figures stay."""
    return tuple(
        Sentence(
            one.template,
            {
                key: _named(value, names) if key in HOLD_KEYS else value
                for key, value in one.params.items()
            },
        )
        for one in words
    )


def with_money(words: Iterable[Sentence], currency: str) -> tuple[Sentence, ...]:
    """Return what a count of shares says with amounts of money, up to whole steps."""
    unit = UNITS[currency]
    return tuple(
        Sentence(
            one.template,
            {
                key: Measure(math.ceil(Decimal(str(value))), unit)
                if key in _MONEY
                else value
                for key, value in one.params.items()
            },
        )
        for one in words
    )


def _named(value: object, names: Mapping[str, str]) -> object:
    if not isinstance(value, str):
        return value
    if value in names:
        return names[value]
    parts = value.split(", ")
    if all(part in names for part in parts):
        return ", ".join(names[part] for part in parts)
    return value

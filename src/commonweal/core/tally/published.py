"""Published counts: the files that let anybody count again, and what must come out.

A folder of published results holds these files, all UTF-8:

``rule.json``
    Which rule, word for word, and all it needs but the answers (shapes below).
``ballots.jsonl``
    One answer a line: ``{"answer": ..., "receipt": "K7Q2…"}``; open matters have
    ``"name"`` and ``"reason"`` instead of a receipt. Lines are sorted as text, so that
    their order tells nothing.
``result.json``
    What came out, in one line of canonical JSON; its SHA-256 is the result's hash.
``recount.py``
    The script of that rule (``recounts/``): ``python3 recount.py [FOLDER]`` prints the
    result as in ``result.json`` and, on a second line, the hash. It needs nothing but
    Python, shares no line with this package, and says when ``result.json`` differs.
``README.txt``
    Words for people, if the caller gives any.

Canonical JSON has sorted keys, no spaces, no escapes for letters and whole numbers
only. A threshold is ``{"part": "1/2", "strict": true}``. Every ``rule.json`` has
``rule``, ``n_voters`` (people on the frozen list) and ``quorum`` (threshold); every
result has ``rule``, ``n_voters``, ``n_ballots`` (lines), ``quorum`` (whole people) and
``is_quorate``. Use ``published_rules`` to write them. Beyond that:

=====================================  ===============================================
rule                                   result
=====================================  ===============================================
schulze-winning-votes-1: options,      matrix, paths, dropped, tiers, winner, by_lot
seed, stay (or null), needed
(answer: list, best first, equal ones
in a list of their own)
scottish-stv-2007-1: options, seed,    quota_votes, n_valid, elected, by_lot, stages:
seats, gone, sitting (answer: list)    [{action, option, votes: {option: hundred-
                                       thousandths}, not_transferable, elected}]
majority-judgment-1: options, seed,    judged: [{option, tally, median, above, below,
grades (words, best first),            is_eligible}] best first, tied, winner (null: no
graded_by (threshold or null), least   option, or its middle grade is worse than
(place of the worst grade that is      ``least``)
good enough, or null)
(answer: {option: place of the grade,
0 is best}; no entry is no opinion)
equal-shares-cost-utility-add1-1:      bought: [{label, cost, each, n_payers,
projects: [{label, cost, number,       n_supporters}] in order, spent, left, share,
excludes}], budget, step (whole        raised, remainder, most_votes (all in smallest
smallest units) (answer: list of       units but share, raised, each and remainder:
labels)                                micro-units)
voices-1: answers, for, of (list of    counts: {answer: n}, n_for, n_of, needed (whole
answers, or "voters"), needed,         people), over (answers beyond their limit),
limits: {answer: {count, part}}        outcome: no_quorum | stopped | carried |
(answer: one of answers)               not_carried
names-1: seed (answer: a name)         counts: {name: n}, order (most first; equal ones
                                       by lot), by_lot
lots-1: places, commitments, reveals,  list_hash, seed, drawn (everybody in the order
dice (answer: a label of the pool)     of the lot), chosen (the first ``places``)
panel-lots-1: the same and panels      list_hash, seed, number, chosen, alternates
([[place of a label in the sorted
pool]])
=====================================  ===============================================

``voices-1``: an answer in ``limits`` may be given by at most the larger of ``count``
and ``part`` (rounded down) of those who answered; beyond that the matter is stopped.
Otherwise it is carried when ``n_for`` of ``n_of`` meets ``needed``; of nobody only a
``needed`` of nothing is met.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

#: The stand-alone script of each rule, in ``recounts/``.
SCRIPTS = {
    "schulze-winning-votes-1": "schulze.py",
    "scottish-stv-2007-1": "scottish_stv.py",
    "majority-judgment-1": "judgment.py",
    "equal-shares-cost-utility-add1-1": "equal_shares.py",
    "voices-1": "voices.py",
    "names-1": "voices.py",
    "lots-1": "lots.py",
    "panel-lots-1": "lots.py",
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One published answer; ``receipt`` where it is secret, ``name`` where it is open."""

    answer: object
    receipt: str = ""
    name: str = ""
    reason: str = ""


def canonical(value: object) -> str:
    """Return JSON as it is hashed: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def result_hash(result: Mapping[str, object]) -> str:
    """Return the SHA-256 of a result, in hexadecimal letters."""
    return hashlib.sha256(canonical(result).encode()).hexdigest()


def script_of(rule: str) -> str:
    """Return the text of the stand-alone script that counts by this rule."""
    folder = resources.files("commonweal.core.tally") / "recounts"
    return (folder / SCRIPTS[rule]).read_text(encoding="utf-8")


def write(
    *,
    rule: Mapping[str, object],
    ballots: Iterable[Ballot],
    result: Mapping[str, object],
    readme: str = "",
) -> dict[str, str]:
    """Return the files of a published count: names and texts."""
    lines = sorted(canonical(_line(ballot)) for ballot in ballots)
    files = {
        "rule.json": canonical(rule) + "\n",
        "ballots.jsonl": "".join(f"{line}\n" for line in lines),
        "result.json": canonical(result) + "\n",
        "recount.py": script_of(str(rule["rule"])),
    }
    return files | ({"README.txt": readme} if readme else {})


def _line(ballot: Ballot) -> dict[str, object]:
    line = {
        "receipt": ballot.receipt, "name": ballot.name, "reason": ballot.reason,
    }  # fmt: skip
    return {"answer": ballot.answer, **{k: v for k, v in line.items() if v}}

"""Results: hidden until the close, then with everything needed to count again.

Before a count is written nothing here tells more than how many have answered. Of small
secret groups only the outcome is told, in every channel.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.tally import judgment, published, published_rules
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import Answer, Motion, Published
from commonweal.rooms.governance.queries import publishing, stages, urns
from commonweal.rooms.governance.queries.lotteries import (
    get_lots,
    list_lots,
    lots_files,
)
from commonweal.rooms.governance.queries.sheets import get_sheet, list_sheets
from commonweal.rooms.governance.queries.urns import urn
from commonweal.rooms.governance.words import Rule, counts

__all__ = [
    "differences",
    "get_lots",
    "get_sheet",
    "list_lots",
    "list_sheets",
    "lots_files",
    "next_in_line",
    "published_files",
    "result",
    "urn",
]

#: How a word for an answer or a grade is said in somebody's language.
SayWord = Callable[[str], str]
LIST_LIMIT = 10_000


def result(
    *, motion: UUID, union: UUID, at: datetime, say_word: SayWord = str
) -> counts.ResultView:
    """Return what everybody may know of a motion's count.

    ``say_word`` puts the words for answers and grades into somebody's language.
    """
    row = _row(motion, union)
    rule = stages.rule_of(row, people.local_day(union=union, at=at))
    state = _state(row, at)
    is_small = bool(row.result.get("is_small"))
    hidden = counts.ResultView(
        motion=row.id,
        state=state,
        n_voters=row.n_voters,
        n_answered=stages.n_answered(row),
        n_needed=rule.quorum_of(row.n_voters),
        secrecy=rule.secrecy,
        process=rule.process,
        is_small=is_small,
    )
    if state != "counted":
        return hidden
    return _told(hidden, row, rule, say_word)


def published_files(
    *, motion: UUID, union: UUID, say: publishing.Say = str
) -> dict[str, str]:
    """Return the files that anybody can count again, by name.

    Empty where nothing is published: one person decided, nobody answered, or so few
    that figures would tell who said what. ``say`` puts the words beside them into
    somebody's language.

    Raises
    ------
    Refused
        It is not counted yet.
    """
    row = _row(motion, union)
    if not _is_counted(row):
        raise Refused(Problem("", says.NOT_CLOSED))
    kept = Published.objects.filter(motion=row, round=row.round).first()
    if kept is None or row.result.get("is_small"):
        return {}
    rule = stages.rule_of(row, kept.counted_on)
    version = stages.current_version(row)
    facts = {
        "title": version.title,
        "hash": published.result_hash(row.result),
        "ballots": kept.n_answers,
        "voters": row.n_voters,
        "dice": kept.seed_parts.get("dice", ""),
    }
    files = published.write(
        rule=kept.rule,
        ballots=_ballots(row, rule),
        result=row.result,
        readme=publishing.readme(
            facts, secrecy=rule.secrecy, options=stages.options_of(version), say=say
        ),
    )
    return {**files, "electorate.txt": f"{row.list_hash}  {row.n_voters}\n"}


def next_in_line(*, motion: UUID, union: UUID, left: str) -> str:
    """Return who takes the place of somebody elected who left (their option keys).

    The kept ballots of a proportional election are counted again without them, so that
    no later majority takes a minority's seat.
    """
    row = _row(motion, union)
    kept = Published.objects.filter(motion=row, round=row.round).first()
    elected = [str(one) for one in row.result.get("elected", [])]
    if kept is None or left not in elected:
        raise NotFound(Problem("left", says.NOBODY_ELECTED))
    stay = sorted(one for one in elected if one != left)
    rule = {**kept.rule, "gone": [left], "sitting": stay}
    answers = [
        one.answer for one in _ballots(row, stages.rule_of(row, kept.counted_on))
    ]
    again = published_rules.count(rule, answers)
    return next(str(one) for one in again.result["elected"] if one not in stay)


def differences(*, union: UUID) -> Iterator[Problem]:
    """Yield counts that come out otherwise when counted again; for the nightly check."""
    for kept in Published.objects.filter(motion__union_id=union).select_related(
        "motion"
    ):
        row = kept.motion
        if kept.round != row.round or row.result.get("is_small") or not row.outcome:
            continue
        rule = stages.rule_of(row, kept.counted_on)
        answers = [one.answer for one in _ballots(row, rule)]
        again = published_rules.count(kept.rule, answers)
        if published.result_hash(again.result) != published.result_hash(row.result):
            title = stages.current_version(row).title
            yield Problem("motion", says.COUNT_DIFFERS, {"title": title})


def _told(
    hidden: counts.ResultView, row: Motion, rule: Rule, say_word: SayWord
) -> counts.ResultView:
    """Return the result of a counted motion, as far as it may be told."""
    names = _names(row, rule, say_word)
    kept = Published.objects.filter(motion=row, round=row.round).first()
    sentences = publishing.named(stages.sentences(row.words), names)
    if rule.process == "shares" and row.currency:
        sentences = publishing.with_money(sentences, row.currency)
    told = {
        "outcome": row.outcome,
        "winners": tuple(names.get(one, one) for one in row.winners),
        "sentences": sentences,
    }
    if hidden.is_small or kept is None:
        return _replaced(hidden, **told)
    given = Answer.objects.filter(motion=row, round=row.round)
    is_open = rule.secrecy == "open"
    with_reason = given.exclude(reason="").values_list("reason", flat=True)
    return _replaced(
        hidden,
        **told,
        lines=publishing.tally_lines(kept.rule, row.result, names),
        named=_named(row, given[:LIST_LIMIT]) if is_open else (),
        reasons=() if is_open else tuple(sorted(with_reason)),
        hash=published.result_hash(row.result),
        files=(
            "README.txt", "ballots.jsonl", "electorate.txt", "recount.py",
            "result.json", "rule.json",
        ),
    )  # fmt: skip


def _replaced(view: counts.ResultView, **told: object) -> counts.ResultView:
    return dataclasses.replace(view, **told)  # type: ignore[arg-type]


def _state(row: Motion, at: datetime) -> str:
    if _is_counted(row):
        return "counted"
    if stages.is_taking(row, at):
        return "open"
    return "uncounted" if stages.stage_on(row, at) == "open" else "waiting"


def _is_counted(row: Motion) -> bool:
    """Whether this round is counted; also when it went back to the talk by its count."""
    if not row.outcome or row.stage in ("draft", "frozen", "open"):
        return False
    counted = Published.objects.filter(motion=row, round=row.round)
    return row.stage != "discussion" or counted.exists()


def _row(motion: UUID, union: UUID) -> Motion:
    row = Motion.objects.filter(id=motion, union_id=union).first()
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    return row


def _ballots(row: Motion, rule: Rule) -> list[published.Ballot]:
    """Return the answers as they are published; names only where answers are open."""
    if rule.process == "sortition":
        drawn = row.result.get("drawn") or (
            [*row.result["chosen"], *row.result["alternates"]]
        )
        return [published.Ballot(answer=label) for label in drawn]
    if rule.secrecy == "urn":
        return [published.Ballot(answer=answer) for answer in urns.papers(row)]
    given = list(Answer.objects.filter(motion=row, round=row.round))
    names = _people_names(row, given)
    found = []
    for one in given:
        answer, reason = publishing.published_pair(rule.process, one)
        name = names.get(one.person_id, "") if one.person_id else ""
        found.append(
            published.Ballot(
                answer=answer, receipt=one.receipt, name=name, reason=reason
            )
        )
    return found


def _named(row: Motion, given: Iterable[Answer]) -> tuple[counts.NamedAnswer, ...]:
    found = list(given)
    names = _people_names(row, found)
    said = [
        counts.NamedAnswer(
            name=names.get(one.person_id) if one.person_id else None,
            answer=one.answer,
            reason=one.reason,
        )
        for one in found
    ]
    return tuple(sorted(said, key=lambda one: (one.name or "~", one.reason)))


def _people_names(row: Motion, given: Iterable[Answer]) -> dict[UUID, str]:
    persons = {one.person_id for one in given}
    return people.names_of(union=row.union_id, persons=persons)


def _names(row: Motion, rule: Rule, say_word: SayWord) -> dict[str, str]:
    """Return what is said in place of keys: options, people, answers, grades."""
    options = stages.options_of(stages.current_version(row))
    names = {key: say_word(said) for key, said in counts.ANSWER_WORDS.items()}
    names |= {grade: say_word(grade) for grade in judgment.GRADES}
    names |= {one.key: one.label for one in options}
    persons = {one.key: one.person for one in options if one.person is not None}
    if rule.process in ("sortition", "no_candidates"):
        persons |= {key: UUID(key) for key in _person_keys(row.result)}
    here = people.names_of(union=row.union_id, persons=persons.values())
    return names | {key: here[one] for key, one in persons.items() if one in here}


def _person_keys(result: dict[str, object]) -> list[str]:
    keys: list[str] = []
    for name in ("drawn", "chosen", "alternates", "order"):
        kept = result.get(name, [])
        keys += [str(one) for one in kept] if isinstance(kept, list) else []
    return keys

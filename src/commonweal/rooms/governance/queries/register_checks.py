"""What is wrong with something for the register, asked before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.errors import register as says
from commonweal.rooms.governance.queries import register
from commonweal.rooms.governance.words import register as words


def tidy_tag(tag: str) -> str:
    """Return a tag as it is kept: small letters, single spaces."""
    return " ".join(tag.lower().split())


def problems_with_words(*, title: str, text: str, tags: Sequence[str]) -> list[Problem]:
    """Say what is wrong with a title, a text and tags."""
    problems = []
    letters = len(title.strip())
    if not letters:
        problems.append(Problem("title", says.NO_TITLE))
    if letters > words.TITLE_LETTERS:
        facts = {"most": words.TITLE_LETTERS, "n": letters}
        problems.append(Problem("title", says.LONG_TITLE, facts))
    if len(text) > words.TEXT_LETTERS:
        facts = {"most": words.TEXT_LETTERS, "n": len(text)}
        problems.append(Problem("text", says.LONG_TEXT, facts))
    return problems + problems_with_tags(tags)


def problems_with_text(text: str) -> list[Problem]:
    """Say what is wrong with the new text of an entry."""
    if not text.strip():
        return [Problem("text", says.NO_TEXT)]
    if len(text) <= words.TEXT_LETTERS:
        return []
    facts = {"most": words.TEXT_LETTERS, "n": len(text)}
    return [Problem("text", says.LONG_TEXT, facts)]


def problems_with_tags(tags: Sequence[str]) -> list[Problem]:
    """Say what is wrong with tags."""
    problems = [
        Problem(
            "tags", says.LONG_TAG, {"tag": tag[:30] + "…", "most": words.TAG_LETTERS}
        )
        for tag in tags
        if len(tidy_tag(tag)) > words.TAG_LETTERS
    ]
    n_tags = len({tidy_tag(tag) for tag in tags} - {""})
    if n_tags > words.MOST_TAGS:
        facts = {"most": words.MOST_TAGS, "n": n_tags}
        problems.append(Problem("tags", says.MANY_TAGS, facts))
    return problems


def problems_with_days(
    decided_on: date, review_on: date | None, expires_on: date | None
) -> list[Problem]:
    """Say whether a review or an end comes before the decision."""
    return [
        Problem(
            field, says_so, {"day": day.isoformat(), "decided": decided_on.isoformat()}
        )
        for field, says_so, day in (
            ("review_on", says.REVIEW_BEFORE, review_on),
            ("expires_on", says.ENDS_BEFORE, expires_on),
        )
        if day is not None and day < decided_on
    ]


def problems_with_superseded(
    union: UUID, numbers: Sequence[int], *, on: date
) -> list[Problem]:
    """Say which entries a new decision cannot take the place of."""
    wanted = tuple(dict.fromkeys(numbers))
    if len(wanted) > words.MOST_SUPERSEDED:
        facts = {"most": words.MOST_SUPERSEDED, "n": len(wanted)}
        return [Problem("supersedes", says.MANY_SUPERSEDED, facts)]
    return [
        problem
        for number in wanted
        for problem in register.problems_with_number(
            union=union, number=number, on=on, field="supersedes"
        )
    ]


def problems_with_step(
    number: int, last: words.StepView, step: words.StepView
) -> list[Problem]:
    """Say whether one step may follow another."""
    facts = {"number": number, "day": step.on.isoformat(), "last": last.on.isoformat()}
    if step.status not in words.AFTER.get(last.status, frozenset()):
        named = {
            "status": words.STATUSES[last.status],
            "wanted": words.STATUSES.get(step.status, step.status),
        }
        return [Problem("status", says.NOT_AFTER, named)]
    if step.status == "superseded" and step.decision is None:
        return [Problem("decision", says.SAY_BY_WHICH, facts)]
    if step.status == "superseded" and (step.decision or 0) <= number:
        return [Problem("decision", says.GIVES_WAY_TO_NEWER, facts)]
    return [Problem("on", says.TOO_EARLY, facts)] if step.on < last.on else []

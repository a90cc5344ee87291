"""Look a draft through: every problem together, and what a version keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import Problem, Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.words import OptionDraft, Rule, TextDraft
from commonweal.rooms.governance.words import motions as words

#: Processes that choose between options, and how many there must be.
_OPTIONS_LEAST = {"ranking": 2, "judgment": 2, "stv": 2, "shares": 1}


@dataclass(slots=True)
class Reader:
    """Reads one wording for a motion decided by ``rule``; gathers what is wrong."""

    union: UUID
    rule: Rule
    currency: str
    today: date
    budget: int = 0

    def problems_with(self, text: TextDraft) -> list[Problem]:
        """Say everything wrong with a wording."""
        return [
            *problems_with_text(
                "title", text.title, words.TITLE_LETTERS, says.SAY_TITLE
            ),
            *problems_with_text(
                "sentence", text.sentence, words.SENTENCE_LETTERS, says.SAY_SENTENCE
            ),
            *problems_with_text("text", text.text, words.TEXT_LETTERS, says.SAY_TEXT),
            *self._problems_with_review(text.review_on),
            *self._problems_with_options(text.options),
        ]

    def options(self, text: TextDraft) -> list[dict[str, object]]:
        """Return the options as a version keeps them, with keys and the status quo."""
        kept = [
            _kept(f"o{number}", one, cost=self._cost(one))
            for number, one in enumerate(text.options, start=1)
        ]
        if self.rule.process == "ranking":
            kept.append(
                _kept(words.AS_IS, OptionDraft(words.AS_IS_LABEL), is_status_quo=True)
            )
            kept.append(_kept(words.MORE_TALK, OptionDraft(words.MORE_TALK_LABEL)))
        return kept

    def review_on(self, text: TextDraft) -> date:
        """Return the review date: the one written, or the usual one."""
        return text.review_on or self.today + timedelta(days=self.rule.review_days)

    def _problems_with_review(self, day: date | None) -> Iterator[Problem]:
        if day is None:
            return
        if day <= self.today:
            facts = {"day": day.isoformat(), "today": self.today.isoformat()}
            yield Problem("review_on", says.REVIEW_PAST, facts)
        most = self.today + timedelta(days=words.REVIEW_DAYS_MOST)
        if day > most:
            yield Problem("review_on", says.REVIEW_TOO_FAR, {"most": most.isoformat()})

    def _problems_with_options(
        self, options: tuple[OptionDraft, ...]
    ) -> Iterator[Problem]:
        least = _OPTIONS_LEAST.get(self.rule.process, 0)
        if len(options) < least:
            yield Problem("options", says.NEEDS_OPTIONS, {"least": least})
        if len(options) > words.OPTIONS_MOST:
            yield Problem(
                "options", says.TOO_MANY_OPTIONS, {"most": words.OPTIONS_MOST}
            )
            return
        here = people.associate_ids(union=self.union)
        seen: set[str] = set()
        for number, one in enumerate(options):
            field = f"options.{number}"
            label = one.label.strip()
            yield from problems_with_text(
                field, label, words.OPTION_LETTERS, says.OPTION_EMPTY
            )
            if label and label.casefold() in seen:
                yield Problem(field, says.OPTION_TWICE, {"label": label[:80]})
            seen.add(label.casefold())
            if one.person is not None and one.person not in here:
                yield Problem(field, says.OPTION_PERSON, {"label": label[:80]})
            yield from self._problems_with_cost(field, one)

    def _problems_with_cost(self, field: str, one: OptionDraft) -> Iterator[Problem]:
        if self.rule.process != "shares":
            return
        cost = self._cost(one)
        facts = {"label": one.label[:80]}
        if cost <= 0:
            yield Problem(field, says.OPTION_COST, facts)
        elif cost > self.budget > 0:
            yield Problem(field, says.OPTION_ABOVE_BUDGET, facts)

    def _cost(self, one: OptionDraft) -> int:
        return money(one.cost, self.currency)


def money(text: str, currency: str) -> int:
    """Return an amount in the smallest steps; nothing readable is 0."""
    if not text.strip():
        return 0
    try:
        return measure_of(text, UNITS[currency], field="cost").amount
    except Refused:
        return 0


def problems_with_text(
    field: str, text: str, most: int, empty: str
) -> Iterator[Problem]:
    """Say when a text is missing or too long."""
    letters = len(text.strip())
    if not letters:
        yield Problem(field, empty)
    elif letters > most:
        yield Problem(field, says.TOO_LONG, {"letters": letters, "most": most})


def _kept(
    key: str, one: OptionDraft, *, cost: int = 0, is_status_quo: bool = False
) -> dict[str, object]:
    return {
        "key": key,
        "label": one.label.strip(),
        "cost": cost,
        "person": str(one.person) if one.person else None,
        "note": one.note.strip()[: words.OPTION_LETTERS],
        "is_status_quo": is_status_quo,
    }

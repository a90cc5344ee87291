"""Shapes of what programs send about deciding together."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from commonweal.interfaces.api.store_shapes import Strict
from commonweal.rooms.governance.words import motions

_WORDS = Field(max_length=10_000)
_MAYBE_WORDS = Field("", max_length=10_000)


class OptionIn(Strict):
    """An option: what it is, what it costs, or whose name it is."""

    label: str = Field("", max_length=2000)
    cost: str = Field("", max_length=60)
    person: UUID | None = None
    note: str = Field("", max_length=2000)


class EffectIn(Strict):
    """An effect of the closed list, with its parameters as people write them."""

    kind: str = Field(max_length=60)
    params: dict[str, str] = Field(default_factory=dict)


class TextIn(Strict):
    """A wording of a motion."""

    title: str = Field(max_length=2000)
    sentence: str = Field(max_length=2000)
    text: str = Field(max_length=100_000)
    options: list[OptionIn] = Field(default_factory=list, max_length=1000)
    effects: list[EffectIn] = Field(default_factory=list, max_length=1000)
    review_on: date | None = None

    def draft(self) -> motions.TextDraft:
        """Return it as the room takes it."""
        return motions.TextDraft(
            title=self.title,
            sentence=self.sentence,
            text=self.text,
            options=options_of(self.options),
            effects=effects_of(self.effects),
            review_on=self.review_on,
        )


class MotionIn(TextIn):
    """A motion as it is brought; ``body`` left away is the assembly."""

    matter: str = Field(max_length=60)
    body: UUID | None = None
    seats: int = 1
    budget: str = Field("", max_length=60)
    about: UUID | None = None
    quotas: list[tuple[str, str, int, int]] = Field(
        default_factory=list, max_length=200
    )
    breach: str = _MAYBE_WORDS
    new_facts: str = _MAYBE_WORDS
    burdens: str = _MAYBE_WORDS

    def motion(self) -> motions.MotionDraft:
        """Return it as the room takes it."""
        own = {"title", "sentence", "text", "review_on", "matter", "body", "seats"}
        own |= {"budget", "about", "breach", "new_facts", "burdens"}
        return motions.MotionDraft(
            **self.dict(include=own),
            options=options_of(self.options),
            effects=effects_of(self.effects),
            quotas=tuple(self.quotas),
        )


class VersionIn(TextIn):
    """Another wording, and why."""

    why: str = _MAYBE_WORDS


class VoiceIn(Strict):
    """Something said; ``reply_to`` only with the kind "reply"."""

    kind: str = Field(max_length=60)
    words: str = _WORDS
    reply_to: UUID | None = None


class SettleIn(Strict):
    """How a voice is settled: integrated, withdrawn, answered."""

    how: str = Field(max_length=60)
    words: str = _MAYBE_WORDS


class WordsIn(Strict):
    """Why, in words."""

    words: str = _MAYBE_WORDS


class ChallengeIn(Strict):
    """Why it should be talked about again; whether a rule was broken."""

    words: str = _WORDS
    broke_rule: bool = False


class ConcludeIn(Strict):
    """What was heard and decided after taking advice."""

    goes: bool
    words: str = _WORDS


class AskIn(Strict):
    """Whom to ask for advice, and why: affected, knows."""

    person: UUID
    why: str = Field(max_length=60)


class HearingIn(Strict):
    """Whether whoever it is about was heard."""

    was_heard: bool
    words: str = _MAYBE_WORDS


class FreezeIn(Strict):
    """When it opens, if that is in a called meeting."""

    meeting: datetime | None = None


class AwayIn(Strict):
    """Until which day one is away."""

    until: date


class WelcomeIn(Strict):
    """Who is welcomed."""

    person: UUID


def options_of(options: list[OptionIn]) -> tuple[motions.OptionDraft, ...]:
    """Return options as the room takes them."""
    return tuple(motions.OptionDraft(**one.dict()) for one in options)


def effects_of(effects: list[EffectIn]) -> tuple[motions.EffectDraft, ...]:
    """Return effects as the room takes them."""
    return tuple(motions.EffectDraft(**one.dict()) for one in effects)

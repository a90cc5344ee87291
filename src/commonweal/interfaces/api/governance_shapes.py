"""Shapes of what programs get about deciding together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema
from pydantic import BeforeValidator, Field

from commonweal.core.tally.thresholds import Threshold
from commonweal.rooms.governance.words import motions, rules


def said(sentence: object) -> object:
    """Say a sentence of a count, an effect or a refusal in the asker's language."""
    template = getattr(sentence, "template", None)
    if template is None:
        return gettext(sentence) if isinstance(sentence, str) and sentence else sentence
    params: Mapping[str, object] = getattr(sentence, "params", {})
    words = {name: _said_value(value) for name, value in params.items()}
    return gettext(template) % words if words else gettext(template)


def _said_value(value: object) -> object:
    if isinstance(value, list | tuple):
        return ", ".join(str(_said_value(one)) for one in value)
    return gettext(value) if isinstance(value, str) and value else value


def _part(part: object) -> object:
    """Say a threshold as ``1/2``, or ``>1/2`` when it must be passed."""
    return rules.part_as_text(part) if isinstance(part, Threshold) else part


#: A sentence, said.
Said = Annotated[str, BeforeValidator(said)]
Part = Annotated[str, BeforeValidator(_part)]
Answer = Annotated[
    Any,
    Field(
        description="consent, consensus, majority, recall, silence, sortition: a word; "
        "ranking, stv, shares: a list of option keys; judgment: a grade 0 (best) to 4 "
        "for each option key; no_candidates: {name, why}"
    ),
]


class RuleOut(Schema):
    """How a matter is decided; thresholds as 1/2, or >1/2 when it must be passed."""

    matter: str
    process: str
    secrecy: str
    quorum: Part
    quorum_large: Part
    passes: Part
    of_all: bool
    fallback: Part | None
    attempts: int
    attempt: int
    integrate_days: int
    discussion_days: int
    freeze_hours: int
    open_days: int
    challenge_hours: int
    review_days: int


class BodyOut(Schema):
    """Who decides; ``standing`` of who asks: member, asked or empty."""

    id: UUID
    kind: str
    name: Said
    domain: str
    n_members: int
    standing: str
    decision: int | None
    formed_at: datetime | None
    is_ended: bool


class MemberOut(Schema):
    """Somebody in a circle, or waiting for a yes."""

    person: UUID
    name: str
    is_in: bool
    since: datetime


class MethodOut(Schema):
    """How a body decides a matter; ``decision`` null: as usual."""

    body: UUID
    matter: str
    matter_words: Said
    rule: RuleOut
    process_words: Said
    from_day: date | None
    decision: int | None


class AwayOut(Schema):
    """Until when one said one is away, or null."""

    until: date | None


class MotionLineOut(Schema):
    """A motion in a list."""

    id: UUID
    title: str
    sentence: str
    matter: str
    body: UUID
    body_name: Said
    stage: str
    process: str
    opens_at: datetime | None
    closes_at: datetime | None
    brought_at: datetime
    decision: int | None
    outcome: str
    is_mine: bool
    waits_for_me: bool


class OptionOut(Schema):
    """An option; ``cost`` in the smallest steps of the currency."""

    key: str
    label: str
    cost: int
    person: UUID | None
    note: str
    is_status_quo: bool


class EffectOut(Schema):
    """An effect as written."""

    kind: str
    params: dict[str, str]


class VersionOut(Schema):
    """A wording of a motion."""

    number: int
    title: str
    sentence: str
    text: str
    options: list[OptionOut]
    effects: list[EffectOut]
    review_on: date
    why: str
    by_name: str
    at: datetime
    is_current: bool
    is_mine: bool


class DifferenceOut(Schema):
    """A line of two wordings; ``kind``: same, changed, gone or new."""

    kind: str
    before: str
    after: str


class VoiceOut(Schema):
    """Something said about a motion."""

    id: UUID
    kind: str
    words: str
    by: UUID | None
    by_name: str
    at: datetime
    version: int
    attempt: int
    reply_to: UUID | None
    status: str
    settled_words: str
    is_mine: bool
    n_see: int
    n_needed: int
    may_see: bool


class StepOut(Schema):
    """A transition of a motion."""

    number: int
    kind: str
    stage: str
    at: datetime
    by_name: str


class AskedOut(Schema):
    """Somebody asked for advice."""

    person: UUID
    name: str
    why: str
    has_advised: bool


class OwnAnswerOut(Schema):
    """One's own answer."""

    answer: Answer
    reason: str
    channel: str
    receipt: str
    given_on: date
    helpers: list[str]


class ParticipationOut(Schema):
    """How many have answered, of how many; how many are needed. Never who or how."""

    n_answered: int
    n_voters: int
    n_needed: int


class MotionOut(Schema):
    """A motion with everything; ``may`` holds what who asks can do now."""

    id: UUID
    body: BodyOut
    matter: str
    rule: RuleOut
    stage: str
    attempt: int
    version: VersionOut
    n_versions: int
    brought_by: UUID | None
    brought_by_name: str
    brought_at: datetime
    about: UUID | None
    breach: str
    new_facts: str
    burdens: str
    seats: int
    budget: int
    currency: str
    quotas: list[tuple[str, str, int, int]]
    freeze_from: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    challenge_until: datetime | None
    is_extended: bool
    is_lengthened: bool
    text_hash: str
    list_hash: str
    dry_run: list[Said]
    participation: ParticipationOut
    outcome: str
    winners: list[str]
    decision: int | None
    blocked_why: list[Said]
    waits_for_tellers: bool
    voices: list[VoiceOut]
    asked: list[AskedOut]
    steps: list[StepOut]
    own_answer: OwnAnswerOut | None
    may: list[str]

    @staticmethod
    def resolve_may(view: motions.MotionView) -> list[str]:
        """Return what can be done, in the order of the letters."""
        return sorted(view.may)


class NumberOut(Schema):
    """The number of what was written."""

    number: int

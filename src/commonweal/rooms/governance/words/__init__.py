"""The words of deciding: what is brought and said, and what is shown of it."""

from __future__ import annotations

from commonweal.rooms.governance.words.bodies import (
    BodyView,
    MemberView,
    MethodView,
)
from commonweal.rooms.governance.words.motions import (
    AnswerView,
    AskedView,
    Cast,
    Counted,
    DifferenceLine,
    EffectDraft,
    MotionDraft,
    MotionLine,
    MotionView,
    OpenAnswer,
    OptionDraft,
    OptionView,
    Participation,
    StepView,
    TextDraft,
    VersionView,
    VoiceView,
)
from commonweal.rooms.governance.words.rules import Rule

__all__ = [
    "AnswerView",
    "AskedView",
    "BodyView",
    "Cast",
    "Counted",
    "DifferenceLine",
    "EffectDraft",
    "MemberView",
    "MethodView",
    "MotionDraft",
    "MotionLine",
    "MotionView",
    "OpenAnswer",
    "OptionDraft",
    "OptionView",
    "Participation",
    "Rule",
    "StepView",
    "TextDraft",
    "VersionView",
    "VoiceView",
]

"""Filters for pages of deciding: stages, voices, signs of answers."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from commonweal.interfaces.web.deciding import says, signs
from commonweal.rooms.governance.words import defaults

register = template.Library()


@register.filter
def stage_words(stage: str) -> str:
    """Say a stage: open for answers."""
    return str(says.STAGES.get(stage, (stage, ""))[0])


@register.filter
def stage_tone(stage: str) -> str:
    """Return the colour of a stage's tag."""
    return says.STAGES.get(stage, ("", ""))[1]


@register.filter
def voice_words(kind: str) -> str:
    """Say a kind of voice: Question."""
    return str(says.VOICES[kind][0]) if kind in says.VOICES else kind


@register.filter
def voice_tone(kind: str) -> str:
    """Return the colour of a voice's tag."""
    return says.VOICES[kind][2] if kind in says.VOICES else ""


@register.filter
def voice_state(status: str) -> str:
    """Say how a voice stands: open, taken in."""
    return str(says.VOICE_STATES.get(status, status))


@register.filter
def outcome_words(outcome: str) -> str:
    """Say an outcome: Adopted."""
    return str(says.OUTCOMES.get(outcome, outcome))


@register.filter
def step_words(kind: str) -> str:
    """Say a step of a motion: Opened for answers."""
    return str(says.STEPS.get(kind, kind))


@register.filter
def channel_words(channel: str) -> str:
    """Say how an answer came: on paper."""
    return str(says.CHANNELS.get(channel, channel))


@register.filter
def process_name(process: str) -> str:
    """Say a way of deciding: consent round."""
    return gettext(defaults.PROCESS_NAMES.get(process, process))


@register.filter
def matter_name(matter: str) -> str:
    """Say what a decision is about: an agreement of the assembly."""
    return gettext(defaults.MATTER_WORDS.get(matter, matter))


@register.inclusion_tag("web/governance/signed.html")
def answer_sign(process: str, answer: object) -> dict[str, object]:
    """Show a one-word answer with its sign; any other as it is."""
    found = signs.sign_of(process, str(answer))
    return {"sign": found, "words": found.words if found else str(answer)}

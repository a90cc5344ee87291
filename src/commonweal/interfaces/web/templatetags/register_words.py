"""Filters for pages of the register: how an entry stands, what kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django import template
from django.utils.translation import gettext

from commonweal.rooms.governance.words import register as words

register = template.Library()

TONES: Mapping[str, str] = MappingProxyType(
    {"in_force": "good", "suspended": "warn", "superseded": "bad", "expired": "bad"}
)


@register.filter
def entry_status(code: str) -> str:
    """Say how an entry stands: in force."""
    return gettext(words.STATUSES[code]) if code in words.STATUSES else code


@register.filter
def entry_tone(code: str) -> str:
    """Return the colour of a status."""
    return TONES.get(code, "")


@register.filter
def entry_kind(code: str) -> str:
    """Say what kind of decision an entry is: agreement."""
    return gettext(words.KINDS[code]) if code in words.KINDS else code

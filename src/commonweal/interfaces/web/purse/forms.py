"""Fields that the forms of the purse share. They keep what was typed; deeds judge it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext

from commonweal.core.vf.problems import N_, Problem

NO_DAY = N_("“%(value)s” is not a day. Write it as 2026-11-23.")
NOT_A_CHOICE = N_("Choose one of the list.")

Choices = list[tuple[str, str]]


class Named(Protocol):
    """Whatever has an id and a name: an account, a purse, a category."""

    @property
    def id(self) -> UUID:
        """Return its id."""
        ...

    @property
    def name(self) -> str:
        """Return its name."""
        ...


def sent_key(request: HttpRequest) -> str:
    """Return the form's hidden key; a form without one is taken as new."""
    return request.POST.get("key", "")[:100] or str(uuid.uuid4())


def choices(named: Iterable[Named], *, first: str | None = None) -> Choices:
    """Return named things to choose from; ``first`` is what leaving it empty means."""
    lines = [(str(one.id), one.name) for one in named]
    return lines if first is None else [("", first), *lines]


def amount_field(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text
    """Return a field for an amount, as people write it."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        ),
        **more,
    )


def day_field(label: Any, *, required: bool = True, **more: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        **more,
    )


def text_field(
    label: Any,  # noqa: ANN401 - a lazy text
    letters: int,
    *,
    required: bool = True,
    **more: Any,  # noqa: ANN401 - passed on
) -> forms.CharField:
    """Return a field for a short text."""
    return forms.CharField(label=label, required=required, max_length=letters, **more)


def choice_field(
    label: Any,  # noqa: ANN401 - a lazy text
    *,
    required: bool = True,
    **more: Any,  # noqa: ANN401 - passed on
) -> forms.ChoiceField:
    """Return a field to choose one of what ``choose`` fills in."""
    return forms.ChoiceField(label=label, required=required, **more)


def choose(form: forms.Form, name: str, lines: Choices) -> None:
    """Set what a form's field can be."""
    cast("forms.ChoiceField", form.fields[name]).choices = lines


def said(words: Iterable[tuple[str, str]]) -> Choices:
    """Return choices in the reader's language."""
    return [(code, gettext(text)) for code, text in words]


def read_day(text: str, field: str, problems: list[Problem]) -> date | None:
    """Return a day that may be left empty; what is no day becomes a problem."""
    day = day_of(text.strip())
    if day is None and text.strip():
        problems.append(Problem(field, NO_DAY, {"value": text[:40]}))
    return day


def read_id(text: str, field: str, problems: list[Problem]) -> UUID | None:
    """Return what was chosen, which may be nothing; what is not ours is a problem."""
    picked = id_of(text.strip())
    if picked is None and text.strip():
        problems.append(Problem(field, NOT_A_CHOICE))
    return picked


def id_of(text: str | None) -> UUID | None:
    """Return an id as it came from a form or address, or None if it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def day_of(text: str | None) -> date | None:
    """Return a day as it came from a form or address, or None if it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None

"""Forms of how somebody eats: weekdays and plate, days away, foods not to serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.interfaces.web.kitchen.forms import choose, day_field, said
from commonweal.rooms.kitchen import words

PART = ":"
EVERY = tuple(f"{time}{PART}{day}" for day in words.WEEKDAYS for time in words.TIMES)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the grid: a meal of a weekday."""

    value: str
    label: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A weekday and its boxes."""

    name: str
    boxes: tuple[Box, ...]


class Usual(forms.Form):
    """Which meals somebody usually eats here, and which plate."""

    eats = forms.MultipleChoiceField(
        label=_("Usually here for"),
        required=False,
        choices=[(one, one) for one in EVERY],
    )
    size = forms.ChoiceField(label=_("Plate"), widget=forms.RadioSelect)
    late_plate = forms.BooleanField(
        label=_("Always keep a plate for later"), required=False
    )
    starts_on = day_field(_("From"))
    ends_on = day_field(
        _("Until"),
        required=False,
        help_text=_("Empty: until you say otherwise. With a day it ends by itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "size", said(words.SIZE_WORDS))

    def draft(self, person: UUID) -> words.UsualDraft:
        """Return what was ticked; every box means every meal."""
        ticked = set(self.cleaned_data["eats"])
        eats = {
            time: tuple(d for d in words.WEEKDAYS if f"{time}{PART}{d}" in ticked)
            for time in words.TIMES
        }
        return words.UsualDraft(
            person=person,
            starts_on=self.cleaned_data["starts_on"],
            ends_on=self.cleaned_data["ends_on"],
            eats=None if ticked == set(EVERY) else eats,
            size=self.cleaned_data["size"],
            late_plate=self.cleaned_data["late_plate"],
        )


class Away(forms.Form):
    """Days on which somebody eats elsewhere."""

    first = day_field(_("First day away"))
    last = day_field(_("Last day away"))


class Codes(forms.Form):
    """What not to serve somebody. Never why."""

    codes = forms.MultipleChoiceField(
        label=_("Do not serve"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_named = forms.BooleanField(
        label=_("The cook may read whose it is"),
        required=False,
        help_text=_("Without it the cook reads only how many."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "codes", said(words.CODES))

    def draft(self, person: UUID) -> words.CodesDraft:
        """Return what was ticked."""
        return words.CodesDraft(
            person=person,
            codes=tuple(self.cleaned_data["codes"]),
            is_named=self.cleaned_data["is_named"],
        )


def usual_now(spells: Sequence[words.UsualView], today: date) -> dict[str, object]:
    """Return what is usual as the form shows it: the open-ended one, or every meal."""
    lasting = [one for one in spells if one.ends_on is None and not one.is_away]
    start: dict[str, object] = {"starts_on": today, "eats": list(EVERY)}
    if not lasting:
        return {**start, "size": "whole"}
    now = lasting[-1]
    if now.eats is not None:
        start["eats"] = [f"{time}{PART}{d}" for time, days in now.eats for d in days]
    return {**start, "size": now.size, "late_plate": now.late_plate}


def codes_now(kept: words.CodesView | None) -> dict[str, object]:
    """Return the codes that are kept, as the form shows them."""
    if kept is None:
        return {}
    return {"codes": list(kept.codes), "is_named": kept.is_named}


def with_shortcut(sent: QueryDict) -> Codes:
    """Tick the foods of a shortcut beside those ticked already; keeps nothing."""
    names = list(words.SHORTCUTS)
    number = sent.get("shortcut", "")
    chosen = words.SHORTCUTS[names[int(number)]] if number in _NUMBERS else ()
    ticked = dict.fromkeys([*sent.getlist("codes"), *chosen])
    initial = {"codes": list(ticked), "is_named": "is_named" in sent}
    return Codes(initial=initial, auto_id="codes_%s")


_NUMBERS = frozenset(str(number) for number in range(len(words.SHORTCUTS)))


def grid(form: Usual) -> tuple[Row, ...]:
    """Return the boxes of the week, ticked as the form has them."""
    ticked = set(form["eats"].value() or ())
    return tuple(
        Row(
            str(WEEKDAYS_ABBR[number]),
            tuple(
                Box(
                    f"{time}{PART}{day}",
                    f"{gettext(name)}, {gettext(words.TIME_WORDS[time])}",
                    f"{time}{PART}{day}" in ticked,
                )
                for time in words.TIMES
            ),
        )
        for number, (day, name) in enumerate(words.WEEKDAY_WORDS.items())
    )

"""Forms of a meal: planning it, and planning a week again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.flows import Place
from commonweal.interfaces.web.kitchen.forms import choose, day_field, said
from commonweal.rooms.kitchen import words

#: Dishes that are chosen from lists below one another.
PLACES_FOR_DISHES = 5
_NAMES = tuple(f"dish_{n}" for n in range(1, PLACES_FOR_DISHES + 1))


class Meal(forms.Form):
    """A meal: when, what, where, until when one can sign out."""

    day = day_field(_("Day"))
    time = forms.ChoiceField(label=_("Meal"))
    serves_at = forms.TimeField(
        label=_("Served at"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Empty: the usual hour."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        help_text=_("Only if it is something special."),
    )
    place = forms.ChoiceField(label=_("Where"), required=False)
    closes_at = forms.DateTimeField(
        label=_("Sign-out closes"),
        required=False,
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
        ),
        help_text=_("Empty: as the charter says. It closes before the shopping."),
    )
    note = forms.CharField(
        label=_("Note for all"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        dishes: Iterable[words.DishView],
        places: Iterable[Place],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(dish.id), dish.name) for dish in dishes]
        for number, name in enumerate(_NAMES, start=1):
            label = _("Dish") if number == 1 else _("and also")
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", gettext("none")), *known]
            )
        choose(self, "time", said(words.TIME_WORDS))
        where = [(str(place.id), place.name) for place in places]
        choose(self, "place", [("", gettext("not said")), *where])

    @property
    def dish_fields(self) -> list[forms.BoundField]:
        """The fields from which dishes are chosen."""
        return [self[name] for name in _NAMES]

    def draft(self) -> words.MealDraft:
        """Return what was written."""
        said_ = self.cleaned_data
        serves_at = self._unless_moved("serves_at", {"time"})
        closes_at = self._unless_moved("closes_at", {"day", "time", "serves_at"})
        return words.MealDraft(
            day=said_["day"],
            time=said_["time"],
            name=said_["name"],
            dishes=tuple(UUID(said_[name]) for name in _NAMES if said_[name]),
            place=UUID(said_["place"]) if said_["place"] else None,
            serves_at=serves_at,
            closes_at=closes_at,
            note=said_["note"],
        )

    def _unless_moved(self, name: str, others: set[str]) -> Any:  # noqa: ANN401 - a time or a moment
        """Return what was written; left as it was while the meal moved, it follows."""
        changed = set(self.changed_data)
        moved = bool(self.initial.get(name)) and name not in changed
        return None if moved and others & changed else self.cleaned_data[name]


class Repeat(forms.Form):
    """Which week is planned again."""

    from_monday = day_field(_("The same as in the week of"))


def meal_now(meal: words.MealView) -> dict[str, object]:
    """Return a meal as the form shows it."""
    first = [dish for dish in meal.dishes if dish.instead_of is None]
    return {
        "day": meal.day,
        "time": meal.time,
        "serves_at": meal.serves_at,
        "name": meal.name,
        "place": str(meal.place or ""),
        "closes_at": meal.closes_at,
        "note": meal.note,
        **{name: str(dish.dish) for name, dish in zip(_NAMES, first, strict=False)},
    }

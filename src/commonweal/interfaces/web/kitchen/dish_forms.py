"""Forms of a dish, and of a recipe from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.interfaces.web.kitchen.forms import choose, food_choices
from commonweal.rooms.kitchen import words

_STEPS_MOST = 8000
_TEXT_MOST = 200_000


class Dish(forms.Form):
    """A dish; its lines are typed in the table beside."""

    name = forms.CharField(label=_("Name"), max_length=80)
    serves = forms.CharField(
        label=_("For how many people"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    minutes = forms.CharField(
        label=_("Minutes"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    steps = forms.CharField(
        label=_("Steps"),
        required=False,
        max_length=_STEPS_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    source = forms.CharField(
        label=_("Where it is from"), required=False, max_length=300
    )
    codes = forms.MultipleChoiceField(
        label=_("Also in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Besides what its foods are known to hold."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "codes", food_choices())

    def draft(self, lines: Sequence[words.LineDraft]) -> words.DishDraft:
        """Return what was written."""
        said = self.cleaned_data
        return words.DishDraft(
            name=said["name"],
            serves=said["serves"],
            lines=tuple(lines),
            steps=said["steps"],
            minutes=said["minutes"],
            source=said["source"],
            codes=tuple(said["codes"]),
        )


class TakeIn(forms.Form):
    """A recipe as a file or as text. Nothing is fetched from the network."""

    text = forms.CharField(
        label=_("Paste or write it"),
        required=False,
        max_length=_TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "The name, for how many, a line for each food such as “2 kg potatoes”, an "
            "empty line, then the steps."
        ),
    )
    file = forms.FileField(
        label=_("or a saved page or file"),
        required=False,
        help_text=_("A recipe page saved from the web, or a .json or .txt file."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said = super().clean() or {}
        if not said.get("file") and not (said.get("text") or "").strip():
            self.add_error("text", gettext("Paste a recipe, or choose a file."))
        return said


def dish_now(dish: words.DishView) -> dict[str, object]:
    """Return a dish as the form shows it."""
    return {
        "name": dish.name,
        "serves": dish.serves,
        "minutes": dish.minutes,
        "steps": dish.steps,
        "source": dish.source,
        "codes": list(dish.extra_codes),
    }


def dish_read(recipe: words.ReadRecipe) -> dict[str, object]:
    """Return a recipe as read, as the form shows it."""
    return {
        "name": recipe.name,
        "serves": recipe.serves,
        "minutes": recipe.minutes,
        "steps": recipe.steps,
        "source": recipe.source,
    }

"""Forms of shopping: which days, the order of our shop, what a food holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.flows import Place
from commonweal.interfaces.web.kitchen.forms import (
    amount_field,
    choose,
    day_field,
    food_choices,
    plain,
)
from commonweal.rooms.kitchen import words

_NAMES_MOST = 4000


class Span(forms.Form):
    """From when until when the list is for."""

    from_day = day_field(_("From"))
    until = day_field(_("Until"))

    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return (self.cleaned_data["from_day"], self.cleaned_data["until"])


class PutAway(forms.Form):
    """Where what was bought is put; its lines are in the table beside."""

    place = forms.ChoiceField(label=_("Where it is put"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        places: Iterable[Place],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        where = [(str(place.id), place.name) for place in places]
        choose(self, "place", [("", gettext("Choose …")), *where])


class Order(forms.Form):
    """The sections of our shop, one in a line."""

    names = forms.CharField(
        label=_("One section in a line, in the order we walk"),
        required=False,
        max_length=_NAMES_MOST,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def lines(self) -> tuple[str, ...]:
        """Return the names."""
        lines = self.cleaned_data["names"].splitlines()
        return tuple(line.strip() for line in lines if line.strip())


class Card(forms.Form):
    """What the kitchen knows of a food."""

    section = forms.ChoiceField(label=_("Section of our shop"), required=False)
    least = amount_field(
        _("Least to have here"),
        required=False,
        help_text=_("When less is here it goes on the list by itself."),
    )
    is_known = forms.BooleanField(
        label=_("We have looked: what is ticked is in it, and nothing else of these"),
        required=False,
    )
    codes = forms.MultipleChoiceField(
        label=_("In it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        sections: Iterable[words.SectionView],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(section.id), section.name) for section in sections]
        choose(self, "section", [("", gettext("none")), *known])
        choose(self, "codes", food_choices())

    def clean(self) -> dict[str, Any]:
        """Ask to say that somebody has looked, where something is ticked."""
        said = super().clean() or {}
        if said.get("codes") and not said.get("is_known"):
            self.add_error(
                "is_known",
                gettext("Something is ticked. Tick this too, or untick the rest."),
            )
        return said

    def draft(self, kind: UUID) -> words.CardDraft:
        """Return what was written."""
        said = self.cleaned_data
        return words.CardDraft(
            kind=kind,
            section=UUID(said["section"]) if said["section"] else None,
            least=said["least"],
            codes=tuple(said["codes"]) if said["is_known"] else None,
        )


def card_now(card: words.CardView) -> dict[str, object]:
    """Return a card as the form shows it."""
    return {
        "section": str(card.section or ""),
        "least": plain(card.least),
        "is_known": card.codes is not None,
        "codes": list(card.codes or ()),
    }

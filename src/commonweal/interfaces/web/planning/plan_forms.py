"""Forms of plans, recipes and effort; the deeds check what they say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.flows import Place, Specification
from commonweal.interfaces.web.planning.forms import (
    amount_field,
    choose,
    day_field,
    kind_choices,
    place_choices,
)
from commonweal.rooms.livelihood.words import PARTS_LEFT, OfferDraft, SkillView
from commonweal.rooms.planning.words import FlowDraft, RecipeDraft, UseDraft


class NewPlan(forms.Form):
    """Ask for a plan."""

    from_day = day_field(_("From Monday"))
    weeks = forms.IntegerField(
        label=_("Weeks"),
        help_text=_("Up to 13 are planned week by week, more month by month."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 53}),
    )
    name = forms.CharField(label=_("Name"), max_length=120)


class Concern(forms.Form):
    """What the plan should mind."""

    words = forms.CharField(
        label=_("What should this plan mind?"),
        max_length=280,
        help_text=_("About the plan, not about a person."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


#: The parts of a recipe, their first weeks' label, and how many empty lines are shown.
LINES = (("inputs", 3), ("outputs", 2), ("effort", 2), ("uses", 1))
#: Lines that one recipe may have in each part; more is a table.
LINES_MAX = 40


class Recipe(forms.Form):
    """How something is made; its lines are four lists of what, how much and when."""

    name = forms.CharField(label=_("Name"), max_length=80)
    place = forms.ChoiceField(label=_("Where"), required=False)
    months = forms.MultipleChoiceField(
        label=_("Months it may begin in"),
        required=False,
        help_text=_("None chosen: in any month."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), name) for number, name in MONTHS.items()],
    )
    toil = amount_field(
        _("How hard is an hour of it?"),
        required=False,
        help_text=_("1 is usual work; 2 is twice as hard; 0.5 is half play."),
    )
    footprint_kg_co2e = amount_field(
        _("Footprint of one run, in kg CO2e"), required=False
    )
    is_whole = forms.BooleanField(
        label=_("It comes only whole"),
        required=False,
        help_text=_(
            "A batch or a van's trip: once, twice, never one and a half times."
        ),
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "place", place_choices(places, first=gettext("anywhere")))


class Line(forms.Form):
    """One line of a recipe."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    amount = amount_field(_("How much"), required=False)
    weeks = forms.IntegerField(
        label=_("Weeks"),
        required=False,
        min_value=0,
        max_value=104,
        widget=forms.NumberInput(attrs={"min": 0, "max": 104}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        kinds: Iterable[Specification],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", kind_choices(kinds, first="\u2013"))

    def clean(self) -> dict[str, Any]:
        """Say when half a line is missing; an empty line is fine."""
        said = super().clean() or {}
        kind, amount = said.get("kind"), said.get("amount", "")
        if kind and not amount and not self.errors:
            self.add_error("amount", gettext("Write how much."))
        if amount and not kind and not self.errors:
            self.add_error("kind", gettext("Choose what it is."))
        return said


Lines = forms.formset_factory(Line, extra=0, max_num=LINES_MAX, absolute_max=LINES_MAX)


def recipe_draft(form: Recipe, lines: dict[str, Any]) -> RecipeDraft:
    """Return the recipe that was written."""
    said = form.cleaned_data
    return RecipeDraft(
        name=said["name"],
        inputs=_flows(lines["inputs"]),
        outputs=_flows(lines["outputs"]),
        effort=_flows(lines["effort"]),
        uses=tuple(
            UseDraft(
                kind=UUID(line["kind"]),
                amount=line["amount"],
                weeks=1 if line["weeks"] is None else line["weeks"],
            )
            for line in _written(lines["uses"])
        ),
        place=UUID(said["place"]) if said["place"] else None,
        months=tuple(int(month) for month in said["months"]),
        toil=said["toil"] or "1",
        footprint_kg_co2e=said["footprint_kg_co2e"] or "0",
        is_whole=said["is_whole"],
    )


def _flows(formset: Any) -> tuple[FlowDraft, ...]:  # noqa: ANN401 - a formset
    return tuple(
        FlowDraft(
            kind=UUID(line["kind"]),
            amount=line["amount"],
            after_weeks=line["weeks"] or 0,
        )
        for line in _written(formset)
    )


def _written(formset: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a formset
    return [line for line in formset.cleaned_data if line.get("kind")]


class Offer(forms.Form):
    """Offer hours of a kind of help."""

    skill = forms.ChoiceField(label=_("What kind of help"))
    hours_per_week = amount_field(_("Hours a week"))
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"), required=False)

    def __init__(self, *args: Any, skills: Iterable[SkillView], **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        lines = [(str(skill.id), skill.name) for skill in skills]
        choose(self, "skill", [("", gettext("Choose …")), *lines])

    def draft(self, person: UUID) -> OfferDraft:
        """Return what was offered."""
        said = self.cleaned_data
        return OfferDraft(
            person=person,
            skill=UUID(said["skill"]),
            hours_per_week=said["hours_per_week"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )


_PARTS = {
    0: _("nothing for now"),
    25: _("a quarter of what I offered"),
    50: _("half of what I offered"),
    75: _("three quarters of what I offered"),
}


class Less(forms.Form):
    """Less from me for now. There is no field for a reason."""

    percent_left = forms.TypedChoiceField(
        label=_("I can give"),
        coerce=int,
        choices=[(part, _PARTS[part]) for part in PARTS_LEFT],
    )
    until = day_field(_("Until"))

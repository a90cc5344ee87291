"""The form of a what-if; the deed checks what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.interfaces.web.planning.forms import choose
from commonweal.rooms.planning.queries.what_ifs import Choice, Choices
from commonweal.rooms.planning.words import Supposed


def _part(label: Any, most: int = 100) -> forms.IntegerField:  # noqa: ANN401 - a lazy text
    return forms.IntegerField(
        label=label,
        required=False,
        widget=forms.NumberInput(attrs={"min": 0, "max": most, "inputmode": "numeric"}),
    )


class WhatIf(forms.Form):
    """What might happen; what is left empty stays as it is."""

    yields_less = _part(_("Less comes out, in %"))
    yields_of = forms.ChoiceField(label=_("Of what"), required=False)
    hours_less = _part(_("Hours that are missing, in %"))
    hours_of = forms.ChoiceField(label=_("Of which help"), required=False)
    rooms_less = _part(_("Out of use, in %"))
    rooms_of = forms.ChoiceField(label=_("Which land, room or tool"), required=False)
    from_period = forms.ChoiceField(label=_("From"), required=False)
    until_period = forms.ChoiceField(label=_("Until the end of"), required=False)
    weeks_late = _part(_("So many weeks late"), 26)
    stock_less = _part(_("Lost from the store, in %"))
    stock_of = forms.ChoiceField(label=_("Of what there"), required=False)
    money_less = _part(_("Less money, in %"))
    more_people = _part(_("More people, in %"), 500)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        choices: Choices,
        periods: Sequence[str],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, some, first in (
            ("yields_of", choices.recipes, gettext("everything that is made")),
            ("hours_of", choices.skills, gettext("all help")),
            ("rooms_of", choices.rooms, gettext("all of it")),
            ("stock_of", choices.goods, gettext("everything in store")),
        ):
            choose(self, name, _listed(some, first))
        weeks = [(str(i), name) for i, name in enumerate(periods)]
        choose(self, "from_period", [("", gettext("the beginning")), *weeks])
        choose(self, "until_period", [("", gettext("the plan")), *weeks])

    def sections(self) -> Iterable[tuple[str, str, list[forms.BoundField]]]:
        """Yield the fields in groups, each with a title and a few words."""
        for title, says, names in (
            (
                gettext("A poor harvest"),
                gettext("Or dough that does not rise, or a machine that makes less."),
                ("yields_less", "yields_of"),
            ),
            (
                gettext("Somebody is ill"),
                gettext("Hours of a kind of help; never whose."),
                ("hours_less", "hours_of"),
            ),
            (
                gettext("Something cannot be used"),
                gettext("A field under water, an oven that is broken."),
                ("rooms_less", "rooms_of"),
            ),
            (
                gettext("In which weeks"),
                gettext("For missing hours and for what cannot be used."),
                ("from_period", "until_period"),
            ),
            (
                gettext("Late rain"),
                gettext("Seasons begin and crops ripen later."),
                ("weeks_late",),
            ),
            (
                gettext("Loss in the store"),
                gettext("Mice, damp, a power cut."),
                ("stock_less", "stock_of"),
            ),
            (
                gettext("Money and people"),
                gettext("Less to spend outside; more at the table."),
                ("money_less", "more_people"),
            ),
        ):
            yield title, says, [self[name] for name in names]

    def supposed(self) -> Supposed:
        """Return what was supposed."""
        said = self.cleaned_data
        read: dict[str, Any] = {
            name: (UUID(value) if name.endswith("_of") else int(value))
            for name, value in said.items()
            if value not in {"", None}
        }
        return Supposed(**read)


def asked_by_link(query: Mapping[str, str]) -> dict[str, str]:
    """Return what a link to the form fills in."""
    return {name: query[name] for name in WhatIf.base_fields if name in query}


def _listed(some: Iterable[Choice], first: str) -> list[tuple[str, str]]:
    return [("", first), *((str(choice.id), choice.name) for choice in some)]

"""Forms of the kitchen. They keep what was typed as text; the deeds judge it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.rooms.kitchen import words

Choices = list[tuple[str, str]]
#: What a line of the paper list can say.
SAYS: Mapping[str, str] = {
    "out": N_("does not eat"),
    "in": N_("eats"),
    "late": N_("eats, late plate"),
}


def sent_key(request: HttpRequest) -> str:
    """Return the form's hidden key; a form without one is taken as new."""
    return request.POST.get("key", "")[:100] or str(uuid.uuid4())


def said(choices: Mapping[str, str]) -> Choices:
    """Return choices in the reader's language."""
    return [(code, gettext(words_)) for code, words_ in choices.items()]


def food_choices() -> Choices:
    """Return what may be asked not to be served."""
    return said(words.CODES)


def size_choices() -> Choices:
    """Return sizes of a plate."""
    return said(words.SIZE_WORDS)


def plain(measure: Measure | None) -> str:
    """Return an amount as it is typed into a field."""
    return "" if measure is None else f"{measure.decimal.normalize():f}"


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Fill in what can be chosen."""
    field = form.fields[name]
    assert isinstance(  # noqa: S101 - our own mistake
        field, (forms.ChoiceField, forms.MultipleChoiceField)
    ), name
    field.choices = choices


def day_field(label: Any, *, required: bool = True, **more: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        **more,
    )


def amount_field(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text
    """Return a field for an amount, as people write it."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        **more,
    )


class Late(forms.Form):
    """A change that somebody wrote on the list in the kitchen."""

    person = forms.ChoiceField(label=_("Who"))
    says = forms.ChoiceField(label=_("Says"))
    guests = forms.CharField(
        label=_("Guests"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        people: Iterable[words.PaperLine],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.person), one.name) for one in people]
        choose(self, "person", [("", gettext("Choose …")), *names])
        choose(self, "says", said(SAYS))

    def row(self) -> words.PaperRow:
        """Return what was written."""
        return words.PaperRow(
            person=UUID(self.cleaned_data["person"]),
            says=self.cleaned_data["says"],
            guests=self.cleaned_data["guests"],
        )


class Turns(forms.Form):
    """How many hands each turn asks for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        for code, name in said(words.TASKS):
            self.fields[code] = forms.IntegerField(
                label=name.capitalize(), min_value=0, max_value=20, initial=0
            )

    def places(self) -> dict[str, int]:
        """Return what was written."""
        return {code: self.cleaned_data[code] for code in words.TASKS}

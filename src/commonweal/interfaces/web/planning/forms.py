"""Forms of stores, kinds, recipes, land and purchases; the deeds check what they say."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.flows import Place, Specification
from commonweal.core.vf.units import CURRENCIES, UNITS
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning.words import (
    CapacityDraft,
    KindDraft,
    PurchaseDraft,
    StockDraft,
)

Choices = list[tuple[str, str]]
_TEXT_MAX = 400


def sent_key(request: HttpRequest) -> str:
    """Return the form's hidden key; a form without one is taken as new."""
    return request.POST.get("key", "")[:100] or str(uuid.uuid4())


def kind_choices(kinds: Iterable[Specification], *, first: str = "") -> Choices:
    """Return kinds to choose from, each with its unit."""
    lines = [
        (str(kind.id), f"{kind.name} ({words.unit_sign(kind.unit.code)})")
        for kind in kinds
    ]
    return [("", first or gettext("Choose …")), *lines]


def place_choices(places: Iterable[Place], *, first: str = "") -> Choices:
    """Return places to choose from."""
    lines = [(str(place.id), place.name) for place in places]
    return [("", first or gettext("Choose …")), *lines]


def amount_field(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text
    """Return a field for an amount, as people write it."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
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


class AddStock(forms.Form):
    """Say that something is here."""

    kind = forms.ChoiceField(label=_("What"))
    place = forms.ChoiceField(label=_("Where"))
    amount = amount_field(_("How much"), help_text=_("In the unit beside its name."))
    expires_on = day_field(_("Good until"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        kinds: Iterable[Specification],
        places: Iterable[Place],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", kind_choices(kinds))
        choose(self, "place", place_choices(places))

    def draft(self) -> StockDraft:
        """Return what was written."""
        said = self.cleaned_data
        return StockDraft(
            kind=UUID(said["kind"]),
            place=UUID(said["place"]),
            amount=said["amount"],
            expires_on=said["expires_on"],
        )


class Count(forms.Form):
    """Count a store again."""

    amount = amount_field(_("How much is here"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)


class WriteOff(forms.Form):
    """Write off what is spoiled."""

    amount = amount_field(
        _("How much is gone"), required=False, help_text=_("Leave empty for all of it.")
    )


class AddPlace(forms.Form):
    """Name a place."""

    name = forms.CharField(label=_("Name of the place"), max_length=80)


#: What a kind can be, as people choose it; the first word classifies it.
CLASSES = (
    ("thing", _("a thing that is stored, used up or given")),
    ("skill", _("a kind of help (in hours)")),
    ("land", _("land")),
    ("equipment", _("equipment or its hours")),
    ("room", _("a room")),
    ("content", _("what is in things: food energy, protein …")),
)
_SPECIAL = {name for name, _words in CLASSES}


class Kind(forms.Form):
    """A kind of thing or help."""

    name = forms.CharField(label=_("Name"), max_length=80)
    is_a = forms.ChoiceField(label=_("It is"), choices=CLASSES)
    unit = forms.ChoiceField(label=_("Unit"))
    words = forms.CharField(
        label=_("Words to find it by"),
        required=False,
        max_length=200,
        help_text=_("Separated by commas: food, grain."),
    )
    keeps = amount_field(
        _("How much of it is still good after a week"),
        required=False,
        help_text=_("In per cent. Empty: it keeps."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=_TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        contents: Iterable[Specification],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        units = [
            (code, words.unit_sign(code)) for code in UNITS if code not in CURRENCIES
        ]
        choose(self, "unit", units)
        self.content_fields = []
        for content in contents:
            name = f"content-{content.id}"
            unit = words.unit_sign(content.unit.code)
            self.fields[name] = amount_field(f"{content.name} ({unit})", required=False)
            self.content_fields.append(self[name])

    def draft(self) -> KindDraft:
        """Return what was written."""
        said = self.cleaned_data
        is_a = said["is_a"]
        more = [word for word in said["words"].split(",") if word.strip()]
        return KindDraft(
            name=said["name"],
            unit=said["unit"],
            classified_as=tuple(more if is_a == "thing" else [is_a, *more]),
            is_content=is_a == "content",
            contents={
                UUID(name.removeprefix("content-")): amount
                for name, amount in said.items()
                if name.startswith("content-") and amount.strip()
            },
            survives_per_week=_share(said["keeps"]),
            note=said["note"],
        )

    @staticmethod
    def initial_of(kind: Specification) -> dict[str, object]:
        """Return a kind as this form shows it."""
        special = [word for word in kind.classified_as if word in _SPECIAL]
        others = [word for word in kind.classified_as if word not in _SPECIAL]
        keeps = kind.survives_per_week * 100
        return {
            "name": kind.name,
            "is_a": special[0] if special else "thing",
            "unit": kind.unit.code,
            "words": ", ".join(others),
            "keeps": "" if keeps == 100 else f"{keeps.normalize():f}",  # noqa: PLR2004 - all of it
            "note": kind.note or "",
            **{
                f"content-{content}": f"{amount.normalize():f}"
                for content, amount in kind.contents.items()
            },
        }


def _share(percent: str) -> str:
    """Turn per cent as written into a share as written; nonsense stays for the deed."""
    text = percent.strip().removesuffix("%").strip().replace(",", ".")
    if not text:
        return "1"
    try:
        return f"{Decimal(text) / 100:f}"
    except InvalidOperation:
        return percent


class Capacity(forms.Form):
    """Land, equipment or rooms."""

    kind = forms.ChoiceField(label=_("What"))
    place = forms.ChoiceField(label=_("Where"), required=False)
    amount = amount_field(_("How much"), help_text=_("In the unit beside its name."))
    per = forms.ChoiceField(
        label=_("Is it"),
        choices=(
            ("standing", _("there all the time (land, a room)")),
            ("week", _("so much each week (oven hours)")),
        ),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        kinds: Iterable[Specification],
        places: Iterable[Place],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", kind_choices(kinds))
        choose(self, "place", place_choices(places, first=gettext("anywhere")))

    def draft(self) -> CapacityDraft:
        """Return what was written."""
        said = self.cleaned_data
        return CapacityDraft(
            kind=UUID(said["kind"]),
            place=UUID(said["place"]) if said["place"] else None,
            amount=said["amount"],
            per=said["per"],
        )


class Purchase(forms.Form):
    """What may be bought outside."""

    kind = forms.ChoiceField(label=_("What"))
    price = amount_field(_("Price outside, for one unit"))
    most_per_week = amount_field(_("At most per week"), required=False)
    footprint_kg_co2e = amount_field(
        _("Footprint of one unit, in kg CO2e"), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        kinds: Iterable[Specification],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", kind_choices(kinds))

    def draft(self) -> PurchaseDraft:
        """Return what was written."""
        said = self.cleaned_data
        return PurchaseDraft(
            kind=UUID(said["kind"]),
            price=said["price"],
            most_per_week=said["most_per_week"],
            footprint_kg_co2e=said["footprint_kg_co2e"] or "0",
        )


class Upload(forms.Form):
    """A table to take in."""

    file = forms.FileField(
        label=_("Table (CSV or XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Set what a form's field can be."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices

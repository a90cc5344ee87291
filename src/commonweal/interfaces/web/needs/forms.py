"""Forms of needs and rounds. They keep what was typed as text; the deeds judge it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.web.templatetags.words import amount as said_amount
from commonweal.interfaces.web.templatetags.words import unit_sign
from commonweal.rooms.needs import words
from commonweal.rooms.needs.translate.written import Written

#: Lines of the paper list on one screen.
PAPER_ROWS = 10
PARTS = ("who", "what", "amount", "per", "due", "begins", "ends", "tier", "wish")


def sent_key(request: HttpRequest) -> str:
    """Return the form's hidden key; a form without one is taken as new."""
    return request.POST.get("key", "")[:100] or str(uuid.uuid4())


def said(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return choices in the reader's language."""
    return [(code, gettext(words_)) for code, words_ in choices.items()]


def kind_choices(kinds: Iterable[Specification]) -> list[tuple[str, Any]]:
    """Return kinds under what they are classified by first, each with its unit."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        group = kind.classified_as[0] if kind.classified_as else gettext("other")
        label = f"{kind.name} ({unit_sign(kind.unit.code)})"
        groups.setdefault(group, []).append((str(kind.id), label))
    return [("", gettext("Choose …")), *sorted(groups.items())]


def amount_input() -> forms.TextInput:
    """Return an input for an amount as people write it."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


def day_input() -> forms.DateInput:
    """Return an input for a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day_field(label: Any, *, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy texts
    """Return a field for a day that is kept as it was typed."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=40,
        widget=day_input(),
        help_text=help_text,
    )


class NeedForm(forms.Form):
    """A need: what, how much, how often or by when, how urgent. Never why (I-3)."""

    what = forms.ChoiceField(label=_("What"))
    amount = forms.CharField(
        label=_("How much"),
        max_length=40,
        widget=amount_input(),
        help_text=_("In the unit beside its name."),
    )
    per = forms.ChoiceField(label=_("How often"))
    due = day_field(_("By when"), help_text=_("For what is needed once."))
    tier = forms.ChoiceField(
        label=_("How urgent"), widget=forms.RadioSelect, initial="dignity"
    )
    wish = forms.BooleanField(
        label=_("It is a wish, not a need"),
        required=False,
        help_text=_("Wishes are looked at when all needs are met."),
    )
    begins = day_field(_("From"))
    ends = day_field(_("Until"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        kinds: Iterable[Specification],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "what", kind_choices(kinds))
        choose(self, "per", said(words.PERIODS))
        tiers = said(words.TIERS)
        hints = dict(said(words.TIER_HINTS))
        choose(self, "tier", [(code, f"{name}: {hints[code]}") for code, name in tiers])

    def written(self, *, key: str, who: str) -> Written:
        """Return the need as written."""
        parts = {name: str(self.cleaned_data.get(name, "")) for name in PARTS[1:]}
        parts["wish"] = "yes" if self.cleaned_data.get("wish") else "no"
        return Written(key=key, who=who, **parts)  # type: ignore[arg-type]  # all text

    def changes(self) -> dict[str, str]:
        """Return the parts that may be changed, as written."""
        line = self.written(key="", who="")
        return {name: getattr(line, name) for name in PARTS[2:]}


class Lookup(forms.Form):
    """Look up suggestions; what is chosen here is not kept."""

    band = forms.ChoiceField(label=_("Age"))
    activity = forms.ChoiceField(label=_("Moving about"), initial="moderate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "band", said(words.BANDS))
        choose(self, "activity", said(words.ACTIVITIES))


class Upload(forms.Form):
    """A table of needs."""

    file = forms.FileField(
        label=_("Table"), help_text=_("CSV or XLSX, 10 MB at the most.")
    )


class OpenRound(forms.Form):
    """A round; its things are chosen in the table beside."""

    name = forms.CharField(label=_("Name"), max_length=120)
    method = forms.ChoiceField(label=_("How it is shared"), widget=forms.RadioSelect)
    from_day = forms.DateField(label=_("For the needs from"), widget=day_input())
    days = forms.IntegerField(
        label=_("For so many days"), min_value=1, max_value=366, initial=7
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        hints = dict(said(words.METHOD_HINTS))
        methods = said(words.METHODS)
        choose(
            self, "method", [(code, f"{name}: {hints[code]}") for code, name in methods]
        )


class Draw(forms.Form):
    """The seed from which lots are drawn."""

    seed = forms.CharField(
        label=_("Seed"),
        max_length=60,
        help_text=_(
            "Let several people call out a number and write them here. With the same "
            "seed everybody can compute the shares again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Fill in what can be chosen."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name  # noqa: S101 - our own mistake
    field.choices = choices


def plain(measure: Measure) -> str:
    """Return an amount as it is typed into a field."""
    return f"{measure.decimal.normalize():f}"


def spoken(measure: Measure) -> str:
    """Return an amount as it is said."""
    return said_amount(measure)

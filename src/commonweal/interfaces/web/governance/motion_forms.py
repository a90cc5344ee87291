"""Fields of a motion. They keep what was typed; the deed judges it, all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.problems import N_, Problem
from commonweal.interfaces.web.governance import matters
from commonweal.interfaces.web.governance.picks import Picks
from commonweal.interfaces.web.purse.forms import read_day
from commonweal.rooms.governance.words import MethodView, motions

NOT_WHOLE = N_("“%(value)s” is not a whole number. Write one such as 3.")
NOT_A_QUOTA = N_(
    "“%(line)s” is not a line of four parts. Write feature, value, at least, at most, "
    "such as: house, north, 2, 4"
)
_QUOTA_PARTS = 4
_DIGITS = 4


class Typed(forms.Form):
    """A form that judges nothing: what was typed goes to the deed, which says all."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """Find nothing wrong."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def said(self) -> Callable[[str], str]:
        """Return what gives the text of a field; nothing for a field that is not there."""

        def of(name: str) -> str:
            return str(self.data.get(self.add_prefix(name)) or "").strip()

        return of


class MotionForm(Typed):
    """What every motion has, and what its matter asks besides."""

    title = forms.CharField(
        label=_("Title"),
        max_length=motions.TITLE_LETTERS,
        help_text=_("A few words, as we will call it."),
    )
    sentence = forms.CharField(
        label=_("In one sentence"),
        max_length=motions.SENTENCE_LETTERS,
        help_text=_("So that whoever reads no more still knows what it is about."),
    )
    text = forms.CharField(
        label=_("The text"),
        max_length=motions.TEXT_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What holds when it is adopted. One thought a line."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        writing: MethodView,
        picks: Picks,
        is_version: bool = False,
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_version:
            self.fields["why"] = _line(_("Why it is changed"), motions.WORDS_LETTERS)
        else:
            self._ask_more(writing, picks)
        self.fields["review_on"] = forms.CharField(
            label=_("Look at it again on"),
            required=False,
            widget=forms.TextInput(attrs={"type": "date"}),
            help_text=_("Left empty: as usual for this kind."),
        )

    def _ask_more(self, writing: MethodView, picks: Picks) -> None:
        process = writing.rule.process
        if process in matters.WITH_COSTS:
            self.fields["budget"] = _number(_("How much there is"), "decimal")
        if process in matters.WITH_SEATS:
            self.fields["seats"] = _number(_("How many people"), "numeric", "1")
        if writing.matter == "recall":
            self.fields["about"] = _choice(_("Which mandate"), picks.mandates())
            self.fields["breach"] = _line(
                _("What of the mandate was broken"),
                motions.WORDS_LETTERS,
                required=False,
            )
            self.fields["new_facts"] = _line(
                _("What is new, if it was asked before"),
                motions.WORDS_LETTERS,
                required=False,
            )
        if writing.matter == "membership":
            self.fields["about"] = _choice(_("Who"), picks.people())
        if process == "consensus":
            self.fields["burdens"] = _line(
                _("Whose body, home, living or work it burdens"),
                motions.WORDS_LETTERS,
                required=False,
            )

    def seats(self, problems: list[Problem]) -> int:
        """Return how many people are sought; what is no number becomes a problem."""
        text = self.said()("seats")
        return whole(text, "seats", problems) if text else 1

    def review_on(self, problems: list[Problem]) -> date | None:
        """Return when it is looked at again; what is no day becomes a problem."""
        return read_day(self.said()("review_on"), "review_on", problems)


def whole(text: str, field: str, problems: list[Problem]) -> int:
    """Return a whole number as typed; what is none becomes a problem."""
    if text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        return int(text)
    problems.append(Problem(field, NOT_WHOLE, {"value": text[:40]}))
    return 0


def read_quotas(
    text: str, problems: list[Problem]
) -> tuple[tuple[str, str, int, int], ...]:
    """Return quotas as written, a line each; a line that is none becomes a problem."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(",")]
        if not line.strip():
            continue
        numbers = cells[2:]
        is_read = len(cells) == _QUOTA_PARTS and all(
            cell.isascii() and cell.isdecimal() and len(cell) <= _DIGITS
            for cell in numbers
        )
        if is_read:
            found.append((cells[0], cells[1], int(numbers[0]), int(numbers[1])))
        else:
            problems.append(Problem("quotas", NOT_A_QUOTA, {"line": line[:80]}))
    return tuple(found)


def _line(label: Any, letters: int, *, required: bool = True) -> forms.CharField:  # noqa: ANN401 - a lazy text
    return forms.CharField(
        label=label,
        max_length=letters,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _number(label: Any, mode: str, first: str = "") -> forms.CharField:  # noqa: ANN401 - a lazy text
    box = forms.TextInput(
        attrs={"inputmode": mode, "class": "short", "autocomplete": "off"}
    )
    return forms.CharField(label=label, max_length=40, widget=box, initial=first)


def _choice(label: Any, lines: list[tuple[str, str]]) -> forms.ChoiceField:  # noqa: ANN401 - a lazy text
    return forms.ChoiceField(label=label, choices=lines)

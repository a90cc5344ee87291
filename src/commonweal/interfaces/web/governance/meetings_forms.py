"""Forms of meetings, talks and memberships. They keep what was typed; deeds judge it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.interfaces.web.purse.forms import (
    Choices,
    choice_field,
    choose,
    day_field,
    id_of,
    said,
    text_field,
)
from commonweal.interfaces.web.templatetags.words import ABSENT
from commonweal.rooms.governance.words import cases
from commonweal.rooms.governance.words import meetings as words

EMPTY: Choices = [("", ABSENT)]


class Call(forms.Form):
    """A meeting as it is called."""

    body = choice_field(_("Who meets"))
    title = text_field(_("Title"), words.TITLE_LETTERS)
    day = day_field(_("Day"))
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    place = text_field(_("Where"), words.PLACE_LETTERS)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "body", bodies)

    def draft(self, time_zone: str) -> words.MeetingDraft:
        """Return what was written, in the union's own time."""
        typed = self.cleaned_data
        starts_at = datetime.combine(
            typed["day"], typed["time"], tzinfo=ZoneInfo(time_zone)
        )
        return words.MeetingDraft(
            title=typed["title"],
            place=typed["place"],
            starts_at=starts_at,
            body=UUID(typed["body"]),
        )


class Item(forms.Form):
    """An item as somebody brings it."""

    title = text_field(_("What is it about?"), words.ITEM_LETTERS)
    kind = choice_field(_("To"), widget=forms.RadioSelect, initial="discuss")
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    owner = choice_field(
        _("Who brings it in"), required=False, help_text=_("Empty: you.")
    )
    motion = choice_field(_("About a motion"), required=False)
    is_urgent = forms.BooleanField(label=_("It cannot wait"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        people: Choices,
        motions: Choices,
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", said(words.KINDS.items()))
        choose(self, "owner", EMPTY + people)
        choose(self, "motion", EMPTY + motions)

    def draft(self) -> words.ItemDraft:
        """Return what was written."""
        typed = self.cleaned_data
        return words.ItemDraft(
            title=typed["title"],
            kind=typed["kind"],
            minutes=typed["minutes"],
            owner=id_of(typed["owner"]),
            motion=id_of(typed["motion"]),
            is_urgent=typed["is_urgent"],
        )


class Line(forms.Form):
    """A line of the minutes."""

    kind = choice_field(_("What it is"), widget=forms.RadioSelect, initial="note")
    line = forms.CharField(
        label=_("Words"),
        max_length=words.LINE_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_named = forms.BooleanField(label=_("With my name beside it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        kinds = [one for one in words.LINES.items() if one[0] != "counts"]
        choose(self, "kind", said(kinds))


class Action(forms.Form):
    """What somebody takes on."""

    action = text_field(_("What will be done"), words.ACTION_LETTERS)
    person = choice_field(_("By whom"))
    due = day_field(_("Until"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "person", people)


class Correction(forms.Form):
    """A correction of the minutes."""

    words = forms.CharField(
        label=_("What you would put right"),
        max_length=words.CORRECTION_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithWhom(forms.Form):
    """With whom one wants to talk."""

    others = forms.MultipleChoiceField(
        label=_("With whom"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "others", people)


class Outcome(forms.Form):
    """What people agree between them."""

    outcome = choice_field(_("This is"), widget=forms.RadioSelect, initial="agreement")
    text = forms.CharField(
        label=_("What you agree"),
        max_length=cases.WORDS_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What each of you does from now on. Not what happened."),
    )
    until = day_field(_("You look at it again on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "outcome", said(cases.OUTCOMES.items()))


class Help(forms.Form):
    """Whom one asks for what."""

    wish = choice_field(_("What you ask for"), widget=forms.RadioSelect)
    helpers = forms.MultipleChoiceField(
        label=_("Whom you ask"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only they read it. None of them sees who else you ask."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "wish", said(cases.WISHES.items()))
        choose(self, "helpers", people)


class HelpLine(forms.Form):
    """Help outside the union."""

    name = text_field(_("Who"), cases.NAME_LETTERS)
    reach = text_field(_("How to reach them"), cases.REACH_LETTERS)
    about = text_field(_("What for, and when"), cases.LINE_LETTERS, required=False)


class Letter(forms.Form):
    """A letter to somebody outside; it is printed and nowhere kept.

    Fields called secret are not laid aside either when a sign-in has run out.
    """

    secret_to = text_field(_("To"), cases.NAME_LETTERS, required=False)
    secret_text = forms.CharField(
        label=_("What you want to say"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )


class AskMembership(forms.Form):
    """About whose membership one asks, and with whom."""

    kind = choice_field(_("What you ask"), widget=forms.RadioSelect)
    person = choice_field(_("About whom"))
    others = forms.MultipleChoiceField(
        label=_("Who asks this with you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only to ask whether a membership ends."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        choose(self, "kind", said(cases.CASE_KINDS.items()))
        choose(self, "person", people)
        choose(self, "others", people)

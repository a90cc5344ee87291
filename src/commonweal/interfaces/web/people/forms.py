"""The forms of people: what is asked, with its help. The deeds check what it means."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.commons.people import words
from commonweal.core.vf.units import CURRENCIES

_NAME = 120


def sent_key(request: HttpRequest) -> str:
    """Return the form's hidden key; a form without one is taken as new."""
    return request.POST.get("key", "")[:128] or str(uuid.uuid4())


class SignIn(forms.Form):
    """The part of a form that makes a sign-in."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=64,
        help_text=_("Only you type it. Small letters, digits, dot or dash."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 letters. Four words in a row are easy to keep."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class Found(SignIn):
    """Found a union."""

    field_order = [
        "name", "place", "language", "currency", "time_zone",
        "founder_name", "username", "password",
    ]  # fmt: skip

    name = forms.CharField(label=_("Name of the union"), max_length=_NAME)
    place = forms.CharField(
        label=_("Place"),
        max_length=_NAME,
        help_text=_("A village, a street, a valley."),
    )
    language = forms.ChoiceField(
        label=_("Language of its pages"), choices=settings.LANGUAGES
    )
    currency = forms.ChoiceField(
        label=_("Currency of its purse"),
        choices=[(code, code) for code in CURRENCIES],
        help_text=_("For what is bought outside. Inside nothing has a price."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        help_text=_("For example Europe/Berlin."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    founder_name = forms.CharField(
        label=_("Your name"),
        max_length=_NAME,
        help_text=_("As people call you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class Join(SignIn):
    """Come in with a code."""

    field_order = ["code", "name", "username", "password"]

    code = forms.CharField(
        label=_("Code of your invitation"),
        max_length=64,
        help_text=_("Sixteen letters in four groups; dashes and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=_NAME, help_text=_("As people call you.")
    )


class ComeBack(forms.Form):
    """Come back in with a code and a new password."""

    code = forms.CharField(label=_("Code to come back in"), max_length=64)
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 letters. Four words in a row are easy to keep."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class Invite(forms.Form):
    """Make an invitation."""

    circle = forms.ChoiceField(label=_("Receives in"), required=False)
    keys = forms.BooleanField(
        label=_("This person becomes the second key-holder"), required=False
    )

    def __init__(
        self,
        *args: object,
        circles: Iterable[people.CircleView],
        may_give_keys: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.fields["circle"].choices = circle_choices(circles)  # type: ignore[attr-defined]
        if not may_give_keys:
            del self.fields["keys"]


class Named(forms.Form):
    """A name and nothing else."""

    name = forms.CharField(label=_("Name"), max_length=_NAME)


class AddPerson(forms.Form):
    """Enter somebody who does not sign in."""

    name = forms.CharField(label=_("Name"), max_length=_NAME)
    circle = forms.ChoiceField(label=_("Receives in"), required=False)
    status = forms.ChoiceField(
        label=_("Here as"),
        choices=[
            ("associate", _("associate")),
            ("trial", _("on trial")),
            ("guest", _("guest")),
        ],
    )

    def __init__(
        self, *args: object, circles: Iterable[people.CircleView], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.fields["circle"].choices = circle_choices(circles)  # type: ignore[attr-defined]


class Choose(forms.Form):
    """Choose where one receives."""

    circle = forms.ChoiceField(
        label=_("Where you receive"),
        required=False,
        help_text=_(
            "You choose, and you may choose again. It changes nothing you may have."
        ),
    )

    def __init__(
        self, *args: object, circles: Iterable[people.CircleView], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.fields["circle"].choices = circle_choices(circles)  # type: ignore[attr-defined]


class Language(forms.Form):
    """Choose the language of the pages."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("as the union")), *settings.LANGUAGES],
    )


class Propose(forms.Form):
    """Propose a mandate."""

    person = forms.ChoiceField(label=_("For whom"))
    scope = forms.ChoiceField(
        label=_("What"),
        choices=[
            (scope, _(template))
            for scope, template in words.SCOPES.items()
            if scope in words.MANDATE_SCOPES
        ],
    )
    limit = forms.CharField(
        label=_("Within which limit"),
        max_length=200,
        required=False,
        help_text=_("In words, for example: the garden only; not the oven."),
    )
    begins = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    ends = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("It ends by itself after this day, and can be recalled before."),
    )

    def __init__(
        self, *args: object, people_here: Iterable[people.PersonView], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.fields["person"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (str(person.id), person.name)
            for person in people_here
            if person.has_account
        ]


class Decide(forms.Form):
    """Record what was decided about a charter rule."""

    title = forms.CharField(
        label=_("What was decided"), max_length=200, help_text=_("In one line.")
    )
    rule = forms.ChoiceField(
        label=_("Which rule"),
        choices=[
            (parameter.key, _(parameter.words))
            for parameter in charter_words.PARAMETERS.values()
            if not parameter.is_entrenched
        ],
    )
    value = forms.CharField(label=_("What it says now"), max_length=64)
    from_day = forms.DateField(
        label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"})
    )


class LetBack(forms.Form):
    """Ask that somebody be let back in."""

    person = forms.ChoiceField(label=_("Whom"))

    def __init__(
        self, *args: object, people_here: Iterable[people.PersonView], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.fields["person"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (str(person.id), person.name)
            for person in people_here
            if person.has_account
        ]


class IssueToken(forms.Form):
    """Issue a token for a program."""

    label = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("So that you know it again."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With nothing chosen it may only read."),
    )
    days = forms.IntegerField(label=_("For how many days"), min_value=1, initial=30)

    def __init__(self, *args: object, held: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.fields["scopes"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (scope, gettext(template))
            for scope, template in words.SCOPES.items()
            if scope in held
        ]


def circle_choices(circles: Iterable[people.CircleView]) -> list[tuple[str, str]]:
    """Return circles to choose from, the union as a whole first."""
    whole = ("", gettext("the union as a whole"))
    return [whole, *((str(circle.id), circle.name) for circle in circles)]

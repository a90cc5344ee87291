"""Parts of a motion that can be many: options and effects, each a small form.

A button that posts adds one or takes one out; nothing needs JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.problems import Problem
from commonweal.interfaces.web.governance.motion_forms import Typed
from commonweal.interfaces.web.governance.picks import Picks
from commonweal.interfaces.web.purse.forms import Choices, id_of
from commonweal.interfaces.web.templatetags import words as said
from commonweal.rooms.governance.words import effects, motions

#: Options and effects on one screen; a motion with more is several motions.
MOST_PARTS = 40
LINE_LETTERS = 300
TEXT_LETTERS = 4000
_DROP = re.compile(r"drop-(option|effect)-(\d{1,3})")


class Option(Typed):
    """One of what can be chosen, with its cost where money is shared out."""

    label = forms.CharField(label=_("What it is"), max_length=LINE_LETTERS)
    person = forms.ChoiceField(label=_("Who"), required=False)
    cost = forms.CharField(
        label=_("What it costs"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    note = forms.CharField(
        label=_("A line more about it"), required=False, max_length=LINE_LETTERS
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        people: Choices | None = None,
        costs: bool = False,
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["person"]
        else:
            _choose(self, "person", people)
            del self.fields["label"]
        if not costs:
            del self.fields["cost"]

    def draft(self, names: Mapping[str, str]) -> motions.OptionDraft:
        """Return the option as written; a person's is called by their name."""
        said = self.said()
        return motions.OptionDraft(
            label=said("label") or names.get(said("person"), ""),
            cost=said("cost"),
            person=id_of(said("person")),
            note=said("note"),
        )


class Effect(Typed):
    """One thing the decision does by itself: its kind is chosen, its fields follow."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        kind: effects.Kind,
        picks: Picks,
        options: Choices,
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for param in kind.params:
            self.fields[param.name] = _field(param, picks)
        if options:
            line = [("", gettext("in any case")), *options]
            self.fields["option"] = forms.ChoiceField(
                label=gettext("Only if this is chosen"), required=False, choices=line
            )

    def draft(self) -> motions.EffectDraft:
        """Return the effect as written, without what was left empty."""
        said = self.said()
        values = {name: said(name) for name in self.fields if said(name)}
        return motions.EffectDraft(kind=self.kind.kind, params=values)


def kinds_for(matter: str, *, is_assembly: bool) -> list[effects.Kind]:
    """Return the effects that a matter can have in a body."""
    return [
        kind
        for kind in effects.KINDS.values()
        if matter in kind.matters and (is_assembly or kind.by_circles)
    ]


def option_key(place: int) -> str:
    """Return what the room calls the so-manieth option, from 1."""
    return f"o{place}"


def options_sent(
    sent: QueryDict, *, people: Choices | None, costs: bool
) -> list[Option]:
    """Return the options as sent, in their order."""
    return [
        Option(sent, prefix=f"option-{n}", people=people, costs=costs)
        for n in _numbers(sent, "option")
    ]


def options_of(
    drafts: Iterable[motions.OptionDraft], *, people: Choices | None, costs: bool
) -> list[Option]:
    """Return options that are kept, to be changed."""
    return [
        Option(
            _data(f"option-{n}", vars_of(draft)),
            prefix=f"option-{n}",
            people=people,
            costs=costs,
        )
        for n, draft in enumerate(drafts, start=1)
    ]


def empty_options(n: int, *, people: Choices | None, costs: bool) -> list[Option]:
    """Return so many options to be written."""
    return [
        Option(prefix=f"option-{place}", people=people, costs=costs)
        for place in range(1, n + 1)
    ]


def effects_sent(sent: QueryDict, picks: Picks, options: Choices) -> list[Effect]:
    """Return the effects as sent; what is no kind of ours is left out."""
    found = []
    for n in _numbers(sent, "effect"):
        kind = effects.KINDS.get(sent.get(f"effect-{n}-kind", ""))
        if kind is not None:
            found.append(
                Effect(
                    sent, prefix=f"effect-{n}", kind=kind, picks=picks, options=options
                )
            )
    return found


def effects_of(
    drafts: Iterable[motions.EffectDraft], picks: Picks, options: Choices
) -> list[Effect]:
    """Return effects that are kept, to be changed."""
    return [
        Effect(
            _data(f"effect-{n}", draft.params),
            prefix=f"effect-{n}",
            kind=effects.KINDS[draft.kind],
            picks=picks,
            options=options,
        )
        for n, draft in enumerate(drafts, start=1)
    ]


def new_effect(sent: QueryDict, picks: Picks, options: Choices) -> Effect | None:
    """Return the effect that was asked to be added, empty."""
    kind = effects.KINDS.get(sent.get("new_effect", ""))
    if kind is None:
        return None
    free = max((0, *_numbers(sent, "effect"))) + 1
    return Effect(prefix=f"effect-{free}", kind=kind, picks=picks, options=options)


def new_option(sent: QueryDict, *, people: Choices | None, costs: bool) -> Option:
    """Return one more option, empty."""
    free = max((0, *_numbers(sent, "option"))) + 1
    return Option(prefix=f"option-{free}", people=people, costs=costs)


def dropped(request: HttpRequest) -> str:
    """Return the prefix of the part that was asked to be taken out, if any."""
    found = _DROP.fullmatch(request.POST.get("then", ""))
    return f"{found[1]}-{found[2]}" if found else ""


def put_problems(
    options: Sequence[Option],
    all_effects: Sequence[Effect],
    problems: Iterable[Problem],
) -> tuple[Problem, ...]:
    """Put each problem at its option or effect; return those that belong to none.

    Fields of effects are ``effects.0.value``; options are told by their row, from 1.
    """
    others = []
    for problem in problems:
        form, name = _place_of(problem, options, all_effects)
        if form is None:
            others.append(problem)
        else:
            form.add_error(name if name in form.fields else None, said.worded(problem))
    return tuple(others)


def drafts_of(
    options: Iterable[motions.OptionView],
) -> list[motions.OptionDraft]:
    """Return options that are kept as they would be written."""
    return [
        motions.OptionDraft(
            label=one.label,
            cost=f"{one.cost // 100}.{one.cost % 100:02}" if one.cost else "",
            person=one.person,
            note=one.note,
        )
        for one in options
    ]


def vars_of(draft: motions.OptionDraft) -> dict[str, str]:
    """Return an option's fields as a form holds them."""
    return {
        "label": draft.label,
        "cost": draft.cost,
        "person": str(draft.person or ""),
        "note": draft.note,
    }


def _place_of(
    problem: Problem, options: Sequence[Option], all_effects: Sequence[Effect]
) -> tuple[forms.Form | None, str | None]:
    head, *rest = problem.field.split(".")
    forms_: Sequence[forms.Form] = {"options": options, "effects": all_effects}.get(
        head, ()
    )
    if rest and rest[0].isdecimal():
        place, name = int(rest[0]), ".".join(rest[1:]) or None
    elif problem.row is not None:
        place, name = problem.row - 1, rest[0] if rest else None
    else:
        return None, None
    return (forms_[place], name) if place < len(forms_) else (None, None)


def _numbers(sent: QueryDict, part: str) -> list[int]:
    pattern = re.compile(rf"{part}-(\d{{1,3}})-\w+")
    found = {int(match[1]) for name in sent if (match := pattern.fullmatch(name))}
    return sorted(found)[:MOST_PARTS]


def _data(prefix: str, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}-{name}": str(value) for name, value in values.items()}


def _choose(form: forms.Form, name: str, lines: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - we wrote it so
    field.choices = lines


_CHOSEN: Mapping[str, Callable[[Picks], Choices]] = {
    "person": Picks.people,
    "elected": Picks.elected,
    "mandate": Picks.mandates,
    "body": Picks.bodies,
    "scope": Picks.scopes,
    "matter": Picks.matters,
    "process": Picks.processes,
    "rule": Picks.rules,
    "stance": Picks.stances,
}
_LONG = frozenset({"text", "changes"})
_TYPED: Mapping[str, dict[str, str]] = {
    "whole": {"inputmode": "numeric", "class": "short"},
    "hours": {"inputmode": "numeric", "class": "short"},
    "number": {"inputmode": "numeric", "class": "short"},
    "money": {"inputmode": "decimal", "class": "short"},
    "fraction": {"class": "short", "placeholder": "1/2"},
    "day": {"type": "date"},
}


def _field(param: effects.Param, picks: Picks) -> forms.Field:
    how: dict[str, Any] = {"label": gettext(param.words), "required": param.needed}
    if param.reads in _CHOSEN:
        return forms.ChoiceField(choices=_CHOSEN[param.reads](picks), **how)
    if param.reads in _LONG:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(max_length=TEXT_LETTERS, widget=area, **how)
    box = forms.TextInput(attrs=_TYPED.get(param.reads, {}))
    return forms.CharField(max_length=LINE_LETTERS, widget=box, **how)

"""Pages to bring a motion, and to write another version of one.

What it is about is asked first, in plain words: that sets the way it is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.deciding import says
from commonweal.interfaces.web.governance import matters, money, parts
from commonweal.interfaces.web.governance.motion_forms import MotionForm, read_quotas
from commonweal.interfaces.web.governance.picks import Picks
from commonweal.interfaces.web.purse.forms import Choices, id_of, sent_key
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.words import (
    BodyView,
    MethodView,
    MotionDraft,
    MotionView,
    TextDraft,
    defaults,
)

PAGE = "web/governance/write.html"
#: Options offered empty at first.
FIRST_OPTIONS = 2
BUTTONS = frozenset({"add_option", "add_effect"})


@dataclass(frozen=True, slots=True)
class Writing:
    """Where a motion is written: its body, its matter, and how that is decided."""

    body: BodyView
    method: MethodView
    picks: Picks
    names: Mapping[str, str]
    view: MotionView | None = None

    @property
    def process(self) -> str:
        """The way it is decided."""
        return self.method.rule.process

    @property
    def people(self) -> Choices | None:
        """Whom options name, where they are people."""
        is_people = self.process in matters.OF_PEOPLE
        return [("", gettext("choose")), *self.names.items()] if is_people else None

    @property
    def costs(self) -> bool:
        """Whether options cost something."""
        return self.process in matters.WITH_COSTS


@dataclass(slots=True)
class Sheet:
    """A motion as it is being written: its fields, options and effects."""

    form: MotionForm
    options: list[parts.Option]
    effects: list[parts.Effect]
    quotas: str = ""


@require_safe
@access.signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Ask what the motion is about."""
    person, union, at = access.who(request)
    bodies = [
        one
        for one in queries.list_bodies(union=union.id, person=person.id)
        if one.standing == "member" and not one.is_ended
    ]
    body = _chosen(bodies, id_of(request.GET.get("body")))
    on = people.local_day(union=union.id, at=at)
    methods = queries.list_methods(union=union.id, body=body.id, on=on)
    context = {
        "bodies": bodies,
        "body": body,
        "groups": matters.groups(methods, is_assembly=body.is_assembly),
    }
    return render(request, "web/governance/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def write(request: HttpRequest, matter: str) -> HttpResponse:
    """Write a motion about a matter, and bring it."""
    person, union, at = access.who(request)
    asked = request.POST.get("body") or request.GET.get("body")
    body = id_of(asked) or queries.assembly_id(union.id)
    writing = _writing(request, matter, body)
    sheet = _sheet(request, writing, _empty(writing, request.GET.get("about", "")))
    context = _context(writing, sheet) | {
        "title": gettext("Bring a motion"),
        "button": gettext("Keep it as a draft"),
        "after": gettext("Nobody else sees a draft before you show it."),
        "back": f"{reverse('governance:new_motion')}?body={body}",
        "back_label": gettext("What is it about?"),
    }
    if request.method != "POST" or _only_changes(request):
        return render(request, PAGE, context)
    try:
        made = services.bring_motion(
            draft=_draft(writing, sheet),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return _refused(request, sheet, context, refused)
    return redirect("governance:motion", made)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def change(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Write another version of a motion."""
    person, union, at = access.who(request)
    view = queries.get_motion(union=union.id, motion=motion, person=person.id, at=at)
    writing = _writing(request, view.matter, view.body.id, view)
    sheet = _sheet(request, writing, _kept(writing, view))
    context = _context(writing, sheet) | {
        "title": gettext("Write another version"),
        "button": gettext("Keep this version"),
        "after": gettext("All versions stay, and can be compared."),
        "back": reverse("governance:motion", args=[motion]),
        "back_label": view.version.title,
        "has_quotas": False,
    }
    if request.method != "POST" or _only_changes(request):
        return render(request, PAGE, context)
    try:
        services.write_version(
            motion=motion,
            text=_text(sheet, writing),
            why=request.POST.get("why", ""),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return _refused(request, sheet, context, refused)
    return redirect("governance:motion", motion)


def _chosen(bodies: Sequence[BodyView], asked: UUID | None) -> BodyView:
    found = [one for one in bodies if one.id == asked] or list(bodies)
    if not found:
        raise NotFound(Problem("body", matters.NOT_IN_ANY))
    return found[0]


def _writing(
    request: HttpRequest, matter: str, body: UUID, view: MotionView | None = None
) -> Writing:
    person, union, at = access.who(request)
    if matter not in defaults.DEFAULT_METHODS:
        raise NotFound(Problem("matter", matters.NO_MATTER, {"matter": matter[:40]}))
    on = people.local_day(union=union.id, at=at)
    methods = queries.list_methods(union=union.id, body=body, on=on)
    everybody = people.list_people(union=union.id)
    return Writing(
        body=queries.get_body(union=union.id, body=body, person=person.id),
        method=next(one for one in methods if one.matter == matter),
        picks=Picks(union.id, person.id, at),
        names={str(one.id): one.name for one in everybody},
        view=view,
    )


def _empty(writing: Writing, about: str) -> Sheet:
    has_options = writing.process in matters.WITH_OPTIONS
    form = MotionForm(
        writing=writing.method, picks=writing.picks, initial={"about": about}
    )
    options = parts.empty_options(
        FIRST_OPTIONS if has_options else 0, people=writing.people, costs=writing.costs
    )
    return Sheet(form, options, [])


def _kept(writing: Writing, view: MotionView) -> Sheet:
    """Return the version that stands, to be changed."""
    version = view.version
    form = MotionForm(
        writing=writing.method,
        picks=writing.picks,
        is_version=True,
        initial={
            "title": version.title,
            "sentence": version.sentence,
            "text": version.text,
            "review_on": version.review_on,
        },
    )
    own = [option for option in version.options if not option.is_status_quo]
    drafts = parts.drafts_of(own)
    options = parts.options_of(drafts, people=writing.people, costs=writing.costs)
    effects = parts.effects_of(
        version.effects, writing.picks, _option_choices(options, writing)
    )
    return Sheet(form, options, effects)


def _sheet(request: HttpRequest, writing: Writing, first: Sheet) -> Sheet:
    """Return the sheet as sent, with a part added or taken out; or the first one."""
    if request.method != "POST":
        return first
    sent, then = request.POST, request.POST.get("then", "")
    how: dict[str, Any] = {"people": writing.people, "costs": writing.costs}
    form = MotionForm(
        sent,
        writing=writing.method,
        picks=writing.picks,
        is_version=writing.view is not None,
    )
    gone = parts.dropped(request)
    options = [one for one in parts.options_sent(sent, **how) if one.prefix != gone]
    if then == "add_option":
        options.append(parts.new_option(sent, **how))
    choices = _option_choices(options, writing)
    effects = [
        one
        for one in parts.effects_sent(sent, writing.picks, choices)
        if one.prefix != gone
    ]
    added = parts.new_effect(sent, writing.picks, choices)
    if then == "add_effect" and added is not None:
        effects.append(added)
    return Sheet(form, options, effects, sent.get("quotas", "")[:2000])


def _only_changes(request: HttpRequest) -> bool:
    return request.POST.get("then") in BUTTONS or bool(parts.dropped(request))


def _option_choices(options: Sequence[parts.Option], writing: Writing) -> Choices:
    drafts = [option.draft(writing.names) for option in options]
    return [
        (parts.option_key(place), draft.label or money.sign_of(place - 1))
        for place, draft in enumerate(drafts, start=1)
    ]


def _draft(writing: Writing, sheet: Sheet) -> MotionDraft:
    text = _text(sheet, writing)
    said = sheet.form.said()
    problems: list[Problem] = []
    quotas = read_quotas(sheet.quotas, problems)
    seats = sheet.form.seats(problems)
    require(problems)
    return MotionDraft(
        title=text.title,
        sentence=text.sentence,
        text=text.text,
        matter=writing.method.matter,
        body=writing.body.id,
        options=text.options,
        effects=text.effects,
        review_on=text.review_on,
        seats=seats,
        budget=said("budget"),
        about=id_of(said("about")),
        breach=said("breach"),
        new_facts=said("new_facts"),
        burdens=said("burdens"),
        quotas=quotas,
    )


def _text(sheet: Sheet, writing: Writing) -> TextDraft:
    said = sheet.form.said()
    problems: list[Problem] = []
    review_on = sheet.form.review_on(problems)
    require(problems)
    return TextDraft(
        title=said("title"),
        sentence=said("sentence"),
        text=said("text"),
        options=tuple(option.draft(writing.names) for option in sheet.options),
        effects=tuple(effect.draft() for effect in sheet.effects),
        review_on=review_on,
    )


def _context(writing: Writing, sheet: Sheet) -> dict[str, Any]:
    rule = writing.method.rule
    process = rule.process
    return {
        "form": sheet.form,
        "options": sheet.options,
        "effects": sheet.effects,
        "quotas": sheet.quotas,
        "body": writing.body,
        "method": writing.method,
        "matter_words": matters.WORDS[writing.method.matter],
        "process_words": defaults.PROCESS_WORDS[process],
        "secrecy_words": defaults.SECRECY_WORDS[rule.secrecy],
        "rule_lines": tuple(says.rule_lines(rule)),
        "has_options": process in matters.WITH_OPTIONS,
        "options_words": _("Who stands") if writing.people else _("To choose from"),
        "has_quotas": process in matters.WITH_QUOTAS,
        "kinds": parts.kinds_for(
            writing.method.matter, is_assembly=writing.body.is_assembly
        ),
    }


def _refused(
    request: HttpRequest, sheet: Sheet, context: dict[str, Any], refused: Refused
) -> HttpResponse:
    """Show every problem at its field, option or effect."""
    sheet.form.full_clean()
    others = parts.put_problems(sheet.options, sheet.effects, refused.problems)
    left = Refused(others) if others else None
    if left is None:
        return render(request, PAGE, context, status=422)
    return errors.show_refusal(request, PAGE, context, left)

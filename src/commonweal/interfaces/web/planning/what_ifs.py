"""Pages of what-ifs: suppose something, watch it being counted, read the answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import making, picture, rows, what_if_form
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.queries.what_ifs import AnswerView, WhatIfView

_FORM = "web/planning/what_if.html"
_ANSWER = "web/planning/what_if_answer.html"
#: More names in one sentence are not read; all of them stand in the table below it.
_MOST_NAMED = 6


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def ask(request: HttpRequest, run: UUID) -> HttpResponse:
    """Ask what would become of a plan."""
    person, union, at = access.who(request)
    choices = queries.choices(union=union.id, run=run)
    names = picture.period_names(choices.spans)
    form = what_if_form.WhatIf(
        request.POST if request.method == "POST" else None,
        initial=what_if_form.asked_by_link(request.GET),
        choices=choices,
        periods=names,
    )
    view = queries.get_progress(union=union.id, run=run)
    context = {"form": form, "run": view}
    if request.method != "POST" or not form.is_valid():
        return render(request, _FORM, context, status=422 if form.is_bound else 200)
    try:
        question = services.ask_what_if(
            run=run, supposed=form.supposed(), union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, _FORM, context, refused)
    return redirect("planning:what_if", question)


@require_safe
@access.signed_in
def show(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show the answer to a what-if, or how far it is."""
    _person, union, at = access.who(request)
    view = queries.get_what_if(union=union.id, question=question, at=at)
    said = picture.speaker(view.spans)
    context: dict[str, object] = {
        "view": view,
        "run": view,
        "supposed": [said.plainly(one) for one in view.supposed],
    }
    if view.answer is not None:
        context |= _answer(view, view.answer, said)
    return render(request, _ANSWER, context)


@require_safe
@access.signed_in
def progress(request: HttpRequest, question: UUID) -> HttpResponse:
    """Say how far an answer is; asked again and again while it is counted."""
    _person, union, at = access.who(request)
    view = queries.get_what_if(union=union.id, question=question, at=at)
    return making.show(request, view)


@require_POST
@access.signed_in
def stop(request: HttpRequest, question: UUID) -> HttpResponse:
    """Stop a question."""
    person, union, at = access.who(request)
    services.stop_what_if(question=question, union=union.id, by=person.id, at=at)
    return redirect("planning:what_if", question)


def _answer(
    view: WhatIfView, answer: AnswerView, said: rows.Speaker
) -> dict[str, object]:
    names = picture.period_names(view.spans)
    changed = [line for line in answer.hours if line.before != line.after]
    return {
        "answer": answer,
        "sentences": _sentences(answer),
        "tiers": rows.tiers(answer.needs, names),
        "shorts": picture.shorts_of(
            [group for group in answer.shorts if _is_seen(group)], names, said
        ),
        "hours": rows.hours(changed),
        "limits": rows.limits(answer.limits)[:8],
    }


def names_of(needs: Sequence[views.NeedView]) -> str:
    """Name a few needs, those that fall furthest first; say how many others there are."""
    furthest = sorted(needs, key=lambda need: need.level - (need.before or 0.0))
    if len(needs) <= _MOST_NAMED:
        return ", ".join(need.name for need in furthest)
    named = furthest[: _MOST_NAMED - 1]
    return _("%(names)s and %(n)s others") % {
        "names": ", ".join(need.name for need in named),
        "n": len(needs) - len(named),
    }


def _is_seen(group: views.ShortGroupView) -> bool:
    """Say whether anything more than "not covered" may be said of a shortage."""
    return any(not line.is_hidden for line in group.lines)


def _sentences(answer: AnswerView) -> list[str]:
    """Say the answer in a few plain sentences: vital needs first."""
    found = []
    fallen = [n for n in answer.needs if n.before is not None and n.level < n.before]
    if not fallen:
        found.append(_("Nobody gets less: every need stays covered as it was."))
    vital = [need for need in fallen if need.tier == "vital" and not need.is_wish]
    if fallen and not vital:
        found.append(_("All vital needs stay covered as they were."))
    if vital:
        found.append(
            _("Vital needs that fall: %(names)s.") % {"names": names_of(vital)}
        )
    if len(fallen) > len(vital):
        found.append(
            _("Other needs and wishes that fall: %(names)s.")
            % {"names": names_of([n for n in fallen if n not in vital])}
        )
    if answer.beyond.amount:
        found.append(
            _("%(hours)s of help are asked for in other tasks or weeks than planned.")
            % {"hours": words.rounded(answer.beyond)}
        )
    else:
        found.append(_("Nobody is asked for help that the plan does not ask for."))
    for before, after in answer.spent:
        if before != after:
            found.append(
                _("%(after)s are spent outside, instead of %(before)s.")
                % {"after": words.amount(after), "before": words.amount(before)}
            )
    return found

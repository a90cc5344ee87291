"""Pages of results: the outcome first, then every step, then the files to count again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused
from commonweal.interfaces.web import access, charts, errors
from commonweal.interfaces.web.governance import money
from commonweal.interfaces.web.governance.motions import of_motion
from commonweal.interfaces.web.purse.forms import sent_key
from commonweal.interfaces.web.templatetags import words as said
from commonweal.rooms.governance import services
from commonweal.rooms.governance.queries import effects, results
from commonweal.rooms.governance.words import MotionView, counts

PAGE = "web/governance/result.html"
NO_FILE = N_("There is no file “%(name)s” with this result.")
#: More bars than this say less than the sentences.
MOST_BARS = 24
#: A matrix of more options than this is in the files only.
MOST_IN_MATRIX = 12
BALLOTS = "ballots.jsonl"


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody answered, openly; ``words`` where it is more than one word."""

    name: str | None
    answer: object
    reason: str
    words: str


@require_safe
@access.signed_in
def result(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show what came of a motion."""
    context = of_motion(request, motion)
    return render(request, PAGE, context | _result(request, context))


@require_safe
@access.signed_in
def result_file(request: HttpRequest, motion: UUID, name: str) -> HttpResponse:
    """Give one of the files that anybody can count again."""
    _person, union, _at = access.who(request)
    files = results.published_files(motion=motion, union=union.id, say=said.worded)
    if name not in files:
        raise NotFound(Problem("name", NO_FILE, {"name": name[:60]}))
    response = HttpResponse(files[name], content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@access.signed_in
def challenge(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Ask to talk again about what was decided."""
    person, union, at = access.who(request)
    try:
        services.challenge(
            motion=motion,
            words=request.POST.get("words", ""),
            broke_rule="breach" in request.POST,
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        context = of_motion(request, motion)
        context |= _result(request, context)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("governance:result", motion)


def _result(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    _person, union, at = access.who(request)
    view: MotionView = context["motion"]
    found = results.result(motion=view.id, union=union.id, at=at, say_word=gettext)
    is_told = found.state == "counted" and not found.is_small
    names = {one.id: one.name for one in context["everybody"]}
    receipt = request.GET.get("receipt", "").strip().upper()[:20]
    in_list = _found(view, union.id, receipt) if receipt and found.files else None
    on = people.local_day(union=union.id, at=at)
    changed = effects.list_done(union=union.id, motion=view.id, on=on)
    return {
        "result": found,
        "chart": _chart(found),
        "matrix": _matrix(view) if is_told else None,
        "named": [_named(view, one, names) for one in found.named],
        "may_challenge": "challenge" in view.may,
        "n_challenges": sum(
            voice.kind == "challenge" and voice.attempt == view.attempt
            for voice in view.voices
        ),
        "changed": changed,
        "receipt": receipt,
        "places": _places(view, union.id, request.GET.get("left", ""))
        if is_told
        else [],
        "found": in_list,
    }


def _places(view: MotionView, union: UUID, left: str) -> list[dict[str, str]]:
    """Return who was elected in proportion, and who takes the place of one who left."""
    if view.rule.process != "stv" or view.outcome != "adopted":
        return []
    labels = {option.key: money.label(option) for option in view.options}
    following = ""
    if left in view.winners and len(view.options) > len(view.winners):
        key = results.next_in_line(motion=view.id, union=union, left=left)
        following = labels.get(key, key)
    return [
        {
            "key": key,
            "name": labels.get(key, key),
            "next": following if key == left else "",
        }
        for key in view.winners
    ]


def _chart(found: counts.ResultView) -> charts.Chart | None:
    if found.state != "counted" or not 0 < len(found.lines) <= MOST_BARS:
        return None
    lines = [
        charts.Bar(
            label=gettext(line.label),
            size=float(line.count),
            said=str(line.count),
            whole=float(line.of) if line.of else None,
        )
        for line in found.lines
    ]
    heads = (gettext("What"), gettext("How many"))
    return charts.bars(
        ident="result", title=gettext("What was counted"), heads=heads, lines=lines
    )


def _matrix(view: MotionView) -> dict[str, Any] | None:
    """Return how many prefer each option over each other, where the rule compares."""
    matrix = view.result.get("matrix")
    keys = view.result.get("options")
    if not isinstance(matrix, list) or not 1 < len(matrix) <= MOST_IN_MATRIX:
        return None
    labels = {option.key: money.label(option) for option in view.options}
    order = keys if isinstance(keys, list) else [one.key for one in view.options]
    names = [labels.get(str(key), str(key)) for key in order]
    rows = [
        {
            "name": name,
            "cells": [
                said.ABSENT if here == there else cell for there, cell in enumerate(row)
            ],
        }
        for here, (name, row) in enumerate(zip(names, matrix, strict=False))
    ]
    return {"names": names, "rows": rows}


def _named(
    view: MotionView, one: counts.NamedAnswer, names: Mapping[UUID, str]
) -> Named:
    words = ", ".join(money.said(view, one.answer, names))
    return Named(one.name, one.answer, one.reason, words)


def _found(view: MotionView, union: UUID, receipt: str) -> str | None:
    """Return how the answer with a receipt stands in the published list."""
    files = results.published_files(motion=view.id, union=union)
    for line in files.get(BALLOTS, "").splitlines():
        ballot = json.loads(line)
        if ballot.get("receipt") == receipt:
            answer = ballot.get("answer")
            return ", ".join(money.said(view, answer, {})) or str(answer)
    return None

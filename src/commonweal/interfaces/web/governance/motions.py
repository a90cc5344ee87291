"""Pages of motions: the list, one with everything, its talk, its steps, its versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.deciding import says
from commonweal.interfaces.web.governance import differences, money, steps
from commonweal.interfaces.web.purse.forms import id_of, sent_key
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.queries import effects
from commonweal.rooms.governance.words import motions as words

PAGE = "web/governance/motion.html"
SHOWN = 30
TABS = (
    ("going", _("Going on")),
    ("waiting", _("Awaits my answer")),
    ("mine", _("Mine")),
    ("ended", _("Ended")),
)
#: Who may use which way to settle which voice, and what the button says.
WAYS = {
    "integrated": _("It is taken in"),
    "withdrawn": _("I take it back"),
    "answered": _("This is my answer"),
    "reply": _("Answer"),
    "ask_back": _("Ask back"),
    "doubt": _("I doubt that this stops it"),
    "see": _("I see the reason"),
}


#: What whoever brought the motion answers; an objection is not theirs to settle.
_BY_BRINGER = frozenset({"question", "reaction", "concern", "advice", "amendment"})


@dataclass(slots=True)
class Thread:
    """Something said, how it can be settled, and what was answered to it."""

    voice: words.VoiceView
    ways: tuple[tuple[str, object], ...]
    replies: list[words.VoiceView] = field(default_factory=list)


@require_safe
@access.signed_in
def motions(request: HttpRequest) -> HttpResponse:
    """List motions: those going on, or the chosen ones."""
    person, union, at = access.who(request)
    services.advance(union=union.id, at=at)
    asked = request.GET.get("show", "")
    show = asked if asked in dict(TABS) else "going"
    lines = queries.list_motions(
        union=union.id,
        person=person.id,
        at=at,
        stage=show,
        before=id_of(request.GET.get("after")),
        limit=SHOWN + 1,
    )
    more = lines[SHOWN - 1].id if len(lines) > SHOWN else None
    context = {"lines": lines[:SHOWN], "show": show, "tabs": TABS, "more": more}
    return render(request, "web/governance/motions.html", context)


@require_safe
@access.signed_in
def motion(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show a motion with everything."""
    return render(request, PAGE, of_motion(request, motion))


@require_POST
@access.signed_in
def say(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Say something about a motion."""
    person, union, at = access.who(request)
    try:
        services.speak(
            motion=motion,
            kind=request.POST.get("kind", ""),
            words=request.POST.get("words", ""),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return again(request, motion, refused)
    return redirect(reverse("governance:motion", args=[motion]) + "#talk")


@require_POST
@access.signed_in
def settle(request: HttpRequest, motion: UUID, voice: UUID) -> HttpResponse:
    """Answer a voice, settle it, doubt an objection, or see its reason."""
    person, union, at = access.who(request)
    then, said = request.POST.get("then", ""), request.POST.get("words", "")
    who: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    try:
        if then == "doubt":
            services.doubt_objection(voice=voice, **who)
        elif then == "see":
            services.see_reason(voice=voice, **who)
        elif then == "reply":
            services.speak(
                motion=motion,
                kind="reply",
                words=said,
                reply_to=voice,
                key=sent_key(request),
                **who,
            )
        else:
            services.settle_voice(voice=voice, how=then, words=said, **who)
    except Refused as refused:
        return again(request, motion, refused, voice=voice)
    return redirect(reverse("governance:motion", args=[motion]) + f"#voice-{voice}")


@require_POST
@access.signed_in
def step(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Take a motion a step further."""
    person, union, at = access.who(request)
    try:
        steps.do(
            request.POST.get("then", ""),
            request.POST.dict(),
            motion=motion,
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return again(request, motion, refused)
    return redirect("governance:motion", motion)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def freeze(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show what would be fixed and what it would do; then fix it."""
    person, union, at = access.who(request)
    context = of_motion(request, motion)
    page = "web/governance/freeze.html"
    if request.method != "POST":
        return render(request, page, context)
    meeting = parse_datetime(request.POST.get("opens_at", "").strip() or "-")
    if meeting is not None and is_naive(meeting):
        meeting = make_aware(meeting)
    try:
        services.freeze_motion(
            motion=motion, union=union.id, by=person.id, at=at, meeting=meeting
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:motion", motion)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def versions(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show two versions beside each other; let one stand, as who brought the motion."""
    person, union, at = access.who(request)
    view = queries.get_motion(union=union.id, motion=motion, person=person.id, at=at)
    if request.method == "POST":
        services.take_version(
            motion=motion,
            number=_number(request.POST.get("number")) or 0,
            union=union.id,
            by=person.id,
            at=at,
        )
        return redirect("governance:motion", motion)
    all_versions = queries.list_versions(
        union=union.id, motion=motion, person=person.id
    )
    by_number = {one.number: one for one in all_versions}
    newest = max(by_number)
    after = by_number.get(_number(request.GET.get("b")) or newest, by_number[newest])
    usual = max(1, after.number - 1)
    before = by_number.get(_number(request.GET.get("a")) or usual, by_number[usual])
    lines = queries.compare_versions(
        union=union.id, motion=motion, before=before.number, after=after.number
    )
    on = people.local_day(union=union.id, at=at)
    context = {
        "motion": view,
        "versions": all_versions,
        "before": before,
        "after": after,
        "lines": differences.readable(lines, (before, after), union=union.id, on=on),
        "may_take": "take_version" in view.may and not after.is_current,
    }
    return render(request, "web/governance/versions.html", context)


def of_motion(request: HttpRequest, motion: UUID) -> dict[str, Any]:
    """Return what the pages about one motion show; the clock moves it on first."""
    person, union, at = access.who(request)
    services.advance_motion(motion=motion, union=union.id, at=at)
    view = queries.get_motion(union=union.id, motion=motion, person=person.id, at=at)
    everybody = people.list_people(union=union.id)
    return {
        "motion": view,
        "way": tuple(says.way(view.stage)),
        "options": money.priced(view),
        "budget": money.budget_of(view),
        "rule_lines": tuple(says.rule_lines(view.rule, view.participation.n_voters)),
        "dry_run": _dry_run(view, people.local_day(union=union.id, at=at)),
        "next_moment": says.next_moment(view),
        "deeds": tuple(steps.offered(view, onward=True)),
        "more_deeds": tuple(steps.offered(view, onward=False)),
        "winners": money.winners_of(view, {p.id: p.name for p in everybody}),
        "threads": _threads(view),
        "kinds": _kinds(view),
        "everybody": everybody,
        "own_lines": money.answer_lines(view, {p.id: p.name for p in everybody}),
        "typed": request.POST,
    }


def again(
    request: HttpRequest, motion: UUID, refused: Refused, *, voice: UUID | None = None
) -> HttpResponse:
    """Show a motion again with what was refused; what was typed is kept."""
    context = of_motion(request, motion)
    typed = request.POST.dict() | ({"voice": str(voice)} if voice else {})
    return errors.show_refusal(request, PAGE, {**context, "typed": typed}, refused)


def _dry_run(view: words.MotionView, on: date) -> tuple[Sentence, ...]:
    """Return what it would do: as fixed, or as the version that stands says today."""
    if view.text_hash:
        return view.dry_run
    return effects.dry_run(union=view.union, drafts=view.version.effects, on=on)


def _threads(view: words.MotionView) -> list[Thread]:
    threads: dict[UUID, Thread] = {}
    for voice in view.voices:
        above = threads.get(voice.reply_to) if voice.reply_to else None
        if above is None:
            threads[voice.id] = Thread(voice, tuple(_ways(view, voice)))
        else:
            above.replies.append(voice)
    return list(threads.values())


def _ways(
    view: words.MotionView, voice: words.VoiceView
) -> Iterator[tuple[str, object]]:
    """Return what can be done with a voice by who asks."""
    if voice.may_see:
        yield "see", WAYS["see"]
    if view.stage not in words.GOING_ON or "speak" not in view.may:
        return
    is_open = voice.status in {"open", "stands", "doubted"}
    is_to_answer = "withdraw_motion" in view.may and voice.kind in _BY_BRINGER
    if is_open and is_to_answer and not voice.is_mine:
        yield "answered", WAYS["answered"]
        yield "reply", WAYS["ask_back"]
        return
    yield "reply", WAYS["reply"]
    if not is_open:
        return
    if voice.is_mine and voice.kind != "reply":
        yield "integrated", WAYS["integrated"]
        yield "withdrawn", WAYS["withdrawn"]
    elif voice.kind == "objection" and voice.status == "open":
        yield "doubt", WAYS["doubt"]


def _kinds(view: words.MotionView) -> tuple[tuple[str, object], ...]:
    if "speak" not in view.may:
        return ()
    return tuple((kind, says.VOICES[kind][1]) for kind in words.VOICE_KINDS)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004 - nobody writes more versions

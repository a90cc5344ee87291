"""Pages of delegates: what they may say for us, what they brought home, what we answered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse.forms import id_of, sent_key
from commonweal.rooms.governance.queries import delegates as questions
from commonweal.rooms.governance.services import delegates as deeds
from commonweal.rooms.governance.words import powers as words

LIST = "web/governance/delegates.html"
ONE = "web/governance/delegate.html"

STATES = {
    "asked": _("asked"),
    "declined": _("declined"),
    "in_force": _("holds"),
    "lapsed": _("lapsed: no report in time"),
    "over": _("over"),
}
ANSWERS = {
    "stands": _("within the mandate: it stands"),
    "asked": _("a question home: we decide"),
    "accepted": _("accepted"),
    "declined": _("declined"),
}


@require_safe
@access.signed_in
def delegates(request: HttpRequest) -> HttpResponse:
    """List delegates of the union."""
    person, union, at = access.who(request)
    listed = questions.list_delegations(union=union.id, person=person.id, at=at)
    return render(request, LIST, {"delegates": listed, "states": STATES})


@require_safe
@access.signed_in
def delegate(request: HttpRequest, delegation: UUID) -> HttpResponse:
    """Show one delegate's mandate, reports and results."""
    return render(request, ONE, _context(request, delegation))


@require_POST
@access.signed_in
def answer(request: HttpRequest, delegation: UUID) -> HttpResponse:
    """Accept to go, or decline."""
    person, union, at = access.who(request)
    try:
        deeds.answer_delegation(
            delegation=delegation,
            accepts=request.POST.get("answer") == "yes",
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return _refused(request, delegation, refused)
    return redirect("governance:delegate", delegation)


@require_POST
@access.signed_in
def bring(request: HttpRequest, delegation: UUID) -> HttpResponse:
    """Type in what the meeting came to."""
    person, union, at = access.who(request)
    try:
        deeds.bring_home(
            delegation=delegation,
            draft=words.BroughtDraft(
                words=request.POST.get("words", ""),
                chosen=request.POST.get("chosen", ""),
            ),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return _refused(request, delegation, refused)
    return redirect("governance:delegate", delegation)


@require_POST
@access.signed_in
def doubt(request: HttpRequest, delegation: UUID) -> HttpResponse:
    """Say that something was outside the mandate."""
    person, union, at = access.who(request)
    brought = id_of(request.POST.get("brought"))
    try:
        deeds.doubt(
            brought=brought or delegation,
            why=request.POST.get("why", ""),
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return _refused(request, delegation, refused)
    return redirect("governance:delegate", delegation)


def _context(request: HttpRequest, delegation: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    one = questions.get_delegation(
        union=union.id, delegation=delegation, person=person.id, at=at
    )
    return {
        "one": one,
        "state": STATES[one.state],
        "answers": ANSWERS,
        "reports": people.list_reports(union=union.id, mandate=one.mandate),
        "may_answer": one.is_mine
        and (
            one.state == "asked"
            or (one.state == "declined" and one.alternate == person.id)
        ),
        "typed": request.POST,
    }


def _refused(request: HttpRequest, delegation: UUID, refused: Refused) -> HttpResponse:
    return errors.show_refusal(request, ONE, _context(request, delegation), refused)

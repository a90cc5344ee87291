"""Pages of entries: all of them without names, one's own, and putting one right."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms, noting
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.queries import allowing

#: Entries on one page.
PAGE_LINES = 50
#: Kinds that a person wrote and can write anew; the others are only taken back.
MENDED = frozenset({"taken", "paid", "came_in", "from_pocket"})


@require_safe
@access.signed_in
def entries(request: HttpRequest) -> HttpResponse:
    """Show what is written in the books, newest first. Nobody is named."""
    person, union, _at = access.who(request)
    picks = chosen.picks(union.id)
    asked = request.GET
    account = forms.id_of(asked.get("account"))
    category = forms.id_of(asked.get("category"))
    from_day, until = forms.day_of(asked.get("from")), forms.day_of(asked.get("until"))
    lines = queries.list_entries(
        union=union.id,
        person=person.id,
        account=account,
        category=category,
        from_day=from_day,
        until=until,
        before=_number(asked.get("before")),
        limit=PAGE_LINES,
    )
    context = {
        "entries": lines,
        "accounts": picks.accounts(),
        "categories": picks.categories(),
        "asked": asked,
        "is_asked": any((account, category, from_day, until)),
        "older": _older(request, lines),
        "may_look_for": bool(picks.all_accounts),
    }
    return render(request, "web/purse/entries.html", context)


@require_safe
@access.signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own entries, to oneself."""
    person, union, _at = access.who(request)
    lines = queries.own_entries(
        union=union.id,
        person=person.id,
        before=_number(request.GET.get("before")),
        limit=PAGE_LINES,
    )
    context = {
        "entries": lines,
        "pockets": queries.own_pockets(union=union.id, person=person.id),
        "older": _older(request, lines),
    }
    return render(request, "web/purse/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def entry(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Show one entry with what became of it; write what it should have been."""
    person, union, at = access.who(request)
    context = _entry(request, entry)
    page = "web/purse/entry.html"
    if request.method != "POST":
        return render(request, page, context)
    view = queries.get_entry(union=union.id, entry=entry, person=person.id)
    try:
        services.correct_entry(
            entry=entry,
            draft=noting.corrected(request, view),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        context["typed"] = noting.typed_of(request)
        context["category"] = request.POST.get("category")
        return errors.show_refusal(request, page, context, refused)
    messages.success(
        request, gettext("Put right. The first entry stays visible, taken back.")
    )
    return redirect("purse:entries")


@require_POST
@access.signed_in
def undo(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Take an entry back: a new entry does it, and both stay visible."""
    person, union, at = access.who(request)
    try:
        services.correct_entry(
            entry=entry,
            draft=None,
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        context = _entry(request, entry)
        return errors.show_refusal(request, "web/purse/entry.html", context, refused)
    messages.success(request, gettext("Taken back."))
    return redirect(_back(request, reverse("purse:entry", args=[entry])))


@require_POST
@access.signed_in
def forget_note(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Empty the note beside an entry."""
    person, union, at = access.who(request)
    try:
        services.erase_note(entry=entry, union=union.id, by=person.id, at=at)
    except Refused as refused:
        context = _entry(request, entry)
        return errors.show_refusal(request, "web/purse/entry.html", context, refused)
    return redirect("purse:entry", entry)


def _entry(request: HttpRequest, entry: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    view = queries.get_entry(union=union.id, entry=entry, person=person.id)
    history = queries.entry_history(union=union.id, entry=entry, person=person.id)
    picks = chosen.picks(union.id)
    return {
        "entry": view,
        "history": [one for one in history if one.id != entry],
        "allowed": allowing.why(
            union=union.id,
            decision=view.decision,
            spend=view.spend,
            on=people.local_day(union=union.id, at=at),
        ),
        "kind": words.ENTRY_KINDS[view.kind],
        "may_mend": view.kind in MENDED and view.taken_back_by is None,
        "may_undo": view.kind != "correction" and view.taken_back_by is None,
        "typed": noting.as_typed(view),
        "category": str(view.category or ""),
        "categories": picks.categories(view.direction or "out"),
        "accounts": picks.accounts(),
        "purses": picks.purses(),
        "today": people.local_day(union=union.id, at=at),
    }


def _older(request: HttpRequest, lines: tuple[words.EntryView, ...]) -> str:
    if len(lines) < PAGE_LINES:
        return ""
    asked = request.GET.copy()
    asked["before"] = str(lines[-1].number)
    return f"?{asked.urlencode()}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 15 else None  # noqa: PLR2004 - far past any number


def _back(request: HttpRequest, otherwise: str) -> str:
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if is_ours and back.startswith("/") else otherwise

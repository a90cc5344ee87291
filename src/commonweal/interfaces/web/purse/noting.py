"""Noting in fifteen seconds: a number, then a tap on what it was for.

The page, its form on a shared screen (``kiosk``) and the shopping list say the same
three things: how much, what for, and what is folded away because it is nearly always
the same: where, when, a note, a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.errors import typed as refusals

PAGE = "web/purse/note.html"
#: Where money was taken last on this device stands first the next time.
LAST_ACCOUNT = "purse_account"
NOTE_LETTERS = 200
WHAT_FOR = N_("Tap the picture of what it was for.")
WHERE_FROM = N_("Tap the picture of where it came from.")
#: How a spend above the threshold is refused.
_NUMBER_LETTERS = 10
ANNOUNCE_FIRST = refusals.announce_first("", "").message
WAYS = {"out": _("Went out"), "in": _("Came in"), "pocket": _("From my pocket")}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds, as it was typed."""

    amount: str = ""
    account: str = ""
    purse: str = ""
    day: str = ""
    note: str = ""
    iban: str = ""
    name_on_account: str = ""
    spend: str = ""
    decision: str = ""
    with_name: bool = False
    happened_anyway: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a line down; a shared screen writes for nobody in particular."""

    union: UUID
    by: UUID
    is_named: bool = False
    for_others: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line belongs: what was chosen, read."""

    category: UUID | None
    account: UUID | None
    purse: UUID | None
    day: date | None
    spend: UUID | None


def typed_of(request: HttpRequest) -> Typed:
    """Return what was sent, every part of it as text."""
    sent = request.POST

    def text(name: str) -> str:
        return sent.get(name, "")[:NOTE_LETTERS]

    return Typed(
        amount=text("amount"),
        account=text("account"),
        purse=text("purse"),
        day=text("day"),
        note=text("note"),
        iban=text("iban"),
        name_on_account=text("name_on_account"),
        spend=text("spend"),
        decision=text("decision"),
        with_name="with_name" in sent,
        happened_anyway="happened_anyway" in sent,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def note(request: HttpRequest) -> HttpResponse:
    """Note what went out or came in."""
    return _noting(request, "in" if "in" in request.GET else "out")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def pocket(request: HttpRequest) -> HttpResponse:
    """Note what was paid with money of one's own; the purse squares it."""
    return _noting(request, "pocket")


def _noting(request: HttpRequest, way: str) -> HttpResponse:
    person, union, _at = access.who(request)
    if request.method != "POST":
        return render(request, PAGE, page_of(request, way, fresh(request)))
    typed = typed_of(request)
    try:
        writer = Writer(union.id, person.id, is_named=True)
        entry = write(request, way, typed, writer)
    except Refused as refused:
        context = refused_page(request, way, typed, refused)
        return errors.show_refusal(request, PAGE, context, refused)
    if entry.account:
        request.session[LAST_ACCOUNT] = str(entry.account)
    return redirect(f"{request.path}?{'in&' if way == 'in' else ''}noted={entry.id}")


def write(
    request: HttpRequest, way: str, typed: Typed, writer: Writer
) -> words.EntryView:
    """Write one line down, or say everything that is wrong with it."""
    problems: list[Problem] = []
    place = place_of(request, way, typed, problems)
    require(problems)
    how: dict[str, Any] = {
        "union": writer.union,
        "by": writer.by,
        "key": forms.sent_key(request),
        "at": access.of(request).at,
    }
    if way == "pocket":
        draft = pocket_draft(typed, place)
        return services.pay_from_pocket(draft=draft, **how)
    line = entry_draft(typed, place, way=way, union=writer.union)
    if writer.is_named:
        return services.note_entry(draft=replace(line, person=writer.by), **how)
    line = replace(line, with_name=False)
    if not writer.for_others:
        return services.note_entry(draft=line, **how)
    try:
        return services.note_entries(drafts=(line,), **how)[0]
    except Refused as refused:
        problems = [replace(one, row=None) for one in refused.problems]
    raise Refused(problems)


def place_of(
    request: HttpRequest, way: str, typed: Typed, problems: list[Problem]
) -> Place:
    """Read where a line belongs; what is wrong is added to the problems."""
    picked = forms.id_of(request.POST.get("category"))
    if picked is None:
        problems.append(Problem("", WHERE_FROM if way == "in" else WHAT_FOR))
    return Place(
        category=picked,
        account=forms.read_id(typed.account, "account", problems),
        purse=forms.read_id(typed.purse, "purse", problems),
        day=forms.read_day(typed.day, "day", problems),
        spend=forms.read_id(typed.spend, "spend", problems),
    )


def finishing(
    draft: words.EntryDraft, commitments: tuple[UUID, ...]
) -> words.EntryDraft:
    """Return the line with the promises it keeps."""
    return replace(draft, commitments=commitments)


def entry_draft(
    typed: Typed, place: Place, *, way: str, union: UUID
) -> words.EntryDraft:
    """Return the line as the books take it."""
    kinds = {one.id: one.kind for one in queries.list_accounts(union=union)}
    is_drawer = place.account is None or kinds.get(place.account) == "drawer"
    out = "taken" if is_drawer else "paid"
    return words.EntryDraft(
        amount=typed.amount,
        category=place.category,
        kind="came_in" if way == "in" else out,
        account=place.account,
        purse=place.purse,
        day=place.day,
        note=typed.note,
        with_name=typed.with_name,
        spend=place.spend,
        decision=number_of(typed.decision),
        happened_anyway=typed.happened_anyway,
    )


def number_of(text: str) -> int | None:
    """Return the number of a decision as it came from the form; None for none."""
    return int(text) if text.isdecimal() and len(text) < _NUMBER_LETTERS else None


def pocket_draft(typed: Typed, place: Place) -> words.PocketDraft:
    """Return what was laid out as the books take it."""
    assert place.category is not None  # noqa: S101 - asked before
    return words.PocketDraft(
        amount=typed.amount,
        category=place.category,
        purse=place.purse,
        day=place.day,
        note=typed.note,
        iban=typed.iban,
        name_on_account=typed.name_on_account,
        spend=place.spend,
        happened_anyway=typed.happened_anyway,
    )


def as_typed(view: words.EntryView) -> Typed:
    """Return an entry as its form shows it."""
    return Typed(
        amount=f"{view.amount.decimal:.2f}",
        account=str(view.account or ""),
        purse=str(view.purse or ""),
        day=view.day.isoformat(),
        note=view.note,
    )


def corrected(request: HttpRequest, view: words.EntryView) -> words.EntryDraft:
    """Return what an entry should have been."""
    typed = typed_of(request)
    problems: list[Problem] = []
    draft = words.EntryDraft(
        amount=typed.amount,
        category=forms.read_id(request.POST.get("category", ""), "category", problems),
        kind=view.kind,
        account=forms.read_id(typed.account, "account", problems),
        purse=forms.read_id(typed.purse, "purse", problems),
        day=forms.read_day(typed.day, "day", problems),
        currency=view.amount.unit.code,
        note=typed.note,
    )
    require(problems)
    return draft


def page_of(request: HttpRequest, way: str, typed: Typed) -> dict[str, object]:
    """Return everything the page shows."""
    asking = access.of(request)
    assert asking.union is not None  # noqa: S101 - signed in, or a kiosk
    union, at = asking.union, asking.at
    picks = chosen.picks(union.id)
    today = people.local_day(union=union.id, at=at)
    context: dict[str, object] = {
        "way": way,
        "ways": _ways(),
        "typed": typed,
        "categories": picks.pictured("in" if way == "in" else "out"),
        "accounts": picks.accounts(),
        "purses": picks.purses(),
        "from_where": picks.name_of_account(typed.account),
        "currency": _currency(typed, picks, union.currency),
        "today": today,
        "names": charter.rule(union=union.id, key="purse.keep_names", on=today),
        "happened_offered": typed.happened_anyway,
    }
    context["noted"] = noted(request, union.id)
    return context


def refused_page(
    request: HttpRequest, way: str, typed: Typed, refused: Refused
) -> dict[str, object]:
    """Return the page once more; above the threshold it offers the two ways on."""
    is_above = any(one.message == ANNOUNCE_FIRST for one in refused.problems)
    context = page_of(request, way, typed)
    return {
        **context,
        "happened_offered": is_above or typed.happened_anyway,
        "is_above": is_above,
    }


def noted(request: HttpRequest, union: UUID) -> words.EntryView | None:
    """Return the entry that was just noted, to say so and to offer taking it back."""
    entry = forms.id_of(request.GET.get("noted"))
    if entry is None or request.method == "POST":
        return None
    try:
        return queries.get_entry(union=union, entry=entry)
    except NotFound:
        return None


def fresh(request: HttpRequest) -> Typed:
    """Return an empty form: where money was taken last, else a drawer."""
    union = access.of(request).union
    known = queries.list_accounts(union=union.id) if union else ()
    last = request.GET.get("account") or request.session.get(LAST_ACCOUNT, "")
    if last not in {str(one.id) for one in known if not one.is_closed}:
        first = sorted(known, key=lambda one: one.kind != "drawer")
        last = str(first[0].id) if first else ""
    return Typed(
        account=last,
        spend=request.GET.get("spend", "")[:40],
        decision=request.GET.get("decision", "")[:10],
        amount=request.GET.get("amount", "")[:40],
    )


def _ways() -> list[tuple[str, object, str]]:
    address = reverse("purse:note")
    return [
        ("out", WAYS["out"], address),
        ("in", WAYS["in"], f"{address}?in"),
        ("pocket", WAYS["pocket"], reverse("purse:pocket")),
    ]


def _currency(typed: Typed, picks: chosen.Picks, usual: str) -> str:
    by_id = {str(one.id): one.currency for one in picks.all_accounts}
    return by_id.get(typed.account, usual)

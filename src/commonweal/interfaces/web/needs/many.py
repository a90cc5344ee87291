"""Pages that take in many needs at once: a paper list, or a table."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons import tables
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.needs import forms, lists
from commonweal.rooms.needs import queries, services, words
from commonweal.rooms.needs.translate import written
from commonweal.rooms.needs.translate.drafts import NeedDraft

PAPER = "web/needs/paper.html"
SHEET = "web/needs/paper_sheet.html"
TABLE = "web/needs/table.html"
LOOK = "web/needs/table_look.html"

#: Kinds named at the foot of the printed list, so that it stays one sheet.
MOST_NAMED = 60
#: Rows of a table that are shown before it is taken in.
MOST_SHOWN = 500
#: Letters of a table that a page carries on; a longer one is chosen again.
MOST_CARRIED = 1_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of a table as it would be taken in."""

    draft: NeedDraft
    person: str
    kind: str


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """Type a paper list of ten lines in one screen; all of it is kept or nothing."""
    person, union, at = access.who(request)
    context: dict[str, object] = {
        "people": people.list_people(union=union.id),
        "kinds": queries.list_needed_kinds(union=union.id),
        "periods": forms.said(words.PERIODS),
        "tiers": forms.said(words.TIERS),
        "may_type": "paper" in access.of(request).scopes,
    }
    if request.method != "POST":
        return render(request, PAPER, {**context, "rows": lists.blank_rows()})
    rows = lists.typed_rows(request)
    key = forms.sent_key(request)
    lines = [row.written(key) for row in rows if not row.is_empty]
    try:
        needs = services.state_written(lines=lines, by=person.id, at=at)
    except Refused as refused:
        others = errors.put_at_lines(rows, refused.problems)
        context.update(rows=rows, problems=others, key=key)
        return render(request, PAPER, context, status=422)
    _say(request, len(needs))
    return redirect("needs:paper" if "more" in request.POST else "needs:home")


@require_safe
@access.signed_in
def paper_sheet(request: HttpRequest) -> HttpResponse:
    """Show the empty list that is printed and filled in with a pencil."""
    _person, union, _at = access.who(request)
    kinds = queries.list_needed_kinds(union=union.id)
    context = {
        "numbers": range(1, forms.PAPER_ROWS + 1),
        "kinds": kinds[:MOST_NAMED],
        "n_more": max(0, len(kinds) - MOST_NAMED),
    }
    return render(request, SHEET, context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def table(request: HttpRequest) -> HttpResponse:
    """Choose a table and look at what it says, or take it in at once."""
    person, _union, at = access.who(request)
    form = forms.Upload(request.POST or None, request.FILES or None)
    context: dict[str, object] = {
        "form": form,
        "required": written.COLUMNS_REQUIRED,
        "optional": written.COLUMNS_OPTIONAL,
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, TABLE, context, status=status)
    file = form.cleaned_data["file"]
    key = forms.sent_key(request)
    try:
        sent = _content(file)
        if "look" in request.POST:
            return _look(request, sent, file.name or "", key)
        taken = services.import_needs(
            content=sent, filename=file.name or "", key=key, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, TABLE, {**context, "key": key}, refused)
    _say(request, taken.needs)
    return redirect("needs:home")


@require_http_methods(["POST"])
@access.signed_in
def take_table(request: HttpRequest) -> HttpResponse:
    """Take in the table that was looked at."""
    person, _union, at = access.who(request)
    key = forms.sent_key(request)
    try:
        taken = services.import_needs(
            content=request.POST.get("table", "").encode(),
            filename="table.csv",
            key=key,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = {"form": forms.Upload(), "required": written.COLUMNS_REQUIRED}
        context["optional"] = written.COLUMNS_OPTIONAL
        return errors.show_refusal(request, TABLE, context, refused)
    _say(request, taken.needs)
    return redirect("needs:home")


@require_safe
@access.signed_in
def empty_table(request: HttpRequest) -> HttpResponse:
    """Give out a table with column names only."""
    del request
    columns = [*written.COLUMNS_REQUIRED, *written.COLUMNS_OPTIONAL]
    return HttpResponse(
        tables.write_csv(columns, []),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="needs.csv"'},
    )


def _look(
    request: HttpRequest, content: bytes, filename: str, key: str
) -> HttpResponse:
    person, union, at = access.who(request)
    drafts = services.preview_import(
        content=content, filename=filename, key=key, by=person.id, at=at
    )
    text = _as_text(content, filename)
    context = {
        "shown": _shown(drafts[:MOST_SHOWN], union.id),
        "n_rows": len(drafts),
        "table": text if len(text) <= MOST_CARRIED else "",
        "key": key,
    }
    return render(request, LOOK, context)


def _shown(drafts: tuple[NeedDraft, ...], union: UUID) -> list[Shown]:
    names = {one.id: one.name for one in people.list_people(union=union)}
    kinds = {one.id: one.name for one in ledger.list_specifications(union=union)}
    return [Shown(d, names.get(d.person, ""), kinds.get(d.kind, "")) for d in drafts]


def _as_text(content: bytes, filename: str) -> str:
    """Return the table as CSV with its rows where they were, to be sent once more."""
    rows = tables.read_table(content, filename=filename)
    columns = list(rows[0].cells)
    lines = [""] * (rows[-1].number - 1)
    for row in rows:
        line = tables.write_csv([row.cells[column] for column in columns], [])
        lines[row.number - 2] = line.decode("utf-8-sig").rstrip("\r\n")
    head = tables.write_csv(columns, []).decode("utf-8-sig").rstrip("\r\n")
    return "\n".join([head, *lines])


def _content(file: UploadedFile[bytes]) -> bytes:
    tables.refuse_too_large(file.size or 0)
    return bytes(file.read())


def _say(request: HttpRequest, n: int) -> None:
    messages.info(
        request, ngettext("%(n)s need stated.", "%(n)s needs stated.", n) % {"n": n}
    )

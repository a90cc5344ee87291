"""Pages to take in an old register: look at the table first, then take it in."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons import tables
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.rooms.governance.services import importing
from commonweal.rooms.governance.translate import register_csv
from commonweal.rooms.governance.words import register as words

PAGE = "web/governance/register_import.html"
LOOK = "web/governance/register_look.html"
#: Letters of a table that a page carries on; a longer one is chosen again.
MOST_CARRIED = 100_000


class Upload(forms.Form):
    """A table of decisions."""

    file = forms.FileField(
        label=_("Table"), help_text=_("CSV or XLSX, 10 MB at the most.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def import_register(request: HttpRequest) -> HttpResponse:
    """Choose a table and look at what it says, or take it in at once."""
    if request.method != "POST":
        return render(request, PAGE, _context(Upload()))
    form = Upload(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, _context(form), status=422)
    return _read(request, form)


def _read(request: HttpRequest, form: Upload) -> HttpResponse:
    """Look at the chosen table, or take it in."""
    person, union, at = access.who(request)
    file = form.cleaned_data["file"]
    name = file.name or ""
    try:
        content = _content(file)
        if "look" in request.POST:
            look = importing.look_at_register(
                content=content, filename=name, union=union.id, by=person.id, at=at
            )
            return render(request, LOOK, {"look": look, "table": _carried(content)})
        taken = importing.import_register(
            content=content, filename=name, union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _context(form), refused)
    return _taken(request, taken)


@require_POST
@access.signed_in
def take_register(request: HttpRequest) -> HttpResponse:
    """Take in the table that was looked at."""
    person, union, at = access.who(request)
    try:
        taken = importing.import_register(
            content=request.POST.get("table", "").encode(),
            filename="register.csv",
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _context(Upload()), refused)
    return _taken(request, taken)


@require_safe
@access.signed_in
def empty_register(request: HttpRequest) -> HttpResponse:
    """Give out a table with column names only."""
    del request
    columns = [*register_csv.COLUMNS_REQUIRED, *register_csv.COLUMNS_OPTIONAL]
    return HttpResponse(
        tables.write_csv(columns, []),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="register.csv"'},
    )


def _context(form: Upload) -> dict[str, object]:
    return {
        "form": form,
        "required": register_csv.COLUMNS_REQUIRED,
        "optional": register_csv.COLUMNS_OPTIONAL,
        "statuses": words.STATUSES.values(),
    }


def _content(file: UploadedFile[bytes]) -> bytes:
    tables.refuse_too_large(file.size or 0)
    return bytes(file.read())


def _carried(content: bytes) -> str:
    """Return a text table to be sent once more; others are chosen again."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return text if len(text) <= MOST_CARRIED and "\0" not in text else ""


def _taken(request: HttpRequest, taken: words.Imported) -> HttpResponse:
    said = ngettext(
        "%(n)s decision is new in the register.",
        "%(n)s decisions are new in the register.",
        taken.n_new,
    ) % {"n": taken.n_new}
    messages.info(request, said)
    return redirect("governance:register")

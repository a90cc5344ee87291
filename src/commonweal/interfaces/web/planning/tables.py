"""Pages that take in tables of kinds, stock and recipes, and give empty ones out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons import tables
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms
from commonweal.rooms.planning import services
from commonweal.rooms.planning.words import ImportResult

_IMPORTS: Mapping[str, Callable[..., ImportResult]] = {
    "kinds": services.import_kinds,
    "stock": services.import_stock,
    "recipes": services.import_recipes,
}
_TITLES = {
    "kinds": _("A table of kinds"),
    "stock": _("A table of stock"),
    "recipes": _("A table of recipes"),
}
_BACK = {
    "kinds": ("planning:kinds", _("Kinds")),
    "stock": ("planning:stores", _("Stores")),
    "recipes": ("planning:recipes", _("Recipes")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def take_in(request: HttpRequest, what: str) -> HttpResponse:
    """Take in a table, all rows or none."""
    if what not in _IMPORTS:
        raise Http404
    form = forms.Upload(request.POST or None, request.FILES or None)
    back, back_label = _BACK[what]
    context = {
        "form": form,
        "what": what,
        "title": _TITLES[what],
        "columns": services.columns_of(what),
        "back_name": back,
        "back_label": back_label,
    }
    page = "web/planning/take_in.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        result = _import(request, what, form.cleaned_data["file"])
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    n_rows = result.n_rows
    messages.info(
        request, ngettext("%(n)s row.", "%(n)s rows.", n_rows) % {"n": n_rows}
    )
    return redirect(back)


@require_safe
@access.signed_in
def empty(request: HttpRequest, what: str) -> HttpResponse:
    """Give out a table with column names only."""
    del request
    if what not in _IMPORTS:
        raise Http404
    return HttpResponse(
        services.empty_sheet(what),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{what}.csv"'},
    )


def _import(request: HttpRequest, what: str, file: UploadedFile[bytes]) -> ImportResult:
    person, union, at = access.who(request)
    tables.refuse_too_large(file.size or 0)
    return _IMPORTS[what](
        table=services.Table(
            content=file.read(),
            filename=file.name or "",
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    )

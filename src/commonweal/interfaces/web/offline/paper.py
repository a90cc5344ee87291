"""Pages of paper: which sheets there are to print, and a code typed back in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.paper import sheets

PAGE = "web/offline/paper.html"


@require_safe
@access.signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """List the sheets to print, and take the code of one to type in."""
    if "code" not in request.GET:
        return render(request, PAGE, {"sheets": _sheets(request)})
    return _to_screen(request, request.GET["code"])


@require_safe
@access.signed_in
def typed(request: HttpRequest, code: str) -> HttpResponse:
    """Go where a sheet is typed in, by its code."""
    return _to_screen(request, code)


def _to_screen(request: HttpRequest, code: str) -> HttpResponse:
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    try:
        return redirect(sheets.address_of(code, union=union.id, on=today))
    except Refused as refused:
        context = {"sheets": _sheets(request), "code": code}
        return errors.show_refusal(request, PAGE, context, refused)


def _sheets(request: HttpRequest) -> list[sheets.Printed]:
    return sheets.to_print(access.of(request).scopes)

"""Pages to let somebody back in who can no longer sign in: two people together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.people import forms

PAGE = "web/people/returns.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def returns(request: HttpRequest) -> HttpResponse:
    """Show who waits for a second person, and ask for another."""
    person, _union, at = access.who(request)
    context = _waiting(request)
    form = context["form"]
    if not isinstance(form, forms.LetBack) or not form.is_bound:
        return render(request, PAGE, context)
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    try:
        services.ask_return(
            person=UUID(form.cleaned_data["person"]),
            by=person.id,
            at=at,
            key=forms.sent_key(request),
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("people:returns")


@never_cache
@require_POST
@access.signed_in
def confirm(request: HttpRequest, returning: UUID) -> HttpResponse:
    """Confirm as the second person, and show the code to hand over."""
    person, _union, at = access.who(request)
    code = services.confirm_return(returning=returning, by=person.id, at=at)
    context = {**_waiting(request), "code": code, "form": _form(request, None)}
    return render(request, PAGE, context)


def _waiting(request: HttpRequest) -> dict[str, object]:
    _person, union, at = access.who(request)
    return {
        "form": _form(request, request.POST or None),
        "waiting": people.list_returns(union=union.id, at=at),
    }


def _form(request: HttpRequest, data: QueryDict | None) -> forms.LetBack:
    _person, union, _at = access.who(request)
    return forms.LetBack(data, people_here=people.list_people(union=union.id))

"""Who may see a page, and how nothing typed is lost when a sign-in has run out.

A form sent after the session ended is laid aside, in the new session, while its
person signs in again; then it is offered to be sent once more. It is offered to
nobody else: a signed cookie remembers whose device this was.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Protocol, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from commonweal.commons.people import queries as people

KEPT = "kept_form"
WHOSE = "whose"
KEEP_SECONDS = 3600  # long enough to find a password, short enough on a shared device
KEEP_LETTERS = 256 * 1024  # more than the paper list of ten people; sessions stay small
_WHOSE_SECONDS = 30 * 24 * 3600
_SECRETS = ("password", "secret", "code", "credential")

View = Callable[..., HttpResponse]


class Asking(Protocol):
    """What ``WhoAndWhere`` puts on a request."""

    person: people.PersonView | None
    union: people.UnionView | None
    at: datetime
    scopes: frozenset[str]


def of(request: HttpRequest) -> Asking:
    """Return the request as one that knows who asks."""
    return cast("Asking", request)


def who(request: HttpRequest) -> tuple[people.PersonView, people.UnionView, datetime]:
    """Return person, union and moment of a page that ``signed_in`` guards."""
    asking = of(request)
    if asking.person is None or asking.union is None:
        raise LookupError("this page must be guarded by signed_in")
    return asking.person, asking.union, asking.at


def signed_in(view: View) -> View:
    """Let only people of a union see the page; others are asked to sign in first."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if of(request).person is not None:
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            return redirect("people:join")
        if request.method == "POST":
            return _keep_and_ask(request)
        return _to_sign_in(request, request.get_full_path())

    return guarded


def kept_form(request: HttpRequest) -> tuple[str, list[tuple[str, str]]] | None:
    """Take the form laid aside by this person out of the session, if there is one."""
    kept = request.session.pop(KEPT, None)
    person = of(request).person
    if kept is None or person is None or kept["whose"] != str(person.id):
        return None
    age = of(request).at.timestamp() - kept["at"]
    if age > KEEP_SECONDS:
        return None
    return kept["path"], [(name, value) for name, value in kept["typed"]]


def remember_whose(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Remember, signed and unreadable to scripts, whose device this is."""
    person = of(request).person
    if person is not None and _whose(request) != str(person.id):
        response.set_signed_cookie(
            WHOSE,
            str(person.id),
            max_age=_WHOSE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def _keep_and_ask(request: HttpRequest) -> HttpResponse:
    typed = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not any(word in name for word in _SECRETS)
        for value in values
    ]
    whose = _whose(request)
    letters = sum(len(name) + len(value) for name, value in typed)
    if not typed or not whose or letters > KEEP_LETTERS:
        # Too much to lay aside, or nobody to keep it for: it stays in the page itself.
        context = {
            "typed": typed,
            "address": request.get_full_path(),
            "sign_in": _sign_in_address(reverse("account_kept")),
        }
        return render(request, "web/account/sign_in_first.html", context, status=403)
    request.session[KEPT] = {
        "path": request.get_full_path(),
        "typed": typed,
        "whose": whose,
        "at": of(request).at.timestamp(),
    }
    request.session.set_expiry(KEEP_SECONDS)
    return _to_sign_in(request, reverse("account_kept"))


def _to_sign_in(request: HttpRequest, then: str) -> HttpResponse:
    address = _sign_in_address(then)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _sign_in_address(then: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': then})}"


def _whose(request: HttpRequest) -> str:
    value = request.get_signed_cookie(WHOSE, default="", max_age=_WHOSE_SECONDS)
    try:
        return str(UUID(value or ""))
    except ValueError:
        return ""

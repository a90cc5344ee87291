"""What the service worker needs to know of an answer: whose page, and how a note fared."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from commonweal.interfaces.web import access
from commonweal.interfaces.web.purse import kiosk

#: On every page: whose it is, so that a shared phone keeps one person's pages only.
WHOSE = "Commonweal-Whose"
NOBODY = "-"
#: On a note that waited for the network, and on its answer.
REPLAY = "Commonweal-Replay"
#: On a page fetched ahead: it must not use up what is to be said once.
WARM = "Commonweal-Warm"
_SIGNS = 16

Handler = Callable[[HttpRequest], HttpResponse]


class SayWhose:
    """Marks pages with whose they are, and answers replayed notes plainly.

    A browser does not let a worker read where a redirect leads. So what would lead to
    signing in is 401 here, and any other redirect, which follows a kept deed, is 200.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark its answer."""
        mark = mark_of(request)
        is_replay = REPLAY in request.headers
        if is_replay and mark == NOBODY:
            response: HttpResponse = HttpResponse(status=401)
        else:
            response = self.get_response(request)
        if is_replay:
            response = _plainly(response)
            response.headers[REPLAY] = "1"
        # Not asked again: what signed out or in has done so, and the next page says it.
        response.headers[WHOSE] = mark
        return response


def mark_of(request: HttpRequest) -> str:
    """Return the sign of who asks: it tells people and kiosks apart, not who they are."""
    person = getattr(access.of(request), "person", None)
    if person is not None:
        return _sign(f"{person.id}")
    session = getattr(request, "session", None)
    opener = session.get(kiosk.KIOSK) if session is not None else None
    return _sign(f"kiosk of {opener}") if opener else NOBODY


def _sign(of: str) -> str:
    return salted_hmac("commonweal.whose", of).hexdigest()[:_SIGNS]


def _plainly(response: HttpResponse) -> HttpResponse:
    where = response.headers.get("location")
    if where is None:
        return response
    if where.startswith(reverse("account_login")):
        return HttpResponse(status=401)
    plain = JsonResponse({"went_to": where})
    plain.cookies = response.cookies
    return cast("HttpResponse", plain)

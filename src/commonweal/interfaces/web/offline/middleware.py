"""What the service worker needs to know of an answer: whose page, and how a note fared."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac

from commonweal.commons.people.queries import PersonView
from commonweal.interfaces.web import access

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
        person = getattr(access.of(request), "person", None)
        is_replay = REPLAY in request.headers
        if is_replay and person is None:
            response: HttpResponse = HttpResponse(status=401)
        else:
            response = self.get_response(request)
        if is_replay:
            response = _plainly(response)
            response.headers[REPLAY] = "1"
        response.headers[WHOSE] = mark_of(person)
        return response


def mark_of(person: PersonView | None) -> str:
    """Return the sign of a person on this node: it tells persons apart, not who."""
    if person is None:
        return NOBODY
    return salted_hmac("commonweal.whose", str(person.id)).hexdigest()[:_SIGNS]


def _plainly(response: HttpResponse) -> HttpResponse:
    if "location" not in response.headers:
        return response
    plain = JsonResponse({"went_to": response.headers["location"]})
    plain.cookies = response.cookies
    return cast("HttpResponse", plain)

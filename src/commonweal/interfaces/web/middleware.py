"""What every request passes through: a strict content policy, and who and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class ContentSecurityPolicy:
    """Nothing runs, loads or posts but what this node serves itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to every answer."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response


class Sessions(SessionMiddleware):
    """Sessions, of which a late answer to a fetch in the background ends none.

    A page fetched ahead with the session that has just ended would otherwise take the
    cookie of the next one away: of a kiosk, or of whoever signs in after.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        """Send the session's cookie along, unless it would end another's."""
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        in_background = request.headers.get("Sec-Fetch-Dest") == "empty"
        if cookie is not None and cookie["max-age"] == 0 and in_background:
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer


class WhoAndWhere:
    """Puts the person who asks, their union, scopes and the moment on the request.

    ``request.person`` and ``request.union`` are None for strangers. Words and hours
    are those of the person, else of their union.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say who and where, pass the request on, and leave no trace of it behind."""
        at = timezone.now()
        found = None
        if request.user.is_authenticated:
            found = people.find_person_and_union(request.user.pk)
        person, union = found if found is not None else (None, None)
        asking = access.of(request)
        asking.at, asking.person, asking.union = at, person, union
        asking.scopes = frozenset()
        if person is None or union is None:
            return self.get_response(request)
        # Lazy: most pages of an associate ask for no scope.
        asking.scopes = cast(
            "frozenset[str]",
            SimpleLazyObject(lambda: people.scopes_of(person=person.id, at=at)),
        )
        language = _language(request, person, union)
        with (
            translation.override(language),
            timezone.override(ZoneInfo(union.time_zone)),
        ):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return access.remember_whose(request, response)


def _language(
    request: HttpRequest, person: people.PersonView, union: people.UnionView
) -> str:
    """Return what was chosen on this device, else by the person, else by the union."""
    here = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    spoken = {code for code, _ in settings.LANGUAGES}
    for language in (here, person.language, union.language):
        if language in spoken:
            return language
    return settings.LANGUAGE_CODE

"""The shared screen: the same form, for nobody in particular, empty after each line.

Whoever is signed in may turn a screen into a kiosk: they are signed out on it, and only
this one page stays. It lasts until the browser forgets it, or somebody ends it.
"""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import forms, noting
from commonweal.rooms.purse import permissions, services

PAGE = "web/purse/kiosk.html"
#: Who turned the screen into a kiosk, in the session of that screen only.
KIOSK = "purse_kiosk"
#: A kiosk that nobody renews ends after so many seconds: a quarter of a year.
KIOSK_SECONDS = 92 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """Note a line for nobody in particular."""
    opener = opened_by(request)
    if opener is None:
        return access.signed_in(_page)(request)
    union = people.get_union(union=opener.union)
    asking = access.of(request)
    asking.union = union
    with (
        translation.override(_language(request, union)),
        timezone.override(ZoneInfo(union.time_zone)),
    ):
        return _page(request)


@require_POST
@access.signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Turn this screen into a kiosk: sign out, and leave only that page.

    Whoever does it types for others from now on, and holds a mandate for that.
    """
    person, union, at = access.who(request)
    permissions.require_typing(by=person.id, union=union.id, at=at)
    account = request.POST.get("account", "")
    auth.logout(request)
    request.session[KIOSK] = str(person.id)
    request.session[noting.LAST_ACCOUNT] = account
    request.session.set_expiry(KIOSK_SECONDS)
    return redirect("purse:kiosk")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the kiosk on this screen."""
    request.session.flush()
    return redirect("home:home")


@require_POST
def undo(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Take the line back that was just noted here."""
    opener = opened_by(request)
    if opener is None:
        return redirect("purse:kiosk")
    try:
        services.correct_entry(
            entry=entry,
            draft=None,
            union=opener.union,
            by=opener.id,
            key=forms.sent_key(request),
            at=access.of(request).at,
        )
    except Refused as refused:
        access.of(request).union = people.get_union(union=opener.union)
        context = _context(request)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("purse:kiosk")


def opened_by(request: HttpRequest) -> people.PersonView | None:
    """Return who turned this screen into a kiosk, if it is one and they are still here."""
    asking = access.of(request)
    opener = forms.id_of(request.session.get(KIOSK))
    if asking.person is not None or opener is None:
        return None
    person = people.find_person(person=opener)
    return person if person is not None and person.status == "associate" else None


def _language(request: HttpRequest, union: people.UnionView) -> str:
    """Return what was chosen on this screen, else what the union speaks."""
    here = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return here if here in dict(settings.LANGUAGES) else union.language


def _page(request: HttpRequest) -> HttpResponse:
    asking = access.of(request)
    opener = asking.person or opened_by(request)
    if opener is None or asking.union is None:
        return redirect("account_login")
    union = asking.union.id
    if request.method != "POST":
        return render(request, PAGE, _context(request))
    way = "in" if "in" in request.GET else "out"
    typed = noting.typed_of(request)
    try:
        entry = noting.write(request, way, typed, _writer(request, opener.id, union))
    except Refused as refused:
        context = _context(request, typed)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect(f"{request.path}?noted={entry.id}")


def _writer(request: HttpRequest, opener: UUID, union: UUID) -> noting.Writer:
    """Return who writes: an unattended screen for others, a person without a name."""
    is_kiosk = access.of(request).person is None
    return noting.Writer(union, opener, for_others=is_kiosk)


def _context(
    request: HttpRequest, typed: noting.Typed | None = None
) -> dict[str, object]:
    way = "in" if "in" in request.GET else "out"
    context = noting.page_of(request, way, typed or noting.fresh(request))
    may_start = {"paper", "purse"} & set(access.of(request).scopes)
    return {**context, "is_kiosk": True, "may_start": bool(may_start)}

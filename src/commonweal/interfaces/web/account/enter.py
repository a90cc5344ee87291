"""Let somebody in who has just founded or joined, and slow down who guesses codes."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.http import HttpRequest

from commonweal.core.vf.problems import N_, Problem, Refused

TOO_MANY = N_("Too many codes were tried from here. Please wait a few minutes.")
TOO_MANY_UNIONS = N_("Many unions were founded from here. Please wait an hour.")


def enter(request: HttpRequest, *, username: str, password: str) -> bool:
    """Sign in with what was typed a moment ago; False if it does not fit."""
    account = auth.authenticate(request, username=username.lower(), password=password)
    if account is None:
        return False
    auth.login(request, account)
    UserSession.objects.create_from_request(request)
    return True


def require_may_try(request: HttpRequest) -> None:
    """Refuse another code from an address that has tried too many."""
    if not ratelimit.consume(request, action="try_code"):
        raise Refused(Problem("code", TOO_MANY))


def require_may_found(request: HttpRequest) -> None:
    """Refuse another union from an address that has founded many."""
    if not ratelimit.consume(request, action="found_union"):
        raise Refused(Problem("", TOO_MANY_UNIONS))

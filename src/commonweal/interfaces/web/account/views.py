"""Pages around signing in: a form laid aside, a forgotten password, no open sign-up."""

from __future__ import annotations

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access


@never_cache
@require_safe
@access.signed_in
def kept(request: HttpRequest) -> HttpResponse:
    """Offer the form that was being sent when the sign-in ran out."""
    request.session.set_expiry(None)  # laying it aside had shortened the session
    form = access.kept_form(request)
    if form is None:
        messages.info(request, _("There is no form waiting for you."))
        return redirect("home:home")
    path, typed = form
    shown = [value for name, value in typed if name != "key" and value.strip()]
    context = {"address": path, "typed": typed, "shown": shown}
    return render(request, "web/account/kept.html", context)


@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Say how people come in: by founding, or by an invitation."""
    return render(request, "web/account/no_sign_up.html")


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say what helps when a password is forgotten; we have nobody's e-mail."""
    return render(request, "web/account/forgotten.html")


class ChangePassword(PasswordChangeView):
    """Changes the password and goes back to one's own page."""

    success_url = reverse_lazy("people:me")


change_password = ChangePassword.as_view()

"""Addresses of signing in and of one's own keys; the library's, less what needs e-mail."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from django.views.generic import RedirectView

from commonweal.interfaces.web.account import views

urlpatterns = [
    path("account/kept/", views.kept, name="account_kept"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", views.no_sign_up, name="account_signup"),
    path(
        "account/password/change/",
        views.change_password,
        name="account_change_password",
    ),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", views.forgotten, name="account_reset_password"),
    path("account/email/", views.no_sign_up, name="account_email"),
    path(
        "account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"
    ),
    path(
        "account/keys/webauthn/",  # one list of passkeys is enough
        RedirectView.as_view(pattern_name="mfa_index"),
    ),
    path("account/keys/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]

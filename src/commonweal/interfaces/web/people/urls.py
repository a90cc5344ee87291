"""Addresses of the union's people, circles, mandates and charter, and of oneself."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.people import (
    charter,
    circles,
    founding,
    joining,
    mandates,
    me,
    one_mandate,
    returns,
)

app_name = "people"
urlpatterns = [
    path("found/", founding.found, name="found"),
    path("found/pack/", founding.pack, name="pack"),
    path("join/", joining.join, name="join"),
    path("join/back/", joining.come_back, name="come_back"),
    path("join/<str:code>/", joining.join, name="join_with"),
    path("union/", circles.union, name="union"),
    path("union/circles/", circles.add_circle, name="add_circle"),
    path("union/circles/<uuid:circle>/end/", circles.end_circle, name="end_circle"),
    path("union/people/new/", circles.add_person, name="add_person"),
    path("union/invitations/", joining.invitations, name="invitations"),
    path(
        "union/invitations/<uuid:invitation>/withdraw/",
        joining.withdraw,
        name="withdraw_invitation",
    ),
    path("union/mandates/", mandates.mandates, name="mandates"),
    path(
        "union/mandates/<uuid:mandate>/confirm/",
        mandates.confirm,
        name="confirm_mandate",
    ),
    path("union/mandates/<uuid:mandate>/end/", mandates.end, name="end_mandate"),
    path("union/mandates/<uuid:mandate>/", one_mandate.mandate, name="mandate"),
    path("union/mandates/<uuid:mandate>/report/", one_mandate.report, name="report"),
    path("union/mandates/<uuid:mandate>/where/", one_mandate.where, name="where"),
    path(
        "union/mandates/<uuid:mandate>/hand-over/",
        one_mandate.hand_over,
        name="hand_over",
    ),
    path("union/charter/", charter.rules, name="charter"),
    path(
        "union/charter/<uuid:proposal>/confirm/", charter.confirm, name="confirm_rule"
    ),
    path(
        "union/charter/<uuid:proposal>/withdraw/",
        charter.withdraw,
        name="withdraw_rule",
    ),
    path("union/charter/<str:key>/", charter.history, name="rule"),
    path("union/returns/", returns.returns, name="returns"),
    path(
        "union/returns/<uuid:returning>/confirm/",
        returns.confirm,
        name="confirm_return",
    ),
    path("union/notices/", me.notices, name="notices"),
    path("union/notices/<uuid:notice>/away/", me.put_away, name="put_away"),
    path("union/me/", me.me, name="me"),
    path("union/me/name/", me.rename, name="rename"),
    path("union/me/circle/", me.choose_circle, name="choose_circle"),
    path("union/me/language/", me.choose_language, name="choose_language"),
    path("union/me/data/", me.data, name="data"),
    path("union/me/leave/", me.leave, name="leave"),
    path("union/me/tokens/", me.tokens, name="tokens"),
    path("union/me/tokens/<uuid:token>/revoke/", me.revoke_token, name="revoke_token"),
]

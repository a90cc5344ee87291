"""Pages about oneself: name, circle, language, data, tokens, notices, leaving."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.notices import queries as notices_queries
from commonweal.commons.notices import services as notices_services
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.people import forms


@require_safe
@access.signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Show what one may choose about oneself."""
    return render(request, "web/people/me.html", _about(request))


@require_POST
@access.signed_in
def rename(request: HttpRequest) -> HttpResponse:
    """Be called otherwise."""
    person, _union, at = access.who(request)
    name = request.POST.get("name", "")
    try:
        services.rename_person(person=person.id, name=name, by=person.id, at=at)
    except Refused as refused:
        context = {**_about(request), "name_form": forms.Named(request.POST)}
        return errors.show_refusal(request, "web/people/me.html", context, refused)
    return redirect("people:me")


@require_POST
@access.signed_in
def choose_circle(request: HttpRequest) -> HttpResponse:
    """Choose where one receives."""
    person, union, at = access.who(request)
    form = forms.Choose(request.POST, circles=people.list_circles(union=union.id))
    if not form.is_valid():
        context = {**_about(request), "circle_form": form}
        return render(request, "web/people/me.html", context, status=422)
    circle = form.cleaned_data["circle"]
    services.move_to_circle(
        person=person.id, circle=UUID(circle) if circle else None, by=person.id, at=at
    )
    return redirect("people:me")


@require_POST
@access.signed_in
def choose_language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages, on every device of this person."""
    person, union, at = access.who(request)
    language = request.POST.get("language", "")
    services.choose_language(person=person.id, language=language, by=person.id, at=at)
    response = redirect("people:me")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language or union.language,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@never_cache
@require_safe
@access.signed_in
def data(request: HttpRequest) -> HttpResponse:
    """Give everything kept about oneself, as JSON and as tables, in one archive."""
    person, _union, at = access.who(request)
    tables = services.export_own_data(person=person.id, by=person.id, at=at)
    response = HttpResponse(_archive(tables), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def leave(request: HttpRequest) -> HttpResponse:
    """Say what leaving does, and leave at once when asked to."""
    person, _union, at = access.who(request)
    if request.method != "POST":
        return render(request, "web/people/leave.html")
    services.leave(person=person.id, by=person.id, at=at)
    auth.logout(request)
    response = render(request, "web/people/left.html")
    response.delete_cookie(access.WHOSE)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """List tokens for programs and issue one; its secret is shown once."""
    person, _union, at = access.who(request)
    held = people.scopes_of(person=person.id, at=at)
    form = forms.IssueToken(request.POST or None, held=held)
    context: dict[str, object] = {
        "form": form,
        "tokens": people.list_tokens(person=person.id, at=at),
    }
    page = "web/people/tokens.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        issued = services.issue_token(
            person=person.id,
            scopes=form.cleaned_data["scopes"],
            label=form.cleaned_data["label"],
            expires=at + timedelta(days=min(form.cleaned_data["days"], 10_000)),
            by=person.id,
            at=at,
            key=forms.sent_key(request),
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return render(request, "web/people/token.html", {"issued": issued})


@require_POST
@access.signed_in
def revoke_token(request: HttpRequest, token: UUID) -> HttpResponse:
    """End a token now."""
    person, _union, at = access.who(request)
    services.revoke_token(token=token, by=person.id, at=at)
    return redirect("people:tokens")


@require_safe
@access.signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """Show what has been told to one."""
    person, _union, at = access.who(request)
    listed = notices_queries.list_for(person=person.id, at=at)
    return render(request, "web/people/notices.html", {"notices": listed})


@require_POST
@access.signed_in
def put_away(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Put a notice away."""
    person, _union, at = access.who(request)
    notices_services.mark_read(notice=notice, by=person.id, at=at)
    messages.info(request, _("Put away."))
    return redirect("people:notices")


def _about(request: HttpRequest) -> dict[str, object]:
    person, union, at = access.who(request)
    circles = people.list_circles(union=union.id)
    mandates = people.list_mandates(union=union.id, at=at)
    return {
        "name_form": forms.Named(initial={"name": person.name}),
        "circle_form": forms.Choose(initial={"circle": person.circle}, circles=circles),
        "language_form": forms.Language(initial={"language": person.language}),
        "my_mandates": [
            mandate
            for mandate in mandates
            if mandate.person == person.id and mandate.status in {"in force", "coming"}
        ],
    }


def _archive(tables: Mapping[str, Sequence[Mapping[str, object]]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(tables, ensure_ascii=False, indent=1, default=str)
        archive.writestr("my-data.json", text)
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", _table(rows))
    return packed.getvalue()


def _table(rows: Sequence[Mapping[str, object]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

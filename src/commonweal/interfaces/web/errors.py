"""Pages for what went wrong: kind, plain, and with a next step.

Also the one way a page shows a refusal at its form: ``show_refusal``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.cache import add_never_cache_headers

from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused
from commonweal.interfaces.web.templatetags import words

log = logging.getLogger(__name__)

#: Never sent back to the page: secrets, and what the new form brings itself.
NOT_KEPT = ("csrfmiddlewaretoken",)
#: What a list of choices sends is an id, which says nothing to people.
CHOSEN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
SECRET_WORDS = ("password", "secret", "code", "credential")
STATUS = {NotYours: 403, NotFound: 404}


def show_refusal(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    refused: Refused,
) -> HttpResponse:
    """Show a form again with everything typed and every problem at its field (422).

    Problems whose field is a field of ``context["form"]`` are put there; the others
    are listed on top as ``problems``.
    """
    form = context.get("form")
    others = put_problems(form, refused) if isinstance(form, forms.BaseForm) else ()
    if not isinstance(form, forms.BaseForm):
        others = refused.problems
    status = STATUS.get(type(refused), 422)
    return render(request, template, {**context, "problems": others}, status=status)


def put_problems(form: forms.BaseForm, refused: Refused) -> tuple[Problem, ...]:
    """Put each problem at its field of the form; return those that have none."""
    others = []
    for problem in refused.problems:
        if problem.field in form.fields and problem.row is None:
            form.add_error(problem.field, words.worded(problem))
        else:
            others.append(problem)
    return tuple(others)


class Line(Protocol):
    """A line of several typed at once."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it."""


def put_at_lines(
    lines: Iterable[Line], problems: Iterable[Problem]
) -> tuple[Problem, ...]:
    """Put each problem at its line; return those that belong to none."""
    by_number = {line.number: line for line in lines}
    others = []
    for problem in problems:
        line = by_number.get(problem.row or 0)
        if line is None:
            others.append(problem)
        else:
            line.problems.append(problem)
    return tuple(others)


class SayWhy:
    """Answers a refusal that no view has answered with a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer refusals only; anything else is a broken promise of ours."""
        if not isinstance(exception, Refused):
            return None
        status = STATUS.get(type(exception), 422)
        return _page(request, status, problems=exception.problems)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with the request."""
    del exception
    return _page(request, 400)


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say who may."""
    del exception
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here."""
    del exception
    return _page(request, 404)


def broken_promise(request: HttpRequest) -> HttpResponse:
    """Say that we broke a promise, and that nothing was half saved.

    Rendered without a request, so that whatever failed does not fail again here.
    """
    del request
    return HttpResponse(loader.render_to_string("web/errors/500.html"), status=500)


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing typed into a form that came too late."""

    name: str
    value: str

    @property
    def is_readable(self) -> bool:
        """Whether a person typed it, rather than the page."""
        return (
            self.name not in {"key", "next"}
            and bool(self.value.strip())
            and not CHOSEN.fullmatch(self.value)
        )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give a form that came too late back, with everything typed, to be sent again.

    Only to a page of our own: a form from elsewhere gets nothing to send.
    """
    log.info("form not accepted: %s", reason)
    typed = _typed(request) if _is_from_here(request) else ()
    response = render(
        request,
        "web/errors/expired.html",
        {
            "typed": typed,
            "shown": [one for one in typed if one.is_readable],
            "had_files": bool(request.FILES),
            "address": request.get_full_path(),
        },
        status=403,
    )
    add_never_cache_headers(response)
    return response


def _typed(request: HttpRequest) -> tuple[Typed, ...]:
    return tuple(
        Typed(name, str(value))
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and not any(word in name for word in SECRET_WORDS)
        for value in values
    )


def _is_from_here(request: HttpRequest) -> bool:
    came_from = request.headers.get("origin") or request.headers.get("referer") or ""
    return urlsplit(came_from).netloc == request.get_host()


def _page(
    request: HttpRequest, status: int, *, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    template = f"web/errors/{status}.html"
    context = {"problems": problems, "is_demo": settings.DEMO}
    return render(request, template, context, status=status)

"""The API all routers join: who calls, how refusals sound, how JSON is written.

A room's router file needs ``api.auth.actor``, ``base.IdempotencyKey`` and
``paging``; it raises refusals and lets them through.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from typing import Annotated, Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

import commonweal
from commonweal.core.vf.problems import N_, NotFound, NotYours, Problem, Refused
from commonweal.interfaces.api import auth, bodies, words
from commonweal.interfaces.api.auth import actor, caller

__all__ = ["IdempotencyKey", "actor", "api", "caller"]

log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[Refused], int], ...] = (
    (bodies.BodyTooLarge, 413),
    (NotYours, 403),
    (NotFound, 404),
)
_NO_TOKEN = N_(
    "This needs a token that works. A person issues one on their own page and sends it "
    "as “Authorization: Bearer …”."
)
_NOT_HERE = N_("There is nothing at this address. /api/v1/ lists what there is.")
_TRY_AGAIN = N_("Nothing was kept: the database is busy. Please send it again.")
_OURS = N_(
    "This should not have happened, and it is our mistake. Nothing was half done."
)

#: Sent with everything that creates: sending the same key again changes nothing.
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        pattern=r"^[\x21-\x7e]+$",
        description="a text of your own; the same key again changes nothing",
    ),
]


class Utf8(BaseRenderer):
    """JSON in UTF-8: people's names stay readable, and Arabic a third as long."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:  # noqa: ANN401 - as ninja has it
        """Write the answer."""
        del request, response_status
        return json.dumps(
            data, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":")
        )


class OurApi(NinjaAPI):
    """The API, whose description also lists the refusals of every operation."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401 - passed on
        """Return the description, with the refusals every operation can answer."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"].update(_problem_schemas())
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, why in _REFUSALS.items():
                    operation["responses"].setdefault(status, _refusal(why))
        return schema


_REFUSALS = {
    401: "no token that works",
    403: "not yours to do",
    404: "not here",
    413: "too large",
    422: "refused, with every problem",
    503: "busy, send it again",
}


def _refusal(why: str) -> dict[str, object]:
    shape = {"$ref": "#/components/schemas/ProblemsOut"}
    return {"description": why, "content": {"application/json": {"schema": shape}}}


def _problem_schemas() -> dict[str, object]:
    whole = words.ProblemsOut.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    return {**whole.pop("$defs"), "ProblemsOut": whole}


api = OurApi(
    title="Commonweal",
    version=commonweal.__version__,
    description="Everything the pages can do, for programs of one person.",
    urls_namespace="api-v1",
    auth=auth.PersonsToken(),
    renderer=Utf8(),
    parser=bodies.OurParser(),
    docs_url=None,
)
# In ninja's words, "view" is round the whole call, "operation" is inside the sign-in.
api.add_decorator(bodies.readable, mode="view")
api.add_decorator(auth.as_the_person, mode="operation")


def say(request: HttpRequest, status: int, *problems: Problem) -> HttpResponse:
    """Answer with problems."""
    return api.create_response(request, words.problems_out(problems), status=status)


def _on(kind: type[Exception]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return api.exception_handler(kind)


@_on(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    status = next((s for kind, s in _STATUS if isinstance(refused, kind)), 422)
    return say(request, status, *refused.problems)


@_on(AuthenticationError)
def _stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    answer = say(request, 401, Problem("Authorization", _NO_TOKEN))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@_on(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return say(request, 422, *(words.problem_of_fault(f) for f in error.errors))


@_on(HttpError)
def _told(request: HttpRequest, error: HttpError) -> HttpResponse:
    return say(request, error.status_code, Problem("", "%(why)s", {"why": str(error)}))


@_on(Http404)
def nothing_here(request: HttpRequest, _error: object = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return say(request, 404, Problem("", _NOT_HERE))


@_on(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    log.warning("database out of reach: %s", type(error).__name__)
    answer = say(request, 503, Problem("", _TRY_AGAIN))
    answer["Retry-After"] = "2"
    return answer


@_on(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    log.error("broken promise: %s at %s", type(error).__name__, place)
    return say(request, 500, Problem("", _OURS))

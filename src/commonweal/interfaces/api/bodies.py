"""What is sent to us: read once, within limits, and refused in words when unreadable."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, RawPostDataException
from ninja.parser import Parser

from commonweal.core.vf.problems import N_, Problem, Refused

_TOO_LARGE = N_("This is larger than we take. Send it in smaller parts.")
_NOT_UTF8 = N_("This is not UTF-8. Send JSON in UTF-8.")
_NOT_JSON = N_("This is not JSON: line %(line)s, character %(column)s.")
_NOT_AN_OBJECT = N_("Please send an object with named fields.")
_TOO_DEEP = N_("This is nested too deeply.")
_NOT_A_NUMBER = N_("NaN and Infinity are not numbers here.")
_UNPRINTABLE = N_("A text holds characters that cannot be kept.")

_LARGEST_NUMBER = 10**30


class BodyTooLarge(Refused):
    """More was sent than one call may carry."""


class OurParser(Parser):
    """Gives what ``readable`` has read."""

    def parse_body(self, request: HttpRequest) -> dict[str, object]:
        """Return the body as it was read."""
        return request.api_body  # type: ignore[attr-defined,no-any-return]


def readable(
    operation: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Read the body before the operation; problems are answered like all others."""

    @functools.wraps(operation)
    def with_body(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            _require_printable(
                v for key in request.GET for v in request.GET.getlist(key)
            )
            if request.content_type != "multipart/form-data":
                request.api_body = _read(request)  # type: ignore[attr-defined]
        except Refused as refused:
            api = operation.__self__.api  # type: ignore[attr-defined]
            answer: HttpResponseBase = api.on_exception(request, refused)
            return answer
        return operation(request, *args, **kwargs)

    return with_body


def _read(request: HttpRequest) -> object:
    try:
        raw = request.body
    except (RequestDataTooBig, RawPostDataException):
        raise BodyTooLarge(Problem("", _TOO_LARGE)) from None
    if not raw:
        return {}
    try:
        body = json.loads(
            raw.decode("utf-8"), parse_constant=_no_number, parse_int=_bounded
        )
    except UnicodeDecodeError:
        raise Refused(Problem("", _NOT_UTF8)) from None
    except json.JSONDecodeError as fault:
        where = {"line": fault.lineno, "column": fault.colno}
        raise Refused(Problem("", _NOT_JSON, where)) from None
    except RecursionError:
        raise Refused(Problem("", _TOO_DEEP)) from None
    if not isinstance(body, dict):
        raise Refused(Problem("", _NOT_AN_OBJECT))
    _require_printable(_texts(body))
    return body


def _no_number(_word: str) -> object:
    raise Refused(Problem("", _NOT_A_NUMBER))


def _bounded(digits: str) -> object:
    """Read a whole number; one of a thousand digits is only a way to keep us busy."""
    return int(digits) if len(digits) < len(str(_LARGEST_NUMBER)) else digits


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _require_printable(texts: Iterator[str]) -> None:
    """Refuse NUL and halves of characters, which no database keeps."""
    for text in texts:
        if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
            raise Refused(Problem("", _UNPRINTABLE))

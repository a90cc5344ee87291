"""The code of a printed sheet, as a square to scan and as signs to type.

``{% load paper %}{% sheet_code "stock" day %}`` at the top of a sheet. The second word
is what the sheet is about: a day of its week or month, or the id of its round or meal.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import segno
from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from commonweal.interfaces.web import access
from commonweal.interfaces.web.paper import sheets

register = template.Library()


@register.simple_tag(takes_context=True)
def sheet_signs(
    context: template.Context, name: str, about: date | UUID | None = None
) -> str:
    """Return the code of a sheet as signs alone, for its parts that are cut off."""
    _person, union, _at = access.who(context["request"])
    if isinstance(about, datetime):
        about = timezone.localdate(about)
    return sheets.code_of(name, about, union=union.id)


@register.inclusion_tag("web/parts/sheet_code.html", takes_context=True)
def sheet_code(
    context: template.Context, name: str, about: date | UUID | None = None
) -> dict[str, object]:
    """Print the code by which a sheet is typed in again."""
    request: HttpRequest = context["request"]
    code = sheet_signs(context, name, about)
    address = request.build_absolute_uri(reverse("offline:typed", args=[code]))
    square = segno.make(address, error="m").svg_inline(
        scale=2, border=2, dark="#000", light="#fff", title=_("Type this sheet in")
    )
    return {
        "code": code,
        "address": request.build_absolute_uri(reverse("offline:paper")),
        "square": mark_safe(square),  # noqa: S308 - drawn by us; the title is ours
    }

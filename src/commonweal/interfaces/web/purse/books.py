"""Pages to take the books along: plain text that other programs read, and people too."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access
from commonweal.interfaces.web.purse import paying
from commonweal.rooms.purse.services import bank_books

FORMATS = (
    ("beancount", "Beancount", _("Checked by bean-check, asked with bean-query.")),
    ("hledger", "hledger", _("Read by hledger, and by ledger with few changes.")),
)


@require_safe
@access.signed_in
def books(request: HttpRequest) -> HttpResponse:
    """Show the kinds of text the books can be taken along as."""
    return render(request, "web/purse/books.html", {"formats": FORMATS})


@require_safe
@access.signed_in
def books_file(request: HttpRequest, style: str) -> HttpResponse:
    """Give the books out as text."""
    person, union, at = access.who(request)
    if style not in {code for code, _name, _about in FORMATS}:
        raise Http404
    file = bank_books.books_file(
        style=cast("bank_books.Style", style), union=union.id, by=person.id, at=at
    )
    return paying.carried(file)

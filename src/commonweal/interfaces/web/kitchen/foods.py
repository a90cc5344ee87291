"""Pages of foods: where the shop has them, the least on hand, what is in them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.vf.problems import NotFound, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import shop_forms
from commonweal.rooms.kitchen import errors as kitchen_errors
from commonweal.rooms.kitchen import queries, services

FORM = "web/kitchen/food.html"


@require_safe
@access.signed_in
def foods(request: HttpRequest) -> HttpResponse:
    """List the foods; those of which nobody has said what is in them come first."""
    _person, union, at = access.who(request)
    cards = queries.list_cards(union=union.id, at=at)
    sections = queries.list_sections(union=union.id)
    context = {
        "unsaid": [card for card in cards if card.codes is None],
        "said": [card for card in cards if card.codes is not None],
        "section_names": {section.id: section.name for section in sections},
        "may_plan": "kitchen" in access.of(request).scopes,
    }
    return render(request, "web/kitchen/foods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def food(request: HttpRequest, kind: UUID) -> HttpResponse:
    """Say of one food where it is in our shop, the least on hand, what is in it."""
    person, union, at = access.who(request)
    cards = queries.list_cards(union=union.id, at=at)
    card = next((card for card in cards if card.kind == kind), None)
    if card is None:
        raise NotFound(kitchen_errors.not_here("kind"))
    form = shop_forms.Card(
        request.POST or None,
        initial=shop_forms.card_now(card),
        sections=queries.list_sections(union=union.id),
    )
    context = {"form": form, "card": card}
    if request.method != "POST" or not form.is_valid():
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    try:
        services.set_card(draft=form.draft(kind), union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, FORM, context, refused)
    return redirect("kitchen:foods")

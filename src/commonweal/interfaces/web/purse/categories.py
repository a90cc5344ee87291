"""Pages of categories: what money goes for and where it comes from, in pictures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import forms
from commonweal.rooms.purse import queries, services, words

PAGE = "web/purse/categories.html"
ONE = "web/purse/category.html"
PICTURES = {
    "food": _("fork and knife"),
    "home": _("house"),
    "energy": _("flash"),
    "health": _("cross"),
    "clothing": _("shirt"),
    "travel": _("bicycle"),
    "learning": _("book"),
    "leisure": _("music"),
    "children": _("kite"),
    "care": _("heart"),
    "tools": _("spanner"),
    "giving": _("present"),
    "people": _("people"),
    "enterprise": _("workshop"),
    "gift": _("present"),
    "drawer": _("drawer"),
    "exchange": _("arrows"),
    "difference": _("scales"),
    "other": _("three dots"),
}


class Category(django_forms.Form):
    """What money goes for, or comes from."""

    name = forms.text_field(_("Name"), 80)
    direction = forms.choice_field(_("Which way"))
    picture = forms.choice_field(_("Picture"), initial="other")
    is_personal = django_forms.BooleanField(
        label=_("It may tell something about one person"),
        required=False,
        help_text=_(
            "The wall sheet then hides it among others when few stand behind it."
        ),
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        pictures = [(name, str(PICTURES.get(name, name))) for name in words.PICTURES]
        forms.choose(self, "picture", pictures)
        if is_new:
            ways = [("out", gettext("Goes out")), ("in", gettext("Comes in"))]
            forms.choose(self, "direction", ways)
        else:
            del self.fields["direction"]

    def draft(self, direction: str = "") -> words.CategoryDraft:
        """Return what was written; the direction of a category stays."""
        said = self.cleaned_data
        return words.CategoryDraft(
            name=said["name"],
            direction=direction or said["direction"],
            picture=said["picture"],
            is_personal=said["is_personal"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def categories(request: HttpRequest) -> HttpResponse:
    """Show the categories, and add one."""
    person, union, at = access.who(request)
    form = Category(request.POST or None)
    known = queries.list_categories(union=union.id)
    context = {
        "form": form,
        "outs": [one for one in known if one.direction == "out"],
        "ins": [one for one in known if one.direction == "in"],
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, context, status=422 if form.is_bound else 200)
    try:
        services.add_category(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("purse:categories")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def category(request: HttpRequest, category: UUID) -> HttpResponse:
    """Rename a category or give it another picture."""
    person, union, at = access.who(request)
    view = _category(union.id, category)
    initial = {
        "name": gettext(view.name),
        "picture": view.picture,
        "is_personal": view.is_personal,
    }
    form = Category(request.POST or None, is_new=False, initial=initial)
    context = {"form": form, "category": view}
    if request.method != "POST" or not form.is_valid():
        return render(request, ONE, context, status=422 if form.is_bound else 200)
    try:
        services.change_category(
            category=category,
            draft=form.draft(view.direction),
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, ONE, context, refused)
    return redirect("purse:categories")


@require_POST
@access.signed_in
def retire(request: HttpRequest, category: UUID) -> HttpResponse:
    """Offer a category no more; entries keep it."""
    person, union, at = access.who(request)
    services.retire_category(category=category, union=union.id, by=person.id, at=at)
    return redirect("purse:categories")


def _category(union: UUID, category: UUID) -> words.CategoryView:
    known = queries.list_categories(union=union, with_built_in=True)
    found = next((one for one in known if one.id == category), None)
    if found is None:
        raise NotFound(Problem("category", forms.NOT_A_CHOICE))
    return found

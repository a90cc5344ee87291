"""Pages of drawing people by lot: the crisis roster, and roles that nobody wants."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse.forms import day_of, id_of, sent_key
from commonweal.rooms.governance.queries import lotteries, powers
from commonweal.rooms.governance.services import drawing
from commonweal.rooms.governance.words import counts

PAGE = "web/governance/drawing.html"
_USUAL_TERM = timedelta(days=90)


class Draw(forms.Form):
    """What is drawn, how many, and who tells."""

    what_for = forms.CharField(
        label=_("What is drawn"),
        max_length=120,
        help_text=_("The name of the role, or: crisis roster."),
    )
    places = forms.IntegerField(label=_("How many people"), min_value=1, initial=1)
    tellers = forms.MultipleChoiceField(
        label=_("Tellers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three or more; each brings a secret word."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def draw(request: HttpRequest) -> HttpResponse:
    """Begin a lottery among everybody; seat who was drawn in one."""
    person, union, at = access.who(request)
    context = _context(request)
    form = context["form"]
    if not isinstance(form, Draw) or request.method != "POST" or not form.is_valid():
        bound = isinstance(form, Draw) and form.is_bound
        return render(request, PAGE, context, status=422 if bound else 200)
    try:
        made = drawing.begin_drawing(
            what_for=form.cleaned_data["what_for"],
            places=form.cleaned_data["places"],
            tellers=[
                one for each in form.cleaned_data["tellers"] if (one := id_of(each))
            ],
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("governance:lots", made)


@require_POST
@access.signed_in
def seat(request: HttpRequest) -> HttpResponse:
    """Seat who was drawn: on the crisis roster, or in a role by a decision."""
    person, union, at = access.who(request)
    on = people.local_day(union=union.id, at=at)
    lottery = id_of(request.POST.get("lottery")) or union.id
    number = request.POST.get("decision", "")
    try:
        if request.POST.get("then") == "roster":
            drawing.seat_roster(lottery=lottery, union=union.id, by=person.id, at=at)
            return redirect("governance:emergencies")
        drawing.give_drawn_role(
            lottery=lottery,
            decision=int(number) if number.isdecimal() and len(number) < 10 else 0,  # noqa: PLR2004 - past any number
            duties=request.POST.get("duties", ""),
            begins=day_of(request.POST.get("begins")) or on,
            ends=day_of(request.POST.get("ends")) or on + _USUAL_TERM,
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = _context(request, is_form=False)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("people:mandates")


def _context(request: HttpRequest, *, is_form: bool = True) -> dict[str, object]:
    _person, union, at = access.who(request)
    on = people.local_day(union=union.id, at=at)
    posted = request.POST if is_form and request.method == "POST" else None
    form = Draw(posted, initial={"what_for": gettext("Crisis roster"), "places": 5})
    form.fields["tellers"] = forms.MultipleChoiceField(
        label=form.fields["tellers"].label,
        help_text=form.fields["tellers"].help_text,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (str(one.id), one.name) for one in people.list_associates(union=union.id)
        ],
    )
    drawn: list[counts.LotsView] = [
        one
        for one in lotteries.list_lots(union=union.id)
        if one.state == "drawn" and one.motion is None
    ]
    return {
        "form": form,
        "drawn": drawn,
        "roster": powers.list_roster(union=union.id, on=on),
        "day": on,
        "last": on + _USUAL_TERM,
    }

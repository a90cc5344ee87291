"""Pages of public lots: a fixed list, tellers' words, dice, and a draw to repeat."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.governance.motion_forms import Typed, whole
from commonweal.interfaces.web.purse.forms import id_of, sent_key
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.services import lots as services
from commonweal.rooms.governance.words import counts

PAGE = "web/governance/lots.html"
NO_FILE = N_("There is no file “%(name)s” with this draw.")
WORD_LETTERS = 200
LIST_LETTERS = 20_000


class Begin(Typed):
    """What is drawn, from which list, and who tells."""

    what_for = django_forms.CharField(label=_("What it is drawn for"), max_length=200)
    labels = django_forms.CharField(
        label=_("Who or what can be drawn"),
        max_length=LIST_LETTERS,
        widget=django_forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line. From now on the list stays as it is."),
    )
    places = django_forms.CharField(
        label=_("How many are drawn"),
        max_length=4,
        initial="1",
        widget=django_forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    tellers = django_forms.MultipleChoiceField(
        label=_("Tellers"),
        widget=django_forms.CheckboxSelectMultiple,
        help_text=_(
            "Three at least. Each brings a secret word; together they make the lot."
        ),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        people: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tellers"] = django_forms.MultipleChoiceField(
            label=self.fields["tellers"].label,
            help_text=self.fields["tellers"].help_text,
            widget=django_forms.CheckboxSelectMultiple,
            choices=people,
        )


@require_safe
@access.signed_in
def list_lots(request: HttpRequest) -> HttpResponse:
    """List the public lots of the union."""
    _person, union, _at = access.who(request)
    known = results.list_lots(union=union.id)
    return render(request, "web/governance/lots_list.html", {"all_lots": known})


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """Fix the list that is drawn from, and who tells."""
    person, union, at = access.who(request)
    known = people.list_associates(union=union.id)
    form = Begin(
        request.POST or None, people=[(str(one.id), one.name) for one in known]
    )
    context = {"form": form}
    page = "web/governance/lots_begin.html"
    if request.method != "POST":
        return render(request, page, context)
    try:
        made = services.begin_lots(
            draft=_draft(request, form),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:lots", made)


@require_safe
@access.signed_in
def lots(request: HttpRequest, lots: UUID) -> HttpResponse:
    """Show a public lot as it stands."""
    return render(request, PAGE, _lots(request, lots))


@require_POST
@access.signed_in
def lots_deed(request: HttpRequest, lots: UUID) -> HttpResponse:
    """Hand in a word's mark, say the word, go on without a teller, throw the dice."""
    person, union, at = access.who(request)
    who: dict[str, Any] = {"lots": lots, "union": union.id, "by": person.id, "at": at}
    then, word = request.POST.get("then", ""), request.POST.get("word", "").strip()
    try:
        if then == "commit":
            mark = hashlib.sha256(word[:WORD_LETTERS].encode()).hexdigest()
            services.commit(commitment=mark if word else "", **who)
        elif then == "reveal":
            services.reveal(word=word[:WORD_LETTERS], **who)
        elif then == "replace":
            teller = id_of(request.POST.get("teller")) or UUID(int=0)
            services.replace_teller(teller=teller, **who)
        else:
            dice = "".join(request.POST.get("dice", "").split())
            services.throw_dice(dice=dice, **who)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _lots(request, lots), refused)
    return redirect("governance:lots", lots)


@require_safe
@access.signed_in
def lots_file(request: HttpRequest, lots: UUID, name: str) -> HttpResponse:
    """Give one of the files that anybody can draw again with."""
    _person, union, _at = access.who(request)
    files = results.lots_files(lots=lots, union=union.id)
    if name not in files:
        raise NotFound(Problem("name", NO_FILE, {"name": name[:60]}))
    response = HttpResponse(files[name], content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _draft(request: HttpRequest, form: Begin) -> counts.LotsDraft:
    said = form.said()
    problems: list[Problem] = []
    places = whole(said("places"), "places", problems)
    require(problems)
    labels = tuple(line.strip() for line in said("labels").splitlines() if line.strip())
    tellers = (id_of(one) for one in request.POST.getlist("tellers"))
    return counts.LotsDraft(
        what_for=said("what_for"),
        labels=labels,
        places=places,
        tellers=tuple(one for one in tellers if one is not None),
    )


def _lots(request: HttpRequest, lots: UUID) -> dict[str, Any]:
    person, union, _at = access.who(request)
    view = results.get_lots(lots=lots, union=union.id)
    mine = next((one for one in view.tellers if one.person == person.id), None)
    files = results.lots_files(lots=lots, union=union.id) if view.drawn else {}
    return {
        "lots": view,
        "mine": mine,
        "files": list(files),
        "typed": request.POST,
    }

"""Pages of what was planned and what happened: the comparison, and noting it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.vf.flows import Place
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.queries.happened import HappenedView

_SAID = {
    "produce": _("comes out"),
    "consume": _("goes in"),
    "work": _("help"),
    "use": _("in use"),
    "buy": _("bought"),
    "give": _("given"),
}
_ARRIVES = frozenset({"produce", "buy"})


@dataclass(frozen=True, slots=True)
class Making:
    """All promises of one making, or all purchases."""

    process: UUID | None
    name: str
    due: date | None
    lines: tuple[tuple[str, HappenedView], ...]


class Note(django_forms.Form):
    """What happened: an amount for each promise, and where things lie now."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        lines: Iterable[HappenedView],
        places: Iterable[Place],
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            unit = words.unit_sign(line.planned.unit.code) if line.planned else ""
            label = f"{_SAID[line.action]}: {line.name} ({unit})"
            self.fields[f"amount-{line.commitment}"] = forms.amount_field(
                label, required=False, help_text=_planned(line)
            )
            if line.action in _ARRIVES:
                self.fields[f"until-{line.commitment}"] = forms.day_field(
                    gettext("%(name)s: good until") % {"name": line.name},
                    required=False,
                )
        self.fields["place"] = django_forms.ChoiceField(
            label=_("Where it lies now"), choices=forms.place_choices(places)
        )

    def draft(self) -> services.HappenedDraft:
        """Return what was written."""
        said = self.cleaned_data
        return services.HappenedDraft(
            amounts={
                UUID(name.removeprefix("amount-")): text
                for name, text in said.items()
                if name.startswith("amount-")
            },
            place=UUID(said["place"]),
            good_until={
                UUID(name.removeprefix("until-")): day
                for name, day in said.items()
                if name.startswith("until-") and day
            },
        )


@require_safe
@access.signed_in
def happened(request: HttpRequest, run: UUID) -> HttpResponse:
    """Compare what a plan promised with what has happened of it."""
    _person, union, at = access.who(request)
    lines = queries.planned_vs_happened(union=union.id, run=run, at=at)
    gifts = [line for line in lines if line.action == "give"]
    context = {
        "run": queries.get_progress(union=union.id, run=run),
        "makings": _makings(lines),
        "gifts": gifts,
    }
    return render(request, "web/planning/happened.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def note(request: HttpRequest, run: UUID, process: UUID | None = None) -> HttpResponse:
    """Note down what happened of one making, or what was bought."""
    person, union, at = access.who(request)
    lines = queries.planned_vs_happened(union=union.id, run=run, at=at)
    making = next((one for one in _makings(lines) if one.process == process), None)
    if making is None:
        raise Http404
    form = Note(
        request.POST or None,
        lines=[line for _said, line in making.lines],
        places=queries.list_places(union=union.id),
    )
    page = "web/planning/note.html"
    context = {"form": form, "making": making, "run": run}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.note_happened(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:happened", run)


def _makings(lines: Iterable[HappenedView]) -> list[Making]:
    groups: dict[UUID | None, list[HappenedView]] = {}
    for line in lines:
        if line.action != "give":
            groups.setdefault(line.process, []).append(line)
    makings = [
        Making(
            process=process,
            name=group[0].process_name or gettext("Bought outside"),
            due=max((line.due for line in group if line.due), default=None),
            lines=tuple((str(_SAID[line.action]), line) for line in group),
        )
        for process, group in groups.items()
    ]
    return sorted(makings, key=lambda one: (one.due or date.max, one.name))


def _planned(line: HappenedView) -> str:
    return gettext("Planned: %(planned)s; noted so far: %(happened)s.") % {
        "planned": words.amount(line.planned),
        "happened": words.amount(line.happened),
    }

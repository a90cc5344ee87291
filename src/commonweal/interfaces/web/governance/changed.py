"""The page of what became of one's own input. Only oneself sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access
from commonweal.rooms.governance.queries import effects
from commonweal.rooms.governance.words.effects import Changed, MyTrace

#: How somebody had a part in a motion.
PARTS = {
    "brought": _("I brought it"),
    "wrote": _("I wrote a version"),
    "spoke": _("I spoke"),
    "answered": _("I answered"),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """A motion I had a part in, and what it changed."""

    trace: MyTrace
    said: str

    @property
    def changed(self) -> tuple[Changed, ...]:
        """What it changed."""
        return self.trace.changed


@require_safe
@access.signed_in
def changed(request: HttpRequest) -> HttpResponse:
    """Show what became of what I brought, said and answered."""
    person, union, at = access.who(request)
    found = effects.what_mine_changed(
        union=union.id, person=person.id, on=people.local_day(union=union.id, at=at)
    )
    traces = [
        Trace(one, ", ".join(str(PARTS.get(part, part)) for part in one.parts))
        for one in found
    ]
    return render(request, "web/governance/changed.html", {"traces": traces})

"""What can be chosen in forms of deciding: people, mandates, bodies, rules, words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from commonweal.commons.charter import words as charter
from commonweal.commons.people import queries as people
from commonweal.commons.people import words as people_words
from commonweal.interfaces.web.governance import matters
from commonweal.interfaces.web.purse.forms import Choices
from commonweal.rooms.governance import queries
from commonweal.rooms.governance.words import defaults, effects

STANCES = {
    "bound": _("bound: they say exactly this"),
    "ranked": _("ranked: they follow our order of wishes"),
    "range": _("range: they agree within limits"),
    "explore": _("explore: they only listen and report"),
}
NOT_SAID = gettext_noop("choose")


@dataclass(frozen=True, slots=True)
class Picks:
    """Whose union, who chooses, and at which moment."""

    union: UUID
    person: UUID
    at: datetime

    def people(self) -> Choices:
        """Return everybody of the union."""
        known = people.list_people(union=self.union)
        return [("", gettext(NOT_SAID)), *((str(one.id), one.name) for one in known)]

    def elected(self) -> Choices:
        """Return whoever is chosen, and then everybody."""
        first = (effects.ELECTED, gettext("whoever is chosen"))
        return [first, *self.people()[1:]]

    def mandates(self) -> Choices:
        """Return the mandates that hold now."""
        held = people.list_mandates(union=self.union, at=self.at)
        lines = [
            (str(one.id), f"{one.person_name}: {gettext(one.words)}")
            for one in held
            if one.status == "in force"
        ]
        return [("", gettext(NOT_SAID)), *lines]

    def bodies(self) -> Choices:
        """Return the bodies that decide."""
        known = queries.list_bodies(union=self.union, person=self.person)
        lines = [(str(one.id), gettext(one.name)) for one in known]
        return [("", gettext("the one that decides this")), *lines]

    def rules(self) -> Choices:
        """Return the rules a charter has."""
        lines = [(one.key, gettext(one.words)) for one in charter.PARAMETERS.values()]
        return [("", gettext(NOT_SAID)), *lines]

    def scopes(self) -> Choices:
        """Return what a mandate can open in the software."""
        lines = [(code, gettext(said)) for code, said in people_words.SCOPES.items()]
        return [("", gettext("nothing")), *lines]

    def matters(self) -> Choices:
        """Return what can be decided."""
        return [(code, str(said)) for code, said in matters.WORDS.items()]

    def processes(self) -> Choices:
        """Return the ways of deciding."""
        return [(code, gettext(said)) for code, said in defaults.PROCESS_NAMES.items()]

    def stances(self) -> Choices:
        """Return how far a delegate is bound."""
        return [(code, str(said)) for code, said in STANCES.items()]

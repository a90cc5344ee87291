"""What a motion can be about, asked in plain words and few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.core.vf.problems import N_
from commonweal.rooms.governance.words import MethodView, defaults

NOT_IN_ANY = N_("You are not among those who decide here yet. Ask an associate.")
NO_MATTER = N_("There is nothing called “%(matter)s” to decide about.")

#: Ways of deciding by what they need besides the text.
WITH_OPTIONS = frozenset({"ranking", "judgment", "stv", "shares"})
WITH_COSTS = frozenset({"shares"})
OF_PEOPLE = frozenset({"stv"})
WITH_SEATS = frozenset({"stv", "sortition", "no_candidates"})
WITH_QUOTAS = frozenset({"sortition"})

#: In plain words, what a matter is about.
WORDS: dict[str, str | Promise] = {
    "agreement": _("An agreement between all of us"),
    "charter": _("A rule of the charter"),
    "circle_policy": _("How a circle works, or a trial of something"),
    "choice": _("Which of several ways we take"),
    "ordering": _("Many ideas, to see which we like best"),
    "budget": _("Which ideas the free money goes to"),
    "spend": _("One spend"),
    "steward": _("Who takes on a task"),
    "council": _("Several people who speak for us"),
    "panel": _("People drawn by lot"),
    "recall": _("Taking a task back from somebody"),
    "membership": _("Whether somebody belongs to us"),
    "role_act": _("Something I decide within my own task"),
    "emergency": _("An emergency"),
}
_HOW: dict[str, str | Promise] = {
    "agreement": _("We look for what nobody has to stop."),
    "charter": _("A number or a choice that all rooms obey from a day on."),
    "circle_policy": _("Is it safe enough to try? An objection makes it better."),
    "choice": _("Everybody puts the ways in order."),
    "ordering": _("Everybody grades each idea."),
    "budget": _("Everybody ticks ideas; each has an equal share."),
    "spend": _("It is announced; silence lets it go."),
    "steward": _("Nobody stands; everybody names somebody and says why."),
    "council": _("Everybody puts people in order; seats mirror the groups."),
    "panel": _("Whoever is willing says so; the lot is drawn in public."),
    "recall": _("They are heard first; then paper in an urn."),
    "membership": _("They are heard; then paper in an urn."),
    "role_act": _("I ask those affected and those who know, then I decide."),
    "emergency": _("Powers for a short time, that end by themselves."),
}
_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("How we live together"), ("agreement", "charter", "circle_policy")),
    (_("Choosing between things"), ("choice", "ordering")),
    (_("Money"), ("budget", "spend")),
    (_("Who does or speaks for what"), ("steward", "council", "panel", "recall")),
    (_("Something else"), ("role_act", "membership", "emergency")),
)


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One thing a motion can be about, and how it is decided then."""

    matter: str
    words: str | Promise
    how: str | Promise
    method: MethodView


@dataclass(frozen=True, slots=True)
class Group:
    """A few of them under one heading."""

    words: str | Promise
    matters: tuple[MatterLine, ...]
    is_open: bool


def groups(methods: Sequence[MethodView], *, is_assembly: bool) -> list[Group]:
    """Return what can be brought to a body, in groups small enough to choose from."""
    by_matter = {one.matter: one for one in methods}
    found: list[Group] = []
    for words, known in _GROUPS:
        lines = tuple(
            MatterLine(
                matter, WORDS[matter], _how(by_matter[matter]), by_matter[matter]
            )
            for matter in known
            if matter in by_matter
        )
        if lines:
            found.append(Group(words, lines, is_open=not found or not is_assembly))
    return found


def _how(method: MethodView) -> str | Promise:
    """Return how it is usually decided; a body that chose otherwise has its own words."""
    usual = defaults.DEFAULT_METHODS[method.matter].process
    return _HOW[method.matter] if method.rule.process == usual else ""

"""How deciding is said on pages: stages, voices, rules in whole people and days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonweal.core.tally.thresholds import Threshold
from commonweal.rooms.governance.words import motions
from commonweal.rooms.governance.words.rules import Rule

#: Of each stage, its word and its colour.
STAGES = {
    "draft": (_("draft"), ""),
    "discussion": (_("being discussed"), "flourishing"),
    "frozen": (_("text fixed"), "flourishing"),
    "open": (_("open for answers"), "warn"),
    "closed": (_("can be challenged"), "warn"),
    "adopted": (_("adopted"), "good"),
    "carried_out": (_("adopted and carried out"), "good"),
    "blocked": (_("adopted, needs hands"), "bad"),
    "not_adopted": (_("not adopted"), ""),
    "withdrawn": (_("withdrawn"), ""),
    "lapsed": (_("lapsed"), ""),
}
#: The way of every motion; an end other than adoption takes the last place.
WAY = ("draft", "discussion", "frozen", "open", "closed", "adopted")
_ON_THE_WAY = {
    "draft": _("Draft"),
    "discussion": _("Talk"),
    "frozen": _("Text fixed"),
    "open": _("Answers"),
    "closed": _("Challenge"),
    "adopted": _("Decided"),
}

#: Of each kind of voice: its heading, what it invites to, and its colour.
VOICES = {
    "question": (_("Question"), _("Ask a question"), ""),
    "reaction": (_("Reaction"), _("Say how it strikes you"), ""),
    "concern": (_("Concern"), _("Raise a concern"), "warn"),
    "advice": (_("Advice"), _("Give advice"), "flourishing"),
    "amendment": (
        _("Proposed change"),
        _("Propose a change of the text"),
        "flourishing",
    ),
    "objection": (_("Objection"), _("Object"), "bad"),
    "dissent": (_("Dissent"), _("Have my dissent kept with it"), "bad"),
    "reply": (_("Answer"), _("Answer"), ""),
    "challenge": (_("Challenge"), _("Challenge it"), "bad"),
    "breach": (_("The rules were broken"), _("Show that a rule was broken"), "bad"),
    "call_in": (_("Called in"), _("Call it in"), "bad"),
    "hearing": (_("Heard"), _("Be heard"), "flourishing"),
}
VOICE_STATES = {
    "open": _("open"),
    "doubted": _("doubted: does another person see the reason?"),
    "stands": _("stands"),
    "integrated": _("taken in"),
    "withdrawn": _("withdrawn"),
    "answered": _("answered"),
    "not_seen": _("nobody else saw the reason"),
}
OUTCOMES = {
    "adopted": _("Adopted"),
    "not_adopted": _("Not adopted"),
    "returned": _("Back to talk"),
}
STEPS = {
    "brought": _("Brought"),
    "written": _("Another version was written"),
    "discussed": _("The talk began"),
    "frozen": _("The text was fixed"),
    "opened": _("Opened for answers"),
    "closed": _("Closed and counted"),
    "extended": _("The time was made longer, as too few had answered"),
    "lengthened": _("The time was made longer, because somebody asked"),
    "reopened": _("Changed after opening: answers were void"),
    "returned": _("Back to talk"),
    "challenged": _("Challenged: back to talk"),
    "called_in": _("Called in: a consent round decides"),
    "adopted": _("Adopted: it stands in the register"),
    "carried_out": _("Carried out"),
    "blocked": _("Could not be carried out"),
    "not_adopted": _("Not adopted"),
    "withdrawn": _("Withdrawn"),
    "lapsed": _("Lapsed"),
}
CHANNELS = {
    "online": _("on this screen"),
    "helped": _("typed by two helpers"),
    "room": _("said in the room"),
    "paper": _("on paper"),
}
_PARTS = {
    (1, 2): _("half"),
    (1, 3): _("a third"),
    (2, 3): _("two thirds"),
    (3, 4): _("three quarters"),
    (4, 5): _("four fifths"),
    (1, 1): _("all"),
}


def way(stage: str) -> Iterator[tuple[str, str]]:
    """Return each station of a motion's way, and whether it has been, is, or comes."""
    at = {"carried_out": "adopted", "blocked": "adopted"}.get(stage, stage)
    known = WAY.index(at) if at in WAY else len(WAY) - 1
    for place, station in enumerate(WAY):
        state = "been" if place < known else "now" if place == known else ""
        words = _ON_THE_WAY[station]
        if place == len(WAY) - 1 and at not in WAY:
            words = STAGES[stage][0]
        yield str(words), state


def part(threshold: Threshold) -> str:
    """Say a part of a whole: half, more than two thirds, 3 of 7."""
    exact = threshold.part
    pair = (exact.numerator, exact.denominator)
    plain = _PARTS.get(pair)
    said = (
        str(plain)
        if plain
        else gettext("%(n)s of %(m)s") % dict(zip("nm", pair, strict=True))
    )
    return gettext("more than %(part)s") % {"part": said} if threshold.strict else said


def rule_lines(rule: Rule, n_voters: int = 0) -> Iterator[tuple[str, str]]:
    """Say a rule line by line: what it is about, and what holds."""
    yield gettext("To count at all"), _quorum(rule, n_voters)
    passing = _passing(rule)
    if passing:
        yield gettext("To pass"), passing
    if rule.discussion_days:
        yield (
            gettext("Talk before"),
            _days(rule.discussion_days, gettext("at least %(time)s")),
        )
    if rule.freeze_hours:
        yield gettext("Text fixed before"), _hours(rule.freeze_hours)
    if rule.process != "advice":
        yield gettext("Answers taken"), _days(rule.open_days, "%(time)s")
    if rule.challenge_hours:
        said = gettext("%(time)s, in which two of us can ask to talk again")
        yield gettext("Then"), said % {"time": _hours(rule.challenge_hours)}
    if rule.attempts > 1:
        said = gettext("at most %(n)s rounds within %(days)s days")
        yield (
            gettext("If somebody stops it"),
            said % {"n": rule.attempts, "days": rule.integrate_days},
        )
    yield gettext("Looked at again"), _days(rule.review_days, gettext("after %(time)s"))


def _quorum(rule: Rule, n_voters: int) -> str:
    if not rule.quorum.part:
        return gettext("no number is asked")
    if n_voters:
        needed = rule.quorum_of(n_voters)
        return gettext("%(n)s of %(m)s people answer") % {"n": needed, "m": n_voters}
    return gettext("%(part)s of us answer (%(large)s where we are more than fifty)") % {
        "part": part(rule.quorum),
        "large": part(rule.quorum_large),
    }


def _passing(rule: Rule) -> str:
    if rule.process in {"consent", "consensus"}:
        if rule.fallback is None:
            return gettext("nobody stops it")
        said = gettext("nobody stops it; in the last round %(part)s can decide")
        return said % {"part": part(rule.fallback)}
    if rule.process not in {"majority", "recall", "ranking"}:
        return ""
    whole = (
        gettext("of all who may answer") if rule.of_all else gettext("of yes and no")
    )
    return gettext("%(part)s %(whole)s") % {"part": part(rule.passes), "whole": whole}


def _days(n: int, form: str) -> str:
    time = ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
    return form % {"time": time}


def _hours(n: int) -> str:
    if n % 24 == 0:
        return _days(n // 24, "%(time)s")
    return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}


def next_moment(view: motions.MotionView) -> tuple[str, datetime] | None:
    """Say what comes next by itself, and when; None when nothing does."""
    coming = {
        "discussion": (gettext("The text can be fixed from"), view.freeze_from),
        "frozen": (gettext("Answers are taken from"), view.opens_at),
        "open": (gettext("Answers are taken until"), view.closes_at),
        "closed": (gettext("Can be challenged until"), view.challenge_until),
    }
    words, moment = coming.get(view.stage, ("", None))
    return (words, moment) if moment is not None else None

"""What talks, help asked for and questions of membership are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.problems import N_

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "two": N_("The two of you"),
        "mediators": N_("With mediators"),
        "circle": N_("In a circle"),
        "panel": N_("With a panel drawn by lot"),
    }
)
#: What happens on each step, as the page says it.
STEP_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "two": N_(
            "Find an hour and a place where nobody listens. Each says what they saw, "
            "what it did to them, and what they ask for. The other says back what they "
            "heard. Nothing of it is typed in here."
        ),
        "mediators": N_(
            "One or two people sit with you. Each side may refuse anybody as a mediator, "
            "at any time and without a word why."
        ),
        "circle": N_(
            "You both want to speak in a circle. Its people hear what you tell them "
            "there; here they read nothing."
        ),
        "panel": N_(
            "Five people drawn by lot listen to both and help you to an agreement, or to "
            "a plan for keeping apart. They judge nobody."
        ),
    }
)
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "party": N_("one of those who talk"),
        "support": N_("support person"),
        "mediator": N_("mediator"),
        "panel": N_("on the panel"),
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "agreement": N_("An agreement between you"),
        "separation": N_("A plan for keeping apart"),
    }
)
TALK_STATES: Mapping[str, str] = MappingProxyType(
    {
        "open": N_("going on"),
        "agreed": N_("you have agreed"),
        "apart": N_("you keep apart as planned"),
        "closed": N_("closed"),
    }
)
WISHES: Mapping[str, str] = MappingProxyType(
    {
        "talk": N_("Please talk with me soon"),
        "stay": N_("Please come and stay with me"),
        "move": N_("Please help me to sleep somewhere else"),
        "call": N_("Please call help outside for me"),
    }
)
HELP_ANSWERS: Mapping[str, str] = MappingProxyType(
    {"": N_("not answered yet"), "coming": N_("is coming"), "cannot": N_("cannot now")}
)
#: Shown wherever help is asked for (H4).
NO_EMERGENCY_SERVICE = N_(
    "This is no emergency service. A message here can be read too late, or never. In "
    "danger, call the emergency number of where you are, or go to people outside."
)
CASE_STATES: Mapping[str, str] = MappingProxyType(
    {
        "asked": N_("asked"),
        "notice": N_("notice given, hearing to come"),
        "heard": N_("heard"),
        "motion": N_("before the urn"),
        "decided": N_("decided, an appeal is possible"),
        "appeal": N_("an appeal is running"),
        "over": N_("over"),
    }
)
CASE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "admission": N_("Somebody wants to belong"),
        "ending": N_("Whether a membership ends"),
    }
)
APPEAL_SAYS: Mapping[str, str] = MappingProxyType(
    {
        "stands": N_("the decision stands"),
        "again": N_("it is decided again, from the hearing on"),
        "undone": N_("the decision does not hold"),
    }
)

#: Title, sentence and text of the motion: the person, and no grounds.
QUESTIONS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "admission": (
            N_("Membership of %(name)s"),
            N_("Shall %(name)s belong to us?"),
            N_("%(name)s had notice and was invited to a hearing."),
        ),
        "ending": (
            N_("Membership of %(name)s"),
            N_("Shall the membership of %(name)s end?"),
            N_(
                "%(name)s had notice and a hearing, with somebody at their side if they "
                "wished. What was said there is not written here. Whatever is decided, "
                "there is an appeal outside this body, and housing and basics stay for "
                "the days the charter says."
            ),
        ),
    }
)

PARTIES_MOST = 6
MEDIATORS_MOST = 2
PANEL = 5
PANEL_LEAST = 3
APPEAL_SEATS = 3
HELPERS_MOST = 5
WORDS_LETTERS = 2000
NAME_LETTERS = 80
REACH_LETTERS = 120
LINE_LETTERS = 200
#: An agreement has a day on which the two look at it again, at the latest in a year.
AGREED_DAYS_MOST = 366
#: A hearing can be moved once, by so much.
MOVE_DAYS_MOST = 28
#: Whoever does not come to a hearing is waited for so long.
WAIT_DAYS = 7


@dataclass(frozen=True, slots=True)
class PartView:
    """Somebody in a talk. ``is_in``: they have said yes."""

    id: UUID
    person: UUID
    name: str
    part: str
    supports: UUID | None
    is_in: bool
    has_agreed: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk, as those in it see it. Nobody else sees that there is one."""

    id: UUID
    step: str
    status: str
    parts: tuple[PartView, ...]
    my_part: str
    am_in: bool
    wanted: str
    wanted_by_me: bool
    meet_on: date | None
    body: UUID | None
    body_name: str
    outcome: str
    words: str
    until: date | None
    ended_on: date | None
    erase_on: date | None
    ends_by_itself_on: date | None
    i_want_it_erased: bool
    next_steps: tuple[str, ...]
    panel_seed: str


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk in one's own list: with whom, and what of it waits for me."""

    id: UUID
    with_names: tuple[str, ...]
    my_part: str
    step: str
    status: str
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class AskedView:
    """Somebody who was asked for help, and what they said."""

    person: UUID
    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class HelpView:
    """Help asked for: one's own with all who were asked, or one that asks me."""

    id: UUID
    wish: str
    asked_on: date
    erase_on: date
    is_mine: bool
    by_name: str
    asked: tuple[AskedView, ...]
    my_answer: str


@dataclass(frozen=True, slots=True)
class HelpLineView:
    """Help outside, in the union's own words."""

    id: UUID
    name: str
    reach: str
    words: str
    checked_on: date
    is_doubted: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat on the panel of an appeal. What each said shows when all have."""

    id: UUID
    name: str
    is_mine: bool
    is_typed: bool
    has_said: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A question of membership, for the one it is about and those who ask, support, judge.

    ``askers``: names, for the person from the notice on. ``may`` holds what the reader
    can do now. ``basics_until``: no day before it touches what they need.
    """

    id: UUID
    kind: str
    person: UUID
    person_name: str
    is_about_me: bool
    status: str
    askers: tuple[str, ...]
    n_askers_needed: int
    asked_on: date
    notice_on: date | None
    hearing_on: date | None
    heard_on: date | None
    was_there: bool
    support: UUID | None
    support_name: str
    support_is_in: bool
    motion: UUID | None
    decided_on: date | None
    is_adopted: bool | None
    appeal_until: date | None
    appeal_said: str
    basics_until: date | None
    seats: tuple[SeatView, ...]
    may: frozenset[str]

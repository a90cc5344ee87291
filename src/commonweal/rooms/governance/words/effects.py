"""The effects a decision can have: a closed list with typed parameters, never code.

An effect is a kind and its parameters as people write them. Every kind says which
matters may carry it, so that a small matter never changes a large thing. Any effect
takes the parameter ``option`` besides: it is carried out only if that is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.problems import N_

Reads = Literal[
    "line", "text", "day", "whole", "money", "person", "mandate", "number", "body",
    "scope", "matter", "process", "rule", "value", "hours", "topic", "changes",
    "fraction", "stance", "elected",
]  # fmt: skip

#: In place of a person: each whom the motion elects or draws.
ELECTED = "winner"
#: Days between the two decisions about a rule that protects everybody, and how long
#: the first waits for the second.
TWICE_DAYS, TWICE_WITHIN = 30, 365
#: A mandate of a delegate ends after so many days at the latest.
DELEGATE_DAYS = 183


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of an effect: its name, how it is read, and plain words."""

    name: str
    reads: Reads
    words: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of effect. ``matters``: what may carry it. ``by_circles``: may a circle."""

    kind: str
    words: str
    matters: frozenset[str]
    params: tuple[Param, ...]
    by_circles: bool = False


_EVERY = frozenset(
    {
        "role_act", "circle_policy", "agreement", "choice", "ordering", "council",
        "steward", "panel", "recall", "budget", "membership", "spend",
        "charter", "emergency",
    }
)  # fmt: skip
_OWN = frozenset({"circle_policy", "agreement", "choice", "ordering", "charter"})
_ROLES = frozenset(
    {"circle_policy", "agreement", "steward", "council", "panel",
     "choice", "ordering"}
)  # fmt: skip
_BEGINS = Param("from_day", "day", N_("From which day"))
_UNTIL = Param("until", "day", N_("Until which day (empty: for good)"), needed=False)

_KINDS = (
    Kind(
        "parameter.set", N_("Change a rule of the charter"), frozenset({"charter"}),
        (
            Param("key", "rule", N_("Which rule")),
            Param("value", "value", N_("What it says then")),
            _BEGINS, _UNTIL,
        ),
    ),
    Kind(
        "budget.line", N_("Set a line of the budget"),
        frozenset({"budget", "charter", "agreement", "choice"}),
        (
            Param("name", "line", N_("Name of the line or of its category")),
            Param("amount", "money", N_("How much")),
            _BEGINS, _UNTIL,
        ),
    ),
    Kind(
        "spend.allow", N_("Allow a spend"),
        frozenset({"budget", "spend", "agreement", "choice", "charter"}),
        (
            Param("amount", "money", N_("At most how much")),
            Param("for", "line", N_("What for")),
            Param("category", "line", N_("Category of the purse"), needed=False),
            Param("until", "day", N_("Until which day")),
        ),
    ),
    Kind(
        "mandate.give", N_("Give a mandate"), _ROLES,
        (
            Param("person", "elected", N_("Who")),
            Param("title", "line", N_("What the mandate is called")),
            Param("duties", "text", N_("What they are to do"), needed=False),
            Param("scope", "scope", N_("What they may do in the software"), needed=False),
            Param("limit", "line", N_("Within which limit"), needed=False),
            Param("amount", "money", N_("How much they may spend"), needed=False),
            Param("begins", "day", N_("From which day")),
            Param("ends", "day", N_("Last day")),
            Param("report_every", "whole", N_("A report every so many days"), needed=False),
        ),
        by_circles=True,
    ),
    Kind(
        "mandate.end", N_("End a mandate"), _ROLES | {"recall"},
        (Param("mandate", "mandate", N_("Which mandate")),),
        by_circles=True,
    ),
    Kind(
        "delegate.send", N_("Send a delegate to a meeting of unions"),
        frozenset({"agreement", "council", "steward", "choice", "panel"}),
        (
            Param("person", "elected", N_("Who")),
            Param("alternate", "person", N_("Who goes with them or instead"), needed=False),
            Param("meeting", "line", N_("To which meeting")),
            Param("topic", "line", N_("About what")),
            Param("stance", "stance", N_("Bound, ranked, range or explore")),
            Param("instructions", "text", N_("What they say for us")),
            Param("red_lines", "text", N_("What they never agree to"), needed=False),
            Param("begins", "day", N_("From which day")),
            Param("ends", "day", N_("Last day")),
            Param("report_days", "whole", N_("Days until they report back"), needed=False),
        ),
    ),
    Kind("agreement.adopt", N_("The text enters the register"), _EVERY, (), by_circles=True),
    Kind(
        "agreement.amend", N_("The text stands instead of an earlier decision"), _OWN,
        (Param("number", "number", N_("Number of the earlier decision")),),
        by_circles=True,
    ),
    Kind(
        "agreement.end", N_("End an earlier decision"), _OWN,
        (Param("number", "number", N_("Number of the earlier decision")),),
        by_circles=True,
    ),
    Kind(
        "body.form", N_("Found a working circle"), _OWN,
        (
            Param("name", "line", N_("Name of the circle")),
            Param("domain", "text", N_("What it decides about")),
        ),
        by_circles=True,
    ),
    Kind(
        "body.end", N_("End a working circle"), _OWN,
        (Param("body", "body", N_("Which circle")),),
        by_circles=True,
    ),
    Kind(
        "method.set", N_("Choose how a matter is decided"),
        frozenset({"charter", "circle_policy"}),
        (
            Param("body", "body", N_("For which body (empty: the one that decides)"), needed=False),
            Param("matter", "matter", N_("Which matter")),
            Param("process", "process", N_("By which process")),
            Param("quorum", "fraction", N_("How many must answer, such as 1/2"), needed=False),
            Param("pass", "fraction", N_("How many yes of yes and no, such as 3/4"), needed=False),
            Param("open_days", "whole", N_("How many days answers are taken"), needed=False),
            Param("from_day", "day", N_("From which day")),
        ),
        by_circles=True,
    ),
    Kind(
        "member.admit", N_("Take somebody in as an associate"), frozenset({"membership"}),
        (Param("person", "person", N_("Who")),),
    ),
    Kind(
        "emergency.declare", N_("Declare or prolong an emergency"), frozenset({"emergency"}),
        (
            Param("hazard", "line", N_("What is happening, and where")),
            Param("parameters", "changes", N_("Which rules change, one “rule = value” a line"), needed=False),
            Param("cap", "money", N_("At most how much of the purse"), needed=False),
            Param("hours", "hours", N_("For how many hours")),
            Param("of", "line", N_("Which emergency is prolonged (empty: a new one)"), needed=False),
        ),
    ),
    Kind(
        "notify", N_("Tell everybody"), _EVERY,
        (Param("words", "line", N_("What to tell")),),
        by_circles=True,
    ),
)  # fmt: skip

#: Every kind of effect there is. Nothing else can be decided to happen by itself.
KINDS: Mapping[str, Kind] = MappingProxyType({kind.kind: kind for kind in _KINDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What one effect of a decision did, or will do, or could not do.

    ``template`` and ``params`` say it in words; ``state``: planned (not adopted yet),
    coming (written, begins later), holds, over, none (nothing was to do), blocked.
    """

    motion: UUID
    motion_title: str
    decision: int | None
    template: str
    params: Mapping[str, object]
    state: str
    from_day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTrace:
    """What became of a motion that a person had a part in, and what it changed.

    ``parts``: how: "brought", "wrote", "spoke", "answered".
    """

    motion: UUID
    title: str
    stage: str
    parts: tuple[str, ...]
    decision: int | None
    changed: tuple[Changed, ...]
    last_at: datetime

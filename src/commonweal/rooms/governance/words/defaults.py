"""How each kind of matter is decided unless a body has chosen otherwise, published.

Every rule has plain words: they are shown beside the motion and in the book of rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.core.tally.thresholds import MORE_THAN_HALF
from commonweal.core.vf.problems import N_
from commonweal.rooms.governance.words.rules import (
    HALF,
    NOTHING,
    THREE_QUARTERS,
    TWO_THIRDS,
    Rule,
)

DEFAULT_METHODS: Mapping[str, Rule] = MappingProxyType(
    {
        rule.matter: rule
        for rule in (
            Rule(
                "role_act", "advice", "open", quorum=NOTHING, quorum_large=NOTHING,
                discussion_days=3, freeze_hours=0,
            ),
            Rule(
                "circle_policy", "consent", "open", attempts=3, integrate_days=21,
                freeze_hours=24,
            ),
            Rule(
                "agreement", "consensus", "open", attempts=3, integrate_days=28,
                fallback=THREE_QUARTERS,
            ),
            Rule("choice", "ranking", "receipted", passes=MORE_THAN_HALF),
            Rule("ordering", "judgment", "receipted", passes=HALF),
            Rule("council", "stv", "receipted"),
            Rule("steward", "no_candidates", "open"),
            Rule("panel", "sortition", "open", quorum=NOTHING, quorum_large=NOTHING),
            Rule("recall", "recall", "urn", discussion_days=7, challenge_hours=0),
            Rule("budget", "shares", "receipted", discussion_days=14, open_days=14),
            Rule(
                "membership", "consensus", "urn", attempts=3, integrate_days=28,
                discussion_days=7, challenge_hours=168,
            ),
            Rule(
                "spend", "silence", "open", quorum=NOTHING, quorum_large=NOTHING,
                discussion_days=0, freeze_hours=0, challenge_hours=0, attempts=3,
            ),
            Rule(
                "charter", "consensus", "open", attempts=3, integrate_days=28,
                fallback=THREE_QUARTERS, challenge_hours=168,
            ),
            Rule(
                "emergency", "majority", "open", of_all=True, discussion_days=0,
                freeze_hours=0, open_days=1, challenge_hours=0, review_days=14,
            ),
        )
    }
)  # fmt: skip
MATTERS = tuple(DEFAULT_METHODS)

MATTER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "role_act": N_("An act inside a role"),
        "circle_policy": N_("A policy, role or trial of a circle"),
        "agreement": N_("An agreement of the assembly"),
        "choice": N_("One choice among several"),
        "ordering": N_("Putting many ideas in order"),
        "council": N_("A council that mirrors differences"),
        "steward": N_("Finding a steward"),
        "panel": N_("A panel drawn by lot"),
        "recall": N_("Recalling somebody from a role"),
        "budget": N_("Sharing out the free part of the purse"),
        "membership": N_("Who belongs to the union"),
        "spend": N_("A spend that is announced"),
        "charter": N_("A rule of the charter"),
        "emergency": N_("Emergency powers"),
    }
)

PROCESS_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "consent": N_("consent round"),
        "consensus": N_("consensus"),
        "advice": N_("advice process"),
        "ranking": N_("options in order"),
        "judgment": N_("majority judgment"),
        "stv": N_("proportional election"),
        "no_candidates": N_("election without candidates"),
        "sortition": N_("drawing by lot"),
        "shares": N_("equal shares"),
        "silence": N_("notice and silence"),
        "recall": N_("recall"),
        "majority": N_("majority"),
    }
)

#: What the process asks, what it counts, what abstaining and standing aside mean, ties.
PROCESS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "consent": N_(
            "Is it safe enough to try? Everybody answers consent, concern or objection. "
            "A concern is written down and stops nothing. An objection gives a reason "
            "and stops the motion until it is integrated. If somebody doubts that it is "
            "an objection, it stands when another person sees the reason (among more than "
            "twelve: two of three who are drawn). All are asked at most three times, "
            "within 21 days. There is no abstaining, and silence is not consent."
        ),
        "consensus": N_(
            "Answers are support, support with reservations, stand aside, block or "
            "abstain. Adopted when nobody blocks (among more than 30: at most one in "
            "twenty) and at most a quarter stand aside. A block gives a reason. Who "
            "stands aside will not stop it and need not carry it out. Who abstains "
            "counts as present, for neither side. After two returns to the talk three "
            "quarters of those who support or block decide, but never about somebody's "
            "body, home, livelihood or membership."
        ),
        "advice": N_(
            "One person decides, after asking all who are affected and somebody who "
            "knows. Advice need not be followed, but it is answered. Any two who are "
            "affected can call it in; then a consent round decides."
        ),
        "ranking": N_(
            "Put the options in order; equal places are allowed, and what is left out "
            "comes last. An option that does not beat “leave as is” falls away. The rest "
            "are compared in pairs (Schulze's method, winning votes). A tie with “leave "
            "as is” leaves things as they are; any other tie is drawn by lot."
        ),
        "judgment": N_(
            "Give each option one of five grades, from reject to very good. Options are "
            "ordered by their middle grade; the larger group beside it breaks ties. Only "
            "options that at least half have graded, and whose middle grade is "
            "acceptable or better, are adopted."
        ),
        "stv": N_(
            "Put people in order, each once. Seats go to groups in proportion to their "
            "size (Scottish rule, five decimals). When somebody leaves, the kept ballots "
            "are counted again without them. Ties are settled by the last stage in which "
            "they differed, otherwise by lot."
        ),
        "no_candidates": N_(
            "Nobody stands. Everybody writes down one name and why, then all are read "
            "out and may be changed. The name most people wrote is asked for consent."
        ),
        "sortition": N_(
            "Whoever is willing says so. The panel is drawn in public, so that every "
            "willing person has as equal a chance as the quotas allow. Declining needs "
            "no reason."
        ),
        "shares": N_(
            "Say yes to as many ideas as you like. The money is split into equal shares, "
            "one for each who answers; an idea is bought by the shares of those who said "
            "yes to it. What is left stays in the purse."
        ),
        "silence": N_(
            "It is announced, and stands when the time is over. Support or silence lets "
            "it go; a concern opens a talk."
        ),
        "recall": N_(
            "The person is heard first. Then everybody answers yes, no or abstain; more "
            "yes than no ends the mandate at once. What was done inside the mandate "
            "stands."
        ),
        "majority": N_(
            "Answers are yes, no or abstain. Who abstains counts as present, for neither "
            "side. A tie leaves things as they are."
        ),
    }
)

SECRECY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "open": N_("Answers are read by all with names and reasons, after the close."),
        "receipted": N_(
            "Answers are published without names. Your receipt finds yours in the list."
        ),
        "urn": N_(
            "This is about a person, so it uses the urn: paper that two people count. "
            "A receipt could be shown to others, so there is none."
        ),
    }
)

#: What a method chosen by a body must stay within: least and most.
BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "attempts": (1, 3),
        "integrate_days": (7, 90),
        "discussion_days": (0, 60),
        "freeze_hours": (0, 336),
        "open_days": (1, 60),
        "challenge_hours": (0, 336),
        "review_days": (7, 1095),
    }
)
#: Parts of the whole that a method may set, and the least they may be.
LEAST_PARTS = MappingProxyType(
    {"quorum": NOTHING, "quorum_large": NOTHING, "passes": HALF, "fallback": TWO_THIRDS}
)
#: Matters about persons: how they are decided is not for a body to change.
FIXED_MATTERS = frozenset({"recall", "membership"})

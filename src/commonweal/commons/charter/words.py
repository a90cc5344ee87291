"""Every rule a charter can hold: its type, usual value, range and plain words.

A parameter that chooses between people lives here and nowhere else (I-19). New
versions may add parameters; the usual value of one that a union has never decided
about is the one written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from commonweal.core.vf.problems import N_

Kind = Literal["whole", "choice", "money"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One rule a union can set. ``least`` and ``most`` bound whole numbers."""

    key: str
    kind: Kind
    usual: int | str
    words: str
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    #: Protects everybody: only the assembly changes it, by deciding it twice.
    is_entrenched: bool = False
    #: An emergency may change it for its hours.
    in_emergency: bool = False
    #: What changing it will do, in one sentence; empty: said in general words.
    says: str = ""


#: What a choice is called; codes are for rules and programs, not for people.
CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "toil": N_("toil"),
        "outside": N_("what is bought outside"),
        "footprint": N_("the footprint"),
        "transport": N_("transport"),
        "need_tier": N_("Need first"),
        "request": N_("Request"),
        "fair_turn": N_("Fair turn"),
        "lottery": N_("Lottery"),
        "preferences": N_("Blind preferences"),
        "free": N_("Free taking"),
        "never": N_("never"),
        "if_wished": N_("if wished"),
        "always": N_("always"),
    }
)

_PARAMETERS = (
    Parameter(
        "needs.keep_days", "whole", 365,
        N_("A need and what was received for it are forgotten after this many days."),
        least=7, most=3650,
    ),
    Parameter(
        "privacy.smallest_group", "whole", 5,
        N_("Totals over fewer people than this show only covered or not covered."),
        least=3, most=20,
    ),
    Parameter(
        "planning.accept_needs", "whole", 2,
        N_("So many associates must say yes before a plan is accepted."),
        least=1, most=100,
        says=N_(
            "From %(day)s on a plan is accepted when %(value)s associates say yes; "
            "today it is %(now)s."
        ),
    ),
    Parameter(
        "planning.purchase_limit_per_week", "money", 0,
        N_("A plan may spend at most this much of the purse per week."),
        least=0, most=10**10, in_emergency=True,
        says=N_(
            "From %(day)s on a plan may spend at most %(value)s a week; "
            "today it is %(now)s."
        ),
    ),
    Parameter(
        "planning.effort_share", "whole", 80,
        N_("A plan counts on this many per cent of the effort offered; the rest is slack."),
        least=10, most=100, in_emergency=True,
    ),
    # Half a kilo a day. More of one food is possible and dull; a plan alone would use
    # up one glut first.
    Parameter(
        "planning.most_of_one_food_grams", "whole", 3500,
        N_(
            "A plan gives each person at most this many grams or millilitres of one food "
            "a week, unless that leaves vital needs short."
        ),
        least=500, most=20_000,
        says=N_(
            "From %(day)s on a plan gives each person at most %(value)s g of one food a "
            "week, unless that leaves vital needs short; today it is %(now)s g."
        ),
    ),
    Parameter(
        "planning.spares_first", "choice", "toil",
        N_(
            "Among plans that meet needs equally well, the one is taken that spares this "
            "first: toil, what is bought outside, the footprint, or transport."
        ),
        choices=("toil", "outside", "footprint", "transport"),
        says=N_(
            "From %(day)s on, among plans that meet needs equally well, the one is taken "
            "that spares “%(value)s” first; today it is “%(now)s”."
        ),
    ),
    Parameter(
        "rounds.default_method", "choice", "need_tier",
        N_("How a scarce thing is shared unless a round says otherwise."),
        choices=("free", "need_tier", "request", "fair_turn", "lottery", "preferences"),
        in_emergency=True,
        says=N_(
            "From %(day)s on a scarce thing is shared by “%(value)s”, unless a round "
            "says otherwise; today it is “%(now)s”."
        ),
    ),
    Parameter(
        "mandates.longest_days", "whole", 365,
        N_("A mandate ends by itself after this many days at the latest."),
        least=7, most=730,
        says=N_(
            "From %(day)s on a mandate ends after %(value)s days at the latest; "
            "today it is %(now)s."
        ),
    ),
    Parameter(
        "invitations.days", "whole", 14,
        N_("An invitation can be used for this many days."),
        least=1, most=90,
    ),
    Parameter(
        "tokens.longest_days", "whole", 180,
        N_("A token for programs ends by itself after this many days at the latest."),
        least=1, most=400,
    ),
    Parameter(
        "notices.keep_days", "whole", 90,
        N_("Notices are forgotten after this many days."),
        least=7, most=730,
    ),
    Parameter(
        "people.keep_mandates_days", "whole", 365,
        N_("Who held which mandate is forgotten this many days after it ended."),
        least=30, most=3650,
    ),
    Parameter(
        "kitchen.closes_hours", "whole", 24,
        N_("Signing out of a meal closes so many hours before it."),
        least=0, most=168, in_emergency=True,
    ),
    Parameter(
        "kitchen.keep_days", "whole", 14,
        N_("Who ate at a meal and who helped there is forgotten after this many days."),
        least=1, most=365,
    ),
    Parameter(
        "kitchen.codes_days", "whole", 365,
        N_("What not to serve somebody, and when they usually eat here, is kept for this many days unless they renew it."),
        least=30, most=730,
    ),
    # Usual figures of the purse are those of the commune of Niederkaufungen: what is
    # above 150 goes on the notice board, and its decision 1504 (5 May 2020) on leaving.
    Parameter(
        "purse.notice_threshold", "money", 150_00,
        N_(
            "A spend of more than this is announced first. Below it nobody is asked. "
            "The same number holds in every currency, and for everybody."
        ),
        least=0, most=10**10, in_emergency=True,
        says=N_(
            "From %(day)s on a spend of more than %(value)s is announced first; "
            "today it is %(now)s."
        ),
    ),
    Parameter(
        "purse.notice_days", "whole", 7,
        N_("An announced spend stands after this many days, unless a concern is open."),
        least=1, most=60, in_emergency=True,
        says=N_(
            "From %(day)s on an announced spend stands after %(value)s days; "
            "today it is %(now)s."
        ),
    ),
    Parameter(
        "purse.keep_names", "choice", "if_wished",
        N_(
            "Whether an entry of the purse keeps the name of who took or brought it: "
            "never, if that person wishes, or always."
        ),
        choices=("never", "if_wished", "always"),
    ),
    Parameter(
        "purse.keep_days", "whole", 730,
        N_("Names and notes beside entries of the purse are forgotten after this many days."),
        least=30, most=3650,
    ),
    Parameter(
        "purse.exit_base", "money", 5000_00,
        N_("Whoever leaves is given this much to begin with."),
        least=0, most=10**10,
    ),
    Parameter(
        "purse.exit_per_child", "money", 2500_00,
        N_("Whoever leaves is given this much for each child, shared by those who care."),
        least=0, most=10**10,
    ),
    Parameter(
        "purse.exit_per_year", "money", 500_00,
        N_("Whoever leaves is given this much for each full year in the union."),
        least=0, most=10**10,
    ),
    Parameter(
        "purse.exit_most_years", "whole", 30,
        N_("At most so many years count when somebody leaves."),
        least=0, most=80,
    ),
    Parameter(
        "purse.pledges_keep_days", "whole", 90,
        N_("What people pledged in a contribution round is forgotten so many days after it."),
        least=1, most=400,
    ),
    # Deciding: defaults from practice texts, not from evidence, hence with bounds.
    Parameter(
        "charter.notice_days", "whole", 7,
        N_("A change of the charter begins this many days after it is decided, or later."),
        least=1, most=90, is_entrenched=True,
    ),
    Parameter(
        "mandates.longest_terms", "whole", 2,
        N_("After so many terms in a row somebody else holds a mandate for a term."),
        least=1, most=10,
    ),
    Parameter(
        "mandates.report_days", "whole", 90,
        N_("Who holds a mandate reports after so many days, unless it says otherwise."),
        least=7, most=366,
    ),
    Parameter(
        "delegates.report_days", "whole", 7,
        N_("A delegate reports home within so many days of the meeting's last day."),
        least=1, most=60,
    ),
    Parameter(
        "emergency.cap_percent", "whole", 5,
        N_("An emergency may spend at most this many per cent of the purse."),
        least=0, most=25, is_entrenched=True,
    ),
    Parameter(
        "emergency.hours", "whole", 72,
        N_("An emergency ends by itself after this many hours at the latest."),
        least=1, most=168, is_entrenched=True,
    ),
    Parameter(
        "emergency.most_days", "whole", 30,
        N_("However often it is prolonged, an emergency is over after this many days."),
        least=3, most=60, is_entrenched=True,
    ),
    Parameter(
        "emergency.pause_days", "whole", 30,
        N_("The same emergency is not declared again for this many days."),
        least=7, most=365, is_entrenched=True,
    ),
    Parameter(
        "meetings.notice_hours", "whole", 48,
        N_("A meeting is called so many hours ahead, so that all can come."),
        least=0, most=336,
    ),
    Parameter(
        "meetings.correct_days", "whole", 7,
        N_("Whoever was at a meeting can correct its minutes for so many days."),
        least=1, most=30,
    ),
    Parameter(
        "meetings.keep_days", "whole", 60,
        N_(
            "Who was at a meeting is forgotten when its minutes are accepted, and after "
            "so many days at the latest."
        ),
        least=7, most=365,
    ),
    Parameter(
        "talks.quiet_days", "whole", 60,
        N_("A talk between people ends by itself when nothing moved for so many days."),
        least=14, most=365,
    ),
    Parameter(
        "talks.keep_days", "whole", 30,
        N_("A talk between people is erased so many days after its end."),
        least=1, most=365,
    ),
    Parameter(
        "talks.help_days", "whole", 14,
        N_("That somebody asked others for help is erased after so many days."),
        least=1, most=60,
    ),
    Parameter(
        "membership.askers", "whole", 3,
        N_("So many members together can ask whether a membership ends."),
        least=2, most=20,
    ),
    Parameter(
        "membership.notice_days", "whole", 14,
        N_("So many days before a hearing about a membership the person has notice."),
        least=7, most=90,
    ),
    Parameter(
        "membership.appeal_days", "whole", 14,
        N_("A decision about a membership can be appealed for so many days."),
        least=7, most=90,
    ),
    Parameter(
        "membership.basics_days", "whole", 90,
        N_("Whoever loses their membership keeps housing and basics for so many days."),
        least=90, most=730,
    ),
    Parameter(
        "decide.open_per_matter", "whole", 1,
        N_("So many motions of one person for one kind of matter are open at a time."),
        least=1, most=10,
    ),
    Parameter(
        "decide.lapse_days", "whole", 180,
        N_("A motion that nobody takes further lapses after this many days."),
        least=14, most=1095,
    ),
    Parameter(
        "decide.keep_days", "whole", 90,
        N_("Who could answer, and who answered openly, is forgotten so many days after the count."),
        least=14, most=1095,
    ),
)  # fmt: skip

PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {parameter.key: parameter for parameter in _PARAMETERS}
)

#: Rules there are many of, each with a subject; none until one is decided.
LINES: Mapping[str, Parameter] = MappingProxyType(
    {
        "budget.line": Parameter(
            "budget.line", "money", 0,
            N_("So much is set apart for this in the budget."),
            least=0, most=10**12,
        ),
        "spend.allowed": Parameter(
            "spend.allowed", "money", 0,
            N_("So much may be spent on this; it need not be announced again."),
            least=0, most=10**12,
        ),
    }
)  # fmt: skip
SUBJECT_LETTERS = 120

FOUNDING_DECISION = 1
FOUNDING_TITLE = N_("Founding charter")

DECISION_NUMBERS_ARE_COUNTED = N_("Decision %(number)s is not in the register.")
UNKNOWN_RULE = N_("The charter has no rule called “%(key)s”.")
NOT_WHOLE = N_("“%(value)s” is not a whole number. Write a number such as %(usual)s.")
OUT_OF_RANGE = N_("%(value)s is outside what is possible: %(least)s to %(most)s.")
NOT_A_CHOICE = N_("“%(value)s” is not one of: %(choices)s.")
NEW_RULES_TITLE = N_("Written down as usual: rules that are new in the software")
SAY_WHICH = N_("Say which one this is about, in at most %(most)s letters.")
IS_ONE_RULE = N_("There is only one such rule. Leave out what it is about.")
ENDS_BEFORE_IT_BEGINS = N_("The last day is before the first. Choose a later last day.")
IS_ENTRENCHED = N_(
    "This rule protects everybody. Only the assembly changes it, by deciding the same "
    "twice, at least 30 days apart."
)
NOTICE_FIRST = N_(
    "A change of the charter is known %(days)s days before it begins. "
    "Choose %(day)s or later."
)
NO_PAST_RULES = N_("A rule cannot begin before the day it is recorded, %(day)s.")

"""The words people read about people, mandates and invitations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_

#: Everything a person may be let do, in the order it is shown.
SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "associate": N_("Take part: state needs, offer effort, say yes to plans"),
        "keys": N_("Keys: invite people, give and recall mandates, record decisions"),
        "stores": N_("Stores: stock, kinds of things, recipes, capacities, purchases"),
        "planning": N_("Planning: make and stop plans"),
        "rounds": N_("Rounds: open provisioning rounds and hand over"),
        "paper": N_("Paper: type for people who do not use the software"),
        "purse": N_("Purse: accounts, bank statements, payments, budget"),
        "kitchen": N_("Kitchen: dishes, menus, shopping and cooking"),
    }
)
WORK_SCOPES: frozenset[str] = frozenset(
    {"stores", "planning", "rounds", "paper", "purse", "kitchen"}
)
MANDATE_SCOPES: frozenset[str] = WORK_SCOPES | {"keys"}
TITLE_LETTERS = 120
DUTIES_LETTERS = 2000
REPORT_LETTERS = 4000
LEAST_REPORT_DAYS, MOST_REPORT_DAYS = 7, 366


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateDraft:
    """A mandate that a body gives. ``scope`` empty: it needs nothing of the software."""

    person: UUID
    title: str
    begins: date
    ends: date
    scope: str = ""
    limit: str = ""
    duties: str = ""
    amount: Measure | None = None
    report_days: int | None = None


#: What the one key of a union being founded opens besides, until the second comes.
FOUNDING_SCOPES: frozenset[str] = frozenset({"stores", "planning"})

WHO_MAY: Mapping[str, str] = MappingProxyType(
    {
        "associate": N_("Only associates of this union may do this."),
        "keys": N_("Only key-holders may do this: %(who)s."),
        "stores": N_("Only people with a mandate for the stores may do this: %(who)s."),
        "planning": N_("Only people with a mandate for planning may do this: %(who)s."),
        "rounds": N_("Only people with a mandate for rounds may do this: %(who)s."),
        "paper": N_(
            "Only people with a mandate to type for others may do this: %(who)s."
        ),
        "purse": N_("Only people with a mandate for the purse may do this: %(who)s."),
        "kitchen": N_(
            "Only people with a mandate for the kitchen may do this: %(who)s."
        ),
    }
)
NOBODY_YET = N_("nobody yet")
TOKEN_TOO_NARROW = N_(
    "This token may not do this. Issue one with the scope “%(scope)s”."
)

NO_UNION = N_("This union is not on this node.")
NO_PERSON = N_("This person is not in this union.")
NO_CIRCLE = N_("This circle is not in this union.")
NO_MANDATE = N_("This mandate is not in this union.")
NO_INVITATION = N_("This invitation is not in this union.")
NO_TOKEN = N_("This token is not yours, or not there any more.")

GIVE_A_NAME = N_("Please write a name.")
NAME_TOO_LONG = N_("This is longer than %(most)s letters. Please shorten it.")
NAME_HAS_CONTROLS = N_(
    "This holds characters that cannot be shown. Please type it anew."
)
NAME_TAKEN = N_("There is already a circle called “%(name)s”.")
USERNAME_TAKEN = N_("Somebody signs in with “%(username)s” already. Choose another.")
USERNAME_WRONG = N_(
    "A sign-in name has 2 to 64 letters, digits or . _ - and no spaces."
)
UNKNOWN_LANGUAGE = N_("We do not speak “%(language)s” yet. Choose one of: %(choices)s.")
UNKNOWN_CURRENCY = N_(
    "We do not know the currency “%(currency)s”. Use one of: %(choices)s."
)
UNKNOWN_TIME_ZONE = N_(
    "We do not know the time zone “%(zone)s”. An example: Europe/Berlin."
)
ACCOUNT_IN_USE = N_("This account is already in a union. Leave that one first.")

CIRCLE_HAS_PEOPLE = N_(
    "%(count)s people still receive here. A circle ends when everyone has chosen another."
)
CIRCLE_ENDED = N_("This circle has ended. Choose another.")
CHOOSE_YOURSELF = N_("Where somebody receives is theirs to choose.")

NOT_INVITED = N_(
    "This invitation is not valid: it was used, withdrawn, or has expired. "
    "Ask for a new one."
)
KEYS_ONLY_AT_FOUNDING = N_(
    "This union already had two key-holders. Keys are given by a mandate now: "
    "one key-holder proposes, another confirms."
)

UNKNOWN_SCOPE = N_("We do not know the scope “%(scope)s”. Use one of: %(choices)s.")
ENDS_BEFORE_IT_BEGINS = N_("The last day is before the first. Choose a later last day.")
ALREADY_OVER = N_("The last day is over already. Choose a later one.")
TOO_LONG = N_(
    "The charter lets a mandate last %(days)s days. Choose an earlier last day."
)
KEYS_AND_WORK_APART = N_(
    "Keys and work are held by different people, so that no account can do everything. "
    "End the other mandate first."
)
NOT_YOUR_OWN = N_(
    "Somebody else confirms this: not who proposed it, and not who gets it."
)
TWO_KEYS_NEEDED = N_(
    "This needs two key-holders, and the union has %(count)s. It waits for the second."
)
NO_LONGER_OPEN = N_("This was answered already, or its time is over.")
ALREADY_HELD = N_("%(name)s holds this mandate already until %(day)s.")
NEEDS_AN_ACCOUNT = N_("%(name)s does not sign in, so nobody could act on this mandate.")

TOKEN_SCOPE_NOT_HELD = N_(
    "You do not hold “%(scope)s”, so a token of yours cannot either."
)
TOKEN_ENDS_WRONG = N_("A token lasts from 1 to %(days)s days.")
A_TERM_OFF = N_(
    "%(name)s has held this for %(count)s terms in a row. Somebody else holds it for a "
    "term now; from %(day)s on %(name)s can again."
)
ITS_BODY_RECALLS_IT = N_(
    "This mandate was given by decision %(number)s. Who gave it recalls it: bring a "
    "motion to recall it. Its holder can hand it back at any time."
)
ONLY_ITS_HOLDER = N_("Only who holds the mandate writes this.")
NOT_ITS_GIVER = N_(
    "Another body gave this mandate. It, or the assembly, can recall it."
)
NOT_HELD_NOW = N_("This mandate is not in force.")
REPORT_NEEDED = N_("Please write what was done, what is open and what is spent.")
REPORT_TOO_LONG = N_("This is longer than %(most)s letters. Please shorten it.")
REPORT_DAYS = N_("A report is due every 7 to 366 days.")
SCOPE_OR_TITLE = N_("Please say what the mandate is called.")
AMOUNT_BELOW_ZERO = N_("What a mandate may spend is not below zero.")
ALREADY_ASSOCIATE = N_("%(name)s is an associate already.")
NO_RULE_PROPOSAL = N_("This is not proposed in this union.")
TITLE_NEEDED = N_("Please write what was decided, in one line.")
UNKNOWN_STATUS = N_("A person is an associate, on trial, or a guest.")
RENAME_YOUR_OWN = N_("Those who receive in a circle choose its name.")
A_KEY_HOLDER_MUST_AGREE = N_("A key-holder must be one of the two who recall keys.")
PASSWORD = N_("This password is too easy to guess. Choose another.")
PASSWORDS: Mapping[str, str] = MappingProxyType(
    {
        "password_too_short": N_(
            "A password has at least 12 letters. Four words in a row are easy to keep."
        ),
        "password_too_common": N_("Many people use this password. Choose another."),
    }
)

NO_RETURN = N_("Nobody asked for this way back in, or its time is over.")
NOT_A_WAY_BACK = N_(
    "This code does not let anybody back in: it was used or has expired. "
    "Ask two key-holders for a new one."
)
DOES_NOT_SIGN_IN = N_("%(name)s does not sign in, so there is nothing to come back to.")

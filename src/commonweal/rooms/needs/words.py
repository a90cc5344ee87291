"""The words people read about needs and rounds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.core.vf.problems import N_

TIERS: Mapping[str, str] = MappingProxyType(
    {
        "vital": N_("Vital"),
        "dignity": N_("Dignity"),
        "flourishing": N_("Flourishing"),
    }
)
TIER_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "vital": N_("Without it, health suffers: food, water, shelter, warmth."),
        "dignity": N_("A decent life: clothes, room, getting about."),
        "flourishing": N_("What makes life larger: tools, music, time, travel."),
    }
)
WISH = N_("Wish")
PERIODS: Mapping[str, str] = MappingProxyType(
    {
        "once": N_("once"),
        "day": N_("a day"),
        "week": N_("a week"),
        "month": N_("a month"),
        "year": N_("a year"),
    }
)
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "need_tier": N_("Need first"),
        "request": N_("Request"),
        "fair_turn": N_("Fair turn"),
        "lottery": N_("Lottery"),
        "preferences": N_("Blind preferences"),
        "free": N_("Free taking"),
    }
)
METHOD_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "need_tier": N_(
            "From the needs people stated: vital first, raised evenly, then the next."
        ),
        "request": N_(
            "Everyone asks for this round; if it is not enough, in equal amounts."
        ),
        "fair_turn": N_("Everyone asks; whoever has had fewest turns comes first."),
        "lottery": N_("Everyone asks; the lot decides, from a seed that is recorded."),
        "preferences": N_(
            "Each thing goes to one person, by everyone's own order, under code names."
        ),
        "free": N_("Take what you need. Nobody writes down who took it."),
    }
)

NO_PERSON = N_("This person is not in this union.")
WHO = N_("We know nobody called “%(who)s” here. Did you mean %(near)s?")
NAMESAKES = N_("There are several people called “%(who)s”. Type it on their own page.")
WHAT = N_("We do not know “%(what)s”. Did you mean %(near)s? Or let it be added first.")
NO_KINDS = N_("nothing: no kinds of things are listed yet")
NOT_NEEDED = N_("“%(what)s” is what we work with, not what a person needs.")
WHAT_MISSING = N_("Say what is needed.")
AMOUNT_MISSING = N_("Say how much.")
AMOUNT_IS_NOT_POSITIVE = N_(
    "%(amount)s is not an amount to need. Write more than zero."
)
ABSURD = N_(
    "%(amount)s is more than one person can mean. Look at the number and its unit."
)
WRONG_UNIT = N_("%(what)s is counted in %(right)s, not in %(unit)s.")
PER = N_("We do not know “%(per)s”. Write once, day, week, month or year.")
TIER = N_("We do not know “%(tier)s”. Write vital, dignity or flourishing.")
YES_OR_NO = N_("We do not understand “%(value)s”. Write yes or no.")
DUE_MISSING = N_("Say by which day. What is needed once needs a day.")
DUE_NOT_ONCE = N_(
    "A day to be there belongs to what is needed once; else leave it out."
)
DUE_IS_PAST = N_("The day %(day)s is past. Choose one that comes.")
TOO_FAR = N_("The day %(day)s is too far off. Choose one within ten years.")
ENDS_BEFORE_IT_BEGINS = N_("The last day is before the first. Change one of them.")
TWICE = N_("This says the same as row %(other)s. Leave one out, or add them together.")
STATED_ALREADY = N_("%(who)s has stated this already. Change that need instead.")
NO_ROWS = N_("There is nothing in the list. Fill in a row.")
TOO_MANY_ROWS = N_("A list may have %(limit)s rows. Send it in parts.")
NO_NEED = N_("This need is not here, or not yours.")
NOT_OPEN = N_("This need is no longer open. State it again.")
TYPE_FOR_OTHERS = N_(
    "Needs are stated by the person. To type for %(who)s you need a mandate for paper."
)

NO_ROUND = N_("This round is not in this union.")
NO_LINE = N_("This is not in the round.")
NO_SHARE = N_("This share is not here, or not yours.")
NAME_MISSING = N_("Give the round a name, such as “Market of 23 November”.")
NAME_TOO_LONG = N_("The name is too long. Write at most 120 letters.")
METHOD = N_("We do not know the method “%(method)s”. Choose one of: %(known)s.")
NO_LINES = N_("Choose at least one thing to share out.")
TOO_MANY_LINES = N_("A round may have %(limit)s things. Open a second round.")
LINE_TWICE = N_("%(what)s is in the round twice.")
CONTENT_IS_NOT_SHARED = N_("%(what)s is inside of things. Share out the things.")
NOT_IN_STORE = N_("%(here)s of %(what)s are here, %(asked)s were to be shared out.")
DAYS = N_("A round is for 1 to 366 days.")
ROUND_IS_NOT_OPEN = N_("This round takes no more requests: it is shared or over.")
ROUND_IS_NOT_SHARED = N_("This round has no shares to hand over yet.")
ROUND_IS_SHARED = N_("This round is shared already. Its shares stay as they are.")
FREE_IS_NOT_SHARED = N_("What is free is not shared out. Everyone takes.")
SEED_MISSING = N_("Write a seed: numbers called out by several people will do.")
SEED_TOO_LONG = N_("The seed is too long. Write at most 60 letters or digits.")
METHOD_TAKES_NO_REQUESTS = N_("This round looks at stated needs. State a need instead.")
METHOD_TAKES_NO_RANKING = N_("This round is not by preferences.")
PLACES = N_("“%(value)s” is not a place. Write 1 for the best, then 2, 3 and so on.")
RANKED_TWICE = N_("Two things have the same place. Give each its own.")
NOT_FREE = N_("This is not for free taking. Ask in the round.")
WHOLE_PIECES = N_("The portion has to be more than zero.")
NOT_ENOUGH_HERE = N_(
    "Not handed over: %(here)s of %(what)s are here, %(promised)s were promised. "
    "Hand over what is here, or count the store again."
)
NOT_ENOUGH_LEFT = N_(
    "Not taken: %(here)s of %(what)s are left here. Take that, or less."
)
NOBODY_TICKED = N_("Nobody is ticked. Tick who has got their share.")
GIVEN_BACK = N_("This share was given back. It is in the store.")
HANDED_OVER = N_("This share was handed over already. It cannot be given back here.")

CHOOSE_ONE = N_("“%(value)s” is not one of the choices.")
ACTIVITIES: Mapping[str, str] = MappingProxyType(
    {
        "light": N_("Mostly sitting"),
        "moderate": N_("On the feet, some hard work"),
        "vigorous": N_("Hard bodily work most days"),
    }
)
BANDS: Mapping[str, str] = MappingProxyType(
    {
        "infant_0_6m": N_("First half year"),
        "infant_7_12m": N_("Second half year"),
        "child_1_3": N_("1 to 3 years"),
        "child_4_8": N_("4 to 8 years"),
        "youth_9_13": N_("9 to 13 years"),
        "youth_14_18": N_("14 to 18 years"),
        "adult_19_30": N_("19 to 30 years"),
        "adult_31_50": N_("31 to 50 years"),
        "adult_51_70": N_("51 to 70 years"),
        "adult_71_plus": N_("71 years and more"),
        "pregnant_trimester1": N_("Pregnant, first third"),
        "pregnant_trimester2": N_("Pregnant, second third"),
        "pregnant_trimester3": N_("Pregnant, last third"),
        "lactating_0_6m": N_("Nursing, first half year"),
        "lactating_7_12m": N_("Nursing, second half year"),
    }
)

ALLOWED_AS_USUAL = N_(
    "Decision %(decision)s says that a scarce thing is shared so (“%(usual)s”)."
)
ALLOWED_OTHERWISE = N_(
    "Decision %(decision)s names “%(usual)s” unless a round says otherwise; whoever "
    "opened this round chose “%(method)s”."
)
WHY_NEED = N_(
    "From the needs stated for these %(days)s days, %(asked)s of %(what)s was asked."
)
WHY_REQUEST = N_("%(asked)s of %(what)s was asked for in this round.")
WHY_CONTENT = N_("The stated need of %(content)s for these %(days)s days is %(need)s.")
WHY_PART = N_(
    "Of all %(content)s in this round, %(what)s holds %(percent)s %%. So that part of the "
    "need was asked of it: %(asked)s."
)
WHY_ENOUGH = N_("%(here)s were here, enough for all that was asked in this tier.")
WHY_NONE_LEFT = N_("More urgent needs took all there was.")
WHY_SCARCE = N_(
    "%(n)s people asked for %(together)s together in this tier; %(here)s were here."
)
WHY_SCARCE_FEW = N_("More was asked for in this tier than the %(here)s that were here.")
WHY_EQUAL = N_(
    "So everyone got the same, %(level)s; who asked for less got what they asked."
)
WHY_COVERAGE = N_("So everyone's need was covered to the same part: %(percent)s %%.")
WHY_FILLED = N_("The part that everyone's need was covered to was enough for this one.")
WHY_PLACE = N_("The queue was served in order; this was place %(place)s of %(n)s.")
WHY_TURNS = N_(
    "Earlier turns with this kind of thing: %(turns)s. Fewest turns come first."
)
WHY_ROUNDED = N_(
    "Portions of %(portion)s were left over by rounding; they went to the largest "
    "remainders, and by lot among equals. This share is one of them."
)
WHY_RANKED = N_("This is number %(place)s on the own list; %(n)s people gave a list.")
WHY_NOTHING_RANKED = N_(
    "Nothing on the own list was left; %(n)s people gave a list. Nobody else could have "
    "gone without instead and left more people better off."
)
WHY_BLIND = N_(
    "It was decided under code names: as few as can be go without, then as few as can be "
    "get their last choice, and so on up; equal cases by lot."
)

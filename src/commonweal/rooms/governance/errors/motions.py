"""What is refused about motions, in words."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

NO_MOTION = N_("This motion is not here.")
NO_BODY = N_("This body is not here, or has ended.")
NO_VOICE = N_("This is not said here.")
NO_VERSION = N_("This motion has no wording number %(number)s. It has %(most)s.")
NOT_MEMBER = N_(
    "Only who is in “%(body)s” takes part in what it decides. Ask to join it."
)
NOT_IN_ASSEMBLY = N_("Only associates take part in what the assembly decides.")
UNKNOWN_MATTER = N_(
    "There is no matter called “%(matter)s”. Choose one of: %(matters)s."
)
NOT_FOR_CIRCLES = N_("This matter is for the assembly. Bring it there.")
SAY_TITLE = N_("Give the motion a title.")
SAY_SENTENCE = N_("Say in one sentence what the motion is about.")
SAY_TEXT = N_("Write what is to hold when the motion is adopted.")
SAY_WORDS = N_("Write what you want to say.")
SAY_WHY = N_("Say why, so that everybody can follow.")
TOO_LONG = N_(
    "This has %(letters)s letters; %(most)s fit. Shorten it, or move parts into a "
    "motion of their own."
)
REVIEW_PAST = N_(
    "The review date %(day)s is not after %(today)s. Choose a later day: the decision "
    "is looked at again then."
)
REVIEW_TOO_FAR = N_("Choose a review date by %(most)s: nothing is decided for ever.")
NEEDS_OPTIONS = N_("This is decided between options. Write at least %(least)s.")
TOO_MANY_OPTIONS = N_("At most %(most)s options fit. Group them first.")
OPTION_EMPTY = N_("Name this option, or remove it.")
OPTION_TWICE = N_("The option “%(label)s” is there twice. Keep it once.")
OPTION_COST = N_("Say what “%(label)s” costs, above zero.")
OPTION_ABOVE_BUDGET = N_("“%(label)s” costs more than all there is to share out.")
OPTION_PERSON = N_("The person of “%(label)s” is not in the union.")
NEEDS_BUDGET = N_("Say how much there is to share out, above zero.")
SEATS = N_("Choose between 1 and %(most)s places.")
ONE_AT_A_TIME = N_(
    "“%(title)s” of yours is still going on. At most %(most)s at a time from one person "
    "for one kind of matter: bring this when that is decided, or withdraw that."
)
RECALL_NEEDS_MANDATE = N_("Say which mandate is to end. It must be one in force.")
RECALL_WHOLE_BODY = N_(
    "They were elected in proportion, so that differences are mirrored. A majority "
    "cannot take out one of them: ask to elect the whole body anew."
)
RECALL_AGAIN = N_(
    "A recall from this role was decided on %(day)s. It can be asked for again from "
    "%(again)s on, or now with new facts: write what is new."
)
UNKNOWN_PERSON = N_("This person is not in the union.")
QUOTAS = N_(
    "A quota is a feature, a value, and least and most people, such as 2 and 3."
)

ONLY_BRINGER = N_("Only who brought this motion can do this.")
ONLY_SPEAKER = N_(
    "Only who said it can put it away. Answer it, or change the text so that they can."
)
NOT_A_DRAFT = N_("This motion has left its draft. It stands at: %(stage)s.")
NOT_IN_TALK = N_(
    "This can be done while the motion is talked about. It stands at: %(stage)s."
)
FROZEN = N_(
    "The text is frozen. Take the motion back to the talk first: answers given so far "
    "are void then, and all are told."
)
IS_WITHDRAWN = N_(
    "This motion was withdrawn on %(day)s. No answers are needed any more."
)
IS_ENDED = N_("This motion has ended: %(stage)s. Bring a new one.")
IS_COUNTED = N_("The answers are counted. Nobody can withdraw a motion after that.")
DISCUSS_LONGER = N_(
    "It is talked about since %(since)s, and can be frozen from %(from)s on. "
    "Everybody is to have that time."
)
DOUBT_RUNS = N_(
    "Whether an objection stands is being looked at until %(until)s. Wait for that."
)
HEAR_FIRST = N_(
    "The person is heard first. Wait until they have said something here, or until "
    "somebody has written down that they were heard or did not wish to be."
)
INTEGRATION_OVER = N_(
    "The time to integrate objections ended on %(day)s. Bring a smaller trial, hand it "
    "to two people with one who objected, or take it to the assembly."
)
MEETING_TOO_SOON = N_("A meeting that decides is called a day ahead: from %(from)s on.")
REOPEN_WHEN = N_("Only a frozen or an open motion can go back to the talk.")
UNKNOWN_KIND = N_("Choose what it is: %(kinds)s.")
TALK_NOT_YET = N_("This is still a draft. It can be said when the talk has begun.")
TALK_OVER = N_(
    "The talk about this motion is over. A dissent can still be written down."
)
ONE_REACTION = N_(
    "You have reacted to this wording. Let the others speak; your reaction stands."
)
ALREADY_SETTLED = N_("This was settled already.")
CANNOT_SETTLE = N_("This cannot be settled like that.")
DOUBT_OWN = N_("It is your own objection. You can withdraw it.")
DOUBT_ONLY_OBJECTIONS = N_("Only an open objection can be doubted.")
DOUBT_NOBODY = N_(
    "Nobody else is there who could see the reason. The objection stands."
)
SEE_NOT_YOU = N_(
    "The reason is looked at by others: not by who raised or doubted it, and in a body "
    "of more than %(most)s by three who were drawn."
)
NOT_DOUBTED = N_("This objection is not being looked at.")
NOT_ADVICE = N_("This motion is not decided by the advice process.")
ASK_OTHERS = N_("Ask somebody else than yourself.")
ASK_WHO_KNOWS = N_("Ask at least one person who knows about it.")
ASK_AFFECTED = N_("Ask at least one person who is affected.")
ADVICE_WAITS = N_(
    "%(name)s was asked on %(since)s and has not answered yet. Wait until %(from)s, so "
    "that they have the time."
)
ADVICE_UNANSWERED = N_(
    "Every advice is answered, followed or not. Not answered yet: %(words)s"
)
CONCLUDE_INSTEAD = N_(
    "This is decided by one person after taking advice. Nobody votes: conclude it."
)
HEARING_NOT_YOURS = N_("Somebody else than who brought the motion writes this down.")
HEARING_WHAT_FOR = N_("Nobody needs to be heard about this motion.")
CLOCK_BEHIND = N_(
    "The clock here says %(now)s, but this motion went on at %(last)s already. Nothing "
    "was done. Have the clock of this computer set right, then try again."
)

AWAY_PAST = N_("Choose a day after today, %(today)s.")
AWAY_TOO_LONG = N_("Choose a day until %(most)s. You can say it again then.")
NOT_A_CIRCLE = N_(
    "All associates are in the assembly. Nobody joins or leaves it alone."
)
NOT_ASKED = N_("They have not asked to join.")
CIRCLE_NAME = N_("Name the circle, in at most %(most)s letters.")
CIRCLE_NAME_TAKEN = N_("There is a circle called “%(name)s” already.")
CIRCLE_DOMAIN = N_("Say what the circle decides about, in at most %(most)s letters.")
METHOD_FIXED = N_(
    "How matters about persons are decided is not for a body to change: the urn, and "
    "the person heard first."
)
UNKNOWN_PROCESS = N_(
    "There is no process called “%(process)s”. Choose one of: %(processes)s."
)
NOT_A_PART = N_("“%(value)s” is not a part of a whole. Write it like 1/2 or >1/2.")
PART_TOO_SMALL = N_("This can be %(least)s or more, not %(value)s.")
NUMBER_OUTSIDE = N_("Choose a whole number from %(least)s to %(most)s.")
UNKNOWN_SECRECY = N_("Choose one of: %(kinds)s.")
UNKNOWN_CHANGE = N_("A method has nothing called “%(name)s”.")

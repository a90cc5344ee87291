"""What is refused about answers and counts, in words."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

NOT_OPEN_YET = N_("Answers are taken from %(from)s on.")
NOT_OPEN = N_("No answers are taken now. The motion stands at: %(stage)s.")
IS_CLOSED = N_(
    "Answers were taken until %(until)s. What was answered until then is counted; yours "
    "from before that stands."
)
NOT_A_VOTER = N_(
    "You are not among those who answer: the list was fixed when it opened, on %(day)s. "
    "You answer from the next motion on."
)
PERSON_NOT_VOTER = N_("%(name)s is not among those who answer this motion.")
ANSWERED_IN_PERSON = N_(
    "Your answer was given in person, and that one counts. To change it, give it in "
    "person again."
)
USE_THE_URN = N_(
    "This is about a person, so it uses the urn: write your paper and put it in. Two "
    "people count."
)
NOBODY_VOTES = N_("Nobody votes on this: one person decides, after taking advice.")
REASON_TOO_LONG = N_("The reason has %(letters)s letters; %(most)s fit.")
HELP_TWO = N_("Two people help with an answer: name another one beside you.")
HELP_NOT_BRINGER = N_("Who brought the motion does not help others to answer.")
HELP_NOT_SELF = N_("Somebody cannot be a helper with their own answer.")
HELP_ASSOCIATE = N_("The second helper must be an associate of the union.")
NOT_ALL_ANSWERED = N_(
    "%(answered)s of %(voters)s have answered. It closes on %(until)s, or earlier when "
    "all have."
)
CLOSED_ALREADY = N_("It is closed already, and counted once.")
NOTHING_TO_CLOSE = N_(
    "Only an open motion can be closed. This one stands at: %(stage)s."
)
NO_CHALLENGE_NOW = N_(
    "A result can be challenged until its window ends. This one cannot be any more, or "
    "not yet."
)
CHALLENGED_ONCE = N_("This motion was challenged before, and that is done once.")
CALL_IT_IN = N_("One person decided this after taking advice. Call it in instead.")
ALREADY_CHALLENGED = N_("You have said so already. It takes a second person.")
NOT_BLOCKED = N_("Only what is blocked can be carried out again.")
LENGTHENED_ONCE = N_("The time was lengthened before, and that is done once.")
STILL_BLOCKED = N_("It still cannot be carried out: %(why)s")

QUORUM_MISSED = N_(
    "%(answered)s of %(voters)s have answered; %(needed)s were needed. The time was "
    "extended once already, so it is not adopted."
)
NO_VOTERS = N_("Nobody was there to answer, so it is not adopted.")
CONCLUDED = N_("Decided by one person after taking advice: %(words)s")
ATTEMPTS_OVER = N_("It was talked over so often as is possible, so it is not adopted.")
NOT_INTEGRATED = N_(
    "The objections were not integrated in time, so it is not adopted. A smaller trial, "
    "two people with one who objected, or the assembly can take it on."
)

"""What can be wrong with an entry of the register, in words."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

NO_ENTRY = N_("Decision %(number)s is not in the register.")
NO_VERSION = N_("Decision %(number)s has no version %(version)s.")
NO_TITLE = N_("Give the decision a title, by which people find it.")
LONG_TITLE = N_("A title has at most %(most)s letters; this has %(n)s. Shorten it.")
LONG_TEXT = N_("A text has at most %(most)s letters; this has %(n)s. Shorten it.")
NO_TEXT = N_("Write the new text. To end a decision, end it instead.")
LONG_ASK = N_("Who to ask is said in at most %(most)s letters.")
LONG_TAG = N_("“%(tag)s” is too long for a tag. Use at most %(most)s letters.")
MANY_TAGS = N_("A decision has at most %(most)s tags; these are %(n)s.")
MANY_SUPERSEDED = N_("A decision takes the place of at most %(most)s; these are %(n)s.")
REVIEW_BEFORE = N_(
    "The review on %(day)s is before the decision on %(decided)s. Choose a later day."
)
ENDS_BEFORE = N_(
    "The last day, %(day)s, is before the decision on %(decided)s. Choose a later day."
)
GIVES_WAY_TO_NEWER = N_(
    "Decision %(number)s gives way only to a newer one, with a higher number."
)
IS_CHARTER = N_(
    "Decision %(number)s holds rules of the charter. They are changed one by one, by a "
    "decision that sets a rule anew."
)
IS_ENDED = N_(
    "Decision %(number)s is no longer in force: it is %(status)s since %(day)s. Bring a "
    "new one."
)
IS_ENDED_BY = N_(
    "Decision %(number)s is no longer in force: decision %(newer)s took its place on "
    "%(day)s. Change that one."
)
NOT_AFTER = N_("A decision that is %(status)s cannot become %(wanted)s.")
SAY_BY_WHICH = N_("Say which decision took the place of decision %(number)s.")
TOO_EARLY = N_(
    "Decision %(number)s stands as it does since %(last)s; a step on %(day)s would be "
    "before that. Choose a later day."
)

# An old register, as a table
NO_NUMBER = N_("Give the decision its number, as the old register has it.")
LONG_NUMBER = N_("A number has at most %(most)s letters.")
NUMBER_TWICE = N_(
    "The number %(number)s is in row %(first)s already. Give one of them another."
)
KNOWN_OTHERWISE = N_(
    "%(number)s is in the register already, as decision %(known)s “%(title)s” of "
    "%(day)s. What is there is not rewritten: take this row out, or number it anew."
)
NO_DATE = N_("Write the day of the decision, as 2026-11-23.")
DAY_TO_COME = N_("%(day)s is still to come. A decision has the day it was made.")
DAY_TOO_OLD = N_("%(day)s is before 1800. Look at the year.")
DAY_TOO_FAR = N_("%(day)s is more than 100 years ahead. Look at the year.")
NOT_A_STATUS = N_("“%(status)s” is not a status. Write one of: %(statuses)s.")
NO_SUCH_REFERENCE = N_(
    "%(number)s is neither in this table nor in the register. Mend the number, or take "
    "it out."
)
ITSELF = N_("%(number)s cannot take its own place.")
OLDER_REPLACES = N_(
    "%(number)s of %(day)s cannot take the place of %(older)s, which is of %(other)s "
    "and so is newer."
)
A_CIRCLE = N_("These take one another's place in a circle: %(numbers)s. Take one out.")
IN_FORCE_BUT = N_(
    "%(number)s says “%(status)s”, but %(newer)s takes its place. Write superseded, or "
    "take %(number)s out there."
)

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

"""What can be wrong with announcing, pledging, repeating, budgets and leaving, in words."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

NO_SPEND = N_("This announcement is not here. Look at the list of announced spends.")
NO_ROUND = N_("This contribution round is not here. Look at the list of rounds.")
NO_REPEATING = N_("This is not among what repeats. Look at the list.")
NO_BUDGET = N_("This budget is not here. Look at the list of budgets.")
NO_LINE = N_("This line is not in the budget. Choose one of its lines.")
NO_SHIFT = N_("This shift is not here. Look at the budget again.")
NO_SETTLEMENT = N_("This settlement is not here.")
NO_SUCH_CODE = N_(
    "No settlement has this code. Read it again; 0 and O, 1 and I are the same."
)

GIVE_A_NAME = N_("Please write a name.")
SAY_WHAT_FOR = N_("Please write in a few words what it is for.")
SAY_THE_CONCERN = N_(
    "Please write the concern in a line, so that one can talk about it."
)
SAY_WHAT_IT_CAME_TO = N_("Please write in a line what the talk came to.")
TOO_LONG = N_("This is longer than %(most)s letters. Please shorten it.")
NOT_PRINTABLE = N_("This holds characters that cannot be shown. Please type it anew.")
NOT_BELOW_ZERO = N_("Please write zero or more.")
UNKNOWN_CURRENCY = N_("We do not know the currency “%(currency)s”. An example: EUR.")
IN_OTHER_CURRENCY = N_("This is written in %(written)s; here it is about %(currency)s.")
NO_CATEGORY = N_("Choose a category from the list.")
WRONG_DIRECTION = N_(
    "This category is for money of the other direction. Choose another."
)
NO_PURSE = N_("Choose a purse from the list.")
NO_PERSON = N_("This person is not in this union.")
NO_ACCOUNT = N_("Choose an account from the list.")
OTHER_CURRENCY = N_("The account keeps %(account)s, the amount is in %(currency)s.")

# Announcing.
DAY_LONG_OVER = N_(
    "%(day)s is over. If the money has gone already, note it as having happened."
)
TOO_FAR_AHEAD = N_("%(day)s is too far ahead. Announce it within the next two years.")
NOT_YOUR_OWN_VOICE = N_("You announced this yourself; others support it or not.")
TIME_IS_OVER = N_(
    "This stands since %(day)s. Talk to whoever announced it; it can still be withdrawn."
)
IS_ENDED = N_("This has ended already.")
NO_TALK_OPEN = N_("No concern is open here.")
NOT_BY_THE_ANNOUNCER = N_(
    "What a talk came to is written down by somebody else than who announced it."
)
ONLY_WHO_ANNOUNCED = N_("Only whoever announced this may do this.")
NOTHING_SAID = N_("You have neither supported this nor raised a concern.")
NOT_YET = N_("This spend stands from %(day)s on if nobody raises a concern until then.")
IN_TALK = N_("A concern about this spend is open. It waits until the talk is over.")
OTHER_MONEY = N_("Announced was an amount in %(currency)s.")
OTHER_CATEGORY = N_("Announced was a spend for %(category)s. Choose that category.")
NOT_ALLOWED_BY = N_(
    "Decision %(decision)s does not allow a spend today. Choose one that does, or "
    "announce it."
)
MORE_THAN_ALLOWED = N_("Decision %(decision)s allows %(left)s more.")
MORE_THAN_ANNOUNCED = N_(
    "Of what was announced %(left)s are left. Announce the rest as well, or say that it "
    "has happened."
)
NOTHING_ON_THE_SHEET = N_("Nothing is written on this sheet yet.")
SUPPORT_OR_CONCERN = N_("Say whether this is support or a concern.")
SAY_WHICH_SPEND = N_("Say which announced spend this is about.")
SAID_TWICE = N_(
    "This person says something about the same spend in line %(first)s. Take one out."
)

# Contribution rounds.
MONTHS_OUT_OF_RANGE = N_("A round is for 1 to %(most)s months.")
PEOPLE_OUT_OF_RANGE = N_("A round is for 1 to %(most)s people.")
CLOSES_OUT_OF_RANGE = N_(
    "Choose a last day between today and %(last)s, so that all have time and an answer."
)
DECIDE_BEFOREHAND = N_("Decide beforehand what happens if it is not covered.")
ROUND_IS_OVER = N_("This round is over; nothing can be pledged or changed any more.")
RISES = N_("Each amount is at least as much as the one before: %(least)s or more.")
NOT_OVER_YET = N_(
    "This round is open until %(day)s. Before that, only people with a mandate for the "
    "purse may close it."
)
PLEDGE_IS_THEIRS = N_(
    "They have pledged on their own already. What they pledge is theirs to change."
)
NO_SLIPS = N_("No slip is typed yet.")
EMPTY_SLIP = N_("If nothing stands on the slip, write 0 under green.")
TWO_SLIPS = N_(
    "There is a slip of this person in line %(first)s already. Ask which one counts."
)
NO_PLEDGE = N_("You have not pledged in this round.")

# What repeats.
UNKNOWN_DIRECTION = N_("Say whether it comes in or goes out.")
UNKNOWN_EVERY = N_("Choose how often: every week, month, three months or year.")
ENDS_TOO_EARLY = N_(
    "The last day lies before the first (%(first)s). Choose a later day."
)
ENDS_TOO_LATE = N_(
    "What repeats ends at the latest after %(years)s years; it can be added again."
)
STARTS_TOO_EARLY = N_(
    "The first day lies more than a year back. Start later; note the rest by hand."
)
STARTS_TOO_LATE = N_("The first day lies years ahead. Add it when it comes nearer.")
IS_PAUSED = N_("This is paused already.")
IS_NOT_PAUSED = N_("This is not paused.")
NOT_DUE = N_("%(day)s is not a day on which this is due.")
DEALT_WITH = N_("%(day)s was noted or left out already.")

# The budget.
NO_LINES = N_("A budget has at least one line.")
TOO_MANY_LINES = N_("These are too many lines. Put some of them together.")
LINE_TWICE = N_("This category has a line already. Put both into one.")
BUDGET_TOO_LONG = N_("A budget is for a year at most.")
ALREADY_APPROVED = N_(
    "This budget is approved by decision %(decision)s. Propose shifts between its lines."
)
DECISION_NEEDED = N_("Write the number of the decision that approved it, such as 12.")
BUDGET_OVER = N_("This budget ended on %(day)s.")
LINE_HAS_SHIFTS = N_(
    "The line “%(name)s” stays: somebody has proposed a shift with it. Set it to zero."
)
SAME_LINE = N_("Choose two different lines.")
OTHER_SIDE = N_("Shift between lines that go out, or between lines that come in.")
NOT_SO_MUCH = N_("At most %(left)s can be shifted away from “%(name)s”.")

# Leaving.
YEARS_OUT_OF_RANGE = N_("Write full years between 0 and 100.")
CHILDREN_OUT_OF_RANGE = N_("Write how many children, between 0 and 20.")
CARERS_OUT_OF_RANGE = N_("Write how many care for them, between 1 and 20.")
ASKED_ALREADY = N_("You have asked already. Change the amount there.")
TWO_OF_YOU = N_(
    "This takes two: the leaver says yes, and somebody else with a mandate for the purse."
)
IS_PAID = N_("This settlement is paid already.")
IS_PAID_PARTLY = N_("A part is paid already; the amount can only stay above that.")
NOT_AGREED = N_("Both have to agree to the same amount first.")
MORE_THAN_AGREED = N_("Of what was agreed %(left)s are left to pay.")

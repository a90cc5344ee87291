"""What is said when an effect, an emergency or a delegate's act cannot be."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

# Effects as written
UNKNOWN_KIND = N_("“%(kind)s” is not something a decision can do. Choose: %(kinds)s.")
UNKNOWN_PARAM = N_("“%(name)s” is not part of this. It takes: %(names)s.")
SAY_IT = N_("Please fill this in: %(what)s.")
TOO_LONG = N_("This is longer than %(most)s letters. Please shorten it.")
HAS_CONTROLS = N_("This holds characters that cannot be shown. Please type it anew.")
NOT_A_DAY = N_("“%(value)s” is not a day. Write it as 2027-01-31.")
NOT_WHOLE = N_("“%(value)s” is not a whole number from %(least)s to %(most)s.")
NOT_A_PART = N_("“%(value)s” is not a part such as 2/3.")
NOT_ONE_OF = N_("“%(value)s” is not one of: %(choices)s.")
NO_PERSON = N_("This person is not in this union.")
NO_MANDATE = N_("This mandate is not in force in this union.")
NO_DECISION = N_("There is no decision %(number)s in the register.")
NO_BODY = N_("This circle is not in this union, or has ended.")
NOT_A_CHANGE = N_("Write one rule a line, such as: purse.notice_days = 3.")
TWICE = N_("This is written twice in one motion. Keep one of them.")

# What may carry what
OTHER_MATTER = N_(
    "A motion about “%(matter)s” cannot do this. Bring it as one of: %(matters)s."
)
ASSEMBLY_ONLY = N_("Only the assembly decides this.")
RIGHTS_FROM_ASSEMBLY = N_(
    "Only the assembly gives rights in the software, or money. Leave this empty."
)
OWN_ONLY = N_("A circle decides this about itself only.")
NOT_ITS_GIVER = N_("Another body gave this mandate. It, or the assembly, can end it.")
ENDS_BEFORE_IT_BEGINS = N_("The last day is before the first. Choose a later last day.")
BEGINS_TOO_EARLY = N_(
    "A change of the charter is known %(days)s days before it begins. "
    "Choose %(day)s or later."
)
NO_ASSEMBLY_ENDS = N_("The assembly does not end.")
CHARTER_NEEDS_THREE_QUARTERS = N_(
    "The charter is changed by consensus, or by three quarters at least."
)
TOO_LONG_A_DELEGATE = N_("A delegate's mandate ends after %(days)s days at the latest.")
NOBODY_ELECTED = N_("Nobody is elected by a motion of this kind. Name a person.")

# At carrying out
NOT_ADOPTED = N_("This motion is not adopted, or can still be challenged.")
NO_NUMBER = N_("This motion has no number in the register yet.")
OVER_BEFORE_IT_BEGINS = N_(
    "Its last day, %(until)s, is over before it can begin on %(day)s. Decide it anew."
)
NOBODY_WON = N_("Nobody was elected, so there is nobody to give it to.")

# Emergencies
NOT_IN_EMERGENCY = N_("An emergency cannot change “%(key)s”. It can change: %(keys)s.")
CAP_TOO_HIGH = N_("At most %(percent)s per cent of the purse may be spent: %(most)s.")
HOURS_TOO_MANY = N_("An emergency is declared for %(most)s hours at most.")
ONE_ALREADY = N_("There is an emergency already: “%(hazard)s”. Join that one.")
TOO_SOON = N_(
    "The same was declared until %(until)s. From %(day)s on it can be declared again, "
    "or the assembly decides by three quarters."
)
NO_EMERGENCY = N_("There is no such emergency here.")
IS_OVER = N_("This emergency is over.")
LAPSED = N_("Nobody joined within a day, so it lapsed. Declare it anew.")
NOT_REVIEWED_YET = N_("It is reviewed when it is over.")
SAY_THE_HAZARD = N_("Say in one line what is happening, and where.")
NOT_BY_WHO_DECLARED = N_("Somebody who did not declare it writes the review.")
BELOW_ZERO = N_("Write 0 or more.")
REVIEW_NEEDED = N_("Please write what was done, what was spent, and what is to change.")
ABOVE_THE_CAP = N_("The cap is %(cap)s; %(left)s of it is left.")
PROLONGED_TOO_FAR = N_(
    "An emergency is over after %(days)s days at the latest, on %(day)s."
)
MORE_MUST_AGREE = N_(
    "To go on this long, %(needed)s of %(voters)s must say yes; %(yes)s did."
)
NO_LOTTERY = N_("There is no such lottery here.")
NOT_DRAWN_YET = N_("This lottery is not drawn yet.")
LEFT_OUT = N_(
    "The list of this lottery leaves somebody out: %(names)s. Draw from everybody."
)
DRAWN_BY_LOT = N_("Drawn by lot, seed %(seed)s")

# Delegates
NO_DELEGATION = N_("There is no such delegate here.")
ONLY_THE_DELEGATE = N_("Only the delegate, or the alternate, does this.")
ANSWERED_ALREADY = N_("This was answered already.")
NOT_ACCEPTED = N_("The delegate has not accepted. Nobody must.")
MANDATE_OVER = N_("This mandate is over. What comes now is a question home.")
SAY_WHAT = N_("Please write what was agreed, or what is asked of us.")
POSITIONS_NEEDED = N_("Write what the delegate may agree to, one a line.")
RANGE_NEEDED = N_("Write the two ends of the range, such as 100 and 250.")
CHOSEN_NEEDED = N_("Choose what it came to, or say that it is a proposal.")
NOT_A_NUMBER = N_("“%(value)s” is not a number.")
DOUBTED_ALREADY = N_("This is a question home already.")
SAY_WHY = N_("Say in a line why it is outside the mandate.")

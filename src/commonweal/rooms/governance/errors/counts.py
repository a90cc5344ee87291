"""What is said when an answer, a paper, an urn or a lottery cannot be taken."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

# Answers
NOT_AN_ANSWER = N_("“%(answer)s” is not an answer here. Choose one of: %(answers)s.")
SAY_WHY_OBJECTION = N_(
    "Say why you object: it harms our aim, prevents your work or safety, breaks an "
    "agreement, or cannot be undone. Without a reason it is a concern."
)
SAY_WHY_BLOCK = N_(
    "Say why you block: which shared principle, whose safety or what of the union is at "
    "stake. Without a reason, stand aside instead."
)
SAY_WHY_CONCERN = N_("Say what worries you, so that it can be talked over.")
NOT_A_LIST = N_("Put the options in your order, the best first.")
UNKNOWN_OPTION = N_("“%(option)s” is not on the ballot. Options are: %(options)s.")
TWICE = N_("“%(option)s” is on places %(first)s and %(again)s. Keep one of them.")
EMPTY_PLACE = N_("Place %(place)s is empty. Close the gap.")
SHARED_PLACE = N_("Place %(place)s holds several names. Put one name on each place.")
NOT_GRADES = N_("Give the options grades.")
NOT_A_GRADE = N_(
    "“%(option)s” has the grade “%(grade)s”. Choose 0 (very good) to 4 (reject), or "
    "leave it out."
)
NOT_APPROVED = N_("Name what you approve.")
APPROVED_TWICE = N_("“%(option)s” is approved twice. Once is enough.")
SECRET_SHORT = N_(
    "A secret of fewer than %(fewest)s letters could be guessed, and your answer found "
    "by it. Take a longer one, or none: then chance makes the receipt."
)
NAME_SOMEBODY = N_("Name one person, and say why.")
NOT_A_MEMBER = N_("“%(name)s” is not among those who can be named here.")
SAY_WHY_THEM = N_("Say why they would do this well.")
SAY_WILLING = N_("Say whether you are willing, or not.")
SAY_TRAIT = N_("Say for “%(feature)s” which one you are: %(values)s.")
NOTHING_TO_ANSWER = N_(
    "Nothing is answered here: one person decides after hearing advice. Give your advice."
)

# What is counted at the close
URN_NOT_COUNTED = N_(
    "The urn is not counted yet. Two people count the papers, each for themselves; "
    "nothing is counted until they agree."
)
LOTS_NOT_DRAWN = N_(
    "The lot is not drawn yet. Hold the public lottery among those who are willing; then "
    "it is counted."
)
NOT_CLOSED = N_("This is still open. It is counted when it has closed.")
NOBODY_ELECTED = N_("Nobody of this name was elected there.")
COUNT_DIFFERS = N_("“%(title)s”: the answers kept do not count to the result kept.")
NO_MOTION = N_("There is no such motion here.")

# The urn
NOT_AN_URN = N_("This is not voted in an urn.")
NOT_YET_CLOSED = N_("The urn is opened when the voting is over: %(when)s.")
ALREADY_COUNTED = N_("This is counted already. What was counted is not changed.")
TWO_HAVE_TYPED = N_(
    "Two people have typed their counts already. If they differ, one of them counts "
    "again and types again."
)
TOO_MANY_PAPERS = N_(
    "%(papers)s papers are more than the %(voters)s people on the list. Count again."
)
PAPERS_BELOW_ZERO = N_("Write 0 or more papers.")
PILES_DIFFER = N_(
    "The piles and the blank papers hold %(sum)s papers, but there are %(papers)s in "
    "all. Count again."
)
PILE_TWICE = N_("There are two piles for “%(answer)s”. Put them together.")
NOT_DICE = N_("Dice are written as figures from 1 to 6, such as 35216.")
THROW_DICE = N_(
    "Throw %(count)s dice for everybody to see, and write them down: they part what is "
    "equal."
)
NOT_THE_PROPOSER = N_(
    "Whoever brought the motion, or whom it is about, does not count it. Ask somebody "
    "else."
)

# Paper and spoken answers
NO_LINES = N_("There are no answers on the sheet. Type one at least.")
TOO_MANY_LINES = N_("%(lines)s lines are too many for one sheet; %(most)s fit.")
ON_SHEET_TWICE = N_("%(name)s is on the sheet twice, in row %(first)s too.")
NOT_A_VOTER = N_("This person is not on the list of those who answer here.")
NO_SHEET = N_("There is no such sheet.")
SHEET_ENDED = N_("This sheet is cast or torn. Begin another one.")
SOMEBODY_ELSE = N_("You typed this sheet first. Let somebody else type it again.")
ONLY_TYPISTS = N_("Only the two who typed the sheet can tear it.")
NOT_OPEN = N_("This is not open for answers.")
NO_PAPER_HERE = N_(
    "Matters about persons use the urn, not a sheet with names. Put the papers in."
)

# Lots
NO_LOTS = N_("There is no such lottery.")
SAY_WHAT_FOR = N_("Say what is drawn.")
WHAT_FOR_LONG = N_("Say it in %(most)s letters; these are %(letters)s.")
TOO_FEW_LABELS = N_("There is nothing to draw: fewer than two on the list.")
TOO_MANY_LABELS = N_("%(labels)s are too many; %(most)s can be drawn from.")
LABEL_TWICE = N_("“%(label)s” is on the list twice.")
LABEL_EMPTY = N_("This line of the list is empty.")
LABEL_LONG = N_("This line is longer than %(most)s letters.")
PLACES_WRONG = N_("%(places)s places cannot be drawn from %(labels)s on the list.")
TELLERS_FEW = N_("Name at least %(fewest)s tellers, each once.")
TELLER_UNKNOWN = N_("One of the tellers is not an associate here.")
NOT_A_TELLER = N_("You are not one of the tellers of this lottery.")
NOT_A_COMMITMENT = N_(
    "Hand in the SHA-256 of your word: 64 signs, 0 to 9 and a to f. Keep the word to "
    "yourself until all have handed in theirs."
)
COMMITTED_ALREADY = N_("You have handed in a word already; it cannot be changed.")
SAME_COMMITMENT = N_("Another teller handed in the same. Choose a word of your own.")
NOT_ALL_COMMITTED = N_("Wait until all tellers have handed in theirs: %(names)s.")
WORD_DIFFERS = N_("This is not the word you handed in. Mind capitals and spaces.")
REVEALED_ALREADY = N_("You have said your word already.")
WAIT_A_DAY = N_(
    "Tellers have a day to answer. You can go on without them from %(when)s."
)
TELLER_DONE = N_("This teller has said their word.")
NOT_ALL_REVEALED = N_("Wait until all tellers have said their word: %(names)s.")
TOO_FEW_DICE = N_("Throw %(needed)s dice; these are %(count)s.")
ANOTHER_TYPES_DICE = N_("You typed the dice first. Let somebody else type them again.")
DICE_DIFFER = N_(
    "The two of you typed different dice. Look at them again; the first typing is gone."
)
DRAWN_ALREADY = N_("This is drawn already. What was drawn is not changed.")
BEGUN_ALREADY = N_(
    "Its lottery is begun already, and there is only one: whoever could begin another "
    "could choose between them. Go on with that one."
)
NOTHING_DRAWN = N_("Nothing is drawn by lot in this motion.")
TRAIT_MISSING = N_("“%(label)s” has no “%(feature)s”.")

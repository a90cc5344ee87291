"""What can be wrong with a meeting, in words."""

from __future__ import annotations

from commonweal.core.vf.problems import N_

NO_MEETING = N_("This meeting is not here. Look at the list of meetings.")
NO_ITEM = N_("This item is not on the agenda of this meeting.")
NO_LINE = N_("This line is not in the minutes of this meeting.")
NO_ACTION = N_("This is not among what somebody took on.")
NO_TURN = N_("Nobody waits to speak here any more.")
NO_ROUND = N_("No round is going on.")
NO_PERSON = N_("This person is not in the body that meets.")
NO_MOTION = N_("This motion is not here. Choose one of the list.")
NOT_IN_BODY = N_("Only members of “%(body)s” may do this. You may read along.")

GIVE_A_TITLE = N_("Please write a title.")
SAY_WHERE = N_("Please write where you meet.")
TOO_LONG = N_("This is longer than %(most)s letters. Please shorten it.")
NOT_PRINTABLE = N_("This holds characters that cannot be shown. Please type it anew.")
TOO_SOON = N_(
    "A meeting is called at least %(hours)s hours ahead, so that all can come: "
    "from %(from)s on."
)
TOO_FAR = N_("This is more than a year ahead. Call it when it comes nearer.")
UNKNOWN_KIND = N_("Say whether the item is to inform, to discuss or to decide.")
MINUTES_OUT_OF_RANGE = N_("Give the item between 1 and %(most)s minutes.")
AGENDA_FULL = N_("This agenda has %(most)s items already. Call another meeting.")
IS_OVER = N_("This meeting is over.")
IS_OFF = N_("This meeting was called off.")
NOT_OPEN = N_("This meeting is not going on.")
NOT_CALLED = N_("This meeting has begun already.")
TOO_EARLY = N_(
    "The meeting is called for %(at)s. It cannot be opened more than an hour before."
)
NOT_YOUR_ITEM = N_(
    "Only whoever brought this item can withdraw it. Nobody takes another's item off "
    "the agenda."
)
ITEM_BEGUN = N_("This item was taken up already; it stays in the minutes.")
ITEM_FORCED = N_(
    "%(n)s people ask that this item be taken, a tenth of you or more. It cannot be parked."
)
FORCED_LEFT = N_(
    "“%(title)s” must be taken before the meeting closes: a tenth of you asks for it."
)
NOT_HERE = N_("You are not counted as here. Say “I am here” first.")
CARD_HELD = N_(
    "%(name)s holds the card for this. Ask them, or let them hand it over to you."
)
UNKNOWN_CARD = N_("There is no such card.")
NOBODY_LEFT = N_("Nobody is left to draw this card for. Ask who takes it.")
CARD_NOT_YOURS = N_("You do not hold this card.")
NOT_FACILITATOR = N_(
    "%(name)s brings an item or a motion of this meeting and cannot facilitate it."
)
HAND_THE_CARD_OVER = N_(
    "You facilitate and bring this item yourself. Hand the facilitator's card over first."
)
UNKNOWN_RULE = N_("Choose one of the rules of the list of speakers.")
UNKNOWN_TURN = N_("Say whether you want to speak, to reply, or to say how we proceed.")
SAY_ABOUT_WHAT = N_("Say what the point of process is about.")
WAITS_ALREADY = N_("You are on the list already.")
NOBODY_SPEAKS = N_("A direct reply answers somebody who speaks or has just spoken.")
NOBODY_WAITS = N_("Nobody waits to speak.")
UNKNOWN_SIGNAL = N_("There is no such signal.")
UNKNOWN_ROUND = N_("Choose one of the rounds.")
ROUND_GOES_ON = N_("A round is going on. End it first.")
NOT_YOUR_TURN = N_("It is %(name)s's turn.")
PASSED_ALREADY = N_("You have passed once; this time, speak or say that you are done.")
UNKNOWN_ANSWER = N_("Say consent, a concern, or an objection.")
NOBODY_HERE = N_("Nobody is counted as here yet.")
CHECK_GOES_ON = N_("A temperature check is going on.")
NO_CHECK = N_("No temperature check is going on.")
GIVEN_ALREADY = N_(
    "You have answered. An answer cannot be changed, because nobody knows which is yours."
)
SECONDS_OUT_OF_RANGE = N_("Give between 10 and %(most)s seconds.")
WRITE_SOMETHING = N_("Please write something.")
UNKNOWN_LINE = N_("Choose what kind of line this is.")
NOT_YOUR_LINE = N_(
    "Only whoever wrote this line can strike it, and an objection only who raised it."
)
STRUCK_ALREADY = N_("This line is struck already.")
CORRECTIONS_OVER = N_("Corrections were possible until %(until)s.")
CORRECTIONS_OPEN = N_(
    "Corrections are possible until %(until)s. Accept them after that."
)
ONLY_WHO_WAS_HERE = N_("Only who was at the meeting can correct or accept its minutes.")
ACCEPTED_ALREADY = N_("These minutes are accepted already.")
NOT_THE_NEXT = N_(
    "Minutes are accepted in a later meeting of the same body that is going on."
)
NO_DAY = N_("Choose a day from today on, within the next two years.")
NOT_YOUR_ACTION = N_("Only %(name)s can say this.")
ENDED_ALREADY = N_("This has ended already.")
ONLY_THE_CALLER = N_(
    "Only whoever called the meeting, or the facilitator, may do this."
)
NO_BODY = N_("This circle is not here. Choose the assembly or one of the circles.")
UNKNOWN_BUTTON = N_("This page has changed meanwhile. Look at it again.")

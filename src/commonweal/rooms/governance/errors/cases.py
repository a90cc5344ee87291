"""What can be wrong with talks, help and questions of membership, in words.

Whoever is not in a talk hears the same as if there were none.
"""

from __future__ import annotations

from commonweal.core.vf.problems import N_

NO_TALK = N_("This is not here. Look at your own list.")
NO_PERSON = N_("Choose people of this union, each once, and not yourself.")
WITH_WHOM = N_("Choose with whom you want to talk: one to %(most)s people.")
NOT_OPEN = N_("This has ended.")
ONLY_A_PARTY = N_("Only those who talk with each other may do this.")
ONLY_WHO_IS_IN = N_("Say yes to your part first.")
NOT_ALL_IN = N_("Not everybody has said yes yet. Nobody can be made to talk.")
UNKNOWN_STEP = N_("Choose one of the next steps.")
NOTHING_WANTED = N_("Nobody has asked for another step.")
OWN_WISH = N_("You have asked for this step yourself; another of you says yes to it.")
CHOOSE_THE_CIRCLE = N_("Choose the circle in which you both want to speak.")
NOT_ON_THE_LIST = N_("Choose a mediator from the list of those who are ready.")
MEDIATORS_FULL = N_("There are two mediators already. Refuse one to ask another.")
REFUSED_BEFORE = N_("This person is not asked again in this talk.")
NOT_A_MEDIATOR = N_("This person is neither a mediator nor on the panel here.")
IN_IT_ALREADY = N_("This person has a part in it already.")
TOO_FEW_FOR_A_PANEL = N_(
    "Fewer than %(least)s people are left to draw from. Ask another union to draw a "
    "panel among its people."
)
WRITE_IT_DOWN = N_("Please write down what you agree, as you both would read it aloud.")
TOO_LONG = N_("This is longer than %(most)s letters. Please shorten it.")
NOT_PRINTABLE = N_("This holds characters that cannot be shown. Please type it anew.")
UNKNOWN_OUTCOME = N_("Choose an agreement or a plan for keeping apart.")
DAY_OUT_OF_RANGE = N_("Choose a day between today and %(last)s.")
NOTHING_WRITTEN = N_("Nothing is written down yet to say yes to.")

NO_HELP = N_("This is not here. It may have been erased.")
WHOM_TO_ASK = N_("Choose whom you ask: one to %(most)s people you trust.")
UNKNOWN_WISH = N_("Choose what you ask for.")
UNKNOWN_ANSWER = N_("Say whether you are coming or cannot now.")
GIVE_A_NAME = N_("Please write a name.")
SAY_HOW_TO_REACH = N_("Please write how to reach them.")

NO_CASE = N_("This is not here.")
NOT_ABOUT_YOURSELF = N_("You leave on your own page, now, and ask nobody.")
NOT_AN_ASSOCIATE = N_("This person is not an associate of this union.")
IS_ASSOCIATE = N_("This person is an associate already.")
MORE_ASKERS = N_("At least %(n)s members ask this together. Choose %(more)s more.")
ASKED_ALREADY = N_("A question about this membership is open already.")
NOT_NOW = N_("This is not possible at this step.")
ONLY_THE_PERSON = N_(
    "Only the person this is about, or their support person, may do this."
)
ONLY_AN_ASKER = N_("Only somebody who asks this may do it.")
MOVED_ALREADY = N_("The hearing was moved once already.")
HEARING_TO_COME = N_("The hearing is on %(day)s. Nothing is decided before it.")
WAIT_FOR_THEM = N_("Wait until %(day)s for them to come.")
APPEAL_OVER = N_("An appeal was possible until %(day)s.")
OUTSIDE_PEOPLE = N_(
    "All of us decided this. Write the names of %(n)s people of another union, drawn by "
    "lot there."
)
UNKNOWN_APPEAL = N_(
    "Say whether the decision stands, is taken again, or does not hold."
)
NOT_YOUR_SEAT = N_("This seat is somebody else's.")
NOT_YOU_TO_TYPE = N_(
    "What people of another union said is typed in by somebody who neither asked this "
    "nor is the person it is about."
)
NOTICE_AND_HEARING_FIRST = N_(
    "A question of membership comes to the urn after notice and a hearing. Begin it under "
    "“Talks”, “Membership”."
)

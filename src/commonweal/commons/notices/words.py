"""The words of notices by kind: facts only, no praise and no reproach."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.core.vf.problems import N_

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "people.joined": N_("%(name)s has joined."),
        "people.left": N_("Somebody has left the union."),
        "mandate.proposed": N_("A mandate for %(name)s is proposed: %(scope)s."),
        "mandate.confirmed": N_("%(name)s holds a mandate until %(ends)s: %(scope)s."),
        "mandate.ended": N_("A mandate of %(name)s has ended: %(scope)s."),
        "rule.changed": N_(
            "From %(from_day)s a charter rule changes (decision %(decision)s)."
        ),
        "plan.ready": N_("The plan “%(name)s” is ready to be looked at."),
        "plan.failed": N_("The plan “%(name)s” could not be made."),
        "plan.stopped": N_("The plan “%(name)s” was stopped."),
        "plan.accepted": N_("The plan “%(name)s” is accepted."),
        "round.opened": N_("The round “%(name)s” is open."),
        "round.shared": N_("The shares of the round “%(name)s” are out."),
        "round.handed_over": N_("The round “%(name)s” has been handed over."),
        "spend.announced": N_(
            "Announced: %(amount)s for %(what_for)s. It stands from %(day)s on, "
            "unless somebody raises a concern."
        ),
        "spend.happened": N_(
            "A spend above the threshold has happened already: %(amount)s."
        ),
        "spend.concern": N_(
            "There is a concern about %(amount)s for %(what_for)s. It waits for a talk."
        ),
        "spend.goes": N_(
            "The talk about %(amount)s for %(what_for)s is over: it stands from %(day)s on."
        ),
        "spend.withdrawn": N_("Withdrawn: %(amount)s for %(what_for)s."),
        "pledges.opened": N_(
            "The contribution round “%(name)s” is open until %(day)s. "
            "What you pledge, nobody else can read."
        ),
        "pledges.typed": N_(
            "Your slip for the contribution round “%(name)s” was typed in. "
            "You can change your pledge until the round is closed."
        ),
        "pledges.covered": N_(
            "The contribution round “%(name)s” covers what is needed."
        ),
        "pledges.not_covered": N_(
            "The contribution round “%(name)s” does not cover what is needed."
        ),
        "pledges.withdrawn": N_("The contribution round “%(name)s” was withdrawn."),
        "repeating.stuck": N_(
            "“%(name)s” was due on %(day)s and could not be noted. Please look at it."
        ),
        "budget.approved": N_(
            "The budget “%(name)s” is approved (decision %(decision)s)."
        ),
        "shift.proposed": N_(
            "Proposed for the budget “%(name)s”: move %(amount)s from %(from_line)s to "
            "%(to_line)s. It stands from %(day)s on, unless somebody raises a concern."
        ),
        "shift.concern": N_(
            "There is a concern about moving %(amount)s from %(from_line)s to %(to_line)s."
        ),
        "shift.goes": N_(
            "The talk about moving %(amount)s from %(from_line)s to %(to_line)s is over: "
            "it stands from %(day)s on."
        ),
        "shift.withdrawn": N_(
            "Withdrawn: moving %(amount)s from %(from_line)s to %(to_line)s."
        ),
        "settlement.changed": N_("Your exit settlement waits for your answer."),
        "settlement.agreed": N_("Your exit settlement is agreed."),
        "node.differs": N_(
            "The nightly check found differences in what is kept. "
            "Ask whoever runs this node for “commonweal check”."
        ),
        "data.exported": N_("All data of the union were written out, sealed."),
        "kitchen.codes_end": N_(
            "What you asked not to be served is kept until %(day)s. "
            "Say on the page “Safe foods” that it still holds."
        ),
        "kitchen.codes_ended": N_(
            "What you asked not to be served was forgotten: its time ended on %(day)s. "
            "Say it anew if it still holds."
        ),
        "meeting.called": N_(
            "A meeting is called for %(day)s, %(time)s: “%(title)s”, %(place)s."
        ),
        "meeting.off": N_("The meeting “%(title)s” is called off."),
        "meeting.minutes": N_(
            "The minutes of “%(title)s” are written. Who was there can correct them until "
            "%(until)s."
        ),
        "meeting.action": N_("You took on until %(due)s: “%(words)s”."),
        "talks.something": N_("There is something for you under “Talks”."),
        "motion.discussed": N_(
            "“%(title)s” is talked about. Questions and concerns are collected now."
        ),
        "motion.frozen": N_(
            "The text of “%(title)s” stands. Answers are taken from %(opens)s on."
        ),
        "motion.opened": N_("“%(title)s” is open for answers until %(closes)s."),
        "motion.extended": N_(
            "Too few have answered “%(title)s”. The time was extended once, until "
            "%(closes)s."
        ),
        "motion.lengthened": N_(
            "The time to answer “%(title)s” was lengthened, until %(closes)s."
        ),
        "motion.waits_for_you": N_(
            "“%(title)s” waits for your answer until %(closes)s."
        ),
        "motion.reopened": N_(
            "“%(title)s” went back to the talk. Answers given so far are void; you will "
            "be asked again."
        ),
        "motion.withdrawn": N_(
            "“%(title)s” was withdrawn. Answers given so far are void."
        ),
        "motion.counted": N_("“%(title)s” is counted. The result is published."),
        "motion.returned": N_(
            "“%(title)s” met objections. They are talked over now; then all are asked again."
        ),
        "motion.challenged": N_(
            "The result of “%(title)s” was challenged. It goes back to the talk, once."
        ),
        "motion.called_in": N_(
            "“%(title)s” was called in. A consent round decides about it."
        ),
        "motion.decided": N_("“%(title)s” is adopted (decision %(decision)s)."),
        "motion.not_adopted": N_(
            "“%(title)s” is not adopted. Things stay as they are."
        ),
        "motion.blocked": N_(
            "“%(title)s” is adopted (decision %(decision)s), but could not be carried "
            "out. Somebody is to see to it."
        ),
        "motion.lapsed": N_("“%(title)s” has lapsed: nobody took it further."),
        "motion.helped": N_("Two people typed your answer to “%(title)s” for you."),
        "motion.helping": N_(
            "You are named as the second helper with an answer to “%(title)s”. "
            "If you were not there, say so in the talk about it."
        ),
        "motion.advice": N_("Your advice is asked for about “%(title)s”."),
        "motion.hearing": N_(
            "“%(title)s” is about a role of yours. You are heard first: say something "
            "there, or to somebody who writes it down."
        ),
        "circle.asked": N_("%(name)s asks to join the circle “%(circle)s”."),
        "circle.welcomed": N_("You are in the circle “%(circle)s”."),
        "emergency.asked": N_(
            "Somebody asks to declare an emergency: %(hazard)s. Others can join."
        ),
        "emergency.declared": N_("An emergency holds until %(day)s: %(hazard)s."),
        "emergency.prolonged": N_("The emergency goes on until %(day)s: %(hazard)s."),
        "decision.tells": N_("Decision %(decision)s: %(words)s"),
        "mandate.given": N_(
            "%(name)s holds the mandate “%(title)s” until %(ends)s (decision %(decision)s)."
        ),
        "mandate.recalled": N_(
            "The mandate “%(title)s” of %(name)s has ended (decision %(decision)s)."
        ),
        "delegate.asked": N_(
            "You are asked to go to “%(meeting)s” for us. Accept or decline; both are fine."
        ),
        "register.imported": N_(
            "%(n)s decisions of an old register are in the register now."
        ),
        "register.review": N_(
            "Decision %(number)s “%(title)s” is to be looked at again by %(day)s."
        ),
        "register.ends": N_(
            "Decision %(number)s “%(title)s” ends on %(day)s, unless it is decided anew."
        ),
        "register.overdue": N_(
            "Decision %(number)s “%(title)s” was to be looked at again by %(day)s. "
            "It holds until %(until)s; after that it is suspended."
        ),
        "register.suspended": N_(
            "Decision %(number)s “%(title)s” is suspended since %(day)s: nobody has "
            "looked at it again."
        ),
        "register.expired": N_(
            "Decision %(number)s “%(title)s” has ended: its last day was %(day)s."
        ),
        "register.many_due": N_(
            "%(n)s decisions are to be looked at again, or have ended. The register "
            "lists them under “Due”."
        ),
        "need.expired": N_("A need of yours was forgotten because its time was over."),
    }
)
SOMETHING_CHANGED = N_("Something has changed.")
NOT_FACTS = N_("A notice holds short facts only.")

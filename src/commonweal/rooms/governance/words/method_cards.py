"""The methods in plain words, each with its version, its source and a worked example.

A page prints these cards, and a notice board shows them. What a card says is what
``translate.methods`` does; the tests count every example.
"""

from __future__ import annotations

from commonweal.core.tally.words import N_
from commonweal.rooms.governance.words import card
from commonweal.rooms.governance.words import method_cards_chosen as chosen

_CONSENT = card.MethodCard(
    process="consent",
    name=N_("Consent round"),
    version="voices-1",
    in_short=N_(
        "Is it good enough for now and safe enough to try? One objection with a reason "
        "sends it back, so that the reason can be built in."
    ),
    passes=N_(
        "It is adopted when nobody objects. Concerns are kept with the decision and "
        "read again at its review."
    ),
    ties=N_("There is nothing to tie: one objection is enough."),
    abstaining=N_(
        "There is no abstaining: say a concern, or nothing. An answer that was not "
        "given is no consent."
    ),
    standing_aside=N_("There is no standing aside here; say a concern."),
    source=N_(
        "Sociocracy for All, “Consent decision making”; the wording “safe enough to "
        "try” from the practice of circles."
    ),
    example=card.Example(
        ballots=(("consent", 4), ("concern", 1), ("objection", 1)),
        n_voters=6,
        outcome="returned",
        comes_out=N_(
            "Six answered, one objects: it goes back to be changed, with the reason."
        ),
    ),
)

_CONSENSUS = card.MethodCard(
    process="consensus",
    name=N_("Consensus with blocks"),
    version="voices-1",
    in_short=N_(
        "Support, support with reservations, stand aside, block or abstain. A block "
        "needs a reason and one meeting to look for a way."
    ),
    passes=N_(
        "Adopted when nobody blocks, and at most a quarter of those who answered stand "
        "aside. Where more than 30 may answer, one block, or one in twenty, does not "
        "stop it, unless it is about somebody's membership, body, home or work. "
        "Otherwise it goes back to be talked over; at the last attempt three quarters "
        "of support, reservations and blocks carry it, where the rule says so."
    ),
    ties=N_("There is nothing to tie: blocks stop, support carries."),
    standing_aside=N_(
        "“I will not stop it, and I will not carry it out.” It counts for the quorum "
        "and frees from the work; when more than a quarter stand aside, support is too "
        "thin and it goes back."
    ),
    source=N_(
        "Common practice of assemblies and spokescouncils; the limit of blocks in large "
        "ones as in “consensus minus”."
    ),
    example=card.Example(
        ballots=(("support", 7), ("reservations", 1), ("aside", 2), ("abstain", 1)),
        n_voters=12,
        outcome="adopted",
        comes_out=N_(
            "Eleven answered; nobody blocks. Two stand aside and two may (a quarter of "
            "eleven, rounded down): it is adopted."
        ),
    ),
)

_ADVICE = card.MethodCard(
    process="advice",
    name=N_("Advice"),
    version="advice-1",
    in_short=N_(
        "One person decides, after asking everybody it affects and somebody who knows "
        "about it, and writes down what they heard and what they decided."
    ),
    passes=N_(
        "It stands when the time for advice is over, unless two people call it in: then "
        "it becomes a consent round. Advice need not be followed, and must be answered."
    ),
    quorum=N_("There is none; those it affects are asked by name."),
    ties=N_("There is nothing to count."),
    abstaining=N_("Nobody needs to say anything."),
    standing_aside=card.NO_ASIDE,
    source=N_("F. Laloux, “Reinventing Organizations”, 2014: the advice process."),
    example=card.Example(
        ballots=(),
        n_voters=9,
        outcome="adopted",
        comes_out=N_("Nobody called it in, so what was decided stands."),
    ),
)

_SILENCE = card.MethodCard(
    process="silence",
    name=N_("Notice and silence"),
    version="voices-1",
    in_short=N_(
        "Something is announced; support and silence let it go, one concern stops it "
        "until it was talked over. Only for what can be undone."
    ),
    passes=N_("It goes when the days are over and nobody has a concern."),
    quorum=N_("There is none: whoever says nothing lets it go."),
    ties=N_("There is nothing to tie: one concern is enough."),
    abstaining=N_("Saying nothing lets it go."),
    standing_aside=card.NO_ASIDE,
    source=N_("Spending notices of income-sharing groups."),
    example=card.Example(
        ballots=(("support", 2),),
        n_voters=20,
        outcome="adopted",
        comes_out=N_("Two support it, nobody has a concern: it goes."),
    ),
)

_MAJORITY = card.MethodCard(
    process="majority",
    name=N_("Majority"),
    version="voices-1",
    in_short=N_("Yes or no. Never the usual way here; a circle must choose it."),
    passes=N_(
        "Adopted when the part of yes and no that the rule asks for says yes; usually "
        "more than half."
    ),
    ties=card.STATUS_QUO,
    standing_aside=card.NO_ASIDE,
    source=N_("General parliamentary practice."),
    example=card.Example(
        ballots=(("yes", 9), ("no", 7), ("abstain", 3)),
        n_voters=24,
        outcome="adopted",
        comes_out=N_(
            "Nine of sixteen say yes; more than half is nine. The three who abstain "
            "count among the nineteen who took part."
        ),
    ),
)

_RECALL = card.MethodCard(
    process="recall",
    name=N_("Recall"),
    version="voices-1",
    in_short=N_(
        "Should this person's mandate end now? They are heard first; the vote is on "
        "paper in an urn."
    ),
    passes=N_(
        "The mandate ends when more than half of yes and no say yes. What was decided "
        "inside it stands."
    ),
    ties=N_("A tie leaves the mandate as it is."),
    standing_aside=card.NO_ASIDE,
    source=N_("Mandated and recallable delegates, as assemblies practise it."),
    example=card.Example(
        ballots=(("yes", 6), ("no", 6), ("abstain", 1)),
        n_voters=20,
        outcome="not_adopted",
        comes_out=N_("Six of twelve say yes; seven were needed: the mandate goes on."),
    ),
)

CARDS: dict[str, card.MethodCard] = {
    one.process: one
    for one in (
        _CONSENT, _CONSENSUS, _ADVICE, chosen.RANKING, chosen.JUDGMENT, chosen.STV,
        chosen.NO_CANDIDATES, chosen.SORTITION, chosen.SHARES, _SILENCE, _RECALL,
        _MAJORITY,
    )
}  # fmt: skip
"""A card for each process, in the order in which they are shown."""

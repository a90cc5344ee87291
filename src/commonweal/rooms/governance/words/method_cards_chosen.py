"""Cards of the methods that choose: options, people, places, ideas for money."""

from __future__ import annotations

from commonweal.core.tally.words import N_
from commonweal.rooms.governance.words import card

RANKING = card.MethodCard(
    process="ranking",
    name=N_("Order of preference (Schulze)"),
    version="schulze-winning-votes-1",
    in_short=N_(
        "Put the options in your order. Each pair is compared: whoever more people put "
        "first beats the other."
    ),
    passes=N_(
        "Options that do not beat “leave as is” drop out. Of the rest wins whoever no "
        "other can beat by a stronger chain of comparisons; a chain is as strong as its "
        "weakest link, counted in people who are for it."
    ),
    ties=card.LOT,
    abstaining=card.LEFT_OUT,
    standing_aside=card.NO_ASIDE,
    source=N_(
        "M. Schulze, Social Choice and Welfare 36, 2011, by winning votes; options "
        "dropped as in the Constitution for the Debian Project 1.9, appendix A."
    ),
    example=card.Example(
        options=("oven", "van", "stay"),
        ballots=(
            (("oven", "van", "stay"), 5),
            (("van", "oven", "stay"), 4),
            (("stay", "van", "oven"), 2),
        ),
        n_voters=20,
        outcome="adopted",
        winners=("van",),
        comes_out=N_(
            "Both beat “leave as is” 9 to 2. Van stands before oven on 6 papers, after "
            "it on 5: van it is, though fewer put it first."
        ),
    ),
)

JUDGMENT = card.MethodCard(
    process="judgment",
    name=N_("Majority judgment"),
    version="majority-judgment-1",
    in_short=N_(
        "Give each option a grade: very good, good, acceptable, poor or reject. The "
        "grade in the middle counts."
    ),
    passes=N_(
        "At least half of those who took part must have graded an option, and its "
        "middle grade must be acceptable or better. The best middle grade wins."
    ),
    ties=N_(
        "With equal middle grades the larger of the groups above and below it speaks, "
        "then the next; what is equal throughout is parted by the lot."
    ),
    abstaining=N_("An option you do not grade is no opinion, and not a bad grade."),
    standing_aside=card.NO_ASIDE,
    source=N_(
        "M. Balinski and R. Laraki, “Majority Judgment”, 2010; ties repeated as in "
        "MieuxVoter's libraries."
    ),
    example=card.Example(
        options=("kettle", "bench"),
        ballots=(
            ({"kettle": 0, "bench": 1}, 2),
            ({"kettle": 2, "bench": 1}, 1),
            ({"kettle": 4, "bench": 2}, 2),
        ),
        n_voters=8,
        outcome="adopted",
        winners=("bench",),
        comes_out=N_(
            "In the middle of five grades kettle has “acceptable”, bench has “good”: "
            "bench, though nobody finds it very good."
        ),
    ),
)

STV = card.MethodCard(
    process="stv",
    name=N_("Proportional election"),
    version="scottish-stv-2007-1",
    in_short=N_(
        "For several places. Everybody ranks names and has one vote, which moves on "
        "where it is not needed or cannot help."
    ),
    passes=N_(
        "Elected is who reaches the quota: papers divided by places and one more, then "
        "the next whole number. What is over moves on at a smaller worth; else the "
        "lowest drops out and their papers move on. Worths are cut to five decimals."
    ),
    ties=N_(
        "Whoever had more at the latest earlier stage that differs stays; what was "
        "equal at every stage is parted by the lot."
    ),
    abstaining=N_("A paper counts down to its first gap, double or shared place."),
    standing_aside=card.NO_ASIDE,
    source=N_(
        "The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, "
        "rules 45 to 52."
    ),
    example=card.Example(
        options=("Ada", "Bo", "Cem"),
        ballots=((("Ada", "Bo"), 6), (("Bo",), 2), (("Cem",), 2)),
        n_voters=14,
        seats=2,
        outcome="adopted",
        winners=("Ada", "Bo"),
        comes_out=N_(
            "Ten papers, two places: the quota is 4. Ada has 6; what is over moves on to "
            "Bo at 0.33333 each, who has 3.99998 then. Cem, with 2, drops out: Ada and "
            "Bo."
        ),
    ),
)

NO_CANDIDATES = card.MethodCard(
    process="no_candidates",
    name=N_("Election without candidates"),
    version="names-1",
    in_short=N_(
        "Nobody stands. Everybody names somebody and says why they would do the task "
        "well; yourself too, if you like."
    ),
    passes=N_(
        "Whoever is named most is proposed to all with the reasons. An objection in the "
        "days afterwards sends it back."
    ),
    ties=N_("Equally named people are parted by the lot."),
    abstaining=N_("Naming nobody counts for nothing; it is the same as not answering."),
    standing_aside=card.NO_ASIDE,
    source=N_("Sociocracy: G. Endenburg's selection by consent."),
    example=card.Example(
        ballots=(
            ({"name": "Ada", "why": "she listens"}, 4),
            ({"name": "Bo", "why": "he knows the boiler"}, 3),
        ),
        n_voters=9,
        outcome="adopted",
        winners=("Ada",),
        comes_out=N_("Four name Ada, three name Bo: Ada is proposed."),
    ),
)

SORTITION = card.MethodCard(
    process="sortition",
    name=N_("Drawing by lot"),
    version="lots-1",
    in_short=N_(
        "Everybody says whether they are willing; the lot draws among them, with "
        "places kept for groups where that was asked for. Declining needs no reason."
    ),
    passes=N_(
        "The places are drawn when enough are willing; those drawn next stand in for "
        "whoever cannot. Everybody's chance is published, and where no groups were "
        "asked for it is the same for all."
    ),
    ties=N_("There is nothing to tie."),
    abstaining=N_("Whoever does not answer is not drawn."),
    standing_aside=card.NO_ASIDE,
    source=N_(
        "SHA-256 (FIPS 180-4) and the shuffle of R. A. Fisher and F. Yates, 1938; fair "
        "panels by B. Flanigan and others, Nature 596, 2021, by the largest smallest "
        "chance."
    ),
    example=card.Example(
        options=("Ada", "Bo", "Cem", "Dee", "Eli"),
        ballots=(("willing", 4), ("not", 1)),
        n_voters=6,
        seats=2,
        outcome="adopted",
        winners=("Ada", "Dee"),
        comes_out=N_("Four are willing; with the seed “47” the lot draws Ada and Dee."),
    ),
)

SHARES = card.MethodCard(
    process="shares",
    name=N_("Equal shares"),
    version="equal-shares-cost-utility-add1-1",
    in_short=N_(
        "Everybody holds the same part of the money and says what they approve. What "
        "you approve is paid from your part, and from nobody else's."
    ),
    passes=N_(
        "Again and again the project is taken that costs its supporters least for each "
        "unit of it, all paying alike and nobody more than they have. Then all parts "
        "are raised step by step as long as no more is spent than there is."
    ),
    ties=N_("More supporters first, then the lower cost, then the earlier number."),
    abstaining=N_("Whoever approves nothing buys nothing."),
    standing_aside=card.NO_ASIDE,
    source=N_(
        "D. Peters, G. Pierczyński and P. Skowron, NeurIPS 2021, with cost utility; "
        "completed as in Wieliczka 2023."
    ),
    example=card.Example(
        options=("well", "oven"),
        costs=(60, 40),
        budget=100,
        ballots=((("well",), 6), (("oven",), 4)),
        n_voters=16,
        outcome="adopted",
        winners=("well", "oven"),
        comes_out=N_(
            "Ten people hold 10 each. Six buy the well for 10 each, four the oven."
        ),
    ),
)

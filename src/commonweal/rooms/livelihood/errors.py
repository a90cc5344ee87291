"""What can be wrong with an offer of effort, in words."""

from __future__ import annotations

from datetime import date

from commonweal.core.vf.problems import N_, Problem


def not_a_skill() -> Problem:
    """Say that the chosen kind is not a kind of help."""
    return Problem("skill", N_("Choose a kind of help from the list."))


def no_such_offer() -> Problem:
    """Say that the offer is not here."""
    return Problem("offer", N_("This offer is not here any more. Look at your offers."))


def hours_out_of_range(hours: str) -> Problem:
    """Say that a week cannot hold these hours."""
    return Problem(
        "hours_per_week",
        N_("%(hours)s hours a week cannot be. Write between 0.25 and 168."),
        {"hours": hours},
    )


def ends_too_early(first: date) -> Problem:
    """Say that the last day lies before the first."""
    return Problem(
        "ends_on",
        N_("The last day lies before the first (%(first)s). Choose a later day."),
        {"first": first.isoformat()},
    )


def ease_too_long(days: int) -> Problem:
    """Say that "for now" reaches too far."""
    return Problem(
        "ends_on",
        N_("“For now” reaches at most %(days)s days ahead; you can renew it any time."),
        {"days": days},
    )


def not_a_part(parts: str) -> Problem:
    """Say which parts there are to choose from."""
    return Problem(
        "percent_left", N_("Choose one of these parts: %(parts)s %%."), {"parts": parts}
    )

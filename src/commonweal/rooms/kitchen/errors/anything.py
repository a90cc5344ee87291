"""What can be wrong with anything written down."""

from __future__ import annotations

from commonweal.core.vf.problems import N_, Problem


def not_here(field: str) -> Problem:
    """Say that what was asked about is not here."""
    return Problem(field, N_("This is not here any more. Go back to the list."))


def missing(field: str) -> Problem:
    """Say that something has to be written."""
    return Problem(field, N_("Please write something here."))


def too_long(field: str, most: int) -> Problem:
    """Say that a text is too long."""
    return Problem(
        field, N_("This is longer than %(most)s letters. Shorten it."), {"most": most}
    )


def not_a_number(field: str, value: str, low: int, high: int) -> Problem:
    """Say that a whole number within bounds is wanted."""
    return Problem(
        field,
        N_("“%(value)s” is not a number from %(low)s to %(high)s. Write one."),
        {"value": value[:40], "low": low, "high": high},
    )


def not_a_choice(field: str, value: str, choices: str) -> Problem:
    """Say what there is to choose from."""
    return Problem(
        field,
        N_("“%(value)s” is not one of these: %(choices)s. Choose one."),
        {"value": value[:40], "choices": choices},
    )


def negative(field: str) -> Problem:
    """Say that an amount cannot be less than nothing."""
    return Problem(
        field, N_("An amount is not less than nothing. Leave the minus sign out.")
    )


def not_positive(field: str) -> Problem:
    """Say that nothing is no amount."""
    return Problem(field, N_("Write more than nothing, or leave the line out."))


def wrong_unit(field: str, *, kind: str, unit: str, given: str) -> Problem:
    """Say in which unit a kind is counted."""
    return Problem(
        field,
        N_("%(kind)s is counted in %(unit)s, not in %(given)s. Write it in %(unit)s."),
        {"kind": kind, "unit": unit, "given": given[:20]},
    )


def unknown_kind(field: str) -> Problem:
    """Say that a kind is not known."""
    return Problem(
        field, N_("This kind of food is not known here. Choose one from the list.")
    )


def unknown_place(field: str) -> Problem:
    """Say that a place is not known."""
    return Problem(field, N_("This place is not known here. Choose one from the list."))


def already_past(field: str, day: str) -> Problem:
    """Say that a day is over."""
    return Problem(
        field, N_("%(day)s is over. Choose today or a later day."), {"day": day}
    )


def too_far(field: str, day: str, days: int) -> Problem:
    """Say that a day is too far ahead."""
    return Problem(
        field,
        N_("%(day)s is more than %(days)s days ahead. Choose an earlier day."),
        {"day": day, "days": days},
    )


def ends_too_early(field: str, first: str) -> Problem:
    """Say that the last day lies before the first."""
    return Problem(
        field,
        N_("The last day lies before the first (%(first)s). Choose a later day."),
        {"first": first},
    )

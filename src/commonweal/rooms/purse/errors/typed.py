"""What can be wrong with what somebody typed into the books, in words."""

from __future__ import annotations

from datetime import date

from commonweal.core.vf.problems import N_, Problem

#: What people typed is quoted back at most this long.
QUOTED = 40


def no_amount(field: str) -> Problem:
    """Say that the amount is missing."""
    return Problem(field, N_("Write an amount, for example 12.50."))


def not_an_amount(field: str, typed: str) -> Problem:
    """Say that this cannot be read as an amount of money."""
    return Problem(
        field,
        N_(
            "“%(typed)s” is not an amount of money. Write for example 12.50 or 1234.50."
        ),
        {"typed": typed[:QUOTED]},
    )


def read_two_ways(field: str, typed: str, large: str, small: str) -> Problem:
    """Say that an amount can be read as thousands or as a fraction."""
    return Problem(
        field,
        N_(
            "“%(typed)s” can be read in two ways. "
            "Write %(large)s or %(small)s, whichever you mean."
        ),
        {"typed": typed[:QUOTED], "large": large, "small": small},
    )


def finer_than_a_cent(field: str, typed: str) -> Problem:
    """Say that there is no such coin."""
    return Problem(
        field,
        N_("“%(typed)s” is finer than a cent. Write at most two decimals."),
        {"typed": typed[:QUOTED]},
    )


def below_zero(field: str, typed: str) -> Problem:
    """Say that a sign is not how the direction is told."""
    return Problem(
        field,
        N_(
            "“%(typed)s” is not more than zero. Write the amount without a minus, and "
            "choose by the category whether it went out or came in. To put an entry "
            "right, open that entry."
        ),
        {"typed": typed[:QUOTED]},
    )


def too_large(field: str, typed: str) -> Problem:
    """Say that nobody means this."""
    return Problem(
        field,
        N_("“%(typed)s” is too large to be meant. Check the number."),
        {"typed": typed[:QUOTED]},
    )


def two_currencies(field: str, one: str, other: str) -> Problem:
    """Say that a line holds two currencies."""
    return Problem(
        field,
        N_(
            "This line names two currencies, %(one)s and %(other)s. Write a line for "
            "each; an exchange has a page of its own."
        ),
        {"one": one, "other": other},
    )


def other_currency(field: str, typed: str, kept: str, name: str) -> Problem:
    """Say that the account is kept in another currency."""
    return Problem(
        field,
        N_(
            "%(typed)s was written, but %(name)s is kept in %(kept)s. Choose an account "
            "in %(typed)s, or write what was paid in %(kept)s."
        ),
        {"typed": typed, "kept": kept, "name": name},
    )


def unknown_currency(field: str, typed: str, known: str) -> Problem:
    """Say which currencies there are."""
    return Problem(
        field,
        N_("We do not know the currency “%(typed)s”. Use one of: %(known)s."),
        {"typed": typed[:QUOTED], "known": known},
    )


def still_to_come(field: str, day: date) -> Problem:
    """Say that the books hold what has happened."""
    return Problem(
        field,
        N_(
            "%(day)s is still to come. Write down what has happened; "
            "what is to come is announced or repeated."
        ),
        {"day": day.isoformat()},
    )


def too_long_ago(field: str, day: date) -> Problem:
    """Say that the year is probably mistyped."""
    return Problem(
        field,
        N_("%(day)s is too long ago to be meant. Check the year."),
        {"day": day.isoformat()},
    )


def no_such_account(field: str) -> Problem:
    """Say that the account is not ours."""
    return Problem(field, N_("This account is not one of ours. Choose one."))


def account_closed(field: str, name: str) -> Problem:
    """Say that an account was closed."""
    return Problem(
        field,
        N_("%(name)s is closed. Choose another account, or open it again."),
        {"name": name},
    )


def no_account_in(field: str, currency: str) -> Problem:
    """Say that no account is kept in this currency."""
    return Problem(
        field,
        N_(
            "There is no open account in %(currency)s. "
            "Somebody with a mandate for the purse adds one."
        ),
        {"currency": currency},
    )


def no_such_purse(field: str) -> Problem:
    """Say that the purse is not ours."""
    return Problem(field, N_("This purse is not one of ours. Choose one."))


def purse_closed(field: str, name: str) -> Problem:
    """Say that a purse was closed."""
    return Problem(field, N_("%(name)s is closed. Choose another."), {"name": name})


def no_such_category(field: str) -> Problem:
    """Say that the category is unknown."""
    return Problem(
        field,
        N_("This category is not one of ours. Choose what it was for from the list."),
    )


def choose_category(field: str) -> Problem:
    """Say that a category is missing."""
    return Problem(field, N_("Choose what it was for, or where it came from."))


def category_retired(field: str, name: str) -> Problem:
    """Say that a category is not in use any more."""
    return Problem(
        field, N_("“%(name)s” is not in use any more. Choose another."), {"name": name}
    )


def wrong_direction(field: str, name: str) -> Problem:
    """Say that a category is for the other direction."""
    return Problem(
        field,
        N_(
            "“%(name)s” is for money going the other way. Choose another category, or "
            "say whether it went out or came in."
        ),
        {"name": name},
    )


def unknown_kind(field: str, typed: str, known: str) -> Problem:
    """Say which kinds there are."""
    return Problem(
        field,
        N_("“%(typed)s” is not one of: %(known)s."),
        {"typed": typed[:QUOTED], "known": known},
    )


def note_too_long(field: str, most: int) -> Problem:
    """Say how long a note may be."""
    return Problem(
        field, N_("A note has at most %(most)s letters. Shorten it."), {"most": most}
    )


def no_such_person(field: str) -> Problem:
    """Say that the person is not here."""
    return Problem(field, N_("This person is not in this union. Choose one."))


def say_whose(field: str) -> Problem:
    """Say that a typed line needs its person."""
    return Problem(field, N_("Say whose line this is: choose a name."))


def not_for_others(field: str) -> Problem:
    """Say that one writes one's own name only."""
    return Problem(
        field,
        N_("Names of others are written only by who types a paper list. Leave it out."),
    )


def announce_first(field: str, most: str) -> Problem:
    """Say that more than the threshold is announced."""
    return Problem(
        field,
        N_(
            "More than %(most)s is announced first, by everybody alike. Announce it, "
            "or say that the money is gone already: then all are told afterwards."
        ),
        {"most": most},
    )


def spend_does_not_stand(field: str) -> Problem:
    """Say that an announced spend is not ready."""
    return Problem(
        field,
        N_(
            "This announced spend does not stand yet, or not any more. "
            "Look at how it is doing."
        ),
    )


def more_than_announced(field: str, left: str) -> Problem:
    """Say how much of the announced spend is left."""
    return Problem(
        field,
        N_("Only %(left)s of this announced spend is left. Announce the rest."),
        {"left": left},
    )


def no_such_promise(field: str) -> Problem:
    """Say that the shopping line is not there."""
    return Problem(
        field, N_("This is not on the shopping list any more. Leave it out.")
    )


def same_line_twice(first: int) -> Problem:
    """Say that a line of the pencil list repeats another."""
    return Problem(
        "amount",
        N_(
            "This is the same as line %(first)s: amount, category, day and note. If it "
            "happened twice, write a different note; otherwise take the line out."
        ),
        {"first": first},
    )

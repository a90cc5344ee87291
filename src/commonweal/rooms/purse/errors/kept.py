"""What the books cannot do, in words."""

from __future__ import annotations

from commonweal.core.vf.problems import N_, Problem

#: What people typed is quoted back at most this long.
QUOTED = 40


def nothing_written() -> Problem:
    """Say that the list is empty."""
    return Problem("", N_("There is no line to note. Write at least one amount."))


def too_many_lines(most: int) -> Problem:
    """Say how many lines fit."""
    return Problem(
        "",
        N_("At most %(most)s lines at once. Hand in the rest after."),
        {"most": most},
    )


def something_else_noted() -> Problem:
    """Say that a key was used for something else."""
    return Problem(
        "key",
        N_(
            "Something else was already noted from this form. "
            "Look at what is kept, then open the form anew."
        ),
    )


def no_such_entry() -> Problem:
    """Say that the entry is not here."""
    return Problem("entry", N_("This entry is not in our books."))


def taken_back_already(number: int) -> Problem:
    """Say that an entry does not stand any more."""
    return Problem(
        "entry",
        N_("Entry %(number)s was taken back already. Look at what stands instead."),
        {"number": number},
    )


def corrections_stay() -> Problem:
    """Say that a correction is not corrected again."""
    return Problem(
        "entry",
        N_(
            "This entry takes another back and stays. Note what is right as a new entry."
        ),
    )


def kept_elsewhere(kind: str) -> Problem:
    """Say that this kind is put right on its own page."""
    return Problem(
        "entry",
        N_(
            "An entry that says “%(kind)s” can be taken back, but not written anew here. "
            "Take it back and do it again."
        ),
        {"kind": kind},
    )


def squared_already(number: int) -> Problem:
    """Say that a laid-out amount was squared."""
    return Problem(
        "pockets",
        N_("Entry %(number)s is squared already. Take the squaring back first."),
        {"number": number},
    )


def nothing_to_square() -> Problem:
    """Say that no laid-out amount was chosen."""
    return Problem("pockets", N_("Choose what is to be squared."))


def no_such_pocket() -> Problem:
    """Say that the laid-out amount is not waiting."""
    return Problem(
        "pockets", N_("This is not waiting to be squared any more. Look at the list.")
    )


def same_place() -> Problem:
    """Say that money does not move."""
    return Problem(
        "to_account",
        N_("It is there already. Choose another account or another purse."),
    )


def needs_an_exchange(one: str, other: str) -> Problem:
    """Say that two currencies meet in an exchange only."""
    return Problem(
        "to_account",
        N_(
            "One account is in %(one)s, the other in %(other)s. Write it as an exchange, "
            "with both amounts."
        ),
        {"one": one, "other": other},
    )


def not_an_exchange(currency: str) -> Problem:
    """Say that both accounts have the same currency."""
    return Problem(
        "to_account",
        N_("Both accounts are in %(currency)s. Move the money; nothing is exchanged."),
        {"currency": currency},
    )


def opened_already(account: str, purse: str) -> Problem:
    """Say that this was opened before."""
    return Problem(
        "account",
        N_(
            "The books of %(account)s, %(purse)s, were begun already. "
            "Put that entry right instead."
        ),
        {"account": account, "purse": purse},
    )


def not_a_drawer(name: str) -> Problem:
    """Say that only cash is counted."""
    return Problem(
        "account",
        N_("%(name)s is not a drawer or card. Read a statement of the bank instead."),
        {"name": name},
    )


def no_such_counting() -> Problem:
    """Say that the counting is not here."""
    return Problem("counting", N_("This counting is not here. Count again."))


def counting_over() -> Problem:
    """Say that the counting was set aside or confirmed."""
    return Problem("counting", N_("This counting is over. Count again."))


def another_counts() -> Problem:
    """Say that the second person is another."""
    return Problem(
        "counting", N_("Somebody else counts too: not who wrote the first count.")
    )


def not_empty(name: str, left: str) -> Problem:
    """Say that something is still there."""
    return Problem(
        "",
        N_("%(left)s is still there: %(name)s. Move it first."),
        {"name": name, "left": left},
    )


def everyday_stays() -> Problem:
    """Say that the everyday purse stays."""
    return Problem("purse", N_("The everyday purse stays open."))


def made_by_itself() -> Problem:
    """Say that there is one everyday purse."""
    return Problem("kind", N_("The everyday purse is there already. Choose another."))


def give_a_name(most: int) -> Problem:
    """Say that a name is missing or too long."""
    return Problem(
        "name", N_("Write a name of at most %(most)s letters."), {"most": most}
    )


def name_taken(name: str) -> Problem:
    """Say that the name is in use."""
    return Problem(
        "name", N_("There is already one called “%(name)s”."), {"name": name}
    )


def built_in(name: str) -> Problem:
    """Say that the books need this category."""
    return Problem(
        "category",
        N_("“%(name)s” belongs to the books themselves and stays as it is."),
        {"name": name},
    )


def not_an_iban(field: str, typed: str) -> Problem:
    """Say that an IBAN has a typing error."""
    return Problem(
        field,
        N_("“%(typed)s” is not an IBAN: a letter or digit is wrong. Copy it again."),
        {"typed": typed[:QUOTED]},
    )


def not_a_bic(field: str, typed: str) -> Problem:
    """Say that a BIC has 8 or 11 characters."""
    return Problem(
        field,
        N_("“%(typed)s” is not a BIC. It has 8 or 11 letters and digits."),
        {"typed": typed[:QUOTED]},
    )


def stays_as_it_is(field: str) -> Problem:
    """Say that this is not changed once it is used."""
    return Problem(
        field, N_("This stays as it is, because entries stand on it. Add another.")
    )


def nothing_to_open() -> Problem:
    """Say that an empty account needs no opening."""
    return Problem("amount", N_("An empty account needs no beginning. Leave it out."))

"""What can be wrong with shopping, the store and cooking."""

from __future__ import annotations

from commonweal.core.vf.problems import N_, Problem


def too_little_here(kind: str, here: str, wanted: str) -> Problem:
    """Say that less is in store than was to be used."""
    return Problem(
        "amounts",
        N_("%(kind)s: %(here)s is here, %(wanted)s was to be used. Write what was used, or count the store again."),
        {"kind": kind, "here": here, "wanted": wanted},
    )  # fmt: skip


def not_in_the_meal(kind: str) -> Problem:
    """Say that a kind is not of this union."""
    return Problem(
        "amounts",
        N_("%(kind)s is no food known here. Choose one from the list."),
        {"kind": kind},
    )


def not_cooked_yet(when: str) -> Problem:
    """Say that a meal lies ahead."""
    return Problem(
        "meal",
        N_(
            "The meal of %(when)s is still to come. Write down what was cooked on that day."
        ),
        {"when": when},
    )


def nothing_on_the_table(when: str) -> Problem:
    """Say that a meal has no dish."""
    return Problem(
        "meal",
        N_("The meal of %(when)s has no dish yet. Choose one first."),
        {"when": when},
    )


def no_dish_of_the_meal() -> Problem:
    """Say that leftovers are of a dish of this meal."""
    return Problem(
        "leftovers", N_("Leftovers are of a dish of this meal. Choose one of them.")
    )


def counted_meanwhile(kind: str, here: str) -> Problem:
    """Say that a store has changed since its list was printed or opened."""
    return Problem(
        "counted",
        N_("%(kind)s has changed since this list was made: the book says %(here)s now. Count it again."),
        {"kind": kind, "here": here},
    )  # fmt: skip


def more_than_left(here: str) -> Problem:
    """Say that less is left over."""
    return Problem(
        "amount", N_("Only %(here)s is left of it. Write that or less."), {"here": here}
    )


def list_too_long(days: int) -> Problem:
    """Say for how long one list may be."""
    return Problem(
        "until",
        N_("A shopping list covers %(days)s days at most. Choose a nearer last day."),
        {"days": days},
    )


def section_twice(name: str) -> Problem:
    """Say that a section is listed twice."""
    return Problem(
        "names", N_("“%(name)s” is there twice. Keep one of them."), {"name": name}
    )

"""What can be wrong with a meal, and with who eats."""

from __future__ import annotations

from commonweal.core.vf.problems import N_, Problem


def nobody_eats(when: str) -> Problem:
    """Say that a meal would feed nobody."""
    return Problem(
        "day",
        N_("Nobody eats here at %(when)s: 0 people. Choose another meal, or sign somebody in first."),
        {"when": when},
    )  # fmt: skip


def meal_is_there(when: str) -> Problem:
    """Say that there is a meal at this time already."""
    return Problem(
        "time",
        N_(
            "There is a meal at %(when)s already. Change that one instead of planning it again."
        ),
        {"when": when},
    )


def meal_is_over(when: str, status: str) -> Problem:
    """Say that a meal was cooked or called off."""
    if status == "cooked":
        message = N_(
            "The meal of %(when)s has been cooked. What happened stays as it is."
        )
    else:
        message = N_(
            "The meal of %(when)s was called off, so there is nothing to sign or change."
        )
    return Problem("meal", message, {"when": when})


def closes_after_meal() -> Problem:
    """Say that sign-out cannot close after the meal."""
    return Problem(
        "closes_at",
        N_("Sign-out would close after the meal. Choose an earlier moment."),
    )


def dish_twice(name: str) -> Problem:
    """Say that a dish is on the table already."""
    return Problem(
        "dishes", N_("%(name)s is on this table already. Choose another dish."), {"name": name}
    )  # fmt: skip


def instead_of_instead() -> Problem:
    """Say that a second dish stands in for a first one only."""
    return Problem(
        "dish",
        N_("This dish already stands in for another. Choose the dish that is for everybody."),
    )  # fmt: skip


def not_a_monday(field: str, day: str) -> Problem:
    """Say that a week begins on a Monday."""
    return Problem(
        field,
        N_("%(day)s is not a Monday. A week of menus begins on a Monday."),
        {"day": day},
    )


def nothing_to_repeat(day: str) -> Problem:
    """Say that a week holds no meals."""
    return Problem(
        "from_monday",
        N_("There are no meals in the week of %(day)s. Choose another week."),
        {"day": day},
    )


def sign_out_closed(when: str, closed: str) -> Problem:
    """Say that sign-out has closed, and what to do."""
    return Problem(
        "meal",
        N_("Sign-out for the meal of %(when)s closed at %(closed)s, before the shopping. Write it on the list in the kitchen; the cook types it in."),
        {"when": when, "closed": closed},
    )  # fmt: skip


def menu_has_changed(seen: str, now: str) -> Problem:
    """Say that the menu is another than the one a tap was made on."""
    return Problem(
        "meal",
        N_("The menu has changed since you tapped. It was: %(seen)s. It is now: %(now)s. Nothing was changed; look at it and tap again."),
        {"seen": seen[:200], "now": now},
    )  # fmt: skip


def guests_twice(n: int) -> Problem:
    """Say that the same guests are noted already."""
    return Problem(
        "n",
        N_("The same %(n)s guests are noted for this meal already. If more come, remove them and write the new number."),
        {"n": n},
    )  # fmt: skip


def not_for_others(name: str) -> Problem:
    """Say who may speak for somebody."""
    return Problem(
        "person",
        N_("%(name)s says this themselves, or somebody with a mandate for paper or the kitchen types it."),
        {"name": name},
    )  # fmt: skip


def no_person(field: str) -> Problem:
    """Say that somebody is not of this union."""
    return Problem(field, N_("This person is not in this union."))


def typed_twice(name: str) -> Problem:
    """Say that a person stands on the list twice."""
    return Problem(
        "person", N_("%(name)s is on this list twice. Keep one line."), {"name": name}
    )


def not_your_sheet() -> Problem:
    """Say who may read what not to serve others."""
    return Problem(
        "",
        N_("Only the kitchen and those who cook this meal read what not to serve."),
    )


def turn_is_full() -> Problem:
    """Say that all places of a turn are taken."""
    return Problem(
        "turn", N_("All places of this turn are taken. Look which turns are open.")
    )

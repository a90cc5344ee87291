"""What can be wrong with a dish or a recipe."""

from __future__ import annotations

from commonweal.core.vf.problems import N_, Problem


def no_lines() -> Problem:
    """Say that a dish is made of something."""
    return Problem(
        "lines", N_("This dish is made of nothing. Write at least one line, such as “2 kg potatoes”.")
    )  # fmt: skip


def unknown_name(name: str, near: str) -> Problem:
    """Say that a food is not known under this name, and what may be meant."""
    if near:
        return Problem(
            "name",
            N_("We do not know “%(name)s”. Did you mean %(near)s? Choose it, or add “%(name)s” as a new food."),
            {"name": name[:60], "near": near},
        )  # fmt: skip
    return Problem(
        "name",
        N_("We do not know “%(name)s”. Choose a food from the list, or add it as a new one."),
        {"name": name[:60]},
    )  # fmt: skip


def no_name_in_line(line: str) -> Problem:
    """Say that a line names no food."""
    return Problem(
        "name",
        N_("“%(line)s” does not say of what. Write an amount and a food, such as “200 g flour”."),
        {"line": line[:60]},
    )  # fmt: skip


def unknown_unit(unit: str, near: str) -> Problem:
    """Say that a kitchen measure is not known, and what may be meant."""
    return Problem(
        "unit",
        N_("We do not know the measure “%(unit)s”. Did you mean %(near)s? Write it in kg, g, l, ml or pieces."),
        {"unit": unit[:20], "near": near},
    )  # fmt: skip


def cannot_weigh(kind: str, measure: str, unit: str) -> Problem:
    """Say that nobody knows what so much of a kind weighs."""
    return Problem(
        "amount",
        N_("We do not know how much %(measure)s of %(kind)s is in %(unit)s. Weigh it and write it in %(unit)s."),
        {"kind": kind, "measure": measure, "unit": unit},
    )  # fmt: skip


def not_an_amount(text: str) -> Problem:
    """Say that an amount cannot be read."""
    return Problem(
        "amount",
        N_("“%(text)s” is not an amount we can read. Write a number and a measure, such as “1.5 kg” or “1 1/2 cups”."),
        {"text": text[:40]},
    )  # fmt: skip


def too_little_to_weigh(text: str) -> Problem:
    """Say that an amount is below what can be weighed."""
    return Problem(
        "amount",
        N_("“%(text)s” is less than we can weigh. Write “to taste” instead."),
        {"text": text[:40]},
    )


def absurd_amount(text: str) -> Problem:
    """Say that an amount is past all kitchens."""
    return Problem(
        "amount",
        N_("“%(text)s” is too much to be meant. Check the number and its measure."),
        {"text": text[:40]},
    )


def twice_in_dish(name: str) -> Problem:
    """Say that a food stands in two lines."""
    return Problem(
        "name",
        N_("%(name)s is in this dish twice. Put both amounts in one line."),
        {"name": name},
    )


def name_taken(name: str) -> Problem:
    """Say that there is a dish of this name."""
    return Problem(
        "name",
        N_("There is a dish called “%(name)s” already. Change that one, or choose another name."),
        {"name": name},
    )  # fmt: skip


def no_recipe_in(name: str) -> Problem:
    """Say that a page holds no recipe for machines."""
    return Problem(
        "file",
        N_("%(name)s holds no recipe that can be read (schema.org/Recipe). Copy its text and paste that: one line per ingredient."),
        {"name": name[:60] or "—"},
    )  # fmt: skip


def not_readable(name: str) -> Problem:
    """Say that a file is damaged or of another kind."""
    return Problem(
        "file",
        N_("%(name)s is neither a web page, nor JSON, nor text. Save the page again, or paste the recipe as text."),
        {"name": name[:60] or "—"},
    )  # fmt: skip


def recipe_too_large(limit: int) -> Problem:
    """Say that a file is too large to be a recipe."""
    return Problem(
        "file",
        N_("This file is larger than %(limit)s MB. Save the page without its pictures, or paste the recipe as text."),
        {"limit": limit},
    )  # fmt: skip


def too_many_lines(most: int) -> Problem:
    """Say that a dish has too many lines."""
    return Problem(
        "lines", N_("A dish has %(most)s lines at most. Make it two dishes."), {"most": most}
    )  # fmt: skip


def makes_no_food() -> Problem:
    """Say that a recipe of the stores makes nothing to eat."""
    return Problem("recipe", N_("This recipe makes nothing to eat. Choose another."))


def dish_is_retired(name: str) -> Problem:
    """Say that a dish is cooked no more."""
    return Problem(
        "dish",
        N_("%(name)s is not on our list of dishes any more. Choose another."),
        {"name": name},
    )


def two_readings(text: str, large: str, small: str) -> Problem:
    """Say that a number can be read in two ways, a thousand times apart."""
    return Problem(
        "amount",
        N_("“%(text)s” can be read in two ways. Write %(large)s or %(small)s, whichever you mean."),
        {"text": text[:40], "large": large, "small": small},
    )  # fmt: skip

"""What can be wrong in planning, in words that say what to do."""

from __future__ import annotations

from commonweal.core.vf.problems import N_, Problem


def missing(field: str) -> Problem:
    """Say that something must be written."""
    return Problem(field, N_("Write something here."))


def too_long(field: str, most: int) -> Problem:
    """Say that a text is too long."""
    return Problem(field, N_("At most %(most)s characters fit here."), {"most": most})


def unknown_kind(field: str) -> Problem:
    """Say that a kind is not known here."""
    return Problem(field, N_("Choose a kind of thing that this union knows."))


def unknown_name(field: str, name: str, near: str) -> Problem:
    """Say that a name is not known, and which is nearest."""
    if near:
        return Problem(
            field,
            N_("We do not know “%(name)s”. Did you mean “%(near)s”?"),
            {"name": name[:60], "near": near},
        )
    return Problem(
        field,
        N_("We do not know “%(name)s”. Add it first, or correct the name."),
        {"name": name[:60]},
    )


def unknown_place(field: str) -> Problem:
    """Say that a place is not known here."""
    return Problem(field, N_("Choose a place that this union knows."))


def wrong_unit(field: str, *, name: str, unit: str, given: str) -> Problem:
    """Say in which unit a kind is measured."""
    return Problem(
        field,
        N_("%(name)s is measured in %(unit)s, not in %(given)s."),
        {"name": name, "unit": unit, "given": given[:20]},
    )


def not_positive(field: str) -> Problem:
    """Say that an amount must be more than nothing."""
    return Problem(field, N_("The amount must be more than zero."))


def negative(field: str) -> Problem:
    """Say that an amount cannot be less than nothing."""
    return Problem(field, N_("The amount cannot be less than zero."))


def not_a_number(field: str, value: str) -> Problem:
    """Say that something is not a number."""
    return Problem(
        field,
        N_("“%(value)s” is not a number. Write a number such as 0.95."),
        {"value": value[:40]},
    )


def out_of_range(field: str, *, low: str, high: str) -> Problem:
    """Say between which bounds a number must lie."""
    return Problem(
        field,
        N_("Write a number from %(low)s to %(high)s."),
        {"low": low, "high": high},
    )


def name_taken(name: str) -> Problem:
    """Say that there is one of this name already."""
    return Problem(
        "name",
        N_("There is already a “%(name)s”. Choose another name."),
        {"name": name[:60]},
    )


def content_in_stock(field: str, name: str) -> Problem:
    """Say that a content cannot lie on a shelf."""
    return Problem(
        field,
        N_("%(name)s is in things; it cannot be stored, made or bought by itself."),
        {"name": name},
    )


def not_help(field: str, name: str) -> Problem:
    """Say that a kind is not a kind of help."""
    return Problem(
        field,
        N_("%(name)s is not a kind of help. Choose one that is measured in hours."),
        {"name": name},
    )


def help_is_not_a_thing(field: str, name: str) -> Problem:
    """Say that hours of help cannot be stored or made."""
    return Problem(
        field,
        N_("%(name)s is help that people offer; write it under effort."),
        {"name": name},
    )


def not_a_capacity(field: str, name: str) -> Problem:
    """Say that a kind is not land, equipment or a room."""
    return Problem(
        field,
        N_("%(name)s is not land, equipment or a room. Mark the kind as such first."),
        {"name": name},
    )


def unknown_month(field: str) -> Problem:
    """Say what a month is."""
    return Problem(field, N_("Months are numbers from 1 (January) to 12 (December)."))


def already_past(field: str, day: str) -> Problem:
    """Say that a day lies behind us."""
    return Problem(
        field, N_("%(day)s is past. Choose a day from today on."), {"day": day}
    )


def no_output() -> Problem:
    """Say that a recipe must make something."""
    return Problem("outputs", N_("Say at least one thing that comes out."))


def listed_twice(field: str, name: str) -> Problem:
    """Say that a line repeats another."""
    return Problem(
        field,
        N_("“%(name)s” stands here twice. Put both lines into one."),
        {"name": name[:60]},
    )


def counted_meanwhile(now: str) -> Problem:
    """Say that the store changed between looking and counting."""
    return Problem(
        "amount",
        N_(
            "The store has changed since you looked: %(now)s are written down now. "
            "Look again and count again."
        ),
        {"now": now},
    )


def nothing_counted() -> Problem:
    """Say that the sheet is empty."""
    return Problem(
        "amount", N_("Nothing was written. Write beside a thing how much is here.")
    )


def more_than_here(here: str) -> Problem:
    """Say that there is not so much to write off."""
    return Problem(
        "amount",
        N_("Only %(here)s are here. Write off at most that."),
        {"here": here},
    )


def not_here(field: str) -> Problem:
    """Say that something is not in this union."""
    return Problem(field, N_("This is not here any more. Go back and look again."))


def not_a_rhythm() -> Problem:
    """Say that a capacity is weekly or standing."""
    return Problem(
        "per",
        N_("Choose whether it is so much each week, or there all the time."),
    )


def not_a_content(text: str) -> Problem:
    """Say how contents are written."""
    return Problem(
        "contents",
        N_(
            "“%(text)s” is not a content. Write it like “food energy=2500; protein=90”."
        ),
        {"text": text[:60]},
    )


def unknown_part(field: str, parts: str) -> Problem:
    """Say which parts a recipe has."""
    return Problem(
        field, N_("Write which part of the recipe it is: %(parts)s."), {"parts": parts}
    )


def not_a_pack(form: str) -> Problem:
    """Say what a starter pack is."""
    return Problem(
        "pack",
        N_("This is not a starter pack: its “format” must say “%(form)s”."),
        {"form": form},
    )


def bad_key(field: str, key: str) -> Problem:
    """Say how keys are written."""
    return Problem(
        field,
        N_("“%(key)s” is not a key. Use lower-case letters, digits and hyphens."),
        {"key": key[:60]},
    )


def unknown_field(field: str) -> Problem:
    """Say that a pack has no such field."""
    return Problem(field, N_("A starter pack has no such field. Check its spelling."))


def not_a_list(field: str) -> Problem:
    """Say that a field must be a list."""
    return Problem(field, N_("This must be a list of at most 5000 rows."))


def not_a_row(field: str) -> Problem:
    """Say that a row must have fields."""
    return Problem(field, N_("Each row must have fields with names."))


def not_this_kind_of_value(field: str) -> Problem:
    """Say which values a pack may have."""
    return Problem(
        field,
        N_("This value is not of the right kind. Amounts are text, such as “2.5”."),
    )


def pack_key_unknown(field: str, key: str) -> Problem:
    """Say that a key is not in the pack."""
    return Problem(
        field, N_("The pack has nothing with the key “%(key)s”."), {"key": key[:60]}
    )


def not_a_monday() -> Problem:
    """Say that plans begin on Mondays."""
    return Problem("from_day", N_("A plan begins on a Monday. Choose a Monday."))


def too_far_ahead() -> Problem:
    """Say how far ahead a plan may begin."""
    return Problem(
        "from_day", N_("A plan begins within a year. Choose an earlier day.")
    )


def not_to_be_withdrawn() -> Problem:
    """Say that a plan cannot be taken back any more, or not yet."""
    return Problem(
        "run",
        N_("Only a plan that is ready and not accepted can be taken back."),
    )


def not_ready() -> Problem:
    """Say that a plan is not ready to be spoken about."""
    return Problem("run", N_("This plan is not open any more, or not ready yet."))


def concerns_open() -> Problem:
    """Say that concerns come first."""
    return Problem(
        "run",
        N_("Somebody has a concern. Talk it over; who raised it can take it back."),
    )


def yes_missing(n_yes: int, needed: int) -> Problem:
    """Say how many have said yes."""
    return Problem(
        "run",
        N_("%(n)s of %(needed)s associates have said yes so far."),
        {"n": n_yes, "needed": needed},
    )


def say_the_concern() -> Problem:
    """Ask for the concern in a few words."""
    return Problem("words", N_("Say in a few words what the plan should mind."))


def no_such_plan() -> Problem:
    """Say that a plan is not here."""
    return Problem("run", N_("This plan is not here. Look at the list of plans."))


def not_accepted() -> Problem:
    """Say that only an accepted plan promises anything."""
    return Problem(
        "run", N_("Nobody has accepted this plan yet, so it promises nothing.")
    )


def too_little(here: str, asked: str) -> Problem:
    """Say that less is in store than is said to have been used up."""
    return Problem(
        "amounts",
        N_("%(asked)s cannot have been used: %(here)s are in store. Count it again."),
        {"asked": asked, "here": here},
    )


def nothing_supposed() -> Problem:
    """Ask what should be supposed."""
    return Problem(
        "supposed", N_("Say what might happen: fill in at least one number below.")
    )


def how_much_less(field: str) -> Problem:
    """Ask how much of a thing that was chosen is lost."""
    return Problem(field, N_("You chose what; say also how much of it, in per cent."))


def not_in_plan(field: str) -> Problem:
    """Say that a plan does not know what was chosen."""
    return Problem(field, N_("This plan does not know that. Choose from the list."))


def ends_first(field: str) -> Problem:
    """Say that a time ends before it begins."""
    return Problem(field, N_("It ends before it begins. Choose a later week."))


def not_to_be_questioned() -> Problem:
    """Say that a plan was kept without what it was made from."""
    return Problem(
        "supposed",
        N_("What this plan was made from was not kept. Make a new plan and ask that."),
    )


def too_many_questions() -> Problem:
    """Say that others wait for an answer."""
    return Problem(
        "supposed",
        N_("Others are waiting for an answer. Ask again in a minute."),
    )


def no_such_question() -> Problem:
    """Say that an answer is not here any more."""
    return Problem(
        "supposed",
        N_("This answer is not here. Answers are erased after a day; ask again."),
    )


def not_needed() -> Problem:
    """Say that a plan knows no such need."""
    return Problem(
        "kind", N_("Nobody needs this in that plan. Look at the plan again.")
    )


def nothing_to_compare() -> Problem:
    """Say that there was no plan before."""
    return Problem("run", N_("There is no plan before this one to lay beside it."))

"""How the API says what was wrong: the same problems as the pages, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext
from ninja import Field, Schema

from commonweal.core.vf.problems import N_, Problem

#: What validation found, by its kind, in our words. The rest is told as it is.
_FAULTS: Mapping[str, str] = {
    "missing": N_("Please give this."),
    "int_parsing": N_("Please give a whole number."),
    "int_type": N_("Please give a whole number."),
    "int_from_float": N_("Please give a whole number."),
    "decimal_parsing": N_("Please give a number such as 2.5."),
    "decimal_type": N_("Please give a number such as 2.5."),
    "finite_number": N_("Please give a number such as 2.5."),
    "bool_parsing": N_("Please give true or false."),
    "bool_type": N_("Please give true or false."),
    "string_type": N_("Please give a text."),
    "list_type": N_("Please give a list."),
    "dict_type": N_("Please give an object with named fields."),
    "model_attributes_type": N_("Please give an object with named fields."),
    "uuid_parsing": N_("Please give an id as this API shows it."),
    "uuid_type": N_("Please give an id as this API shows it."),
    "date_from_datetime_parsing": N_("Please give a day such as 2026-11-23."),
    "date_parsing": N_("Please give a day such as 2026-11-23."),
    "date_type": N_("Please give a day such as 2026-11-23."),
    "datetime_parsing": N_("Please give a moment such as 2026-11-23T08:00:00Z."),
    "string_too_long": N_("This is too long: at most %(max_length)s characters."),
    "string_too_short": N_("This is too short: at least %(min_length)s characters."),
    "greater_than_equal": N_("This is too small: at least %(ge)s."),
    "less_than_equal": N_("This is too large: at most %(le)s."),
    "enum": N_("Please give one of: %(expected)s."),
    "literal_error": N_("Please give one of: %(expected)s."),
    "too_long": N_("These are too many: at most %(max_length)s."),
    "extra_forbidden": N_("We do not know this field."),
}
_ELSE = N_("This cannot be read: %(why)s.")


class ProblemOut(Schema):
    """One thing that was wrong."""

    field: str = Field(description="the field, or empty when it is about the whole")
    row: int | None = Field(None, description="the place in a list, counted from 1")
    message: str = Field(description="what was wrong and what to do")


class ProblemsOut(Schema):
    """Everything that was wrong with a call; nothing of it was done."""

    problems: list[ProblemOut]


def problems_out(problems: Iterable[Problem]) -> dict[str, object]:
    """Return refusals as the API says them."""
    return {
        "problems": [
            {
                "field": problem.field,
                "row": problem.row,
                "message": gettext(problem.message) % dict(problem.params),
            }
            for problem in problems
        ]
    }


def problem_of_fault(fault: Mapping[str, object]) -> Problem:
    """Return what validation found as a problem of ours, at its field and row."""
    where = fault.get("loc", ())
    parts = [p for p in where if p not in {"body", "query", "path", "header"}]  # type: ignore[attr-defined]
    rows = [p for p in parts if isinstance(p, int)]
    names = [str(p) for p in parts if not isinstance(p, int)]
    if len(names) > 1:
        names = names[1:] if where[0] == "body" else names  # type: ignore[index]
    params = dict(fault.get("ctx") or {})  # type: ignore[call-overload]
    message = _FAULTS.get(str(fault.get("type")), _ELSE)
    if message is _ELSE:
        params = {"why": str(fault.get("msg", "")).rstrip(".")}
    return Problem(".".join(names), message, params, rows[0] + 1 if rows else None)

"""No table has room for what must not be known about a person (I-25, I-3, I-11)."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

#: Whole words of a field's name. A new field that needs one of these needs an ADR.
FORBIDDEN = {
    "relationship", "partner", "spouse", "married", "marital", "couple", "sex",
    "gender", "sexuality", "orientation", "birth", "birthday", "birthdate", "born",
    "age", "rank", "level", "score", "points", "reputation", "karma", "badge",
    "stage", "seniority", "merit", "loyalty", "mood", "religion", "ethnicity",
    "diagnosis", "illness", "health", "reason", "photo", "email", "phone", "salary",
    "wage", "debt", "credit", "balance", "income", "latitude", "longitude",
}  # fmt: skip
#: "Last seen" in its many spellings.
FORBIDDEN_ENDINGS = ("last_seen", "last_seen_at", "last_login", "last_active")
#: The same word for something that is not a person's: each says what it is.
ALLOWED = {
    ("Resource", "stage"): "the ValueFlows stage of a resource",
    ("Event", "stage"): "the ValueFlows stage of a resource",
    ("Share", "rank"): "which tier of needs comes first; not a rank of people",
    ("Share", "level"): "how far a need was met",
    ("Motion", "stage"): "how far a motion has come; not how far a person has",
    ("Step", "stage"): "where a motion stood after a step",
    ("Answer", "reason"): "why somebody objects to a motion, when they say so",
}


def our_fields():
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("commonweal."):
            for field in model._meta.get_fields():
                yield model._meta.app_label, model.__name__, field.name


@pytest.mark.parametrize(
    ("app", "model", "field"), [pytest.param(*f, id=".".join(f)) for f in our_fields()]
)
def test_a_field_says_nothing_that_must_not_be_known(app, model, field):
    parts = set(re.split(r"_", field.lower()))

    assert (model, field) in ALLOWED or not parts & FORBIDDEN
    assert not field.endswith(FORBIDDEN_ENDINGS)


def test_the_check_would_notice():
    """The test above can fail: it knows the words people would use."""
    for name in ("birth_date", "sex", "trust_score", "stage", "is_married"):
        assert set(name.split("_")) & FORBIDDEN

"""How pages say amounts, days, refusals; the hidden key; the places."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from commonweal.commons.charter.words import CHOICES, PARAMETERS
from commonweal.core.planner import Sentence
from commonweal.core.vf import units
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import Problem
from commonweal.interfaces.cli import demo
from commonweal.interfaces.web import context
from commonweal.interfaces.web.templatetags import words

MONDAY = date(2026, 11, 23)


def rendered(source, request=None, **context):
    return engines["django"].from_string(source).render(context, request)


@pytest.mark.parametrize(
    ("written", "unit", "said"),
    [
        ("1.5", units.KG, "1.5\u00a0kg"),
        ("100", units.KG, "100\u00a0kg"),
        ("12345.25", units.KG, "12,345.25\u00a0kg"),
        ("1", units.PIECE, "1 piece"),
        ("12", units.PIECE, "12 pieces"),
        ("4.2", units.UNITS["EUR"], "4.20\u00a0EUR"),
        ("20", units.SQUARE_METRE, "20\u00a0m²"),
        ("800", units.MICROGRAM, "800\u00a0µg"),
        ("0", units.HOUR, "0\u00a0h"),
        ("3", units.HOUR, "3\u00a0h"),
        ("1.5", units.HOUR, "1\u00a0h\u00a030\u00a0min"),
        ("0.25", units.HOUR, "15\u00a0min"),
        ("-0.5", units.HOUR, "-30\u00a0min"),
    ],
)
def test_an_amount_is_said_with_its_unit(written, unit, said):
    assert words.amount(measure_of(written, unit)) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(352, "5\u00a0h\u00a050\u00a0min"), (2135, "36\u00a0h"), (3, "5\u00a0min")],
)
def test_planned_hours_are_not_said_more_exactly_than_they_are_known(minutes, said):
    assert words.rounded(Measure(minutes, units.HOUR)) == said


def test_what_is_absent_is_a_dash_and_never_a_zero():
    assert words.amount(None) == words.weekday(None) == words.percent(None) == "\u2013"


def test_amounts_and_days_follow_the_language():
    with translation.override("de"):
        assert words.amount(measure_of("1.5", units.KG)) == "1,5\u00a0kg"
        assert words.day(MONDAY).startswith("Mo")


def test_a_day_is_said_with_its_weekday():
    assert words.weekday(MONDAY) == "Monday 23 November 2026"
    assert words.day(MONDAY) == "Mon 23 Nov"
    assert words.month(MONDAY) == "November 2026"


def test_a_moment_is_said_in_the_zone_of_the_union():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    with timezone.override("Europe/Berlin"):
        assert words.moment(late) == "Tue 24 Nov, 00:30"


@pytest.mark.parametrize(
    ("share", "said"), [(1.0, "100"), (0.9999, "99"), (0.004, "0"), (0.625, "62")]
)
def test_nearly_all_is_never_said_as_all(share, said):
    assert words.percent(share) == f"{said}\u00a0%"


def test_a_refusal_says_its_amounts_and_days_in_words():
    problem = Problem(
        "amount",
        "%(here)s are here until %(day)s.",
        {"here": measure_of("2", units.KG), "day": MONDAY},
    )

    assert words.worded(problem) == "2\u00a0kg are here until Monday 23 November 2026."


def test_sentences_come_as_pairs_or_plain_words_too():
    assert words.worded(("%(n)s weeks", {"n": 4})) == "4 weeks"
    assert words.worded("100 % rye") == "100 % rye"
    assert words.worded("") == ""


def test_every_form_has_a_key_of_its_own():
    one, two = rendered("{% key %}"), rendered("{% key %}")

    assert 'name="key"' in one
    assert one != two


def test_a_form_shown_again_keeps_its_key():
    """Bad input: a form sent twice is one deed."""
    request = RequestFactory().post("/needs/new/", {"key": "k-1"})

    assert 'value="k-1"' in rendered("{% key %}", request)


def test_forms_of_one_deed_in_a_list_do_not_share_a_key():
    request = RequestFactory().post("/rounds/", {"key": "k-1:oats"})

    page = rendered('{% key "oats" %}|{% key "peas" %}|{% key %}', request)

    oats, peas, other = page.split("|")
    assert 'value="k-1:oats"' in oats
    assert "k-1" not in peas
    assert peas.endswith(':peas">')
    assert "k-1" not in other


def test_the_place_we_are_in_is_marked():
    request = RequestFactory().get("/plans/42/")

    page = rendered(
        "{% places as all %}{% for p in all %}{{ p.name }}:{{ p.is_here }} {% endfor %}",
        request,
    )

    assert "home: " in page
    assert "plans:true" in page
    assert "needs: " in page


def test_names_in_sentences_are_escaped():
    problem = Problem("name", "“%(name)s” is taken.", {"name": "<b>Ana</b>"})

    assert "&lt;b&gt;" in rendered("{{ problem|worded }}", problem=problem)


def test_the_sign_in_that_pages_show_is_the_one_the_demo_makes():
    """Two places must agree: pages may not import commands."""
    shown = context.DEMO
    made = {row["username"] for row in demo._rows() if row["signs_in"]}

    assert shown.password == demo.PASSWORD
    assert shown.union == demo.NAME
    assert {guest.username for guest in shown.names} <= made


def test_a_choice_of_the_charter_is_said_by_its_name_not_by_its_code():
    template = "It spares “%(value)s” first; today “%(now)s”."
    params = {"value": "outside", "now": "need_tier"}
    told = "It spares “what is bought outside” first; today “Need first”."

    assert words.worded(Sentence(template, params)) == told
    assert words.worded_parts((template, params)) == told


def test_every_choice_of_the_charter_has_a_name():
    codes = {code for one in PARAMETERS.values() for code in one.choices}

    assert codes == set(CHOICES)
    assert [words.chosen(value) for value in ("outside", 42, "", None)] == [
        "what is bought outside",
        42,
        "",
        None,
    ]


def test_an_amount_without_a_unit_leaves_no_gap_in_a_sentence():
    missing = Sentence("%(amount)s %(unit)s is missing.", {"amount": 4, "unit": ""})

    assert words.worded(missing) == "4 is missing."
    assert words.worded(missing.named({})) == "4 is missing."

"""Pages and programs of reasons and what-ifs: one walk each, and what they refuse."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from commonweal.interfaces.web.planning import rows, slack_rows, what_ifs
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.models import PlanRun
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import Said
from tests.interfaces import programs
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _today(monkeypatch, at):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


@pytest.fixture
def house(lentil_house, ana, circles, at):
    cases.adopt_tiny(lentil_house, ana, at)
    cases.state_total(lentil_house, circles["north"], "food energy", "45000", at=at)
    cases.state_total(lentil_house, circles["south"], "soap", "3", at=at, n_people=2)
    cases.offer(lentil_house, ana, "baking", "3", at=at)
    return lentil_house


@pytest.fixture
def run(house, ana, at):
    return cases.make_plan(house, ana, at)


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


def said(response) -> str:
    return response.content.decode()


def need_of(house, run, name: str) -> str:
    return reverse("planning:need", args=[run, cases.kind(house, name).id])


def test_a_plan_shows_needs_with_bars_that_lead_to_their_reasons(page, house, run):
    shown = said(page.get(reverse("planning:plan", args=[run])))

    assert need_of(house, run, "food energy") in shown
    assert "row-bar" in shown
    assert "What it is for" in shown
    assert "h left" in shown or "% left" in shown.replace("\u00a0", " ")


def test_a_need_says_for_whom_why_and_what_would_help(page, house, run):
    shown = said(page.get(need_of(house, run, "food energy"))).replace("\u00a0", " ")

    assert "north" in shown
    assert "Vital needs come first, for everyone." in shown
    assert "Nobody with a need this urgent has a smaller part of it." in shown
    assert "more hours of baking in week 48" in shown.lower()
    assert "there now: 2 h 25 min; needed on top: " in shown


def test_of_a_need_of_few_people_no_figure_is_shown(page, house, run):
    shown = said(page.get(need_of(house, run, "soap")))

    assert "only covered or not covered is shown" in shown
    assert "3 pieces" not in shown.replace("\u00a0", " ")


def test_a_need_that_nobody_has_is_not_there(page, house, run):
    assert page.get(need_of(house, run, "bran")).status_code == 404
    gone = reverse("planning:need", args=[uuid4(), uuid4()])
    assert page.get(gone).status_code == 404


def test_what_if_is_asked_watched_and_answered(page, house, run, at):
    form = reverse("planning:ask_what_if", args=[run])
    baking = cases.kind(house, "baking").id
    shown = said(page.get(f"{form}?hours_of={baking}&hours_less=50"))
    assert 'value="50"' in shown
    assert f'value="{baking}" selected' in shown

    asked = page.post(
        form, {"hours_less": "50", "hours_of": baking, "until_period": "0"}
    )
    watched = said(page.get(asked.url))
    assert "hx-get" in watched
    assert "Look again" in watched
    cases.work_off(at)
    done = page.get(f"{asked.url}progress/")
    read = said(page.get(asked.url)).replace("\u00a0", " ")

    assert done["HX-Refresh"] == "true"
    assert "50 % of the hours of baking are missing." in read
    assert "Only in week 48." in read
    assert "Vital needs that fall: food energy." in read
    assert "Nothing was changed" in read
    assert "more hours of baking in week 48" in read.lower()


def test_a_what_if_is_stopped(page, run):
    form = reverse("planning:ask_what_if", args=[run])
    asked = page.post(form, {"weeks_late": "2"})

    stopped = page.post(f"{asked.url}stop/", follow=True)

    assert "stopped" in said(stopped)
    assert "Suppose something else" in said(stopped)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "fill in at least one number"),
        ({"hours_less": "150"}, "Write a number from 0 to 100."),
        ({"hours_less": "-1"}, "Write a number from 0 to 100."),
        ({"hours_less": "half"}, "half"),
        ({"hours_less": "10", "hours_of": str(uuid4())}, "hours_of"),
        ({"hours_less": "10", "from_period": "1", "until_period": "0"}, "later week"),
        ({"weeks_late": "9999999999999999999999"}, "Write a number from 0 to 26."),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_was_typed(page, run, sent, words):
    answer = page.post(reverse("planning:ask_what_if", args=[run]), sent)

    assert answer.status_code == 422
    assert words in said(answer)


def test_strangers_are_asked_to_sign_in(client, run):
    for name in ("ask_what_if", "changes"):
        assert client.get(reverse(f"planning:{name}", args=[run])).status_code == 302


def accepted(house, people, at):
    run = cases.make_plan(house, people[0], at)
    for person in people:
        services.say_yes(run=run, union=house.id, by=person.id, at=at)
    services.accept(run=run, union=house.id, by=people[0].id, at=at)
    return run


def test_a_plan_lies_beside_the_one_agreed_before(page, house, ana, ben, circles, at):
    first = accepted(house, (ana, ben), at)
    cases.offer(house, ben, "baking", "2", at=at)
    second = cases.make_plan(house, ana, at, key="second")
    shown = said(page.get(reverse("planning:plan", args=[second])))

    read = said(page.get(reverse("planning:changes", args=[second])))

    assert reverse("planning:changes", args=[second]) in shown
    assert "Compared in the weeks that both plans have." in read
    assert "food energy" in read
    assert "baking" in read
    assert page.get(reverse("planning:changes", args=[first])).status_code == 404


def test_a_new_plan_keeps_to_what_was_agreed(house, ana, ben, at):
    """Bread that can be baked in either week is baked when it was agreed."""
    first = accepted(house, (ana, ben), at)

    second = cases.make_plan(house, ana, at, key="second")

    before, after = (
        queries.get_plan(union=house.id, run=run, by=ana.id, at=at)
        for run in (first, second)
    )
    assert [(m.name, m.period, m.runs) for m in after.made] == [
        (m.name, m.period, m.runs) for m in before.made
    ]


def test_a_program_asks_what_if_and_reads_the_answer(client, house, run, ana, at):
    call = programs.programs_of(client)(ana)
    baking = str(cases.kind(house, "baking").id)
    body = {"hours_less": 50, "hours_of": baking}
    asked = call("post", f"/plans/{run}/what-if", body)
    assert (asked.status_code, asked.json()["answer"]) == (201, None)

    cases.work_off(at)

    read = call("get", f"/what-ifs/{asked.json()['id']}").json()
    assert read["status"] == "ready"
    (need,) = read["answer"]["needs"]
    assert need["level"] < need["before"]
    assert read["answer"]["hours"][0]["name"] == "baking"
    assert read["answer"]["shorts"][0]["lines"][0]["reliefs"]
    made = call("get", f"/plans/{run}").json()["made"][0]
    assert {"kind": "group", "name": "north", "share": 1.0} in made["purposes"]


def test_a_program_is_refused_by_field(client, house, run, ana):
    call = programs.programs_of(client)(ana)

    too_much = call("post", f"/plans/{run}/what-if", {"yields_less": 150})
    unknown = call("post", f"/plans/{run}/what-if", {"yield": 5}, key="other-key")
    gone = call("get", f"/what-ifs/{uuid4()}")

    assert too_much.json()["problems"][0]["field"] == "yields_less"
    assert unknown.status_code == 422
    assert gone.status_code == 404
    assert call("get", f"/plans/{run}/changes").status_code == 404


def test_hours_of_ovens_and_units_are_said_as_people_say_them():
    """Not 0.37 h, not m2, not “3 piece”."""
    said_by = rows.Speaker({})
    template = "%(amount)s %(unit)s more of %(capacity)s"

    def plainly(amount, unit):
        params = {"amount": amount, "unit": unit, "capacity": "it"}
        return said_by.plainly(Said(template, params)).replace("\u00a0", " ")

    assert plainly(0.37, "h") == "23 min more of it"
    assert plainly(84, "m2") == "84 m² more of it"
    assert plainly(3, "piece") == "3 pieces more of it"
    assert plainly(3, "") == "3 more of it"


def test_many_needs_that_fall_are_named_by_the_first_few():
    def fallen(name, level):
        return views.NeedView(
            kind=uuid4(), name=name, tier="dignity", is_wish=False, level=level,
            before=1.0, least=level, least_group="north", least_period=0,
            is_covered=False, is_hidden=False,
        )  # fmt: skip

    some = [fallen(f"n{i}", i / 10) for i in range(9)]

    assert what_ifs.names_of(some[:2]) == "n0, n1"
    assert what_ifs.names_of(some[::-1]) == "n0, n1, n2, n3, n4 and 4 others"


def test_slack_is_said_by_what_could_be_lost_first_what_vital_needs_depend_on():
    falls = (
        views.FallView("yields", "", 0.0, 0.0527),
        views.FallView("rooms", "heated floor", 0.053, 0.053),
        views.FallView("hours", "care", 0.156, 0.659),
        views.FallView("hours", "baking", 0.19439, 1.0),
        views.FallView("money", "EUR", 1.0, 1.0),
    )

    shown = slack_rows.of(views.SlackView("ready", is_complete=True, falls=falls))

    told = [
        (row.name, row.said.replace("\u00a0", " "))
        for row in (*shown.vital, *shown.others)
    ]
    assert told == [
        (
            "everything that is made",
            "nothing can be lost; 5 % before vital needs get less",
        ),
        ("heated floor", "5 % can be lost"),
        ("care", "15 % can be lost; 65 % before vital needs get less"),
        ("baking", "19 % can be lost"),
        ("the purse (EUR)", "100 % can be lost"),
    ]
    assert len(shown.vital) == 3


def test_a_plan_shows_its_slack_once_the_worker_has_counted_it(page, house, run, at):
    shown = said(page.get(reverse("planning:plan", args=[run])))
    assert "How much slack it keeps" in shown
    assert "can be lost" in shown

    row = PlanRun.objects.get(id=run)
    for status, words in (
        ("waiting", "This is being counted."),
        ("failed", "It was not counted for this plan."),
    ):
        row.outcome["slack"] = {"status": status}
        row.save()
        assert words in said(page.get(reverse("planning:plan", args=[run])))


def test_a_program_reads_the_slack_of_a_plan(client, house, run, ana):
    call = programs.programs_of(client)(ana)

    slack = call("get", f"/plans/{run}").json()["slack"]

    assert slack["status"] == "ready"
    assert {"kind", "name", "share", "vital_share"} == set(slack["falls"][0])

"""Home: first steps of a new union, what waits, and few questions to the database."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.commons.people import services as people_services
from commonweal.interfaces.web.home import page

pytestmark = pytest.mark.django_db(transaction=True)


def page_of(response):
    return response.content.decode()


def test_a_stranger_reads_what_this_is_and_how_to_come_in():
    answer = Client().get("/")

    said = page_of(answer)
    assert "What we need, planned together" in said
    assert 'href="/join/"' in said
    assert 'href="/found/"' in said
    assert "demonstration" not in said


def test_the_demo_shows_its_sign_in(settings):
    settings.DEMO = True

    said = page_of(Client().get("/"))

    assert "one-cloak-for-all" in said


def test_a_new_union_sees_its_first_steps(kofi, signed_in, at):
    """Story 2: a union of one key-holder is told what is missing."""
    said = page_of(signed_in(kofi).get("/"))

    assert "First steps" in said
    assert "one key-holder" in said


def test_what_is_done_is_marked_done(lentil_house, ana, kofi, at):
    steps = {s.title: s.done for s in page.compose(ana, lentil_house, at).steps}

    assert steps == {
        "Two people hold the keys": True,
        "Invite the others": True,
        "Say what you need": False,
        "Say what there is": False,
        "Offer some hours": False,
        "Make the first plan": False,
    }


def test_home_asks_few_questions(
    lentil_house, people25, ben, at, django_assert_max_num_queries
):
    """The page must answer in 50 ms; every question costs."""
    with django_assert_max_num_queries(25):
        page.compose(ben, lentil_house, at)


def test_home_of_one_union_says_nothing_of_another(ben, dalia, signed_in, at):
    people_services.add_circle(
        union=dalia.union, name="Oak attic", by=dalia.id, at=at, key="attic"
    )

    said = page_of(signed_in(ben).get("/"))

    assert "Oak" not in said
    assert "Dalia" not in said

"""Every page that a visitor of the demo is likely to open first does open."""

from __future__ import annotations

import pytest
from django.contrib import auth
from django.test import Client
from django.urls import reverse


@pytest.fixture
def anas_browser(db, loaded):
    client = Client()
    client.force_login(auth.get_user_model().objects.get(username="ana"))
    return client


def test_the_front_page_shows_the_password_of_the_demo(db, loaded, settings, client):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    assert loaded.password in client.get("/").content.decode()
    for guest in loaded.sign_ins:
        found = auth.get_user_model().objects.get(username=guest.username)
        assert found.check_password(loaded.password)


@pytest.mark.parametrize(
    "name",
    [
        "home:home",
        "needs:home",
        "needs:new",
        "needs:totals",
        "needs:rounds",
        "planning:plans",
        "planning:stores",
        "planning:recipes",
        "planning:capacities",
        "planning:purchases",
        "purse:home",
        "purse:note",
        "purse:entries",
        "purse:bank",
        "kitchen:home",
    ],
)
def test_a_page_of_the_demo_opens(anas_browser, name):
    answer = anas_browser.get(reverse(name))

    assert answer.status_code == 200
    assert "Lentil House" in answer.content.decode()


def test_the_demos_plan_opens_with_picture_sentences_and_reasons(anas_browser, made):
    told = anas_browser.get(reverse("planning:plan", args=[made])).content.decode()

    assert "<svg" in told
    assert "oven hours" in told
    assert "wool blankets" in told

"""Signing in: the password, its limits, the sessions, and a form that outlived one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.test import Client
from django.urls import reverse

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access
from commonweal.interfaces.web.account import sessions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_clock")]
PASSWORD = "four words in a row"


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(
        reverse("account_login"), {"login": username, "password": password, **more}
    )


def is_in(client):
    return client.get(reverse("people:me")).status_code == 200


def test_the_password_lets_in_and_any_other_does_not(kofi, client):
    wrong = sign_in(client, "kofi", "five words in a row")
    assert not is_in(client)

    right = sign_in(client, "Kofi")

    assert wrong.status_code == 200
    assert right.status_code == 302
    assert is_in(client)


def test_passwords_are_kept_as_argon2(settings, kofi, client):
    settings.PASSWORD_HASHERS = ["commonweal.commons.people.passwords.LightArgon2"]
    account = auth.get_user_model().objects.get(username="kofi")
    account.set_password(PASSWORD)
    account.save()

    assert account.password.startswith("argon2$argon2id$")
    assert sign_in(client, "kofi").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_waits(kofi, client):
    """Rate limit by name: guessing costs time, from wherever it comes."""
    for _ in range(5):
        sign_in(client, "kofi", "a wrong guess again")

    response = sign_in(client, "kofi")

    assert not is_in(client)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_names_that_exist_and_names_that_do_not_get_the_same_answer(kofi):
    known = sign_in(Client(), "kofi", "a wrong guess again")
    unknown = sign_in(Client(), "nobody", "a wrong guess again")

    assert known.context["form"].errors == unknown.context["form"].errors


def test_codes_cannot_be_tried_without_end(client):
    answers = [
        client.post(
            reverse("people:join"),
            {"code": f"AAAA-{n}", "name": "Eve", "username": "eve",
             "password": PASSWORD},
        ).content.decode()
        for n in range(21)
    ]  # fmt: skip

    assert "Too many" not in answers[0]
    assert "Too many" in answers[-1]


def test_nobody_signs_up_without_an_invitation(client):
    page = client.get(reverse("account_signup"))
    sent = client.post(
        reverse("account_signup"), {"username": "eve", "password1": PASSWORD}
    )

    assert page.status_code == 200
    assert sent.status_code == 405
    assert not auth.get_user_model().objects.filter(username="eve").exists()


def test_other_sessions_can_be_seen_and_ended(kofi):
    here, there = Client(), Client(headers={"user-agent": "An old phone"})
    sign_in(here, "kofi")
    sign_in(there, "kofi")
    listed = here.get(reverse("usersessions_list")).content.decode()

    here.post(reverse("usersessions_list"))

    assert "An old phone" in listed
    assert is_in(here)
    assert not is_in(there)


def test_a_new_password_ends_the_other_sessions(kofi):
    here, there = Client(), Client()
    sign_in(here, "kofi")
    sign_in(there, "kofi")

    changed = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "other words in a row",
         "password2": "other words in a row"},
    )  # fmt: skip

    assert changed.status_code == 302
    assert not is_in(there)


def test_a_session_that_is_over_leaves_no_address_behind(kofi, client, at):
    """I-24: where somebody signed in from is forgotten with the session."""
    sign_in(client, "kofi")

    kept = sessions.forget_expired(at=at + timedelta(days=13))
    assert UserSession.objects.count() == 1
    gone = sessions.forget_expired(at=at + timedelta(days=15))

    assert (kept, gone) == (0, 1)
    assert UserSession.objects.count() == 0


def test_signing_out_needs_a_form_not_a_link(kofi, client):
    sign_in(client, "kofi")
    client.get(reverse("account_logout"))
    assert is_in(client)

    client.post(reverse("account_logout"))

    assert not is_in(client)


def test_the_demonstration_shows_its_sign_in_and_others_do_not(client, settings):
    plain = client.get(reverse("account_login")).content.decode()
    settings.DEMO = True

    shown = client.get(reverse("account_login")).content.decode()

    assert "demonstration" not in plain
    assert "ana" in shown


def test_the_sign_in_page_runs_no_script_of_its_own(client):
    """CSP script-src 'self': only data and files of ours, nothing inline."""
    response = client.get(reverse("account_login"))

    page = response.content.decode()
    scripts = [part.split(">")[0] for part in page.split("<script")[1:]]
    assert scripts
    assert all("src=" in tag or "application/json" in tag for tag in scripts)
    assert "script-src 'self'" in response["Content-Security-Policy"]


class TestAFormThatOutlivedItsSession:
    """Bad input: an expired session in the middle of a long form loses nothing."""

    typed = {"name": "oven & bread", "key": "abc", "password": "never kept"}

    def outlive(self, client):
        client.session.flush()
        client.cookies.pop("sessionid", None)
        return client.post(reverse("people:add_circle"), self.typed)

    def test_it_comes_back_after_signing_in(self, kofi, client):
        sign_in(client, "kofi")
        is_in(client)  # any page remembers whose device this is
        asked = self.outlive(client)

        signed_in = client.post(
            asked.url, {"login": "kofi", "password": PASSWORD,
                        "next": reverse("account_kept")},
        )  # fmt: skip
        page = client.get(signed_in.url).content.decode()

        assert signed_in.url == reverse("account_kept")
        assert 'value="oven &amp; bread"' in page
        assert "never kept" not in page
        assert f'action="{reverse("people:add_circle")}"' in page
        client.post(reverse("people:add_circle"), self.typed)
        assert "oven & bread" in {c.name for c in people.list_circles(union=kofi.union)}

    def test_it_is_offered_to_nobody_else(self, kofi, ben, client):
        sign_in(client, "kofi")
        is_in(client)
        self.outlive(client)

        sign_in(client, "ben.lentil-house")
        response = client.get(reverse("account_kept"))

        assert response.status_code == 302

    def test_it_stays_in_the_page_when_it_is_too_long_to_lay_aside(
        self, kofi, client, monkeypatch
    ):
        monkeypatch.setattr(access, "KEEP_LETTERS", 5)
        sign_in(client, "kofi")
        is_in(client)

        page = self.outlive(client)

        assert page.status_code == 403
        assert 'value="oven &amp; bread"' in page.content.decode()

    def test_a_page_that_reloads_in_parts_is_sent_to_sign_in(self, client):
        response = client.post(
            reverse("people:add_circle"), self.typed, headers={"HX-Request": "true"}
        )
        read = client.get(reverse("people:me"), headers={"HX-Request": "true"})

        assert response.status_code == 403
        assert read.headers["HX-Redirect"].startswith(reverse("account_login"))

    def test_a_forged_owner_of_the_device_is_nobody(self, kofi, client):
        client.cookies["whose"] = str(kofi.id)

        page = client.post(reverse("people:add_circle"), self.typed)

        assert page.status_code == 403


def test_a_late_answer_in_the_background_ends_nobodys_session(client, settings):
    """A page fetched ahead with a session that has ended keeps its cookie to itself."""
    ended = {settings.SESSION_COOKIE_NAME: "0123456789abcdef0123456789abcdef"}

    client.cookies.load(ended)
    ahead = client.get("/", headers={"Sec-Fetch-Dest": "empty"})
    client.cookies.load(ended)
    opened = client.get("/")

    assert settings.SESSION_COOKIE_NAME not in ahead.cookies
    assert opened.cookies[settings.SESSION_COOKIE_NAME].value == ""

"""What went wrong is said kindly, nothing typed is lost, and nothing leaks."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory

from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused
from commonweal.interfaces.web import errors

HERE = {"origin": "http://testserver"}


class NeedForm(forms.Form):
    amount = forms.CharField()
    note = forms.CharField(required=False)


def page_of(response):
    return response.content.decode()


def test_a_form_with_an_old_key_comes_back_with_everything_typed():
    """Bad input: an expired session in the middle of a long form."""
    client = Client(enforce_csrf_checks=True)

    answer = client.post(
        "/language/", {"amount": "3", "kind": ["oats", "peas"]}, headers=HERE
    )

    page = page_of(answer)
    assert answer.status_code == 403
    assert '<input type="hidden" name="amount" value="3">' in page
    assert page.count('name="kind"') == 2
    assert 'action="/language/"' in page


def test_a_form_from_elsewhere_gets_nothing_to_send():
    client = Client(enforce_csrf_checks=True)

    answer = client.post(
        "/language/", {"amount": "3"}, headers={"origin": "https://elsewhere.example"}
    )

    assert answer.status_code == 403
    assert 'name="amount"' not in page_of(answer)


def test_secrets_are_never_written_back_to_the_page():
    client = Client(enforce_csrf_checks=True)

    answer = client.post(
        "/account/login/",
        {"login": "ana", "password": "four words in a row", "new_password2": "x y z"},
        headers=HERE,
    )

    page = page_of(answer)
    assert "four words" not in page
    assert "x y z" not in page
    assert 'value="ana"' in page


def test_what_was_typed_is_escaped():
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/x/", {"note": '"><script>1</script>'}, headers=HERE)

    assert "<script>1" not in page_of(answer)


@pytest.mark.parametrize(
    ("refusal", "status"), [(Refused, 422), (NotYours, 403), (NotFound, 404)]
)
def test_a_refusal_no_view_answered_becomes_a_page_that_says_why(refusal, status):
    request = RequestFactory().get("/")
    why = refusal(Problem("x", "2 kg of %(what)s are here.", {"what": "oats"}))

    answer = errors.SayWhy(lambda _request: None).process_exception(request, why)

    assert answer.status_code == status
    assert "2 kg of oats are here." in page_of(answer)


def test_our_own_broken_promises_are_not_dressed_up_as_refusals():
    request = RequestFactory().get("/")

    answer = errors.SayWhy(lambda _request: None).process_exception(
        request, ValueError("ours")
    )

    assert answer is None


def test_problems_stand_at_their_fields_and_the_rest_on_top():
    form = NeedForm({"amount": "-3"})
    refused = Refused(
        [
            Problem("amount", "Below zero."),
            Problem("kind", "We do not know %(kind)s.", {"kind": "ots"}),
            Problem("amount", "Also below zero.", row=2),
        ]
    )

    others = errors.put_problems(form, refused)

    assert form.errors["amount"] == ["Below zero."]
    assert [p.message for p in others] == [
        "We do not know %(kind)s.",
        "Also below zero.",
    ]


@pytest.mark.parametrize(
    ("page", "status", "words"),
    [
        (lambda r: errors.bad_request(r, ValueError()), 400, "did not arrive whole"),
        (lambda r: errors.not_yours(r, PermissionDenied()), 403, "for others to do"),
        (lambda r: errors.not_found(r, Http404()), 404, "Nothing is here"),
        (errors.broken_promise, 500, "not your fault"),
    ],
)
def test_every_error_page_says_what_happened_and_where_to_go(page, status, words):
    answer = page(RequestFactory().get("/nowhere/"))

    assert answer.status_code == status
    assert words in page_of(answer)
    assert 'href="/"' in page_of(answer)


def test_an_address_of_nothing_is_a_kind_page():
    answer = Client().get("/no/such/page/")

    assert answer.status_code == 404
    assert "Nothing is here" in page_of(answer)

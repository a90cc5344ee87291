"""Whatever a program sends, the API answers in its own words and never breaks.

Calls are made up from the API's own description, valid and invalid ones.
"""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, Verbosity, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.errors import SchemathesisError

from commonweal.commons.people import queries as people_queries
from commonweal.commons.people import services as people
from commonweal.commons.people import words as people_words
from tests.conftest import give_mandate

#: Leaving ends the token that makes all other calls.
NOT_CALLED = {"leave", "revoke_token"}
FEW, MANY = 2, 200


@pytest.fixture(autouse=True)
def _stay_connected():
    """Requests end without closing the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def every_token(lentil_house, ana, kofi, lena):
    """Tokens with every scope: of the steward, and of a key-holder."""
    for scope in sorted(
        people_words.WORK_SCOPES - {"stores", "planning", "rounds", "paper"}
    ):
        give_mandate(lentil_house, ana, scope, by=kofi, confirmed_by=lena)
    now = timezone.now()
    return [
        people.issue_token(
            person=person.id,
            scopes=people_queries.scopes_of(person=person.id, at=now),
            label="fuzz",
            by=person.id,
            at=now,
            expires=now + timedelta(days=1),
            key="fuzz",
        ).secret
        for person in (ana, kofi)
    ]


def operations():
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application()
    )
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw.get("operationId") not in NOT_CALLED:
            yield operation


def call_with_made_up_input(tokens, n_examples):
    """Call every operation with good and bad input; return the statuses seen."""
    statuses = []
    for operation in operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for token in tokens:
                statuses += calls(operation, mode, token, n_examples)
    return statuses


def calls(operation, mode, token, n_examples):
    statuses = []

    @seed(23)
    @hypothesis_settings(
        max_examples=n_examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def call(case):
        case.headers["Authorization"] = f"Bearer {token}"
        case.headers["Accept-Encoding"] = "identity"
        answer = case.call()
        statuses.append(answer.status_code)
        told = (answer.status_code, case.as_curl_command(), answer.content[:500])
        assert answer.status_code < 500, told
        if 400 <= answer.status_code != 405:
            assert answer.json()["problems"], told

    # Where nothing can be made up wrongly, there is nothing to call.
    with contextlib.suppress(SchemathesisError, Unsatisfiable):
        call()
    return statuses


@pytest.mark.django_db
def test_made_up_calls_are_answered_and_nothing_breaks(every_token, settings):
    settings.ALLOWED_HOSTS = ["*"]

    statuses = call_with_made_up_input(every_token[:1], FEW)

    assert len(statuses) > 50
    assert {200, 422} <= set(statuses)


@pytest.mark.campaign
@pytest.mark.django_db
def test_very_many_made_up_calls_break_nothing(every_token, settings):
    settings.ALLOWED_HOSTS = ["*"]

    statuses = call_with_made_up_input(every_token, MANY)

    assert len(statuses) > 5000

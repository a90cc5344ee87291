"""A program of one person that calls the table's API, and what it answers."""

from __future__ import annotations

from datetime import timedelta

from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from tests.conftest import AT

WEEK = "from_day=2026-11-23&until=2026-11-29"


def of(client):
    """Return a function that gives a person's program."""

    def program(person, scopes=None):
        held = people.scopes_of(person=person.id, at=AT)
        issued = people_services.issue_token(
            person=person.id,
            scopes=held if scopes is None else scopes,
            label="test",
            expires=AT + timedelta(days=1),
            by=person.id,
            at=AT,
            key=f"{person.id}{scopes}",
        )
        headers = {"Authorization": f"Bearer {issued.secret}"}

        def call(method, path, body=None, key="a-key-of-ours", **more):
            return getattr(client, method)(
                f"/api/v1{path}",
                "" if body is None else body,
                headers={**headers, "Idempotency-Key": key},
                **{"content_type": "application/json", **more},
            )

        return call

    return program


def got(call, path):
    response = call("get", path)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def done(call, method, path, body=None, status=204, **more):
    response = call(method, path, body, **more)
    assert response.status_code == status, response.content.decode()
    return response.json() if response.content else None


def refused(call, method, path, body=None, **more):
    response = call(method, path, body, **more)
    assert response.status_code == 422, response.content.decode()
    return [
        (problem["row"], problem["field"], problem["message"])
        for problem in response.json()["problems"]
    ]

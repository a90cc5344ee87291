"""Programs of a person, for the tests of the API."""

from __future__ import annotations

from datetime import timedelta

from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from tests.conftest import AT


def programs_of(client):
    """Return a function that gives a program of a person, with some scopes or all."""

    def of(person, scopes=None):
        held = people.scopes_of(person=person.id, at=AT)
        issued = people_services.issue_token(
            person=person.id,
            scopes=held if scopes is None else scopes,
            label="test",
            expires=AT + timedelta(days=100),
            by=person.id,
            at=AT,
            key=f"{person.id}{scopes}",
        )
        headers = {"Authorization": f"Bearer {issued.secret}"}

        def call(method, path, body=None, key="a-key-of-ours", **more):
            more.setdefault("content_type", "application/json")
            if more["content_type"] is None:  # a form with a file
                del more["content_type"]
            return getattr(client, method)(
                f"/api/v1{path}",
                body if body is not None else "",
                headers={**headers, "Idempotency-Key": key},
                **more,
            )

        return call

    return of


def problems(answer):
    """Return row, field and message of everything that was refused."""
    assert answer.status_code in {403, 404, 422}, answer.content
    return [(p["row"], p["field"], p["message"]) for p in answer.json()["problems"]]
